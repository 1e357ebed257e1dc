"""The pilot programme behind the addresses."""

from accounts.models import Role
from pilot.services import listing
from progress import services
from progress.models import Return
from progress.selectors import last_quarter
from security import clock
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
