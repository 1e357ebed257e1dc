import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clocks import Calendar, Limit, TimeUnit, months_later, span

DATA = Path(__file__).parents[2] / "casework" / "data"
ZONE = ZoneInfo("Asia/Shanghai")
WORKING = TimeUnit.WORKING_DAYS
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(ZONE))  # noqa: DTZ001
calendars = st.builds(
    Calendar, holidays=st.frozensets(days, max_size=40), makeup_days=st.frozensets(days, max_size=10)
)


def published(*years):
    """The calendar of these years' notices, which come with the project."""
    told = [json.loads((DATA / f"holidays_{year}.json").read_text("utf-8")) for year in years]
    marked = {date.fromisoformat(day["date"]): day["isOffDay"] for notice in told for day in notice["days"]}
    return Calendar(
        holidays=frozenset(day for day, off in marked.items() if off),
        makeup_days=frozenset(day for day, off in marked.items() if not off),
        published=frozenset(years),
        statutory=frozenset({date(2027, 1, 1), date(2027, 2, 5)}),
    )


CALENDAR = published(2025, 2026)


def at(day, hour=10):
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "legal", "target"),
    [
        ("2026-01-30", 15, TimeUnit.DAYS, "2026-02-14", "2026-02-14"),
        ("2026-01-30", 30, TimeUnit.DAYS, "2026-03-02", "2026-02-28"),
        ("2026-02-02", 15, TimeUnit.DAYS, "2026-02-24", "2026-02-14"),
        ("2026-04-17", 15, TimeUnit.DAYS, "2026-05-06", "2026-04-30"),
        ("2026-09-21", 15, TimeUnit.DAYS, "2026-10-08", "2026-09-30"),
        ("2026-09-18", 5, WORKING, "2026-09-24", "2026-09-24"),
        ("2026-09-30", 5, WORKING, "2026-10-13", "2026-10-13"),
        ("2026-09-01", 30, WORKING, "2026-10-19", "2026-10-19"),
        ("2026-09-01", 30, TimeUnit.DAYS, "2026-10-08", "2026-09-30"),
        ("2026-03-31", 5, WORKING, "2026-04-08", "2026-04-08"),
        ("2026-06-30", 5, WORKING, "2026-07-07", "2026-07-07"),
        ("2025-12-31", 5, WORKING, "2026-01-08", "2026-01-08"),
    ],
)
def test_the_known_vectors(start, amount, unit, legal, target):
    """T-01, T-03, T-04, T-08: domain.md 9, computed by hand from the notice."""
    due = Limit("x", amount, "", unit).due(at(start), CALENDAR, ZONE)
    assert (str(due.legal_on), str(due.target_on)) == (legal, target)
    assert due.at == at(legal, 0) + timedelta(days=1)
    assert not due.provisional


def test_2026_has_248_working_days_quarter_by_quarter():
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    quarters = [sum(CALENDAR.works(day) for day in year if (day.month - 1) // 3 == q) for q in range(4)]
    assert quarters == [59, 61, 66, 62]


def test_the_start_day_is_not_counted_whatever_the_hour():
    """T-01."""
    limit = Limit("x", 1, "", WORKING)
    early, late = (limit.due(at("2026-03-10", hour), CALENDAR, ZONE) for hour in (0, 23))
    assert early == late
    assert early.legal_on == date(2026, 3, 11)


def test_the_local_day_counts_not_that_of_utc():
    before_dawn = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # already the 11th in the county
    assert Limit("x", 1, "").due(before_dawn, CALENDAR, ZONE).legal_on == date(2026, 3, 12)


def test_a_worked_saturday_works_and_a_holiday_on_a_weekday_does_not():
    """T-04."""
    assert CALENDAR.works(date(2026, 2, 14))
    assert not CALENDAR.works(date(2026, 2, 16))
    assert not CALENDAR.works(date(2026, 2, 7))


def test_a_target_is_never_before_the_start():
    due = Limit("x", 1, "").due(at("2026-02-15"), CALENDAR, ZONE)
    assert due.target_on == date(2026, 2, 15)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 2)),  # 28 February is a Saturday, and 1 March a Sunday
        (date(2026, 4, 15), 12, date(2027, 4, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_t_02_months_end_on_the_corresponding_day_or_the_months_last(start, months, end):
    due = Limit("x", months, "", TimeUnit.MONTHS).due(
        datetime(start.year, start.month, start.day, 9, tzinfo=ZONE), Calendar(), ZONE
    )
    assert due.legal_on == end


def test_a_limit_warns_on_the_days_that_it_names_and_no_later_than_its_end():
    start = datetime(2026, 4, 1, 9, tzinfo=ZONE)
    limit = Limit("x", 22, "", TimeUnit.DAYS, warns=(20, 25))
    due = limit.due(start, Calendar(), ZONE)
    assert limit.warn_at(start, due, Calendar(), ZONE) == datetime(2026, 4, 21, tzinfo=ZONE)
    assert limit.warning_after(datetime(2026, 4, 21, 1, tzinfo=ZONE), start, due.at, ZONE) is None


def test_days_and_working_days_are_never_mixed_up_in_words():
    """T-05."""
    assert [str(Limit("x", 5, "", unit)) for unit in TimeUnit] == [
        "5 日",
        "5 个月",
        "5 个工作日",
        "5 个工作小时",
        "5 小时",
        "5 分钟",
    ]


@given(start=moments, count=st.integers(1, 90), calendar=calendars)
def test_a_limit_in_working_days_holds_exactly_its_days(start, count, calendar):
    end = Limit("x", count, "", WORKING).due(start, calendar, ZONE).legal_on
    first = start.date()
    passed = [first + timedelta(days=n) for n in range(1, (end - first).days + 1)]
    assert sum(map(calendar.works, passed)) == count
    assert calendar.works(end)


@given(start=moments, count=st.integers(1, 90), calendar=calendars)
def test_a_limit_in_days_rolls_over_rest_days_and_no_further(start, count, calendar):
    """T-03."""
    due = Limit("x", count, "").due(start, calendar, ZONE)
    nominal = start.date() + timedelta(days=count)
    rolled = [nominal + timedelta(days=n) for n in range((due.legal_on - nominal).days)]
    assert calendar.works(due.legal_on)
    assert not any(map(calendar.works, rolled))
    assert due.target_on <= nominal <= due.legal_on


@given(start=moments, hours=st.integers(1, 200))
def test_hours_run_through_nights_and_holidays(start, hours):
    due = Limit("x", hours, "", TimeUnit.HOURS).due(start, CALENDAR, ZONE)
    assert due.at - start.astimezone(UTC) == timedelta(hours=hours)
    assert not due.provisional


def test_an_hour_skipped_by_the_clock_is_not_lost():
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 29, 1, 30, tzinfo=berlin)
    assert Limit("x", 2, "", TimeUnit.HOURS).due(start, CALENDAR, berlin).at.hour == 4


@given(start=moments, count=st.integers(1, 60), unit=st.sampled_from(TimeUnit), calendar=calendars)
def test_the_warning_comes_after_the_start_and_before_the_end(start, count, unit, calendar):
    limit = Limit("x", count, "", unit)
    due = limit.due(start, calendar, ZONE)
    assert start <= limit.warn_at(start, due, calendar, ZONE) < due.at


def test_a_warning_comes_a_working_day_before_or_at_a_fifth_whichever_is_earlier():
    for amount, start, warned in (
        (3, "2026-03-09", "2026-03-11"),  # Monday to Thursday: from Wednesday
        (3, "2026-03-12", "2026-03-16"),  # Thursday to Tuesday: from Monday
        (15, "2026-03-02", "2026-03-19"),  # three weeks: a fifth is earlier
    ):
        limit = Limit("x", amount, "", WORKING)
        due = limit.due(at(start, 0), CALENDAR, ZONE)
        assert str(limit.warn_at(at(start, 0), due, CALENDAR, ZONE).date()) == warned
    urgent = Limit("x", 10, "", TimeUnit.HOURS)
    due = urgent.due(at("2026-03-09"), CALENDAR, ZONE)
    assert urgent.warn_at(at("2026-03-09"), due, CALENDAR, ZONE) == at("2026-03-09", 18)


def test_a_year_without_notice_is_provisional_and_makes_nothing_up():
    assert Limit("x", 3, "").due(at("2026-12-30"), CALENDAR, ZONE).provisional
    assert not CALENDAR.works(date(2027, 2, 5))  # a day of law, a Friday
    assert CALENDAR.works(date(2027, 2, 8))  # what the notice may add is not guessed
    assert not CALENDAR.works(date(2027, 2, 6))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(start, months, end):
    assert str(months_later(date.fromisoformat(start), months)) == end


@given(start=days, months=st.integers(0, 240))
def test_months_later_is_in_the_month_counted_and_no_later_day_of_it(start, months):
    end = months_later(start, months)
    assert end.year * 12 + end.month == start.year * 12 + start.month + months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert end.day <= start.day


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at("2026-11-16"), at("2026-11-16", 10) + timedelta(minutes=59), ""),
        (at("2026-11-16"), at("2026-11-16", 15), "5 小时"),
        (at("2026-11-20"), at("2026-11-23"), "3.0 日（1.0 个工作日）"),  # Friday to Monday
        (at("2026-09-30"), at("2026-10-08"), "8.0 日（1.0 个工作日）"),  # the whole holiday
        (at("2026-10-09"), at("2026-10-12"), "3.0 日（2.0 个工作日）"),  # a Saturday that is worked
    ],
)
def test_how_long_somebody_had_it_is_said_in_both_units(start, end, words):
    assert str(span(start, end, CALENDAR, ZONE)) == words


@given(moments, moments, moments, calendars)
def test_stretches_add_up_to_the_whole(first, second, third, calendar):
    begin, middle, end = sorted([first, second, third])
    parts = span(begin, middle, calendar, ZONE) + span(middle, end, calendar, ZONE)
    assert parts == span(begin, end, calendar, ZONE)
    assert timedelta(0) <= parts.worked <= parts.whole
