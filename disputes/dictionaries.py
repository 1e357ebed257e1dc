"""The field's own lists (domain.md 2): kinds of bodies, types by both dictionaries, sources, ends. Pure."""

from django.db import models


class BodySort(models.TextChoices):
    """Who mediates (MD-02); commercial bodies stand apart, they alone may charge (MD-05)."""

    VILLAGE = "village", "村（社区）人民调解委员会"
    TOWN = "town", "乡镇（街道）人民调解委员会"
    COUNTY = "county", "县级人民调解委员会"
    ENTERPRISE = "enterprise", "企事业单位人民调解委员会"
    INDUSTRY = "industry", "行业性专业性人民调解委员会"
    COMMERCIAL = "commercial", "商事调解组织"


class JusticeType(models.TextChoices):
    """The eighteen types of the justice statistics (domain.md 2.5)."""

    MARRIAGE = "marriage", "婚姻家庭"
    NEIGHBOUR = "neighbour", "邻里"
    HOUSING = "housing", "房屋宅基地"
    CONTRACT = "contract", "合同"
    BUSINESS = "business", "生产经营"
    DAMAGE = "damage", "损害赔偿"
    LAND = "land", "山林土地"
    DEMOLITION = "demolition", "征地拆迁"
    POLLUTION = "pollution", "环境污染"
    WAGES = "wages", "拖欠农民工工资"
    LABOUR = "labour", "其他劳动争议"
    TOURISM = "tourism", "旅游"
    ECOMMERCE = "ecommerce", "电子商务"
    CONSUMER = "consumer", "其他消费"
    MEDICAL = "medical", "医疗"
    TRAFFIC = "traffic", "道路交通事故"
    PROPERTY = "property", "物业"
    OTHER = "other", "其他"


class PublicType(models.TextChoices):
    """The dispute codes of the 综治 dictionary (domain.md 2.5)."""

    NONE = "00", "无"
    RURAL_LAND = "01", "农村集体土地征用流转"
    STATE_LAND = "02", "国有土地拆迁"
    BUILDING = "03", "城乡建设管理"
    FOREST = "04", "土地山林水利权属"
    ENVIRONMENT = "05", "环境保护"
    FAMILY_PLANNING = "06", "计划生育"
    VILLAGE_AFFAIRS = "07", "村务管理"
    LABOUR = "08", "劳动社保"
    MEDICAL = "09", "医疗卫生"
    TRAFFIC = "10", "交通事故"
    SCHOOL = "11", "学校教育"
    PROPERTY = "12", "房产物业"
    CONSUMER = "13", "消费维权、产品质量"
    CONTRACT = "14", "经济合同、金融借贷"
    INJURY = "15", "人身伤害"
    MARRIAGE = "16", "婚姻家庭"
    NEIGHBOUR = "17", "邻里关系"
    BOUNDARY = "18", "边界管理"
    ETHNIC = "19", "民族宗教"
    RESTRUCTURING = "20", "企业改制"
    MIGRANTS = "21", "移民安置"
    ENFORCEMENT = "22", "行政执法"
    LAWSUITS = "23", "涉法涉诉"
    DAMAGE = "24", "损害赔偿"


class Scale(models.TextChoices):
    """How many are in it (domain.md 2.5)."""

    SINGLE = "01", "个体性"
    GROUP = "02", "一般群体性"
    MASS = "03", "重大群体性"


def scale_of(heads: int) -> Scale:
    """The scale for so many people: fewer than five, fewer than thirty, more (domain.md 2.5, D)."""
    return Scale.SINGLE if heads < 5 else Scale.GROUP if heads < 30 else Scale.MASS


class DisputeSource(models.TextChoices):
    """How it came (MD-11)."""

    APPLIED = "applied", "依申请"
    INITIATIVE = "initiative", "主动调解"
    COURT = "court", "法院委托移送"
    PROCURATORATE = "procuratorate", "检察院委托移送"
    POLICE = "police", "公安机关委托移送"
    PETITION = "petition", "信访部门委托移送"
    HOTLINE = "hotline", "12345 转办"
    OTHER = "other", "其他部门委托移送"


class Risk(models.TextChoices):
    """Might it come to worse (MD-15)."""

    NONE = "none", "没有激化迹象"
    POSSIBLE = "possible", "可能激化"
    ACUTE = "acute", "可能发生治安或刑事案件"


class Selection(models.TextChoices):
    """Who chose the mediator (MD-12)."""

    APPOINTED = "appointed", "调委会指派"
    CHOSEN = "chosen", "当事人选择"


class AgreementForm(models.TextChoices):
    """How an agreement is made (MD-20)."""

    WRITTEN = "written", "书面调解协议书"
    ORAL = "oral", "口头协议"


class Refusal(models.TextChoices):
    """Why a dispute is not taken (MD-10, MD-17)."""

    SPECIAL_ORGAN = "special_organ", "法律规定只能由专门机关处理"
    BARRED = "barred", "法律规定不适用人民调解"
    ELSEWHERE = "elsewhere", "法院、仲裁或行政机关已经受理"
    NOT_CIVIL = "not_civil", "不是民间纠纷"
    NO_PARTY = "no_party", "没有明确的对方当事人"


class Ending(models.TextChoices):
    """Why mediation ended without an agreement (domain.md 2.5)."""

    REFUSED = "refused", "当事人拒绝或放弃调解"
    NO_AGREEMENT = "no_agreement", "无法达成一致"
    EXPIRED = "expired", "到期未延长"
    IN_COURT = "in_court", "已起诉或申请仲裁并被受理"
    BAD_FAITH = "bad_faith", "隐瞒事实或恶意串通"
    OTHER = "other", "其他"


class Way(models.TextChoices):
    """Where the parties are told to go on (MD-26, domain.md 2.6)."""

    ARBITRATION = "arbitration", "劳动人事争议仲裁"
    LAND_ARBITRATION = "land_arbitration", "农村土地承包仲裁"
    COURT = "court", "向人民法院起诉"
    RECONSIDERATION = "reconsideration", "行政复议"
    ADMINISTRATIVE = "administrative", "行政调解"
    UPPER = "upper", "上一级调解组织"
    POLICE = "police", "公安机关"
    PAYMENT_ORDER = "payment_order", "申请支付令"


class Nature(models.TextChoices):
    """What a party is before the law."""

    NATURAL = "natural", "个人"
    LEGAL = "legal", "单位"


class PartyRole(models.TextChoices):
    """As what somebody is in a dispute (MD-16)."""

    PARTY = "party", "当事人"
    GUARDIAN = "guardian", "法定代理人（监护人）"
    AGENT = "agent", "委托代理人"


class Ties(models.TextChoices):
    """What a mediator declares of themselves and the parties (MD-18b)."""

    NONE = "none", "没有亲属或其他利害关系"
    RELATIVE = "relative", "和一方是近亲属"
    INTEREST = "interest", "有其他利害关系"


class Side(models.TextChoices):
    """On which side of the quarrel a party stands."""

    APPLICANT = "applicant", "申请人"
    RESPONDENT = "respondent", "被申请人"


class Recusing(models.TextChoices):
    """Why a mediator gives way to another (MD-18b)."""

    PARTY = "party", "本人就是当事人"
    RELATIVE = "relative", "和当事人是近亲属"
    INTEREST = "interest", "有其他利害关系"
    ASKED = "asked", "当事人要求换人"
    LEFT = "left", "离任或不能再调解"
    OTHER = "other", "其他"


class Manner(models.TextChoices):
    """How something is to be performed (MD-22): picked, so that the clause says it the same way each time."""

    CASH = "cash", "现金付清"
    TRANSFER = "transfer", "银行转账付清"
    WORK = "work", "做工或修复"
    DELIVERY = "delivery", "交付实物"
    STOP = "stop", "停止或不再做"
    APOLOGY = "apology", "当面赔礼道歉"


class Performance(models.TextChoices):
    """How far the agreement was kept, as a visit found it (MD-27, M6)."""

    WHOLE = "whole", "已履行"
    PART = "part", "部分履行"
    NONE = "none", "未履行"


class Satisfaction(models.TextChoices):
    """What one side says of how it was mediated, asked apart from the other (MD-27)."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    UNASKED = "unasked", "没有问到"


# Written form or none at all (MD-21).
WRITTEN_ONLY = frozenset({JusticeType.WAGES, JusticeType.LABOUR, JusticeType.MEDICAL, JusticeType.LAND})

# The first door where mediation did not settle it (domain.md 2.6); the others go to court.
FIRST_DOOR: dict[str, str] = {
    JusticeType.WAGES: Way.ARBITRATION,
    JusticeType.LABOUR: Way.ARBITRATION,
    JusticeType.LAND: Way.LAND_ARBITRATION,
    JusticeType.DEMOLITION: Way.RECONSIDERATION,
}

# What no court confirms: identity relations, and whose property it is (MD-33).
UNCONFIRMED: dict[str, str] = {
    JusticeType.MARRIAGE: "身份关系（婚姻、亲子、收养）的内容，法院不受理司法确认。",
    JusticeType.LAND: "确认权属的内容，法院不受理司法确认。",
    JusticeType.HOUSING: "确认权属的内容，法院不受理司法确认。",
}
