"""What results are used for, behind the addresses: one of everything, where somebody has to act."""

from datetime import timedelta

from accounts.models import Role
from outcomes.models import Nomination, Paper
from outcomes.services import awarding, honouring, measuring, scheming, showing
from security import clock
from tests.factories import DutyFactory, UnitFactory

FACTS = {"facts": "没有整治", "basis": "测办〔2026〕9号", "demand": "查清", "criteria": "清零"}
SAID = {"sort": "collective", "name": "", "responsible": False, "reasons": "化解纠纷"}


def outcomes_of(clerk, unit):
    """By what each is: a measure whose end waits for the clerk, a draft of a scheme, an award put up …"""
    office = clerk.held[0].unit
    colleague = DutyFactory(role=Role.OFFICE, unit=office, leads=True).user
    group = UnitFactory(area=office.area, name="结果运用领导小组")
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=group).user
    award = award_of(clerk, colleague, unit)
    roll = honouring.open_roll(by=colleague, title="平安先进", year=2026, basis="测办〔2026〕3号")
    named = honouring.nominate(roll, by=clerk, unit=unit, **SAID)
    honouring.publish(roll, by=colleague)
    line = award.allocations.get()
    return {
        "measure": measure_of(unit, colleague, leader),
        "scheme": scheme_of(clerk, unit, "草稿"),
        "award": award,
        "allocation": line,
        "objection": showing.object_to(line, by=leader, text="重复"),
        "roll": roll,
        "nomination": Nomination.objects.get(pk=named.pk),
        "paper": Paper.objects.first(),
    }


def measure_of(unit, colleague, leader):
    """Issued as a reminder and inspected when it was late: what becomes of it is to be said."""
    said = FACTS | {"ground": "other", "severe": False, "happened_on": clock.today()}
    measure = measuring.propose(by=colleague, unit=unit, level="reminder", **said)
    measure = measuring.approve(measure, by=leader)
    with clock.as_of(clock.now() - timedelta(days=60)):
        measure = measuring.issue(measure, by=colleague)
    return measuring.inspect(measure, by=colleague, passed=False, note="没有整改")


def scheme_of(clerk, unit, name):
    said = {"year": clock.today().year, "name": name, "basis": "测财〔2026〕1号", "scaled": True}
    scheme = scheming.draft(by=clerk, budget=900, finance=unit, **said)
    scheming.add_item(scheme, by=clerk, figure="cases.reported", reach="unit", rate=1, cap=None)
    return scheming.add_units(scheme, by=clerk, units=[unit])


def award_of(clerk, colleague, unit):
    """Checked by others, and put up."""
    scheme = scheming.adopt(scheme_of(clerk, unit, "补助"), by=colleague, document="测办〔2026〕2号")
    today = clock.today()
    days = {"begins_on": today.replace(month=1, day=1), "ends_on": today - timedelta(days=1)}
    award = awarding.compute(scheme, by=clerk, **days)
    finance = DutyFactory(role=Role.MEMBER_UNIT, unit=unit).user
    for step, by in (("check", colleague), ("finance", finance), ("publish", clerk)):
        award = awarding.perform(award, step, by=by)
    return award
