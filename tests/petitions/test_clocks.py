"""The clocks of a petition against the vectors (domain.md 0.5, 9), and a year of them walked day by day."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.clocks import Calendar, TimeUnit, midnight_of
from casework.rules import rules
from petitions.bar import bar_of
from petitions.limits import (
    EXTENSIONS,
    FAST,
    HANDLE,
    OBJECTION,
    OFFICE_ROUTE,
    ORG_NOTIFY,
    RECHECK_APPLY,
    RECHECK_DECIDE,
    REVIEW_APPLY,
    REVIEW_DECIDE,
    profile_limit,
)

ZONE = ZoneInfo("Asia/Shanghai")
ONE = timedelta(days=1)


def days(first: str, last: str) -> list[date]:
    begun, end = date.fromisoformat(first), date.fromisoformat(last)
    return [begun + ONE * n for n in range((end - begun).days + 1)]


SPANS = "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07"
HOLIDAYS = [day for span in SPANS.split() for day in days(*(f"2026-{end}" for end in span.split("/")))]
MADE_UP = [
    date.fromisoformat(f"2026-{day}") for day in ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
]
YEAR = Calendar(frozenset(HOLIDAYS), frozenset(MADE_UP), frozenset({2026, 2027}))


def due(key: str, start: date, *, profile: str = "national", grade: str = "") -> tuple[date, date]:
    """The last legal day and the target of a limit that starts on this day."""
    found = profile_limit(key, profile, grade).due(midnight_of(start, ZONE), YEAR, ZONE)
    return found.legal_on, found.target_on


VECTORS = [
    (OFFICE_ROUTE, "2026-01-30", "2026-02-14", "2026-02-14"),
    (ORG_NOTIFY, "2026-02-02", "2026-02-24", "2026-02-14"),
    (OFFICE_ROUTE, "2026-04-17", "2026-05-06", "2026-04-30"),
    (ORG_NOTIFY, "2026-09-21", "2026-10-08", "2026-09-30"),
    (REVIEW_APPLY, "2026-01-30", "2026-03-02", "2026-02-28"),
    (REVIEW_DECIDE, "2026-09-01", "2026-10-08", "2026-09-30"),
    (RECHECK_APPLY, "2026-09-01", "2026-10-08", "2026-09-30"),
    (RECHECK_DECIDE, "2026-01-30", "2026-03-02", "2026-02-28"),
    (OBJECTION, "2026-09-18", "2026-09-24", "2026-09-24"),
    (OBJECTION, "2026-09-30", "2026-10-13", "2026-10-13"),
    (HANDLE, "2026-04-08", "2026-06-08", "2026-06-05"),  # sixty days end on a Sunday
]


@pytest.mark.parametrize(("key", "start", "legal", "target"), VECTORS)
def test_each_clock_ends_where_the_vectors_say(key, start, legal, target):
    assert due(key, date.fromisoformat(start)) == (date.fromisoformat(legal), date.fromisoformat(target))


def test_other_jurisdictions_have_their_own_lengths():
    """XF 1.10: five working days and thirty days in Zhejiang, with up to sixty more."""
    start = date(2026, 3, 2)
    assert due(ORG_NOTIFY, start, profile="zhejiang")[0] == date(2026, 3, 9)
    assert due(HANDLE, start, profile="zhejiang")[0] == date(2026, 4, 1)
    assert due(HANDLE, start, grade=FAST)[0] == date(2026, 3, 16)
    assert due(ORG_NOTIFY, start, grade=FAST)[0] == date(2026, 3, 5)
    assert [EXTENSIONS[name][HANDLE] for name in ("national", "zhejiang")] == [30, 60]


def test_through_a_whole_year_no_legal_end_comes_too_early_nor_on_a_rest_day():
    """T-01, T-03, T-08: never before the nominal day, never on a rest day, later starts end later."""
    keys = (OFFICE_ROUTE, ORG_NOTIFY, HANDLE, REVIEW_APPLY, REVIEW_DECIDE, RECHECK_APPLY, RECHECK_DECIDE)
    for key in keys:
        amount, unit = rules()[key].lengths[""]
        assert unit is TimeUnit.DAYS
        before = date.min
        for start in days("2026-01-01", "2026-12-31"):
            legal, target = due(key, start)
            assert legal >= start + ONE * amount
            assert YEAR.works(legal)
            assert target <= legal
            assert legal >= before
            assert not any(YEAR.works(day) for day in days(f"{start + ONE * amount}", f"{legal - ONE}"))
            before = legal


def test_five_working_days_are_five_whatever_lies_between():
    for start in days("2026-01-01", "2026-12-31"):
        legal, _ = due(OBJECTION, start)
        assert sum(YEAR.works(day) for day in days(f"{start + ONE}", f"{legal}")) == 5


def test_only_the_recheck_stands_still_and_only_handling_grows_longer():
    """T-09, XF-52, XF-56."""
    ours = {key: rule for key, rule in rules().items() if key.startswith("xf.")}
    assert [key for key, rule in ours.items() if rule.suspension] == [RECHECK_DECIDE]
    assert [key for key, rule in ours.items() if rule.extension] == [HANDLE]
    assert {key for key, rule in ours.items() if rule.of_citizen} == {REVIEW_APPLY, RECHECK_APPLY}
    longer = ours[HANDLE].extension
    assert (longer.times, longer.by_head, longer.announced) == (1, True, True)


def limit(key, begun, legal, *, met=None):
    """A limit as the bar reads it."""
    amount, unit = rules()[key].lengths[""]
    return SimpleNamespace(
        limit=key,
        label=rules()[key].label,
        amount=amount,
        unit=unit,
        pk=0,
        started_at=datetime(2026, *begun, tzinfo=ZONE),
        legal_on=date(2026, *legal),
        met_at=met and datetime(2026, *met, tzinfo=ZONE),
        dropped_at=None,
        suspended_at=None,
        kept=True,
        runs=met is None,
    )


def test_the_bar_says_in_a_sentence_what_it_draws():
    """ux.md 5.8, for a screen reader; days always with their unit (T-05)."""
    limits = [
        limit(OFFICE_ROUTE, (4, 1), (4, 16), met=(4, 2)),
        limit(ORG_NOTIFY, (4, 2), (4, 17), met=(4, 8)),
        limit(HANDLE, (4, 8), (6, 8)),
    ]
    bar = bar_of(limits, today=date(2026, 4, 13), local=datetime.date, longer=30)
    assert bar.words == (
        "登记 4月1日，转送 4月2日，受理 4月8日。"
        "办理第 5 天，共 60 日，到 6月8日，剩 56 天（自然日）；可延长 30 日，到 7月8日。"
    )
    assert [part.state for part in bar.parts] == ["kept", "kept", "running", "possible"]
    assert all(0 <= part.x <= 100 for part in bar.parts)
    late = bar_of(limits, today=date(2026, 6, 10), local=datetime.date, longer=0)
    assert "超 2 天（自然日）" in late.words
    assert late.parts[-1].state == "over"
    assert bar_of([], today=date(2026, 4, 13), local=datetime.date, longer=0) is None


REST = st.sets(st.dates(date(2026, 1, 1), date(2027, 6, 30)), max_size=60)


@given(start=st.dates(date(2026, 1, 1), date(2026, 12, 31)), rest=REST, more=REST)
@settings(max_examples=60, deadline=None)
def test_more_holidays_never_take_a_day_from_anybody(start, rest, more):
    """T-03, T-08: whatever a notice of holidays says, no end of a limit comes earlier by another day of rest,
    and the petitioner's own thirty days are never fewer.
    """
    few = Calendar(frozenset(rest), frozenset(), frozenset({2026, 2027}))
    many = Calendar(frozenset(rest | more), frozenset(), frozenset({2026, 2027}))
    for key in (*(key for key, *_ in VECTORS), OBJECTION):
        amount, unit = rules()[key].lengths[""]
        ends = [
            profile_limit(key, "national", "").due(midnight_of(start, ZONE), one, ZONE).legal_on
            for one in (few, many)
        ]
        assert ends[0] <= ends[1]
        assert unit is not TimeUnit.DAYS or ends[0] >= start + ONE * amount
        assert many.works(ends[1])
