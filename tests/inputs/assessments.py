"""Risk assessments behind the addresses: one in every state, made by the services, and where a step waits
for what only the step before brings.
"""

from datetime import timedelta

from accounts.models import Role
from security import clock
from stability import services
from tests.factories import DutyFactory, UnitFactory
from tests.stability.conftest import Line

NOTE = {"note": "?"}


def stability_line(county, area, clerk):
    """The way of an assessment that this clerk of the office lists."""
    bureau = UnitFactory(area=county, name="测试县自然资源局")
    official = DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user
    head = DutyFactory(role=Role.MEMBER_UNIT, unit=bureau, leads=True).user
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="测试县领导小组")).user
    people = {"office": clerk, "official": official, "head": head, "leader": leader}
    return Line(county, [area], bureau, people)


def assessments_of(line):
    """One in every state that a move begins in."""
    office, head = line.people["office"], line.people["head"]
    until = clock.today() + timedelta(days=3)
    tracked, closed = line.to("check_up"), line.to("check_up")
    done = {"measure": closed.risk_measures.get(), "done_on": clock.today(), "outcome": "好了。"}
    closed = services.fulfil(closed, by=line.people["official"], **done)
    return [
        line.register(),
        *(line.to(name) for name in ("plan", "identify", "analyse", "set_level", "report")),
        *(line.to(name) for name in ("legality", "review", "file", "decide")),
        line.to("prevent"),
        line.to("set_level", level="medium"),
        services.supervise(line.register(), by=office, until=until, **NOTE),
        services.adjust(line.to("set_level", level="high"), by=head, **NOTE),
        tracked,
        services.close(line.fresh(closed), by=office),
        closed_not(line, done),
    ]


def closed_not(line, done):
    """Tracked, and nothing is left to be done of it."""
    matter = line.to("check_up")
    return services.fulfil(
        matter, by=line.people["official"], **(done | {"measure": matter.risk_measures.get()})
    )
