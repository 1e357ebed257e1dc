from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from casework.exceptions import IllegalMove
from casework.models import Matter
from grids import services
from tests.factories import CaseFactory, CategoryFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times):
    """Do the same from so many connections at the same moment; what each of them answered."""

    def one(_):
        try:
            return act()
        except IllegalMove:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_eight_dispatchers_press_at_once_and_one_is_heard(town, officer, unit):
    case = CaseFactory(area=town)
    answers = at_once(lambda: services.dispatch(case, to=unit, by=officer, seen=0).status, 8)
    assert sorted(answers) == ["dispatched"] + ["refused"] * 7
    assert case.events.count() == 1


def test_one_press_sent_eight_times_is_one_case(grid, worker):
    key, category, source = uuid4(), CategoryFactory(), SourceFactory()

    def press():
        return services.register(
            text="路灯不亮", category=category, source=source, area=grid, by=worker, submission=key
        ).number

    assert len(set(at_once(press, 8))) == 1
    assert Matter.objects.count() == 1


def test_two_hand_backs_count_once(town, officer, unit, handler):
    case = services.dispatch(CaseFactory(area=town), to=unit, by=officer)
    at_once(lambda: services.hand_back(case, reason="other", note="不归我们", by=handler), 4)
    case.own.refresh_from_db()
    assert case.own.returned == 1
