"""The field's own lists (domain.md 1): channels, categories, paths, grounds, ends. Pure."""

from django.db import models


class Channel(models.TextChoices):
    """How a petition came (XF-01)."""

    NET = "net", "网上"
    LETTER = "letter", "来信"
    PHONE = "phone", "来电"
    FAX = "fax", "传真"
    VISIT = "visit", "来访"
    OTHER = "other", "其他（上级转来、12345 等）"


# What is said by mouth is written down and read back (XF-03).
ORAL = frozenset({Channel.PHONE, Channel.VISIT})


class Category(models.TextChoices):
    """The three kinds of petitions, each with a track of its own (domain.md 1.2)."""

    SUGGEST = "suggest", "建议意见"
    ACCUSE = "accuse", "检举控告"
    CLAIM = "claim", "申诉求决"


class Path(models.TextChoices):
    """The six ways of what is claimed (domain.md 1.3). Only the last has the sixty days (XF-21)."""

    P1 = "p1", "诉讼、检察监督或公安机关的法律程序"
    P2 = "p2", "仲裁"
    P3 = "p3", "党员申诉、人事复审"
    P4 = "p4", "行政复议、裁决、确认、许可、处罚等行政程序"
    P5 = "p5", "请求查处违法行为、保护人身或财产"
    P6 = "p6", "不属于以上的，按信访程序办"


# As they stand alone: "none of the above" says nothing where nothing stands above.
PATH_NAMES = {**dict(Path.choices), Path.P6: "按信访程序办"}
GUIDED = frozenset(Path.values) - {Path.P6}
# What each means, in words for whoever chooses.
PATH_HELP = {
    Path.P1: "已经或应当由法院、检察院、公安机关办的。告诉信访人去哪个机关、走什么程序。",
    Path.P2: "劳动人事争议、土地承包纠纷等要先仲裁的。",
    Path.P3: "党员对处分不服、干部对人事处理不服的。",
    Path.P4: "对行政机关的决定不服的，行政复议要在知道之日起 60 日内提出。",
    Path.P5: "请求监管部门查处、公安机关保护的，按那部法律的期限办。",
    Path.P6: "由有权处理机关听取陈述、调查核实，60 日内出处理意见书。",
}
CATEGORY_HELP = {
    Category.SUGGEST: "对工作提建议、意见的。研究论证，采纳的要答复。",
    Category.ACCUSE: "检举、控告单位或个人违纪违法的。转纪检监察机关，被反映的一方看不到。",
    Category.CLAIM: "对处理不服、要求解决问题的。再选一条途径。",
}


class Subject(models.TextChoices):
    """What a petition is about, first level (domain.md 1.1); counties add the second as topics."""

    FARMING = "01", "农村农业"
    RESOURCES = "02", "自然资源"
    BUILDING = "03", "城乡建设"
    LABOUR = "04", "劳动和社会保障"
    HEALTH = "05", "卫生健康"
    EDUCATION = "06", "教育"
    RELIEF = "07", "民政与应急"
    JUSTICE = "08", "政法"
    ECONOMY = "09", "经济管理"
    MARKET = "10", "市场监督"
    TRANSPORT = "11", "交通运输"
    CULTURE = "12", "文体旅游"
    SCIENCE = "13", "科技与信息产业"
    ENVIRONMENT = "14", "生态环境"
    PARTY = "15", "党务政务"
    PERSONNEL = "16", "组织人事"
    DISCIPLINE = "17", "纪检监察"
    MILITARY = "18", "军队事务"
    HOUSING = "19", "房产物业"
    OTHER = "20", "其他"


class Ground(models.TextChoices):
    """Why a petition is not accepted, or not again (domain.md 1.5). N3 is a way to guide, no refusal."""

    N1 = "n1", "下级已经受理或正在办，还在规定期限内"
    N2 = "n2", "已有复核意见，同样的事实和理由又提出来"
    N4 = "n4", "不属于本机关、单位的职权"
    N5 = "n5", "没有按期申请复查、复核，已经终结（本地规定）"


class Sending(models.TextChoices):
    """How it is sent on (XF-31)."""

    FORWARD = "forward", "转送"
    ASSIGN = "assign", "交办（要报结果）"


class Stage(models.TextChoices):
    """Which of the three opinions (XF-54)."""

    HANDLING = "handling", "处理"
    REVIEW = "review", "复查"
    RECHECK = "recheck", "复核"


class Result(models.TextChoices):
    """What an opinion says of the request (XF-50)."""

    SUPPORT = "support", "支持"
    EXPLAIN = "explain", "合理但缺乏依据，作解释"
    REJECT = "reject", "不予支持"


class Verdict(models.TextChoices):
    """What a review says of the opinion before it."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"


class Document(models.TextChoices):
    """What is handed to a petitioner."""

    ACCEPTANCE = "acceptance", "受理告知书"
    REFUSAL = "refusal", "不予受理告知书"
    GUIDANCE = "guidance", "途径告知书"
    EXTENSION = "extension", "延期告知书"
    REPLY = "reply", "答复"
    HANDLING = "handling", "处理意见书"
    REVIEW = "review", "复查意见书"
    RECHECK = "recheck", "复核意见书"


class DeliveryWay(models.TextChoices):
    """How it reached them; each way has its proof (XF-55)."""

    SIGNED = "signed", "本人签收"
    POST = "post", "邮寄"
    NET = "net", "网上送达"
    LEFT = "left", "留置送达"
    NOTICE = "notice", "公告送达"


PROOFS = {
    DeliveryWay.SIGNED: "送达回证上的签名",
    DeliveryWay.POST: "邮件单号和签收记录",
    DeliveryWay.NET: "系统里打开的记录",
    DeliveryWay.LEFT: "见证人和照片",
    DeliveryWay.NOTICE: "公告的载体和日期",
}


class Adoption(models.TextChoices):
    """What became of a suggestion (domain.md 1.2)."""

    WHOLE = "whole", "全部采纳"
    PART = "part", "部分采纳"
    NONE = "none", "没有采纳"


class Settlement(models.TextChoices):
    """How mediation inside a petition ended it (Art. 33)."""

    MEDIATED = "mediated", "调解协议"
    SETTLED = "settled", "和解协议"


class Aftercare(models.TextChoices):
    """三到位一处理 (XF-58)."""

    SOLVED = "solved", "诉求合理的解决到位"
    EXPLAINED = "explained", "诉求无理的教育到位"
    HELPED = "helped", "生活困难的帮扶到位"
    DEALT = "dealt", "行为违法的依法处理"


class RecusalReason(models.TextChoices):
    """Why somebody steps aside (XF-10)."""

    RELATIVE = "relative", "是信访人或被反映人的近亲属"
    INTEREST = "interest", "和这件事有直接利害关系"
    HANDLED = "handled", "经手过被反映的事"
    OTHER = "other", "其他可能影响公正的情形"


class Rated(models.TextChoices):
    """Whom a petitioner rates (XF-72)."""

    OFFICE = "office", "信访部门"
    ORGAN = "organ", "有权处理机关、单位"


class Level(models.TextChoices):
    """How content (XF-73)."""

    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    BAD = "bad", "不满意"


class ProfileName(models.TextChoices):
    """Sets of periods by jurisdiction (domain.md 1.10)."""

    NATIONAL = "national", "《信访工作条例》"
    ZHEJIANG = "zhejiang", "浙江省信访条例"


class PaperKind(models.TextChoices):
    """What is signed and numbered (domain.md 7.4)."""

    ACCEPTANCE = "acceptance", "受理告知书"
    REFUSAL = "refusal", "不予受理告知书"
    FORWARD = "forward", "转送函"
    ASSIGN = "assign", "交办函"
    EXTENSION = "extension", "延期告知书"
    HEARING = "hearing", "听证通知书"
    HANDLING = "handling", "信访处理意见书"
    REVIEW = "review", "复查意见书"
    RECHECK = "recheck", "复核意见书"
    URGING = "urging", "督办函"


# What stands before the year in a number.
NUMBERED = {
    PaperKind.ACCEPTANCE: "信受告",
    PaperKind.REFUSAL: "信不受告",
    PaperKind.FORWARD: "信转",
    PaperKind.ASSIGN: "信交",
    PaperKind.EXTENSION: "信延告",
    PaperKind.HEARING: "信听通",
    PaperKind.HANDLING: "信处",
    PaperKind.REVIEW: "信复查",
    PaperKind.RECHECK: "信复核",
    PaperKind.URGING: "信督",
}


class SupervisionGround(models.TextChoices):
    """Why the petition office supervises (XF-62); the first five are suggested."""

    NOTICE = "notice", "没有按期告知是否受理"
    OPINION = "opinion", "没有按期出具处理意见"
    EXTENSION = "extension", "延期没有告知信访人"
    EXECUTION = "execution", "支持的请求没有按期落实"
    RETURNED = "returned", "退回两次以上"
    SHIRKING = "shirking", "推诿、敷衍、拖延"
    FRAUD = "fraud", "弄虚作假"
    REFUSING = "refusing", "拒不执行处理意见"


class Advice(models.TextChoices):
    """What the petition office recommends (XF-63)."""

    WORK = "work", "改进工作的建议"
    POLICY = "policy", "完善政策的建议"
    BLAME = "blame", "追究责任的建议"


class Answered(models.TextChoices):
    """What the receiver made of it (XF-63)."""

    TAKEN = "taken", "采纳"
    PART = "part", "部分采纳"
    NONE = "none", "没有采纳"


class Measured(models.TextChoices):
    """What is done with those who lead (XF-64)."""

    TALK = "talk", "约谈"
    CIRCULAR = "circular", "通报"
    LISTED = "listed", "挂牌督办"
    MEND = "mend", "责令限期整改"


class ReceptionKind(models.TextChoices):
    """Where a leader meets people."""

    IN = "in", "接访"
    OUT = "out", "下访"
