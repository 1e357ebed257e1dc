from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle
from uuid import uuid4

import pytest
from django.db import connection

from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Link, Matter, Merger, Postponement, Supervision
from casework.services.postponing import resume_due
from grids import services
from security import clock
from tests.factories import CaseFactory, CategoryFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times):
    """Do the same from so many connections at the same moment; what each of them answered."""

    def one(_):
        try:
            return act()
        except (IllegalMove, MoveDenied):
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


def test_two_cases_merged_each_into_the_other_at_once_make_one_that_leads(town, officer):
    one, other = CaseFactory.create_batch(2, area=town)
    ways = cycle([(one, other), (other, one)])

    def merge():
        matter, into = next(ways)
        return services.merge(matter, into=into, by=officer).status

    assert sorted(at_once(merge, 4)) == ["merged", "refused", "refused", "refused"]
    assert Merger.objects.count() == 1
    assert sorted(Matter.objects.values_list("status", flat=True)) == ["merged", "reported"]


def test_of_many_who_put_off_supervise_hand_on_or_link_at_once_one_is_heard(town, officer, unit, handler):
    day = clock.today() + timedelta(days=3)
    case = services.accept(services.dispatch(CaseFactory(area=town), to=unit, by=officer), by=handler)
    asked = at_once(lambda: services.postpone(case, until=day, note="等雨停", by=handler).status, 4)
    agreed = at_once(lambda: services.approve(case, by=officer).status, 4)
    watched = at_once(lambda: services.supervise(case, until=day, note="快", by=officer).status, 4)
    other = CaseFactory(area=town)
    linked = at_once(lambda: services.link(case, to=other, grew_into=True, by=officer).status, 4)
    for answers, status in (
        (asked, "postponing"),
        *((each, "postponed") for each in (agreed, watched, linked)),
    ):
        assert sorted(answers) == [status] + ["refused"] * 3
    assert [model.objects.count() for model in (Postponement, Supervision, Link)] == [1, 1, 1]


def test_many_sweeps_at_once_bring_a_case_back_once(town, officer, unit, handler):
    case = services.accept(services.dispatch(CaseFactory(area=town), to=unit, by=officer), by=handler)
    day = clock.today() + timedelta(days=3)
    services.approve(services.postpone(case, until=day, note="等雨停", by=handler), by=officer)
    asked = Postponement.objects.get()
    values = {
        "asked_by": asked.asked_by,
        "decided_by": asked.decided_by,
        "agreed": True,
        "words": asked.words,
    }
    asked.delete()
    Postponement.objects.create(matter=case, until=clock.today(), **values)
    assert sorted(at_once(resume_due, 4)) == [0, 0, 0, 1]
    assert case.events.filter(move="resume").count() == 1
