"""Every page of disputes, at both sizes: nothing that axe finds, and nothing wider than a phone."""

from datetime import timedelta

import pytest

from accounts.models import Role
from areas.models import Area
from disputes.services import sweeping
from security import clock
from tests.browser.conftest import somebody
from tests.browser.test_kindness import AXE, FOUND, WIDER
from tests.browser.test_moves import look
from tests.factories import UnitFactory
from tests.inputs.disputes import line_of, reward_of
from tests.turn import in_turn

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 4000}
LONG = {"width": 360, "height": 9000}  # with all unfolded, nothing lies under the bar at the foot
UNFOLD = "document.querySelectorAll('main details').forEach(fold => { fold.open = true })"


@pytest.fixture
def line(people, mediators):
    """The way of a dispute in the township's hands, in one of its villages."""
    return line_of(mediators["zhentiao"], Area.objects.get(name="中钱村"))


@pytest.fixture
def sweeps(people, line):
    """Two units of a plan whose period is over: the township found one and signed, the village has not."""
    village = UnitFactory(area=Area.objects.get(name="中钱村"), name="中钱村村委会")
    somebody("cunwei", role=Role.VILLAGE, unit=village, leads=True)
    head = somebody("zhenzhang", role=Role.TOWN, unit=people["fenpai"].held[0].unit, leads=True)
    day = clock.today() - timedelta(days=1)
    days = {"starts_on": day - timedelta(days=6), "ends_on": day, "grace": 3}
    given = {"name": "秋季排查", "sort": "special", "tier": "both", "rhythm": "once"}
    area = Area.objects.get(name="海盐县")
    plan = sweeping.plan_sweeps(by=people["mishu"], area=area, words="每户都要走到。", **given, **days)
    town = plan.sweeps.get(unit=head.held[0].unit)
    line.register(sweep=town)
    sweeping.sign(town, by=head, seen=1, zero=False)
    return {"plan": plan, "town": town, "village": plan.sweeps.get(unit=village)}


def pages_of_mediator(line):
    """A dispute in several states, forms of several sorts, its papers, what all of them add up to."""
    new, told, met = line.register(), line.to("notify"), line.to("meet", grown_from=line.register())
    due, filed = line.to("take_effect"), line.to("file")
    forms = {
        new: ("accept", "decline"),
        told: ("meet", "bring_in", "correct", "inquire"),
        met: ("agree", "fail"),
        due: ("pay", "confirm", "follow_up", "alert", "mark"),
    }
    yield from ("/disputes/", "/disputes/?q=没有的", "/disputes/new/", "/disputes/sweeps/")
    yield from (dispute.get_absolute_url() for dispute in (new, met, due, filed))
    yield from (f"{dispute.get_absolute_url()}{name}/" for dispute, names in forms.items() for name in names)
    yield from (f"{filed.get_absolute_url()}{name}/" for name in ("dossier", "print"))
    yield from (f"/disputes/rewards/{reward_of(line).pk}/", "/disputes/rewards/", "/disputes/tables/")


def all_pages(line, sweeps):
    """By who looks at them."""
    row = {name: f"/disputes/sweeps/rows/{sweeps[name].pk}/" for name in ("town", "village")}
    plans = ("/disputes/sweeps/", "/disputes/sweeps/new/", f"/disputes/sweeps/{sweeps['plan'].pk}/")
    return {
        "zhentiao": pages_of_mediator(line),
        "mishu": [*plans, row["town"], "/disputes/templates/", "/disputes/templates/agreement/"],
        "cunwei": [row["village"]],
    }


@pytest.mark.parametrize(
    "size", in_turn([pytest.param(LONG, id="phone"), pytest.param(WIDE, id="desktop")], 2)
)
def test_the_pages_of_disputes_are_kind_at_both_sizes(sign_in, line, sweeps, size):
    wrong, count = {}, 0
    for username, paths in all_pages(line, sweeps).items():
        page = sign_in(username, size=size, bypass_csp=True)
        for path in paths:
            assert page.goto(path).status == 200, path
            page.evaluate(UNFOLD)
            look(page, f"{size['width']}-{path.strip('/').replace('/', '-')}")
            page.evaluate(AXE)
            count += 1
            if (found := page.evaluate(FOUND)) or page.evaluate(WIDER) > 0:
                wrong[path] = found or "wider than the screen"
    assert count > 30
    assert wrong == {}
