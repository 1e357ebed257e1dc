"""Disputes behind the addresses: one that waits, and one in every state that a dispute can be in."""

from datetime import timedelta

from accounts.models import Role
from disputes import services
from security import clock
from tests.disputes.conftest import PARTIES, Line
from tests.factories import BodyFactory, DutyFactory, MediatorFactory, UnitFactory


def chair_of(town):
    """Who leads the township's committee, which has somebody else in it and one above it."""
    body = BodyFactory(unit=UnitFactory(area=town, name="桥东镇调委会"))
    user = DutyFactory(role=Role.MEDIATOR, unit=body.unit).user
    MediatorFactory(body=body)
    return MediatorFactory(body=body, user=user, seat="chair")


def line_of(chair, area):
    """The way of a dispute that this mediator takes."""

    def register(**fields):
        given = {"facts": "通道被堵。", "justice_type": "neighbour", "parties": PARTIES, "area": area}
        return services.register(by=chair.user, **given, **fields)

    return Line(register, chair)


def states_of(line, officer):
    """A dispute in every state, and where a step waits for what only the step before brings."""
    end = {"note": "?", "by": line.by}
    found = [line.register(), *(line.to(name) for name in line.ORDER)]
    failed = services.fail(line.to("meet"), ending="other", **end)
    until = clock.today() + timedelta(days=3)
    return [
        *found,
        services.decline(line.register(), refusal="barred", **end),
        services.adjourn(line.to("meet"), **end),
        services.turn_down(line.to("accept"), **end),
        failed,
        services.hand_off(services.fail(line.to("meet"), ending="other", **end), way="court", **end),
        services.default(line.to("take_effect"), **end),
        services.supervise(line.register(), until=until, note="?", by=officer),
    ]
