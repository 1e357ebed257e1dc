"""Where a dispute may go that mediation did not settle (domain.md 2.6): by type, with what to bring. Pure."""

from dataclasses import dataclass

from django.db import models

from disputes.dictionaries import JusticeType, PublicType, Way

J = JusticeType
LABOUR = frozenset({J.WAGES, J.LABOUR})


@dataclass(frozen=True)
class Route:
    """One way: where it begins, what to bring, and until when, in words; the clock itself is a Rule."""

    where: str
    bring: str
    clock: str


ROUTES: dict[str, Route] = {
    Way.ARBITRATION: Route(
        "劳动人事争议仲裁委员会（用人单位或劳动合同履行地）",
        "仲裁申请书、身份证、劳动合同或工资记录",
        "1 年以内；对裁决不服的，收到之日起 15 日内起诉（劳动争议调解仲裁法 27、50）",
    ),
    Way.LAND_ARBITRATION: Route(
        "县农村土地承包仲裁委员会",
        "仲裁申请书、身份证、承包合同或权属证书",
        "2 年以内；对裁决不服的，收到之日起 30 日内起诉（土地承包经营纠纷调解仲裁法 18、48）",
    ),
    Way.COURT: Route("有管辖权的人民法院", "起诉状、身份证、证据", "民事纠纷 3 年以内（民法典 188）"),
    Way.RECONSIDERATION: Route(
        "县人民政府行政复议机构",
        "复议申请书、身份证、行政决定",
        "知道之日起 60 日以内（行政复议法 20）",
    ),
    Way.ADMINISTRATIVE: Route("主管部门（卫健、人社等）", "申请书、身份证、证据", "法律没有统一规定"),
    Way.UPPER: Route("上一级调解组织", "本卷宗的复印件", "随时可以申请"),
    Way.POLICE: Route("派出所", "身份证、证据", "发生危险立即拨打 110"),
    Way.PAYMENT_ORDER: Route("基层人民法院", "支付令申请书、协议、欠条", "请求给付的时效以内（民诉法 225）"),
}
ALWAYS = (Way.COURT, Way.ADMINISTRATIVE, Way.UPPER, Way.POLICE)
FIRST: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(LABOUR, (Way.ARBITRATION, Way.PAYMENT_ORDER)),
    J.LAND: (Way.LAND_ARBITRATION, Way.RECONSIDERATION),
    J.DEMOLITION: (Way.RECONSIDERATION,),
    J.MEDICAL: (Way.ADMINISTRATIVE,),
    J.POLLUTION: (Way.ADMINISTRATIVE, Way.RECONSIDERATION),
    J.CONTRACT: (Way.COURT, Way.PAYMENT_ORDER),
    J.BUSINESS: (Way.COURT, Way.PAYMENT_ORDER),
    J.OTHER: (Way.COURT, Way.RECONSIDERATION),
}


class PriorReview(models.TextChoices):
    """Acts of an authority that are reconsidered before a court hears of them (行政复议法 23)."""

    PENALTY = "penalty", "对当场作出的行政处罚不服"
    RESOURCE = "resource", "认为行政决定侵犯已取得的自然资源权利"
    INACTION = "inaction", "认为行政机关没有履行法定职责"
    INFORMATION = "information", "申请政府信息公开，行政机关不予公开"


def open_ways(justice_type: str, public_type: str = PublicType.NONE) -> list[str]:
    """The ways that are open to a dispute of this type, the first door first."""
    found = dict.fromkeys([*FIRST.get(justice_type, ()), *ALWAYS])
    return [way for way in found if not closed(way, justice_type, public_type)]


def closed(way: str, justice_type: str, public_type: str = PublicType.NONE, act: str = "") -> str:
    """Why this way is not open, or nothing."""
    if way == Way.LAND_ARBITRATION and (
        justice_type == J.DEMOLITION or public_type in {PublicType.RURAL_LAND, PublicType.STATE_LAND}
    ):
        return "征地补偿不归农村土地承包仲裁（土地承包仲裁法 2）。选“行政复议”或“向人民法院起诉”。"
    if way == Way.LAND_ARBITRATION and justice_type != J.LAND:
        return "农村土地承包仲裁只管土地承包的纠纷。换一条途径。"
    if way == Way.ARBITRATION and justice_type not in LABOUR:
        return "劳动人事争议仲裁只管劳动争议。换一条途径。"
    if way == Way.COURT and act:
        return "这一类要先申请行政复议，对复议不服再起诉（行政复议法 23）。选“行政复议”。"
    return ""


class Outcome(models.TextChoices):
    """How the other way ended."""

    GRANTED = "granted", "支持了请求"
    PARTLY = "partly", "支持了一部分"
    DENIED = "denied", "没有支持"
    SETTLED = "settled", "在那里调解或和解了"
    WITHDRAWN = "withdrawn", "撤回了"
    OTHER = "other", "其他"
