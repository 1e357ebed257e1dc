"""Recommend, answer, take measures (XF-62 to 64); receive people, take charge of a petition."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Duty, Role, Unit, User
from areas.models import Area
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.models.calendar import SpecialDay
from casework.services.messages import notify
from petitions.limits import HANDLERS
from petitions.models import Charge, Measure, ReceptionDay, Recommendation
from petitions.papers.gathering import office_of
from petitions.services.accusing import units_accused
from petitions.services.steps import refuse_names
from petitions.services.telling import accused
from security import clock

FEEDBACK_DAYS = 30  # of the regulation of 2005; the 条例 sets none (XF-63)


def may_recommend(user: User, matter: Matter) -> bool:
    return user.holds({Role.XF_OFFICE}, matter)


def may_measure(user: User, matter: Matter) -> bool:
    return user.holds({Role.XF_JOINT, Role.XF_OFFICE, Role.LEADING_GROUP}, matter)


def may_go_on(user: User, charge: Charge) -> bool:
    """The leader in charge writes what is next, or whoever may give it into somebody's charge."""
    return user.pk == charge.leader_id or may_measure(user, charge.matter)


def may_answer(user: User, recommendation: Recommendation) -> bool:
    """Somebody who handles in the unit that it was sent to."""
    return any(
        duty.role in HANDLERS and duty.unit_id == recommendation.unit_id and not duty.area_id
        for duty in user.held
    )


def receiver(matter: Matter) -> Unit | None:
    """The organ that is recommended to: whoever has to handle it."""
    found: Unit | None = matter.own.organ or matter.unit
    return found


def heads(unit: Unit) -> list[User]:
    """Who answers for a unit: its heads, or else all who handle there."""
    duties = Duty.objects.current().filter(unit=unit, role__in=HANDLERS, area=None).select_related("user")
    lead = [duty.user for duty in duties if duty.leads]
    return lead or [duty.user for duty in duties]


def refuse(holds: bool, sentence: str) -> None:
    if not holds:
        raise MoveDenied(sentence)


@transaction.atomic
def recommend(
    petition: Matter, *, ground: str, kind: str, words: str, by: User, due_on: date | None = None
) -> Recommendation:
    """Recommend to the organ that has it, in writing; its heads hear of it (XF-63)."""
    unit = receiver(petition)
    refuse(may_recommend(by, petition), "督办建议由信访部门提。")
    if unit is None:
        raise MoveDenied("还没有转给哪个单位，没有谁可以督办。")
    refuse(office_of(by) is not None, "您的岗位不在信访部门的单位里。请安全管理员补上。")
    refuse(unit.pk not in units_accused(petition), "反映的就是这个单位，请联席会议处理。")
    refuse_names(petition, by, words)
    today = clock.today()
    due_on = due_on or SpecialDay.calendar().roll_forward(today + timedelta(days=FEEDBACK_DAYS))
    refuse(due_on > today, "反馈的日期要在今天以后。")
    made = Recommendation.objects.create(
        matter=petition, unit=unit, ground=ground, kind=kind, words=words, sent_on=today, due_on=due_on, by=by
    )
    tell(made, heads(unit), f"{made.get_kind_display()}，{due_on:%Y-%m-%d} 以前书面反馈：{petition.number}")
    return made


@transaction.atomic
def answer(recommendation: Recommendation, *, answer: str, feedback: str, by: User) -> Recommendation:
    """In writing: taken up or not, and what was done (XF-63)."""
    fresh = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    refuse(may_answer(by, fresh), "由收到建议的单位来反馈。")
    refuse(not fresh.answer, "已经反馈过了，刷新页面看看。")
    refuse(bool(feedback.strip()), "反馈要书面写明采纳没有、怎么做的。")
    fresh.answer, fresh.feedback = answer, feedback
    fresh.answered_on, fresh.answered_by = clock.today(), by
    fresh.save(update_fields=["answer", "feedback", "answered_on", "answered_by"])
    tell(fresh, [fresh.by], f"督办建议有了反馈（{fresh.get_answer_display()}）：{fresh.matter.number}")
    return fresh


def tell(about: Recommendation, people: Iterable[User], text: str) -> None:
    key = f"recommendation:{about.pk}:{'answered' if about.answer else 'sent'}"
    notify(list(people), key=key, text=text, matter=about.matter)


@transaction.atomic
def measure(
    petition: Matter,
    *,
    kind: str,
    document: str,
    words: str,
    taken_on: date,
    by: User,
    until: date | None = None,
) -> Measure:
    """约谈, 通报, 挂牌督办, 责令限期整改, each with its document (XF-64)."""
    unit = receiver(petition)
    refuse(may_measure(by, petition), "约谈、通报、挂牌督办、限期整改由联席会议、领导小组或信访部门来记。")
    if unit is None:
        raise MoveDenied("还没有转给哪个单位，没有谁可以督办。")
    refuse(taken_on <= clock.today(), "这个日期还没到，做了再记。")
    refuse_names(petition, by, words)
    refuse((kind == "mend") == (until is not None), "限期整改的写明哪天以前改好，别的不写。")
    refuse(until is None or until > taken_on, "改好的日期要在责令以后。")
    given: dict[str, Any] = {"document": document, "words": words, "taken_on": taken_on, "until": until}
    return Measure.objects.create(matter=petition, unit=unit, kind=kind, by=by, **given)


@transaction.atomic
def take_charge(
    petition: Matter, *, leader: User, next_step: str, by: User, day: ReceptionDay | None = None
) -> Charge:
    """A leader takes charge of it (包案); the day on which they met, if they did."""
    refuse(may_measure(by, petition), "包案由信访部门或联席会议来记。")
    refuse(not Charge.objects.filter(matter=petition, ended_on=None).exists(), "已经有领导包案。先写明结果。")
    sees = Matter.objects.visible_to(leader).filter(pk=petition.pk).exists()
    refuse(sees and not accused(petition, leader), "这位领导看不到这一件，换一位。")
    refuse_names(petition, by, next_step)
    refuse(bool(next_step.strip()), "写一句下一步做什么。")
    said: dict[str, Any] = {"next_step": next_step, "since": clock.today(), "by": by}
    made = Charge.objects.create(matter=petition, leader=leader, day=day, **said)
    notify([leader], key=f"charge:{made.pk}", text=f"请您包案：{petition.number}", matter=petition)
    return made


@transaction.atomic
def go_on(charge: Charge, *, by: User, next_step: str = "", result: str = "") -> Charge:
    """What is next; or what came of it, and it ends."""
    fresh = Charge.objects.select_for_update(of=("self",)).get(pk=charge.pk)
    refuse(may_go_on(by, fresh), "由包案的领导或信访部门来写。")
    refuse(fresh.ended_on is None, "已经写了结果，刷新页面看看。")
    refuse(bool(next_step.strip() or result.strip()), "没有化解的写下一步；化解了的写结果。")
    refuse_names(fresh.matter, by, next_step, result)
    fresh.next_step, fresh.result = next_step or fresh.next_step, result
    fresh.ended_on = clock.today() if result else None
    fresh.save(update_fields=["next_step", "result", "ended_on"])
    return fresh


@transaction.atomic
def publish_day(
    *, on: date, begins: time, ends: time, kind: str, area: Area, post: str, place: str, by: User
) -> ReceptionDay:
    """Let residents know when and where a leader receives them. Raises MoveDenied."""
    office = office_of(by)
    if office is None or Role.XF_OFFICE not in by.roles:
        raise MoveDenied("接访日由信访部门公布。")
    refuse(on >= clock.today(), "接访日要在今天或以后。")
    refuse(ends > begins, "结束要晚于开始。")
    taken = ReceptionDay.objects.filter(on=on, unit=office, post=post, begins=begins)
    refuse(not taken.exists(), "这个时间已经公布过了。")
    said: dict[str, Any] = {"on": on, "begins": begins, "ends": ends, "kind": kind, "area": area}
    return ReceptionDay.objects.create(unit=office, post=post, place=place, by=by, **said)


@transaction.atomic
def call_off(day: ReceptionDay, *, reason: str, by: User) -> ReceptionDay:
    """It does not take place; residents read why."""
    fresh = ReceptionDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
    refuse(may_call_off(by, fresh), "由公布的单位取消。")
    refuse(not fresh.called_off, "已经取消过了，刷新页面看看。")
    refuse(bool(reason.strip()), "写一句为什么取消，群众会看到。")
    fresh.called_off = reason
    fresh.save(update_fields=["called_off"])
    return fresh


def may_call_off(user: User, day: ReceptionDay) -> bool:
    """Somebody of the petition office that published it."""
    return any(duty.role == Role.XF_OFFICE and duty.unit_id == day.unit_id for duty in user.held)
