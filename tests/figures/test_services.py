"""The roll-up commits as it goes, so these tests do too."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casework.figures import figures
from casework.models import Matter
from figures import services
from figures.models import LateChange, RolledUpMonth
from figures.periods import month_period
from figures.selectors import count
from figures.selectors.stale import stale_months
from figures.tasks import roll_up_running_quarter
from grids import services as grids
from jobs.services import run
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, SourceFactory, UnitFactory
from tests.figures.rolled import reported, stored, totals

pytestmark = pytest.mark.django_db(transaction=True)

ZONE = timezone.get_default_timezone()
JULY = date(2026, 7, 1)
ADDITIVE = [figure for figure in figures().values() if figure.adds_up]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture
def cases(grid, town):
    units = [None, UnitFactory(area=town)]
    for place in range(40):
        begun = at("2026-06-20T09:00") + timedelta(days=place)
        CaseFactory(
            area=[grid, town][place % 2],
            unit=units[place % 3 > 0],
            registered_at=begun,
            dispatched_at=begun,
            dispatched_on_time=True,
            handle_due_at=begun + timedelta(days=2),
            finished_at=begun + timedelta(days=place % 4),
            on_time=place % 4 < 2,
            closed_at=begun + timedelta(days=5),
            status="closed",
            result="好了",
        )


def test_a_month_adds_up_to_what_is_counted_live(cases):
    services.roll_up(JULY)
    live = {one.figure.key: one for one in count(Matter.objects.all(), ADDITIVE, month_period(JULY)) if one.n}
    rolled = totals(JULY)
    assert rolled == totals(JULY, cut="area")
    assert rolled.keys() == live.keys()
    for key, (n, hits, total) in rolled.items():
        assert (n, hits) == (live[key].n, live[key].hits)
        assert total == pytest.approx(live[key].total or 0)


def test_rolling_up_twice_changes_nothing(cases):
    services.roll_up(JULY)
    once = stored(JULY)
    services.roll_up(JULY)
    assert stored(JULY) == once
    assert RolledUpMonth.objects.count() == 1


def test_what_is_gone_is_gone_from_the_table(cases):
    services.roll_up(JULY)
    Matter.objects.all().delete()
    services.roll_up(JULY)
    assert stored(JULY) == []
    assert RolledUpMonth.objects.get().month == JULY


def test_a_month_that_fails_stays_as_it_was(cases, monkeypatch):
    services.roll_up(JULY)
    before, rolled_at = stored(JULY), RolledUpMonth.objects.get().rolled_at
    Matter.objects.all().delete()
    real = services.write_numbers

    def dies(months):
        real(months)
        raise SystemError("the worker dies here")

    monkeypatch.setattr(services, "write_numbers", dies)
    with pytest.raises(SystemError):
        services.roll_up(JULY)
    assert stored(JULY) == before
    assert RolledUpMonth.objects.get().rolled_at == rolled_at


def test_the_month_is_counted_from_one_state_of_the_database(grid, monkeypatch):
    """A case that is written while the roll-up counts is in all of its figures or in none."""
    CaseFactory(area=grid, registered_at=at("2026-07-02T08:00"))
    real = services.write_numbers

    def interrupted(months):
        writer = threading.Thread(target=write_one, args=[grid])
        writer.start()
        writer.join()
        return real(months)

    monkeypatch.setattr(services, "write_numbers", interrupted)
    services.roll_up(JULY)
    assert totals(JULY)["cases.reported"][0] == 1
    monkeypatch.undo()
    services.roll_up(JULY)
    assert totals(JULY)["cases.reported"][0] == 2


def write_one(grid):
    try:
        CaseFactory(area=grid, registered_at=at("2026-07-03T08:00"))
    finally:
        connection.close()


def test_four_at_once_make_one_month(cases):
    errors = []

    def one():
        try:
            services.roll_up(JULY)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert totals(JULY)["cases.reported"][0] == 29


def test_a_job_shows_how_far_it_is_and_passes_what_is_done(cases, monkeypatch):
    job, new = services.ask_for_roll_up(date(2025, 12, 1), date(2026, 2, 1), by=None)
    again, newer = services.ask_for_roll_up(date(2025, 12, 1), date(2026, 2, 1), by=None)
    assert (again, new, newer) == (job, True, False)
    rolled = []
    services.roll_up(date(2025, 12, 1))
    real = services.roll_up
    monkeypatch.setattr(services, "roll_up", lambda *months: rolled.append(months) or real(*months))
    assert run(job.pk)
    job.refresh_from_db()
    assert rolled == [(date(2026, 1, 1), date(2026, 2, 1))]
    assert (job.done, job.total, job.percent, job.message) == (3, 3, 100, "已汇总到 2026年2月")
    assert job.result_url == "/board/roll-up/"


def test_months_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="早于开始月份"):
        services.ask_for_roll_up(date(2026, 8, 1), date(2026, 7, 1), by=None)


@pytest.fixture
def reopened(worker, officer, grid):
    """A case of May, closed in May, reopened in November."""
    may = at("2026-05-04T09:00")
    case = grids.register(
        text="路灯不亮。",
        category=CategoryFactory(),
        source=SourceFactory(),
        area=grid,
        by=worker,
        settled="换了。",
        at=may,
    )
    case = grids.check(case, by=officer, at=may)
    return grids.close(case, by=officer, at=may)


NOVEMBER = at("2026-11-22T10:00")
RUNNING = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]


def test_the_running_quarter_and_all_that_was_never_rolled_up_is_stale(reopened):
    assert stale_months(NOVEMBER) == [date(2026, month, 1) for month in range(5, 13)]


def test_a_move_makes_the_months_it_leaves_stale(reopened, officer, monkeypatch):
    monkeypatch.setattr("figures.selectors.stale.SLOW_TRANSACTIONS", 0)
    for month in stale_months(NOVEMBER):
        services.roll_up(month)
    RolledUpMonth.objects.update(rolled_at=NOVEMBER)
    assert stale_months(NOVEMBER) == RUNNING
    grids.reopen(reopened, note="又坏了。", by=officer, at=NOVEMBER)
    assert stale_months(NOVEMBER) == [date(2026, 5, 1), *RUNNING]
    assert stale_months(NOVEMBER + timedelta(days=1))[0] == date(2026, 5, 1)


def test_the_sweep_rolls_up_what_is_stale(reopened):
    assert roll_up_running_quarter() >= 3
    assert reported(date(2026, 5, 1)) == 1


def test_a_month_that_changes_after_it_was_over_says_which_figures(cases):
    services.roll_up(JULY)
    assert not LateChange.objects.exists()
    CaseFactory(area=Matter.objects.first().area, registered_at=at("2026-07-05T08:00"))
    services.roll_up(JULY)
    changes = {one.figure: (one.was, one.became) for one in LateChange.objects.all()}
    assert changes["cases.reported"] == ("29", "30")
    assert "cases.urgent" not in changes
    services.roll_up(JULY)
    assert LateChange.objects.count() == len(changes)


def test_an_area_that_was_rolled_up_may_still_be_taken_away():
    area = AreaFactory()
    matter = CaseFactory(area=area, registered_at=at("2026-07-02T08:00"))
    services.roll_up(JULY)
    matter.delete()
    area.delete()
    assert stored(JULY) != []
