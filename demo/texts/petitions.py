"""What people of the demo county petition for: invented, each with what was found and said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from demo.county import Seat
from demo.texts.theme import Desk


@dataclass(frozen=True)
class Plea:
    """One sort of trouble: who has it to handle, in which words it is asked for, found and answered.

    Texts hold slots: {village}, {road}, {n} (a number of a few dozen).
    """

    subject: str
    desk: Desk | Seat
    request: str
    facts: tuple[str, ...]
    findings: str
    explained: str
    basis: str
    task: str


CLAIMS = (
    Plea(
        "11",
        Desk.WORKS,
        "请求修好{road}到{village}的路。",
        ("路面坏了半年多，下雨积水，{n} 户人家进出都不方便。", "修管道挖开以后没有铺平，老人摔过两次。"),
        "到现场量过，破损约 {n} 米，属于管养范围。",
        "已经列入下一季度的养护计划，先填平最深的几处。",
        "《公路法》第三十五条",
        "铺好破损的 {n} 米路面",
    ),
    Plea(
        "19",
        Desk.HOUSING,
        "请求督促{village}的物业修电梯。",
        ("电梯停了一个月，{n} 户老人上下楼困难，物业说等维修资金。",),
        "电梯停用属实，维修资金的表决差几户没有签。",
        "表决要业主自己定，社区帮着上门，够票就用维修资金。",
        "《物业管理条例》第五十三条",
        "电梯修好，恢复使用",
    ),
    Plea(
        "04",
        Desk.LABOUR,
        "请求帮助要回在{road}工地的工资。",
        ("在工地做了三个月，班组长不接电话，{n} 个人的工钱没有结。",),
        "查了考勤和用工台账，欠付属实，数目双方对过。",
        "数目有争议的部分没有证据，可以申请劳动仲裁。",
        "《保障农民工工资支付条例》第三条",
        "督促总包付清 {n} 人的工资",
    ),
    Plea(
        "14",
        Desk.ECOLOGY,
        "请求处理{village}养殖场的臭味。",
        ("养殖场夏天臭得开不了窗，反映过几次，好两天又一样。", "粪水流到沟里，{n} 亩菜地不敢浇。"),
        "现场看过，堆粪棚漏雨，沟里采了水样。",
        "监测没有超过标准，已经要求加盖，按月检查。",
        "《畜禽规模养殖污染防治条例》第十三条",
        "堆粪棚加盖，清理水沟",
    ),
    Plea(
        "07",
        Desk.CIVIL,
        "请求重新核定低保。",
        ("去年生病以后没有收入，申请低保没有批，家里 {n} 平方米旧房。",),
        "入户核过收入和财产，邻里也问过。",
        "家庭收入超过标准，临时困难的可以申请临时救助。",
        "《社会救助暂行办法》第九条",
        "从下月起发给，并补申请当月的",
    ),
    Plea(
        "02",
        Desk.FARM,
        "请求核实{village}第{n}号承包地的面积。",
        ("确权的面积比实际少，写信到镇里没有人答复。",),
        "请双方到场重新丈量，和底册对过。",
        "面积相差在误差以内，不用变更登记。",
        "《农村土地承包法》第二十四条",
        "更正登记簿",
    ),
    Plea(
        "08",
        Desk.ENFORCEMENT,
        "请求拆除{road}{n}号后面的违建。",
        ("邻居搭了铁皮棚，挡住了采光，也挡了消防通道。",),
        "铁皮棚没有许可，已经立案。",
        "棚子在屋檐线以内，是修缮，不是违建。",
        "《城乡规划法》第六十四条",
        "拆除铁皮棚",
    ),
    Plea(
        "10",
        Desk.COUNTY_MARKET,
        "请求退还{road}健身房的预付款。",
        ("办了年卡三个月就关门，{n} 个人的钱没有退。",),
        "店已停业，老板联系上了，愿意按余额退。",
        "老板失联，合同纠纷可以起诉，已帮助登记。",
        "《消费者权益保护法》第五十三条",
        "督促按余额退款",
    ),
)

SUGGESTIONS = (
    Plea(
        "11",
        Desk.TRAFFIC,
        "建议{road}早晚高峰加一班公交。",
        ("{village}到县城只有一班车，上班的人挤不上去。",),
        "",
        "早上加开一班，试行三个月。",
        "",
        "",
    ),
    Plea(
        "06",
        Desk.SOCIAL,
        "建议{village}老年活动室周末也开门。",
        ("周末想去看报下棋，门都锁着。",),
        "",
        "周六开门，由志愿者值班。",
        "",
        "",
    ),
    Plea(
        "13",
        Desk.HOUSING,
        "建议在{road}装充电桩。",
        ("小区里电瓶车飞线充电，有 {n} 辆，不安全。",),
        "",
        "地方已经看好，等电力部门批。",
        "",
        "",
    ),
)

ACCUSATION = Plea(
    "17",
    Desk.COUNTY_FARM,
    "请求查一查水渠工程款的去向。",
    ("修水渠的账没有公开，干了 {n} 天活的人也没有拿到工钱。",),
    "",
    "",
    "",
    "",
)


@dataclass(frozen=True)
class Way:
    """What is for another procedure: its path, what is asked, where it goes, until when (XF-21)."""

    path: str
    plea: Plea
    where: str
    until: str


def asked(subject: str, desk: Desk, request: str, facts: str) -> Plea:
    """Only asked: nothing is found or said of it here."""
    return Plea(subject, desk, request, (facts,), "", "", "", "")


ELSEWHERE = (
    Way(
        "p1",
        asked("08", Desk.COUNTY_JUSTICE, "请求改判赔偿的数目。", "判决赔 {n} 千元，觉得太少。"),
        "向上一级人民法院上诉或者申请再审",
        "按判决书上写的期限",
    ),
    Way(
        "p2",
        asked("04", Desk.LABOUR, "请求认定违法解除劳动合同。", "做了 {n} 个月，一句话就不让来了。"),
        "向县劳动人事争议仲裁委员会申请仲裁",
        "知道之日起一年内",
    ),
    Way(
        "p3",
        asked(
            "06",
            Desk.COUNTY_JUSTICE,
            "请求重新看对我的处分。",
            "在学校做了 {n} 年，处分决定里的事不是我经手的。",
        ),
        "向作出处分决定的单位申请复核，不服复核的再向上级主管部门申诉",
        "知道处分决定之日起 30 日内",
    ),
    Way(
        "p4",
        asked("02", Desk.FARM, "请求撤销对我的行政处罚。", "说我在{road}乱堆，罚了 {n} 元，不是我堆的。"),
        "向县人民政府申请行政复议",
        "知道之日起 60 日内",
    ),
    Way(
        "p5",
        asked(
            "10", Desk.COUNTY_MARKET, "请求查处{road}没有执照的加工点。", "开了 {n} 天，没有执照，气味很大。"
        ),
        "由县市场监督管理局依法查处，立不立案都告诉您",
        "收到线索之日起 15 个工作日内核查、决定立不立案",
    ),
)

REFUSED = ("不属于县里的职权，涉及的是铁路沿线的设施。", "找铁路部门的信访窗口，电话 12306。")
OBJECTED = "这一段属于别的单位管，请改派。"
WITHDRAWN = "信访人说已经和对方谈好，写了撤回申请。"
SETTLED = "双方同意各负责一半，当场写了和解协议。"
LOOKED = ("听了信访人的陈述，看了现场。", "调了台账和照片，问了邻居。", "约双方一起量过，做了记录。")
UNSOLVED = ("做了一半又停了。", "和说的不一样，还是老样子。")
ASKED = ("意见里没有说清楚为什么不行。", "现场和写的不一样，请上级看一看。")
RATED: Mapping[str, tuple[str, ...]] = {
    "good": ("",),
    "fair": ("", "办是办了，慢了点。"),
    "bad": ("等得太久。", "没有解决。"),
}
RAILWAY = Plea(
    "11",
    Desk.WORKS,
    "请求修复{village}边上的铁路涵洞。",
    ("涵洞漏水，{n} 户人家下地要绕两里路。",),
    "",
    "",
    "",
    "",
)
