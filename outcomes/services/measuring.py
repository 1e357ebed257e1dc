"""A measure moves: the row is locked, the move looked up in the table, and written down (domain.md 5.4)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Role, Unit, User
from areas.models import Area
from casework import services as casework
from outcomes.exceptions import refuse
from outcomes.limits import PLAN, RECTIFY, last_day
from outcomes.models import Measure, OrganDecision, PaperSort, Step, Talk
from outcomes.models.measures import answers, heads, heads_office
from outcomes.services.signing import county_office, sign
from outcomes.sheets.measures import extended_form, lifted_form, notice_form, talk_form
from outcomes.workflow import (
    DECIDER,
    DECIDERS,
    HEAD_OF_OFFICE,
    HEAD_OF_UNIT,
    MOVES,
    OFFICE,
    UNISSUED,
    UNIT,
    WITH_UNIT,
    Level,
    next_level,
)
from pilot.models.group import county_of, decides_list, writes_list
from security import clock

NOT_YOURS = "督导措施由县领导小组办公室提出。"
WHOSE = {
    OFFICE: "这一步由县领导小组办公室来做。",
    HEAD_OF_OFFICE: "由县领导小组办公室的负责人签发。",
    DECIDER: "这一步由{deciders}来定。",
    UNIT: "这一步由{unit}的人来做。",
    HEAD_OF_UNIT: "由{unit}的负责人来报。",
}


def decides(user: User, level: str) -> bool:
    """May the user approve and end measures of this level? Lower ones the office's head may, too."""
    lower = Role.OFFICE in DECIDERS[Level(level)]
    return decides_list(user) or (lower and heads_office(user))


def may(user: User, measure: Measure, who: str) -> bool:
    """Is the move this user's to make, as far as the post goes? Nobody judges their own unit."""
    if who == UNIT:
        return answers(user, measure.unit_id)
    if who == HEAD_OF_UNIT:
        return heads(user, measure.unit_id)
    if answers(user, measure.unit_id) or measure.area_id != county_of(user):
        return False
    if who == DECIDER:
        return decides(user, measure.level)
    return heads_office(user) if who == HEAD_OF_OFFICE else writes_list(user)


def deciders_of(measure: Measure) -> str:
    both = Role.OFFICE in DECIDERS[Level(measure.level)]
    return "领导小组，或者办公室的负责人" if both else "领导小组"


def why_not(measure: Measure, name: str, by: User) -> str:
    """Why this user cannot make this move now; "" where they can."""
    move = MOVES[name]
    if not may(by, measure, move.who):
        if move.who not in (UNIT, HEAD_OF_UNIT) and answers(by, measure.unit_id):
            return "这是您单位的，要由别的单位的人来做。"
        return WHOSE[move.who].format(unit=measure.unit, deciders=deciders_of(measure))
    if measure.state not in move.sources or Level(measure.level) not in move.levels:
        return f"现在是“{measure.get_state_display()}”，不能{move.label}。刷新这一页看看。"
    return hindrance(measure, name, by)


def hindrance(measure: Measure, name: str, by: User) -> str:
    """What else has to be first (LG-04, and the guards of domain.md 5.4); "" where nothing does."""
    if name in ("approve", "decline") and by.pk == measure.proposed_by_id:
        return "这是您提出的，要由另一个人来定。"
    if name in ("lift", "extend") and by.pk == measure.inspected_by_id:
        return "这是您检查的，要由另一个人来定结果。"
    if name == "lift" and not measure.passed:
        return "检查不合格，不能解除；延长整改，或者升级。"
    if name in ("extend", "escalate") and measure.passed:
        return "检查合格了，由有权的人解除。"
    if (
        name in ("plan", "report", "submit", "inspect")
        and measure.level == Level.TALK
        and not has_talk(measure)
    ):
        return "先由办公室记下约谈：时间、地点、约谈人、谁来的、问题、要求、签字。"
    early = name == "inspect" and measure.state in WITH_UNIT and not measure.is_overdue
    if early:
        return f"单位还没有报来，期限是 {measure.due_on:%Y-%m-%d}，过了期限可以直接检查。"
    return "约谈已经记过了。" if name == "talk" and has_talk(measure) else ""


def has_talk(measure: Measure) -> bool:
    return Talk.objects.filter(measure=measure).exists()


def open_to(user: User, measure: Measure) -> list[str]:
    """The moves that this user can make now."""
    return [name for name in MOVES if not why_not(measure, name, user)]


@transaction.atomic
def propose(
    *, by: User, unit: Unit, level: str, after: Measure | None = None, happened_on: date, **said: Any
) -> Measure:
    """The office proposes a measure, with its ground. Raises OutcomesDenied, or ValidationError in words."""
    refuse(writes_list(by), NOT_YOURS)
    refuse(not answers(by, unit.pk), "这是您单位的，要由别的单位的人提出。")
    refuse(happened_on <= clock.today(), "问题发生的日期还没到，检查一下。")
    office = county_office(by)
    measure = Measure(
        area=Area.objects.get(pk=county_of(by)),
        office=office,
        unit=unit,
        level=level,
        after=after,
        happened_on=happened_on,
        proposed_by=by,
        **said,
    )
    measure.validate_constraints()
    measure.save()
    Step.objects.create(measure=measure, move="propose", by=by)
    return measure


def locked(measure: Measure) -> Measure:
    found = Measure.objects.select_for_update(of=("self",)).select_related("unit", "office", "area")
    return found.get(pk=measure.pk)


@transaction.atomic
def perform(measure: Measure, name: str, *, by: User, note: str = "", **changes: Any) -> Measure:
    """Make the move, with what changes along with it, and write it down. Raises OutcomesDenied."""
    fresh = locked(measure)
    reason = why_not(fresh, name, by)
    refuse(not reason, reason)
    fresh.state = MOVES[name].target or fresh.state
    for field, value in changes.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=["state", *changes])
    step = Step.objects.create(measure=fresh, move=name, by=by, note=note)
    if fresh.state not in UNISSUED:
        tell(fresh, name, step.pk, by)
    return fresh


def tell(measure: Measure, name: str, step: int, by: User) -> None:
    """The unit is told what is decided of it; the office, what the unit handed in."""
    label = MOVES[name].label
    at = measure.office_id if MOVES[name].who in (UNIT, HEAD_OF_UNIT) else measure.unit_id
    people = User.objects.filter(duties__unit=at, duties__area=None, is_active=True).exclude(pk=by.pk)
    text = f"{label}：{measure}，现在是“{measure.get_state_display()}”。"
    casework.notify(
        list(people.distinct().order_by("pk")),
        key=f"measure:{measure.pk}:{step}",
        text=text,
        heading=f"{measure.get_level_display()}：{label}"[:20],
        group=at,
    )


def withdraw(measure: Measure, *, by: User) -> Measure:
    return perform(measure, "withdraw", by=by)


def approve(measure: Measure, *, by: User, note: str = "") -> Measure:
    """Another than who proposed it agrees (LG-04)."""
    return perform(measure, "approve", by=by, note=note, decided_by=by)


def decline(measure: Measure, *, by: User, note: str) -> Measure:
    return perform(measure, "decline", by=by, note=note, decided_by=by)


@transaction.atomic
def issue(measure: Measure, *, by: User) -> Measure:
    """Sign the notice; from that day on the unit has its time to mend."""
    today = clock.today()
    mends = measure.level != Level.VETO
    done = perform(
        measure,
        "issue",
        by=by,
        issued_on=today,
        plan_due_on=last_day(PLAN, today) if mends else None,
        due_on=last_day(RECTIFY, today, grade=measure.level) if mends else None,
    )
    sign(PaperSort.NOTICE, by=by, office=done.office, compose=notice_form(done), unit=done.unit, measure=done)
    return done


def plan(measure: Measure, *, by: User, note: str) -> Measure:
    """整改方案, by the unit."""
    return perform(measure, "plan", by=by, note=note)


def report(measure: Measure, *, by: User, note: str) -> Measure:
    """整改进展, by the unit."""
    return perform(measure, "report", by=by, note=note)


def submit(measure: Measure, *, by: User, note: str) -> Measure:
    """整改报告, by the unit's head."""
    return perform(measure, "submit", by=by, note=note, submitted_on=clock.today(), passed=None)


@transaction.atomic
def talk(measure: Measure, *, by: User, held_on: date, **said: Any) -> Measure:
    """Write down the talk that was held, and sign its record."""
    refuse(held_on <= clock.today(), "约谈的日期还没到，谈了再记。")
    done = perform(measure, "talk", by=by)
    refuse(done.issued_on is None or held_on >= done.issued_on, "约谈在签发通知以后，检查日期。")
    row = Talk(measure=done, by=by, held_on=held_on, **said)
    row.validate_constraints()
    row.save()
    form = talk_form(done, row)
    sign(PaperSort.TALK, by=by, office=done.office, compose=form, unit=done.unit, measure=done)
    return done


def inspect(measure: Measure, *, by: User, passed: bool, note: str) -> Measure:
    """检查验收: against what was asked, by the office; what is overdue may be inspected without a report."""
    return perform(measure, "inspect", by=by, note=note, passed=passed, inspected_by=by)


@transaction.atomic
def lift(measure: Measure, *, by: User, note: str = "") -> Measure:
    """Somebody who did not inspect it ends it (LG-04)."""
    ended = {"ended_by": by, "ended_on": clock.today()}
    done = perform(measure, "lift", by=by, note=note, **ended)
    sign(PaperSort.LIFTED, by=by, office=done.office, compose=lifted_form(done), unit=done.unit, measure=done)
    return done


@transaction.atomic
def extend(measure: Measure, *, by: User, until: date, note: str) -> Measure:
    """More time to mend, to this day, by somebody who did not inspect it."""
    refuse(until > clock.today(), "延长到今天以后的一天。")
    refuse(measure.due_on is None or until > measure.due_on, f"要晚于现在的期限 {measure.due_on:%Y-%m-%d}。")
    done = perform(measure, "extend", by=by, note=note, due_on=until, submitted_on=None)
    form = extended_form(done, note)
    sign(PaperSort.EXTENDED, by=by, office=done.office, compose=form, unit=done.unit, measure=done)
    return done


@transaction.atomic
def escalate(measure: Measure, *, by: User, facts: str) -> Measure:
    """What was not mended is proposed one step up the ladder; that is for others to approve."""
    done = perform(measure, "escalate", by=by, note=facts, ended_on=clock.today())
    said = {"ground": done.ground, "severe": done.severe, "basis": done.basis, "demand": done.demand}
    return propose(
        by=by,
        unit=done.unit,
        level=next_level(done.level),
        after=done,
        facts=facts,
        happened_on=done.happened_on,
        criteria=done.criteria or done.demand,
        **said,
    )


@transaction.atomic
def record(measure: Measure, *, by: User, decided_on: date, **said: Any) -> Measure:
    """The competent organ's decision on a recommendation, as its document says."""
    refuse(decided_on <= clock.today(), "决定的日期还没到，检查一下。")
    done = perform(measure, "record", by=by, ended_on=clock.today())
    row = OrganDecision(measure=done, by=by, decided_on=decided_on, **said)
    row.validate_constraints()
    row.save()
    return done
