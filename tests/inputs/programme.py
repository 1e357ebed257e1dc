"""The pilot programme behind the addresses."""

from decimal import Decimal

from accounts.models import Role
from pilot.services import funds, listing, meeting, surveys
from progress import services
from progress.models import Return
from progress.selectors import last_quarter
from security import clock
from tests.admission.asking import Asking
from tests.factories import DutyFactory, UnitFactory
from tests.pilot.conftest import fill
from tests.pilot.tasks import Line
from tests.progress.line import Reporting, asked


def list_of(clerk, unit):
    """A draft of the leading group's list with everything in it."""
    draft = fill(listing.draft(by=clerk), clerk, unit)
    member = draft.memberunits.get()
    listing.add(draft, "duty", by=clerk, member=member, text="查欠薪", basis="第三条")
    listing.add(draft, "special", by=clerk, name="欠薪组", lead=unit, units=[unit])
    return draft


def meeting_of(clerk, unit):
    """A draft of minutes with one decision for this unit."""
    said = {
        "title": "领导小组会议",
        "place": "三楼",
        "chair": "组长",
        "present": "各单位",
        "minutes": "议定。",
    }
    held = meeting.write_down(by=clerk, sort="group", held_on=clock.today(), **said)
    given = {"lead": unit, "due_on": clock.today(), "evidence": "台账"}
    meeting.decide(held, by=clerk, text="排查", **given)
    return held


def survey_of(clerk):
    """A draft of a survey round."""
    days = {"began_on": clock.today(), "ended_on": clock.today()}
    given = {"agency": "某公司", "method": "net", "target": Decimal(96)}
    return surveys.open_round(by=clerk, year=2026, number=1, **days, **given)


def money_of(clerk, unit):
    """A payment, out of a plan, out of a fund."""
    line = {"by": clerk, "on": clock.today(), "document": "文件"}
    given = {"year": clock.today().year, "name": "网格经费", "level": "county"}
    fund = funds.open_fund(amount=Decimal(900), **given, **line)
    plan = funds.plan(fund, amount=Decimal(500), unit=unit, purpose="培训", **line)
    return funds.spend(plan, amount=Decimal(100), what="教材", **line)


def task_line(county, clerk):
    """The way of a task that this clerk gives to a bureau."""
    bureau = UnitFactory(area=county, name="测试县住建局")
    member = DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user
    colleague = DutyFactory(role=Role.OFFICE, unit=clerk.held[0].unit).user
    return Line(clerk, colleague, member, bureau)


def those_of_tasks(line):
    """Everybody who has a part in it."""
    return [line.clerk, line.colleague, line.member]


def returns_of(clerk, handler):
    """What the handler's unit reports: the last quarter in draft, the one before locked and amended."""
    asked(clerk)
    unit, quarter = handler.held[0].unit, last_quarter()
    chief = DutyFactory(role=Role.COMPETENT_ORG, unit=unit, leads=True).user
    line = Reporting(clerk, None, handler, chief, unit, quarter.later(-1))
    for one in (quarter.later(-1), quarter):
        given = {"unit": unit, "quarter": str(one), "due_on": clock.today()}
        Return.objects.create(area=clerk.held[0].unit.area, **given)
    line.to("locked")
    services.amend(line.row("投入资金"), new="8", reason="算错", by=handler)
    line.quarter = quarter
    line.to("draft")
    return line


def forms_of(clerk, handler):
    """What the clerk's office asks the handler's unit for: a draft, and one that is admitted."""
    office, unit = clerk.held[0].unit, handler.held[0].unit
    colleague = DutyFactory(role=Role.OFFICE, unit=office).user
    asking = Asking(clerk=colleague, member=clerk, bureau=office, units=[unit])
    return {"draft": asking.draft("上报案件数", "井盖个数"), "admitted": asking.admitted("塔吊台数")}
