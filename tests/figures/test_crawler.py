"""Every number of every board and table, clicked by four roles: its list has as many rows (Must show 1)."""

import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from casework.models import Deadline, Matter
from disputes import services as dispute_services
from figures import services
from figures.periods import Quarter
from figures.selectors.stale import stale_months
from security import clock
from tests.disputes.conftest import body, chair, mediator, register, seat  # noqa: F401 - fixtures
from tests.disputes.conftest import line as dispute_line  # noqa: F401 - a fixture
from tests.factories import DutyFactory, UnitFactory
from tests.figures.clicking import Clicks
from tests.figures.test_board import cases, office  # noqa: F401 - fixtures
from tests.petitions.conftest import (  # noqa: F401 - fixtures
    above,
    bureau,
    clerk,
    government,
    head,
    higher,
    official,
    top,
    xf_unit,
)
from tests.petitions.conftest import line as petition_line  # noqa: F401 - a fixture
from tests.turn import WHOLE

pytestmark = pytest.mark.django_db(transaction=True)

BOARD, SHEET = reverse("figures:board"), reverse("figures:one_page")
DISPUTES, PETITIONS = (reverse(f"{kind}_tables:tables") for kind in ("dispute", "petition"))
SHARE = 7
FEWEST = {"office": 500, "leading": 250, "officer": 200, "member": 100}  # numbers clicked


@pytest.fixture
def petitions(petition_line):  # noqa: F811
    """Some at each step, one late, one due tomorrow."""
    made = [petition_line.to(step) for step in ("", "classify", "route", "accept", "issue", "deliver")]
    now = clock.now()
    for petition, hours in ((made[1], -30), (made[2], 20)):
        Matter.objects.filter(pk=petition.pk).update(due_at=now + timedelta(hours=hours))
        Deadline.objects.filter(matter=petition.pk).update(due_at=now + timedelta(hours=hours))
    return made


@pytest.fixture
def disputes(dispute_line):  # noqa: F811
    """Some settled, one failed, one that is not performed."""
    line = dispute_line
    made = [line.to(step) for step in ("accept", "meet", "file", "take_effect")]
    failed = dispute_services.fail(line.to("meet"), ending="other", note="?", by=line.by)
    owed = dispute_services.default(line.to("take_effect"), note="没有付钱。", by=line.by)
    return [*made, failed, owed]


@pytest.fixture
def roles(county, unit, officer, office):  # noqa: F811
    return {
        "office": office,
        "leading": DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county)).user,
        "officer": officer,
        "member": DutyFactory(role=Role.MEMBER_UNIT, unit=unit).user,
    }


def pages(role, town, unit):
    """What is clicked: the widest board, the one page, and the tables; by the office a smaller area's board
    and page too, and a unit's. A member unit has no page, and no part in disputes.
    """
    running = Quarter.of(clock.today())
    last, boards = running.previous, [f"{BOARD}?quarter={running.previous}"]
    petitions = f"{PETITIONS}?period={clock.today().year}"
    if role == "member":
        return [BOARD, *boards, petitions]
    if role == "office":
        boards += [
            f"{BOARD}?area={town.pk}",
            f"{BOARD}?unit={unit.pk}&quarter={last}",
            f"{SHEET}?area={town.pk}",
        ]
    return [*boards, SHEET, f"{SHEET}?quarter={last}", f"{DISPUTES}?period={running}", petitions]


def test_every_number_opens_as_many_rows(client, capsys, cases, disputes, petitions, roles, town, unit):  # noqa: F811
    Matter.objects.filter(pk__in=[case.pk for case in cases[::9]]).update(confidential=True)
    services.roll_up(*stale_months(clock.now()))
    told = []
    for role, user in roles.items():
        client.force_login(user)
        clicks = Clicks(client, SHARE)
        for page in pages(role, town, unit):
            clicks.page(page)
        assert clicks.wrong == [], role
        assert clicks.clicked >= FEWEST[role] // (1 if WHOLE else SHARE + 1), role
        told.append(
            f"{role}: {clicks.clicked} numbers on {len(clicks.pages)} pages, {len(clicks.known)} lists"
        )
    with capsys.disabled():
        sys.stdout.write(f"\nnumbers clicked: {'; '.join(told)}\n")
