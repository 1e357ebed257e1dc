"""Disputes behind the addresses: one that waits, and one in every state that a dispute can be in."""

from datetime import timedelta

from accounts.models import Role
from areas.models import Area
from casework.models import Matter
from disputes import services
from disputes.court import Material
from disputes.models import RewardRate
from disputes.services.rewarding import claim
from disputes.services.sweeping import plan_sweeps
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


def sweep_of(clerk):
    """What a township's centre has to report, by a plan of the office."""
    today = clock.today()
    plan = plan_sweeps(
        name="排查",
        sort="regular",
        tier="town",
        rhythm="once",
        area=clerk.held[0].unit.area,
        starts_on=today,
        ends_on=today,
        grace=0,
        by=clerk,
    )
    return plan.sweeps.first()


def reward_of(line):
    """What the mediator claims for a file that was put away."""
    dispute = Matter.objects.get(pk=line.to("file").pk)
    county = Area.objects.get(pk=dispute.area_id[:6])
    table = {"area": county, "amount": 200, "valid_from": clock.today(), "basis": "文件"}
    RewardRate.objects.create(sort="written", **table)
    return claim(dispute, by=line.by)


def states_of(line, officer):
    """A dispute in every state, and where a step waits for what only the step before brings."""
    end = {"note": "?", "by": line.by}
    found = [line.register(), *(line.to(name) for name in line.ORDER)]
    failed = services.fail(line.to("meet"), ending="other", **end)
    until = clock.today() + timedelta(days=3)
    return [
        *found,
        *in_court(line),
        *entrusted(line),
        *arranged(line),
        services.decline(line.register(), refusal="barred", **end),
        services.adjourn(line.to("meet"), **end),
        services.turn_down(line.to("accept"), **end),
        failed,
        services.hand_off(services.fail(line.to("meet"), ending="other", **end), way="court", **end),
        services.default(line.to("take_effect"), **end),
        services.supervise(line.register(), until=until, note="?", by=officer),
    ]


def in_court(line):
    """What was applied for, what the court took, and what it did not confirm."""
    today, by = clock.today(), line.by
    asked = {"applied_on": today, "court": "法院", "ground": "body", "materials": [*Material.values]}
    applied = services.confirm(line.to("take_effect"), by=by, **asked)
    taken = services.confirm(line.to("take_effect"), by=by, **asked)
    taken = services.court_answer(taken, answered_on=today, refusal="", by=by)
    rejected = services.confirm(line.to("take_effect"), by=by, **asked)
    rejected = services.court_answer(rejected, answered_on=today, refusal="", by=by)
    ruled = {"result": "rejected", "ruled_on": today, "number": "1", "rejection": "unclear"}
    return [applied, taken, services.ruling(rejected, by=by, **ruled)]


def arranged(line):
    """What meets on a day that was agreed, and what waits for an expert."""
    begins = clock.day_begins(clock.today() + timedelta(days=2)) + timedelta(hours=10)  # all on one day
    when = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "place": "村委会"}
    asked = {"organ": "鉴定所", "subject": "伤情", "entrusted_on": clock.today()}
    met, took = line.to("meet"), line.to("meet")
    return [services.plan(met, by=line.by, **when), services.appraise(took, by=line.by, **asked)]


def entrusted(line):
    """What a court sent, before and after that was written down."""
    today = clock.today()
    days = {"sent_on": today, "report_by": today + timedelta(days=9)}
    sent = services.entrusted(line.register(source="court"), sender="法院", by=line.by, **days)
    return [line.register(source="court"), sent]
