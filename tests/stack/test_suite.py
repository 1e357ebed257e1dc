"""Each run of the tests says which part it asks of what is asked in turn, and can be told."""

import os
import re

import pytest

from stack import suite
from stack.console import Refusal

ASKED = ["--version"]  # pytest starts, says its version and ends


def said(capfd: pytest.CaptureFixture[str], **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "TURN"}
    assert suite.pytest(ASKED, kept | environment) == 0
    return capfd.readouterr().out


def test_a_run_draws_its_turn_and_says_how_to_ask_the_same_again(capfd: pytest.CaptureFixture[str]) -> None:
    turns = {re.search(r"这次 TURN=(\d+)；", said(capfd))[1] for _ in range(3)}  # type: ignore[index]
    assert all(int(turn) < suite.TURNS for turn in turns)
    assert len(turns) > 1  # the same three times: once in 176,400


@pytest.mark.parametrize("turn", ["7", "whole"])
def test_a_turn_that_is_named_is_taken(capfd: pytest.CaptureFixture[str], turn: str) -> None:
    assert f"这次 TURN={turn}；" in said(capfd, TURN=turn)


@pytest.mark.parametrize("turn", ["all", "-1", "７"])
def test_another_word_is_refused(turn: str) -> None:
    with pytest.raises(Refusal, match=f"TURN={turn} 应是一个数"):
        suite.pytest(ASKED, {**os.environ, "TURN": turn})
