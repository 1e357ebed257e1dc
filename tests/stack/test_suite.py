"""Each run of the tests says which part it asks of what is asked in turn, and can be told."""

import os
from datetime import date, timedelta

import pytest

from stack import suite
from stack.console import Refusal

ASKED = ["--version"]  # pytest starts, says its version and ends


def said(capfd: pytest.CaptureFixture[str], **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "TURN"}
    assert suite.pytest(ASKED, kept | environment) == 0
    return capfd.readouterr().out


def test_a_run_takes_the_turn_of_its_commits_day_and_says_how_to_ask_the_same_again(
    capfd: pytest.CaptureFixture[str],
) -> None:
    today = suite.turn_of(suite.written_on())
    assert f"这次 TURN={today}；" in said(capfd)


def test_so_many_days_on_end_have_all_turns() -> None:
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(suite.TURNS)]
    assert {suite.turn_of(day) for day in days} == {str(turn) for turn in range(suite.TURNS)}


@pytest.mark.parametrize("turn", ["7", "whole"])
def test_a_turn_that_is_named_is_taken(capfd: pytest.CaptureFixture[str], turn: str) -> None:
    assert f"这次 TURN={turn}；" in said(capfd, TURN=turn)


@pytest.mark.parametrize("turn", ["all", "-1", "７"])
def test_another_word_is_refused(turn: str) -> None:
    with pytest.raises(Refusal, match=f"TURN={turn} 应是一个数"):
        suite.pytest(ASKED, {**os.environ, "TURN": turn})
