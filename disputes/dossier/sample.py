"""An invented dispute, whole from application to filing: what a new form of a paper is tried on. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from disputes.dossier.record import Duty, Opinion, Record, Settled, Talk, Trial, Visited, Who
from disputes.dossier.sheets import Bound

APPLICANT = Who("申请人", "演示张三", "13900001111", "11010519491231002X", "演示镇演示村 1 组")
RESPONDENT = Who("被申请人", "演示李四", "13900002222", "", "演示镇演示村 2 组")
AGENT = Who("代理人", "演示王五", "13900003333")
SESSION = Talk(
    datetime(2026, 4, 10, 9, 30, tzinfo=UTC),
    "演示村委会调解室",
    "演示村网格员",
    "张三说：通道一直是两家共用，围挡堵了半年。\n李四说：围挡是为了放建材，没想长期占。\n"
    "调解员讲了相邻关系的规定，双方同意看现场。\n双方看过现场，认可通道宽 2 米。",
    "演示调解员",
    "演示记录员",
)
INQUIRY = Talk(
    datetime(2026, 4, 9, 15, 0, tzinfo=UTC),
    "演示村 1 组通道",
    "演示村村民小组长",
    "通道是分地时留的，两家都走。围挡是去年十月搭的。",
    "演示调解员",
    "演示调解员",
)
SETTLED = Settled(
    oral=False,
    facts="两家共用的通道被围挡占用，争的是该不该拆、误工怎么补。",
    duties="李四搭围挡占了共用通道，应当拆除；张三没有责任。",
    content="李四拆除围挡，恢复通道；补偿张三误工损失三千元。双方今后都不在通道上堆放物品。",
    reached_on=date(2026, 4, 10),
    effective_on=date(2026, 4, 10),
    items=(
        Duty("李四拆除围挡，恢复通道", date(2026, 4, 15), manner="做工或修复", done_on=date(2026, 4, 14)),
        Duty(
            "李四付给张三补偿",
            date(2026, 4, 20),
            Decimal("3000.00"),
            "银行转账付清",
            Decimal("3000.00"),
            date(2026, 4, 18),
        ),
    ),
)
VISIT = Visited(
    date(2026, 5, 6), "已履行", True, False, False, "通道畅通，钱已付清，双方都说好。", "演示调解员"
)
TRIAL = Trial(
    date(2026, 4, 22),
    "司法确认",
    "演示县人民法院",
    "调解组织所在地",
    "司法确认申请书、人民调解协议书",
    "2026-04-28 裁定有效，（2026）演示民特 1 号",
    "（2026）演示民特 1 号",
    confirms=True,
)
OPINION = Opinion(
    "演示鉴定所", "墙体裂缝的原因", date(2026, 4, 8), date(2026, 4, 9), "裂缝与围挡无关。", still=False
)
SAMPLE = Record(
    number="202604-000012",
    volume="（2026）演示调字第 202604-000012 号",
    title="邻里纠纷：请求拆除围挡",
    committee="演示镇人民调解委员会",
    place="演示村",
    county="演示县",
    justice_type="邻里",
    source="依申请",
    applied=True,
    request="请求拆除围挡，赔偿误工损失。",
    facts="两家共用的通道被围挡占用半年，说过几次没有结果，吵了两回。",
    amount=Decimal("3000.00"),
    heads=2,
    registrar="演示调解员",
    registered_on=date(2026, 4, 7),
    mediator="演示调解员",
    selection="当事人选择",
    today=date(2026, 5, 8),
    people=(APPLICANT, RESPONDENT, AGENT),
    accepted_on=date(2026, 4, 8),
    notified_on=date(2026, 4, 8),
    filed_on=date(2026, 5, 8),
    filed_by="演示调解员",
    identified=True,
    sessions=(SESSION,),
    inquiries=(INQUIRY,),
    agreement=SETTLED,
    visits=(VISIT,),
    trials=(TRIAL,),
    opinions=(OPINION,),
)
ENDED = replace(
    SAMPLE,
    agreement=replace(SETTLED, effective_on=None),
    ending="无法达成一致",
    ending_note="补偿的数额谈不拢。",
    ended_on=date(2026, 4, 20),
    way="向人民法院起诉",
    way_note="去县法院立案庭，带身份证和证据。",
)
DECLINED = replace(
    SAMPLE,
    accepted_on=None,
    agreement=None,
    declined_on=date(2026, 4, 8),
    refusal="不是民间纠纷",
    refusal_note="劳动报酬的事，去县劳动人事争议仲裁委员会。",
)
BOUND = Bound(
    (
        ("受理登记表", "1"),
        ("权利义务告知书", "2"),
        ("调解记录", "4"),
        ("调解协议书", "6"),
        ("备考表（封底）", "9"),
    ),
    9,
)
