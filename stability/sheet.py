"""The report of a round, put together from what was entered (domain.md 6, report outline): nothing of it is
written for the paper alone.
"""

from collections.abc import Iterator
from datetime import date

from papers.document.blocks import Heading
from papers.document.fields import said_day, seal_of
from papers.document.forms import Form, Grid, Letterhead, Line, Part, plain
from stability.dictionaries import CONCLUSIONS, PROJECT_CONCLUSION, Level, Method
from stability.lacking import of_round
from stability.models import Stability
from stability.selectors import groups, round_of

DRAFT = "【稿】没有签发，不作凭据"
TITLE = "社会稳定风险评估报告"
GROUPS = ("群体", "问了", "支持", "反对", "反对占比")
SIDES = (5, 9, 8, 6)
MEASURES = ("风险点", "措施", "责任单位", "期限")


def compose(own: Stability, *, today: date, number: str = "") -> Form:
    """The report: numbered where it is signed, else a draft that says so."""
    organ = str(own.matter.unit or "")
    head: list[Part] = [] if number else [Line(DRAFT, "center")]
    parts = (basics, heard, identified, estimated, prevented, levels, concluded, emergency, annexes)
    said = [one for part in parts for one in part(own)]
    end = seal_of(organ, today if number else None)
    letterhead = Letterhead(organ, number) if number else None
    return Form(f"{own.matter.title}{TITLE}", organ, today, (*head, *said, *end), letterhead=letterhead)


def lines(*pairs: tuple[str, str]) -> Iterator[Part]:
    """A sentence for each that is there."""
    for label, value in pairs:
        if value:
            yield from plain(f"{label}：{value}")


def basics(own: Stability) -> Iterator[Part]:
    """What it is, on what basis, who assesses, how (RA-02, RA-06)."""
    yield Heading(1, "基本情况")
    matter = own.matter
    places = "、".join(str(one.area) for one in matter.affected_areas.all())
    people = "、".join(map(str, matter.affected_groups.all()))
    yield from lines(
        ("事项", f"{matter.title}（{own.get_scope_display()}，编号{matter.number}）"),
        ("概况", own.summary),
        ("依据", own.basis),
        ("列入目录", f"{own.year}年，{own.consent}，{said_day(own.consented_on)}"),
        ("决策承办单位", str(matter.unit or "")),
        ("评估主体", own.carried_by),
        ("影响范围", f"{places}。涉及{people}。"),
        ("程序和方法", f"{own.get_procedure_display()}。{own.plan}"),
    )
    if own.round > 1:
        yield from plain(f"本报告是第{own.round}轮评估。{before(own)}")


def before(own: Stability) -> str:
    """What the rounds before it came to."""
    earlier = [one for one in own.matter.gradings.all() if one.round < own.round]
    said = "；".join(f"第{one.round}轮{one.get_level_display()}" for one in earlier)
    return f"以前：{said}，方案已经调整。" if said else ""


def heard(own: Stability) -> Iterator[Part]:
    """How people and experts were heard, and what became of what they said (RA-03, RA-09)."""
    yield Heading(1, "风险调查与意见采纳")
    shown = f"{said_day(own.published_on)}至{said_day(own.open_until)}，{own.published_in}"
    yield from lines(("公示", shown if own.published_on else ""), ("公示时间短的理由", own.shortened))
    for one in of_round(own, "consultations"):
        yield from plain(
            f"{Method(one.method).label}（{said_day(one.began_on)}至{said_day(one.ended_on)}）：{one.said}"
        )
        yield from lines(("采纳情况", one.adopted))
    asked = [one for one in groups(own) if one.asked]
    if asked:
        rows = [
            (one.name, f"{one.asked}人", f"{one.supporting}人", f"{one.opposing}人", one.share)
            for one in asked
        ]
        yield Grid((10, 4, 4, 4, 6), (GROUPS, *rows), head=True)
    for one in of_round(own, "experts"):
        words = (
            f"专家{one.name}（{one.post}，声明没有利害关系，{said_day(one.signed_on)}签名）：{one.opinion}"
        )
        yield from plain(words)
        yield from lines(("采纳情况", one.adopted))


def identified(own: Stability) -> Iterator[Part]:
    """What was found on four sides, and the risk points (RA-05)."""
    yield Heading(1, "风险识别")
    for one in of_round(own, "findings"):
        yield from plain(f"{one.get_dimension_display()}：{one.finding}")
        yield from lines(("依据", one.evidence), ("定量情况", one.figures))
    for place, one in enumerate(of_round(own, "risks"), 1):
        yield from plain(f"风险点{place}：{one.what}。{one.cause}")


def estimated(own: Stability) -> Iterator[Part]:
    """Probability by impact (RA-03)."""
    yield Heading(1, "风险估计")
    rows = [
        (one.what, str(one.probability), str(one.impact), f"{one.probability * one.impact} {one.level.label}")
        for one in of_round(own, "risks")
    ]
    if rows:
        yield Grid((13, 4, 4, 7), (("风险点", "概率", "影响", "概率×影响"), *rows), head=True)
    if own.level:
        yield from plain(f"平台按概率和影响、各群体反对的占比建议{Level(own.proposed).label}。")
        yield from lines(("评定", f"{own.get_level_display()}。{own.level_reason}"))


def prevented(own: Stability) -> Iterator[Part]:
    """Against each risk what is done, by whom, to when (RA-03)."""
    yield Heading(1, "防范化解措施")
    rows = [
        (risk.what, one.what, str(one.unit), said_day(one.due_on))
        for risk, measures in round_of(own)["risks"]
        for one in measures
    ]
    if rows:
        yield Grid(SIDES, (MEASURES, *rows), head=True)


def levels(own: Stability) -> Iterator[Part]:
    """What is left of the risk after its measures."""
    yield Heading(1, "措施后等级")
    if own.residual:
        yield from plain(f"措施后再评估：{own.get_residual_display()}。{own.residual_why}")
    else:
        yield from plain("还没有再评估。等级以本报告评定的为准。")


def concluded(own: Stability) -> Iterator[Part]:
    """What follows from the level (RA-08)."""
    yield Heading(1, "结论与建议")
    if own.level:
        yield from plain(f"结论：{own.get_level_display()}。{CONCLUSIONS[Level(own.level)]}")
        if own.investment:
            yield from plain(PROJECT_CONCLUSION)


def emergency(own: Stability) -> Iterator[Part]:
    yield Heading(1, "应急预案")
    yield from plain(own.response or "（待填）")


def annexes(own: Stability) -> Iterator[Part]:
    """What lies beside it, by the names of the files that were added."""
    yield Heading(1, "附件")
    names = [one.name for one in own.matter.attachments.all()]
    yield from plain("；".join(f"{place}. {name}" for place, name in enumerate(names, 1)) or "无")
