"""What is still to be entered before a step of an assessment, in words that say how. It reads the rows that
hang on the matter; the page shows the same sentences.
"""

from collections.abc import Callable
from typing import Any

from security import clock
from stability.dictionaries import COUNTED, Dimension, Method, Procedure
from stability.levels import of_group, worst
from stability.limits import CONSULT, LEGALITY


def lacking(own: Any, what: str) -> str:
    """What this step lacks; "" where nothing."""
    for one in STEPS[what]:
        if said := one(own):
            return said
    return ""


def standard() -> Any:
    """What the county asks for, by the version in force. One query."""
    from stability.models import Standard  # the models ask this file what is lacking

    return Standard.objects.in_force(clock.today())


def of_round(own: Any, rows: str) -> list[Any]:
    """The rows of the present round."""
    return [one for one in getattr(own.matter, rows).all() if one.round == own.round]


def open_long_enough(own: Any) -> str:
    """Published for as long as is asked, or shorter for a stated reason, and over (RA-06)."""
    if own.open_until is None:
        return "还没有公示。先“开始听取意见”。"
    days = (own.open_until - own.published_on).days
    least = own.limit(CONSULT).amount
    if days < least and not own.shortened:
        return f"公示只有 {days} 日，不少于 {least} 日；短的要写明理由。"
    if clock.today() <= own.open_until:
        return f"公示到 {own.open_until:%Y-%m-%d}，过了这天再“完成分析论证”。"
    return ""


def people_were_heard(own: Any) -> str:
    """Beside the publication people were asked in another way, by the normal procedure in two (RA-06)."""
    ways = {one.method for one in of_round(own, "consultations")} - {Method.NOTICE}
    wanted = 2 if own.procedure == Procedure.NORMAL else 1
    if len(ways) >= wanted:
        return ""
    return f"除了公示，还要用至少 {wanted} 种方式听取意见，现在记了 {len(ways)} 种。先“记听取意见”。"


def tallies_by_group(own: Any) -> dict[str, tuple[int, int, int]]:
    """Of each affected group in this round: how many were asked, are for it, are against it."""
    here = {one.pk for one in of_round(own, "consultations")}
    found: dict[str, tuple[int, int, int]] = {}
    for group in own.matter.affected_groups.all():
        of_it = [
            one
            for one in own.matter.tallies.all()
            if one.group_id == group.pk and one.consultation_id in here
        ]
        sums = (sum(getattr(one, name) for one in of_it) for name in ("asked", "supporting", "opposing"))
        asked, supporting, opposing = sums
        found[group.name] = (asked, supporting, opposing)
    return found


def groups_were_asked(own: Any) -> str:
    """Of each affected group as many were asked as the county wants, or all of them (RA-11)."""
    least = standard().sample
    heads = {group.name: group.heads for group in own.matter.affected_groups.all()}
    for name, (asked, _, _) in tallies_by_group(own).items():
        wanted = min(least, heads[name])
        if asked < wanted:
            ways = "、".join(Method(way).label for way in Method if way in COUNTED)
            return f"“{name}”只问了 {asked} 人，至少 {wanted} 人。再用{ways}听取意见，记下人数。"
    return ""


def four_sides(own: Any) -> str:
    """Each of the four sides has its finding (RA-05)."""
    known = {one.dimension for one in of_round(own, "findings")}
    missing = [str(one.label) for one in Dimension if one not in known]
    return f"还没有分析：{'、'.join(missing)}。先“记分析论证”。" if missing else ""


def risks_are_named(own: Any) -> str:
    """The risk points stand there, each estimated (RA-03)."""
    return "" if of_round(own, "risks") else "还没有风险点。先“记风险点”，风险再小也写明。"


def each_risk_has_its_measure(own: Any) -> str:
    """Against each risk something is done, by a unit, to a day (RA-03)."""
    met = {one.risk_id for one in own.matter.risk_measures.all()}
    bare = [one.what for one in of_round(own, "risks") if one.pk not in met]
    return f"“{bare[0]}”还没有防范措施。先“记防范措施”，写明责任单位和期限。" if bare else ""


def report_is_signed(own: Any) -> str:
    """The report of this round has its number (RA-10)."""
    signed = own.matter.signed_reports.filter(round=own.round).exists()
    return "" if signed else "报告还没有签发。由承办单位负责人在“评估报告”里签发。"


def experts_were_heard(own: Any) -> str:
    """By the normal procedure an expert was asked, whose opinion was dealt with (RA-09, RA-10)."""
    if own.procedure == Procedure.SIMPLE or of_round(own, "experts"):
        return ""
    return "还缺专家论证意见和采纳情况。先“记专家论证”；一般程序都要有。"


def legality_is_reviewed(own: Any) -> str:
    """The opinion on legality is there, which no comment replaces (RA-10)."""
    if own.legality_sent_on is None:
        return "还没有送合法性审查。征求意见不能代替它，先“送合法性审查”。"
    return "" if own.legality_on else "合法性审查意见还没有出来。出来了“记合法性审查意见”。"


def legality_had_its_time(own: Any) -> str:
    """Not before the days that the review is given are over (RA-10)."""
    until = legality_until(own)
    if until is None or clock.today() > until:
        return ""
    return f"合法性审查要有不少于 {own.limit(LEGALITY).amount} 个工作日，过了 {until:%Y-%m-%d} 再集体研究。"


def legality_until(own: Any) -> Any:
    """The last of the days that the review is given; None where it was not sent."""
    sent = [one for one in own.matter.deadlines.all() if one.limit == LEGALITY]
    return max((one.legal_on for one in sent), default=None) if own.legality_sent_on else None


def something_is_undone(own: Any) -> str:
    undone = [one for one in own.matter.risk_measures.all() if not one.done_on]
    return "" if undone else "没有等着落实的措施。"


def no_measure_is_late(own: Any) -> str:
    """Every measure was done, or its day is still to come (RA-08)."""
    if said := each_risk_has_its_measure(own):
        return said
    here = {one.pk for one in of_round(own, "risks")}
    late = [
        one
        for one in own.matter.risk_measures.all()
        if one.risk_id in here and not one.done_on and one.due_on < clock.today()
    ]
    return f"“{late[0].what}”过了期限还没有落实。先“记措施落实”。" if late else ""


def was_checked(own: Any) -> str:
    """It was tracked once at least, and no measure is left (RA-06)."""
    if not own.matter.check_ups.all():
        return "还没有跟踪过。先“记季度跟踪”。"
    left = [one for one in own.matter.risk_measures.all() if not one.done_on]
    return f"还有措施没有落实：{left[0].what}。先“记措施落实”。" if left else ""


Lack = Callable[[Any], str]
# The four papers of the file that is deliberated on (RA-10), by name.
PAPERS: dict[str, Lack] = {
    "公众意见采纳情况": people_were_heard,
    "专家论证意见采纳情况": experts_were_heard,
    "评估报告": report_is_signed,
    "合法性审查意见": legality_is_reviewed,
}
STEPS: dict[str, tuple[Lack, ...]] = {
    "analyse": (open_long_enough, people_were_heard, groups_were_asked, four_sides, risks_are_named),
    "report": (each_risk_has_its_measure,),
    "review": (*PAPERS.values(), legality_had_its_time),
    "reevaluate": (no_measure_is_late,),
    "fulfil": (something_is_undone,),
    "close": (was_checked,),
}


def proposal(own: Any) -> Any:
    """The level that the matrix and the opposition of each group propose; a person sets it (RA-07)."""
    shares = standard().shares
    points = [one.level for one in of_round(own, "risks")]
    groups = [
        of_group(asked, opposing, shares) for asked, _, opposing in tallies_by_group(own).values() if asked
    ]
    return worst([*points, *groups])
