"""The papers after the agreement, or without one: performance, visits, court, notices, the back. Pure."""

from decimal import Decimal

from disputes.dossier.beginning import numbered
from disputes.dossier.record import Duty, Opinion, Record, Trial, Visited
from disputes.dossier.wording import made, names, people_rows, said_money, sealed, sign
from papers.document.blocks import Heading
from papers.document.fields import TO_DATE, TO_SIGN, frame, said_day
from papers.document.forms import Form, Grid, Line, Part, plain

MATERIALS = (
    "司法确认申请书；",
    "人民调解协议书；",
    "人民调解委员会主持调解的证明；",
    "与协议相关的财产权利证明；",
    "双方当事人的身份证明、联系方式。",
)
UNSURE = "一方不愿意继续调解，或者双方没有在期限内达成协议的，人民调解委员会依法终止调解。"


def performance(record: Record) -> Form:
    """履行凭证: what was owed, what was paid and done, to the day."""
    items = record.effective.items if record.effective else ()
    rows = tuple(
        (
            duty.text,
            said_day(duty.due_on),
            f"{duty.amount:,.2f}" if duty.amount else "不是付钱的",
            stands(duty),
        )
        for duty in items
    )
    return made(
        record,
        "履行凭证",
        Grid(
            (9, 6, 6, 7), (("履行事项", "期限", "应付（元）", "履行情况"), *rows), frozenset({0}), head=True
        ),
        *plain(f"{so_far(items)}收据、照片附在证据材料里。"),
        *sign("收款人或受领人", "履行人"),
    )


def so_far(items: tuple[Duty, ...]) -> str:
    """How much was paid of all that is to be paid, and how much is owed."""
    sums = [duty for duty in items if duty.amount is not None]
    paid = sum((duty.paid for duty in sums), Decimal(0))
    owed = sum((duty.amount - duty.paid for duty in sums if duty.amount is not None), Decimal(0))
    if not sums:
        return "协议里没有要付的钱。"
    return f"已经付了 {said_money(paid)}，" + (f"还欠 {said_money(owed)}。" if owed else "付清了。")


def stands(duty: Duty) -> str:
    """How far one thing is, in words."""
    if duty.done_on:
        return f"{said_day(duty.done_on)}履行完"
    return f"已付 {duty.paid:,.2f} 元" if duty.paid else "还没有履行"


def visits(record: Record) -> Form:
    """回访记录: performance, satisfaction, any suit, signs of escalation, each time (MD-27)."""
    parts: list[Part] = []
    for place, one in enumerate(record.visits, start=1):
        parts += [Heading(1, f"第 {place} 次回访"), visit_rows(one), *plain(one.notes)]
        parts += sign("被回访人", "回访人")
    return made(record, "回访记录", *parts, day=record.visits[-1].on if record.visits else None)


def visit_rows(one: Visited) -> Grid:
    def yes(fact: bool) -> str:
        return "有" if fact else "没有"

    return frame(
        ("回访日期", said_day(one.on), "回访人", one.by),
        ("履行情况", one.performance, "双方满意", "满意" if one.satisfied else "不满意"),
        ("起诉", yes(one.sued), "激化迹象", yes(one.escalating)),
    )


def confirmation(record: Record) -> Form:
    """司法确认材料: the joint application, and what goes with it (MD-30, MD-31, MD-35)."""
    settled = record.effective
    if settled is None or settled.effective_on is None:
        raise ValueError("协议还没有生效，申请不了司法确认。")
    day = said_day(settled.effective_on)
    return made(
        record,
        "司法确认申请书",
        frame(*people_rows(record.people)),
        *plain(
            f"申请人{names(record.parties)}因{record.justice_type}纠纷，于{said_day(settled.reached_on)}经"
            f"{record.committee}主持调解达成协议，协议自{day}起生效。",
            "双方出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；因协议内容给他人造成损害的，愿意"
            "承担相应的民事责任和其他法律责任。现共同请求确认该调解协议有效。",
            record.unconfirmed and f"注意：{record.unconfirmed}",
        ),
        *plain(f"此致　____________人民法院（自{day}起三十日内提出）"),
        *sign(*(f"{who.part} {who.name}" for who in record.parties)),
        Heading(1, "随申请提交的材料"),
        *plain(*numbered(MATERIALS)),
        day=settled.effective_on,
    )


def court(record: Record) -> Form:
    """司法确认材料: each time a court was asked, with what, and what it said (MD-31 to MD-37)."""
    parts: list[Part] = []
    for place, one in enumerate(record.trials, start=1):
        parts += [Heading(1, f"第 {place} 次：{one.what}"), trial_rows(one)]
    ours = "申请书见前；" if record.confirmed else ""
    kept = f"{ours}法院的受理通知、裁定书等附在证据材料里。"
    return made(
        record, "司法确认材料", *parts, *plain(kept), day=record.trials[-1].on if record.trials else None
    )


def trial_rows(one: Trial) -> Grid:
    return frame(
        ("申请日期", said_day(one.on), "法院", one.court),
        ("为什么归它", one.ground),
        ("带的材料", one.brought or "没有记"),
        ("办理结果", one.stands),
        ("文号", one.number or "还没有"),
    )


def said_opinion(one: Opinion) -> str:
    """What an expert was asked, from when until when, and whether the time counts (T-09)."""
    until = f"{said_day(one.ended_on)}收到意见" if one.ended_on else "还没有收到意见"
    counts = "，这段时间不计入调解期限" if one.still else ""
    found = f"意见：{one.finding}" if one.finding else ""
    return f"鉴定：{said_day(one.asked_on)}委托{one.organ}鉴定{one.subject}，{until}{counts}。{found}"


def account(record: Record, lacking: tuple[str, ...], pages: int) -> Form:
    """卷宗情况说明: how many pages there are, what is missing, and what came of the dispute."""
    return made(
        record,
        "卷宗情况说明",
        *plain(*stated(record, lacking, pages)),
        Line(f"说明人：{record.filed_by or record.mediator or TO_SIGN}", before=1),
        Line(said_day(record.filed_on) or TO_DATE, "right"),
        day=record.filed_on,
    )


def stated(record: Record, lacking: tuple[str, ...], pages: int) -> tuple[str, ...]:
    """What the note says, a sentence or two in each part."""
    missing = f"必备材料还缺：{'、'.join(lacking)}。" if lacking else "必备材料齐全。"
    ended = [f"没有达成协议：{record.ending}。", record.ending_note] if record.ending else []
    told = [f"已经告知当事人其他途径：{record.way}。", record.way_note] if record.way else []
    return (
        f"本卷自受理登记起，由{record.committee}在办理中随时记入。",
        f"共 {pages} 页，附件 {len(record.scans)} 份。",
        missing,
        *ended,
        *told,
        *(said_opinion(one) for one in record.opinions),
        "附件是上传文件的干净副本，原件另行封存。",
    )


def back(record: Record, pages: int) -> Form:
    """备考表（封底）: how many pages, who filed it and who looked it through."""
    fields = frame(
        ("本卷页数", f"{pages} 页", "附件", f"{len(record.scans)} 份"),
        ("立卷人", record.filed_by, "立卷日期", said_day(record.filed_on)),
        ("检查人", "", "检查日期", ""),
        ("备考", "\n\n\n"),
    )
    return Form(
        "备考表（封底）", record.committee, record.registered_on, (Line(record.volume, "right"), fields)
    )


def ended(record: Record) -> Form:
    """终止调解告知书: why it ended, and which other ways the parties have (MD-18, MD-26)."""
    way = f"已告知途径：{record.way}。{record.way_note}" if record.way else ""
    return made(
        record,
        "终止调解告知书",
        *plain(
            f"{names(record.parties)}：",
            f"你们之间的{record.justice_type}纠纷，{record.committee}于{said_day(record.accepted_on)}受理。"
            f"因{record.ending}，于{said_day(record.ended_on)}终止调解。",
            record.ending_note,
            UNSURE,
            "终止调解以后，当事人可以依法通过仲裁、行政途径、诉讼等维护自己的权利。请注意仲裁和诉讼的时效。",
            way,
        ),
        *sealed(record, record.ended_on),
        *sign(*(f"签收人 {who.name}" for who in record.parties)),
        day=record.ended_on,
    )


def declined(record: Record) -> Form:
    """不受理告知书: why it is not for people's mediation, and whose it is (MD-17)."""
    return made(
        record,
        "不受理告知书",
        *plain(
            f"{names(record.of('申请人'))}：",
            f"你于{said_day(record.registered_on)}向{record.committee}提出的{record.justice_type}纠纷，"
            f"因{record.refusal}，人民调解委员会不能受理。",
            record.refusal_note,
            "你可以依法通过仲裁、行政途径、诉讼等维护自己的权利。请注意仲裁和诉讼的时效。",
        ),
        *sealed(record, record.declined_on),
        *sign("签收人"),
        day=record.declined_on,
    )
