"""The demo's pilot programme, made by the real services on the demo's own clock."""

import pytest

from accounts.models import User
from casework.models import Matter
from demo.founding import found
from demo.programme import pilot_year
from pilot import ledger
from pilot.models import Fund, Letter, Meeting, Task
from pilot.selectors import standing
from security import clock

pytestmark = pytest.mark.django_db


def test_it_has_its_list_its_meetings_their_tasks_a_letter_and_its_money():
    found()
    assert pilot_year() == 9
    office = User.objects.get(username="pingan")
    assert standing(clock.today(), "330424").memberunits.count() == 6
    assert [one.is_draft for one in Meeting.objects.all()] == [False] * 3
    tasks = Matter.objects.of(Task).order_by("registered_at", "pk")
    assert [one.status for one in tasks] == ["done"] * 7 + ["under_way"] * 2
    assert all("演示" in one.title for one in tasks)
    assert Letter.objects.get().serial == 1
    [money] = ledger.of_year(office, Fund.objects.get().year)
    assert (money.planned, money.used) == (270000, 86000)
    assert pilot_year() == 0


def test_nothing_is_made_where_nobody_does_such_work():
    assert pilot_year() == 0
