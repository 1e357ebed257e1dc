"""Must show 1: the vectors of domain.md 9 and every edge of 2024 to 2027, the same in any zone of the
process.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casework.clocks import ONE_DAY, Calendar, Limit, OfficeHours, TimeUnit, months_later
from figures.periods import Quarter
from tests.casework.test_clocks import CALENDAR, at

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")
HOURS, MINUTES = TimeUnit.WORKING_HOURS, TimeUnit.MINUTES
YEARS = range(2024, 2028)
DAYS = [date(2024, 1, 1) + ONE_DAY * n for n in range(366 + 3 * 365)]
ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
# What the edges are held against: written down, not computed by the code under test.
QUARTER_OF_MONTH = (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
LENGTHS = ((15, TimeUnit.DAYS), (30, TimeUnit.DAYS), (5, TimeUnit.WORKING_DAYS), (4, HOURS), (30, MINUTES))
ZONES = ("Asia/Shanghai", "UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago")


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2026-03-09T10:00", 4, "2026-03-09T16:00"),  # over lunch
        ("2026-03-09T08:30", 4, "2026-03-09T14:30"),
        ("2026-03-09T12:30", 4, "2026-03-10T09:00"),  # from the break
        ("2026-03-09T20:00", 4, "2026-03-10T14:30"),  # at night
        ("2026-03-13T17:00", 4, "2026-03-16T12:00"),  # over a weekend
        ("2026-02-13T17:00", 4, "2026-02-14T12:00"),  # the Saturday is worked instead
        ("2026-02-14T17:00", 4, "2026-02-24T12:00"),  # over 春节
        ("2026-09-30T16:30", 4, "2026-10-08T11:30"),  # over 国庆
        ("2026-10-01T09:00", 7, "2026-10-08T17:30"),  # begun on a holiday
    ],
)
def test_working_hours_run_while_offices_are_open(start, amount, end):
    begun = datetime.fromisoformat(start).replace(tzinfo=ZONE)
    due = Limit("x", amount, "", HOURS).due(begun, CALENDAR, ZONE)
    assert f"{due.at:%Y-%m-%dT%H:%M}" == end


def test_office_hours_change_with_the_season_and_by_weekday():
    summer = OfficeHours(date(2026, 6, 1), ((time(8), time(12)), (time(15), time(18))))
    friday = OfficeHours(date(2026, 6, 1), ((time(8), time(12)),), weekday=4)
    winter = OfficeHours(date(2026, 10, 1), ((time(9), time(12)), (time(13), time(17))))
    calendar = Calendar(published=frozenset({2026}), hours=(summer, friday, winter))
    limit = Limit("x", 4, "", HOURS)
    assert limit.due(at("2026-05-29", 16), calendar, ZONE).at == at("2026-06-01", 10) + timedelta(minutes=30)
    assert limit.due(at("2026-06-02", 16), calendar, ZONE).at == at("2026-06-03", 10)
    assert limit.due(at("2026-06-05", 10), calendar, ZONE).at == at("2026-06-08", 10)
    assert limit.due(at("2026-10-09", 16), calendar, ZONE).at == at("2026-10-12", 12)


def test_minutes_run_through_nights_and_holidays():
    due = Limit("x", 90, "", MINUTES).due(at("2026-10-01", 23), CALENDAR, ZONE)
    assert due.at == at("2026-10-02", 0) + timedelta(minutes=30)
    assert not due.provisional


def test_a_limit_in_working_hours_warns_in_its_last_fifth():
    limit = Limit("x", 5, "", HOURS)
    start = at("2026-03-09", 9)
    due = limit.due(start, CALENDAR, ZONE)
    assert due.at == at("2026-03-09", 16)
    assert limit.warn_at(start, due, CALENDAR, ZONE) == at("2026-03-09", 15)


def test_no_day_of_four_years_lies_in_a_wrong_quarter(record_property):
    wrong = [day for day in DAYS if Quarter.of(day).number != QUARTER_OF_MONTH[day.month - 1]]
    for year in YEARS:
        for number, (month, last) in enumerate(ENDS, start=1):
            period = Quarter(year, number).period
            inside = (date(year, month, last), period.start, months_later(period.start, 2))
            wrong += [day for day in inside if Quarter.of(day) != Quarter(year, number)]
            wrong += [period.last_day] if period.last_day != date(year, month, last) else []
            wrong += [period.end] if Quarter.of(period.end) != Quarter(year, number).following else []
    assert wrong == []
    record_property("days", len(DAYS))


def midnights():
    """The last and the first instant of each quarter, of the 29th of February, of each holiday's edges."""
    edges = [date(year, month, last) for year in YEARS for month, last in ENDS]
    edges += [date(2024, 2, 28), date(2024, 2, 29), *(date(year, 2, 28) for year in YEARS)]
    holidays = [day for day in DAYS if not CALENDAR.works(day)]
    edges += [day for day in holidays if CALENDAR.works(day + ONE_DAY)]
    edges += [day - ONE_DAY for day in holidays if CALENDAR.works(day - ONE_DAY)]
    for day in sorted(set(edges)):
        begins = datetime.combine(day + ONE_DAY, time.min, tzinfo=ZONE).astimezone(UTC)
        yield from (begins - timedelta(microseconds=1), begins)


def told():
    """Of each of these instants its quarter, and the ends of limits that begin there: one line each."""
    lines = []
    for moment in midnights():
        local = moment.astimezone(ZONE).date()
        ends = [Limit("x", amount, "", unit).due(moment, CALENDAR, ZONE) for amount, unit in LENGTHS]
        said = [f"{end.at.isoformat()} {end.legal_on} {end.target_on} {end.provisional}" for end in ends]
        lines.append(f"{moment.isoformat()} {Quarter.of(local)} {'|'.join(said)}")
    return lines


@pytest.mark.parametrize("zone", ZONES)
def test_the_process_may_think_it_is_anywhere(zone, record_property):
    """TZ of the process changes nothing: the county's zone is an argument, and instants are instants."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json; from tests.casework.test_vectors import told; print(json.dumps(told()))",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "TZ": zone},
    )
    assert json.loads(run.stdout) == told()
    record_property("moments", len(told()))


@pytest.mark.parametrize("year", YEARS)
def test_the_last_instant_of_a_quarter_counts_in_it_and_the_next_in_the_next(year):
    for number, (month, last) in enumerate(ENDS, start=1):
        midnight = datetime.combine(date(year, month, last) + ONE_DAY, time.min, tzinfo=ZONE)
        before, after = (
            Quarter.of(moment.astimezone(ZONE).date())
            for moment in (midnight.astimezone(UTC) - timedelta(seconds=1), midnight.astimezone(UTC))
        )
        assert (before, after) == (Quarter(year, number), Quarter(year, number).following)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "legal"),
    [
        ("2024-02-27", 2, TimeUnit.DAYS, "2024-02-29"),
        ("2024-02-28", 1, TimeUnit.WORKING_DAYS, "2024-02-29"),
        ("2025-02-27", 2, TimeUnit.DAYS, "2025-03-03"),  # the 1st of March is a Saturday
        ("2028-02-28", 1, TimeUnit.DAYS, "2028-02-29"),
    ],
)
def test_the_29th_of_february_is_a_day_where_there_is_one(start, amount, unit, legal):
    calendar = Calendar(published=frozenset({2024, 2025, 2028}))
    assert str(Limit("x", amount, "", unit).due(at(start), calendar, ZONE).legal_on) == legal


@pytest.mark.parametrize(
    ("quarter_end", "due"),
    [
        ("2026-03-31", "2026-04-08"), ("2026-06-30", "2026-07-07"), ("2026-09-30", "2026-10-13"),
        ("2025-12-31", "2026-01-08"),
    ],
)  # fmt: skip
def test_a_quarters_report_is_due_five_working_days_after_its_end(quarter_end, due):
    """rpt.quarter: the start is the end of the quarter as the figures have it."""
    end = Quarter.of(date.fromisoformat(quarter_end)).period.last_day
    assert str(end) == quarter_end
    limit = Limit("rpt.quarter", 5, "", TimeUnit.WORKING_DAYS)
    assert str(limit.due(at(str(end)), CALENDAR, ZONE).legal_on) == due
