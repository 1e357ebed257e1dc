"""What is counted and compared without a database: names, costs, periods."""

from datetime import date
from decimal import Decimal

import pytest

from admission import costs
from admission.matching import Source, candidates, is_personal, plain
from admission.workflow import MOVES, RequestState

KNOWN = [Source("figure", "cases.reported", "登记案件", "平台指标"), Source("item", "3", "排查工地", "报送")]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("登记案件数（件）", "登记案件"), (" 登记 案件数量 ", "登记案件"), ("ＡＢ总数", "ab"), ("数", "数")],
)
def test_names_are_compared_without_what_people_write_in_different_ways(said, meant):
    assert plain(said) == meant


def test_f3_what_is_called_alike_is_offered_and_what_was_confirmed_comes_first():
    assert [one.key for one in candidates("本季度登记案件数", KNOWN, {})] == ["cases.reported"]
    assert candidates("井盖", KNOWN, {}) == []
    assert [one.key for one in candidates("井盖", KNOWN, {"井盖": {"item:3"}})] == ["3"]
    both = candidates("登记案件", KNOWN, {"登记案件": {"item:3"}})
    assert [one.key for one in both] == ["3", "cases.reported"]


@pytest.mark.parametrize("name", ["当事人姓名", "身份证号", "联系电话", "家庭住址"])
def test_no_column_asks_for_a_person(name):
    assert is_personal(name)
    assert not is_personal("矛盾纠纷数")


@pytest.mark.parametrize(
    ("rhythm", "since", "until", "year", "often"),
    [
        ("once", date(2026, 3, 1), date(2026, 3, 9), None, 1),
        ("once", date(2026, 3, 1), date(2027, 3, 9), 2027, 0),
        ("monthly", date(2026, 1, 31), date(2026, 3, 1), None, 3),
        ("monthly", date(2026, 11, 15), date(2027, 2, 1), 2026, 2),
        ("quarterly", date(2026, 3, 31), date(2026, 4, 1), None, 2),
        ("quarterly", date(2025, 1, 1), date(2027, 12, 31), 2026, 4),
        ("yearly", date(2025, 12, 31), date(2026, 1, 1), None, 2),
        ("yearly", date(2025, 12, 31), date(2026, 1, 1), 2024, 0),
    ],
)
def test_f5_how_often_it_is_asked(rhythm, since, until, year, often):
    assert costs.times(rhythm, since, until, year) == often


def test_f5_the_cost_is_columns_by_units_by_times_by_minutes():
    minutes = costs.cost(2, 41, 4, Decimal("7.5"))
    assert (minutes, costs.hours(minutes)) == (Decimal(2460), Decimal("41.0"))


@pytest.mark.parametrize(
    ("rhythm", "kept", "words"),
    [
        ("once", "once", "这一次"),
        ("monthly", "2026-04", "2026年4月"),
        ("quarterly", "2026Q2", "2026年第二季度"),
        ("yearly", "2026", "2026年"),
    ],
)
def test_the_period_that_is_asked_about(rhythm, kept, words):
    assert costs.period_of(rhythm, date(2026, 4, 30)) == kept
    assert costs.in_words(kept) == words


def test_every_state_is_reached_and_every_move_leads_on():
    reached = {move.target for move in MOVES.values()}
    assert reached == set(RequestState)
    assert all(move.target not in move.sources for move in MOVES.values())
