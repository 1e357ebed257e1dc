"""What results are used for in the demo, made by the real services on their days: a measure that was lifted,
a listing that is being mended, one that waits for the group; support that is put up; a round of honours.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Duty, Unit, User
from demo.county import COUNTY
from demo.reporting import LEADER, OFFICE, SHORT_OF, at, members
from outcomes.models import Award, Measure, Scheme
from outcomes.services import awarding, honouring, measuring, scheming, stating
from security import clock

BASIS = "演示县委平安办〔演示〕6号"
TALKED = {
    "place": "演示县委三楼会议室",
    "interviewer": "领导小组副组长",
    "attended": "局长、分管副局长",
    "problem": "交办的案件多次超期，没有说明原因。",
    "demand": "一件一件查清原因，今后到期前三天自查。",
    "promise": "回去就查，一个月内改好。",
    "signed": "双方都已签字，原件存办公室",
}


@transaction.atomic
def use_results() -> int:
    """How many measures, awards and rounds; none without people, or where they are there."""
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICE, LEADER])}
    heads = members()
    if len(people) < 2 or len(heads) < SHORT_OF or Measure.objects.filter(area=COUNTY).exists():
        return 0
    office, leader = people[OFFICE], people[LEADER]
    hold(heads, office, leader)
    honour(heads, office)
    support(heads, office, leader)
    return Measure.objects.count() + Award.objects.count() + 1


def unit_of(duty: Duty) -> Unit:
    """A head's unit. Raises ValueError where the duty is of a place alone."""
    if duty.unit is None:
        raise ValueError("the heads of the demo lead units")
    return duty.unit


def days_ago(days: int) -> Any:
    return clock.as_of(at(clock.today() - timedelta(days=days)))


def propose(duty: Duty, by: User, level: str, facts: str, **said: Any) -> Measure:
    given: dict[str, Any] = {
        "ground": "untreated",
        "severe": False,
        "basis": BASIS,
        "happened_on": clock.today(),
    }
    given |= {
        "demand": "查清原因，列出清单，逐件整改。",
        "criteria": "清单上的问题全部整改，群众没有新的反映。",
    }
    return measuring.propose(by=by, unit=unit_of(duty), level=level, facts=facts, **given | said)


def issued(measure: Measure, office: User, leader: User) -> Measure:
    return measuring.issue(measuring.approve(measure, by=leader), by=office)


def hold(heads: list[Duty], office: User, leader: User) -> None:
    """One from its beginning to its end, one in between, one that is proposed."""
    first, second, third = heads[0], heads[1], heads[2]
    with days_ago(80):
        talk = issued(propose(first, office, "talk", "交办的案件多次超期。", ground="chaos"), office, leader)
        talk = measuring.talk(talk, by=office, held_on=clock.today(), **TALKED)
        talk = measuring.plan(talk, by=first.user, note="逐件查原因，每周调度一次。")
    with days_ago(60):
        talk = measuring.submit(talk, by=first.user, note="超期的都已办结，原因查清。")
        talk = measuring.inspect(talk, by=office, passed=True, note="抽查 10 件，都已办结。")
        measuring.lift(talk, by=leader)
    with days_ago(30):
        listing = issued(
            propose(second, office, "listing", "重点地段的治安问题长期没有整治。"), office, leader
        )
        measuring.plan(listing, by=second.user, note="分三步整治，先查清底数。")
    with days_ago(6):
        issued(propose(first, office, "reminder", "季度任务进展偏慢。", ground="other"), office, leader)
    propose(third, office, "criticism", "两次迟报季度情况。", ground="other")


def support(heads: list[Duty], office: User, leader: User) -> None:
    """A scheme that was adopted, its last period worked out, checked and put up."""
    ends = clock.today() - timedelta(days=1)
    said = {"year": ends.year, "name": "案件办理以奖代补", "basis": BASIS, "scaled": True}
    finance = heads[3]
    scheme = scheming.draft(by=office, budget=Decimal(20000), finance=unit_of(finance), **said)
    given: dict[str, Any] = {"reach": "unit", "rate": Decimal(50), "cap": Decimal(6000)}
    scheming.add_item(scheme, by=office, figure="cases.closed", **given)
    scheming.add_units(scheme, by=office, units=[unit_of(duty) for duty in heads[:3]])
    scheme = scheming.adopt(scheme, by=leader, document="演示县委平安办〔演示〕7号")
    put_up(scheme, ends, office, leader, finance.user)


def put_up(scheme: Scheme, ends: date, office: User, leader: User, finance: User) -> None:
    award = awarding.compute(scheme, by=office, begins_on=date(ends.year, 1, 1), ends_on=ends)
    for step, by in (("check", leader), ("finance", finance), ("publish", office)):
        award = awarding.perform(award, step, by=by)


def honour(heads: list[Duty], office: User) -> None:
    """A round in which one unit and one person are named; and a summary of facts."""
    roll = honouring.open_roll(by=office, title="平安建设先进", year=clock.today().year, basis=BASIS)
    said: dict[str, Any] = {"name": "", "responsible": False, "reasons": "牵头化解多起积案，群众送来锦旗。"}
    honouring.nominate(roll, by=office, unit=unit_of(heads[0]), sort="collective", **said)
    person = said | {"name": "演示·某某", "reasons": "守在一线三个月，把一处老矛盾化解了。"}
    honouring.nominate(roll, by=heads[2].user, unit=unit_of(heads[2]), sort="person", **person)
    stating.sign_summary(unit_of(heads[0]), clock.today().year, by=office)
