"""Random courses of a dispute through the real services: what holds, and that a fault would be found."""

from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import pytest
from django.db import IntegrityError

from disputes.services import mediating, taking
from disputes.workflow import DISPUTE_FLOW
from tests.disputes.machine import World, run


@pytest.fixture
def world(line, officer, seat):
    return World(line, officer, [line.chair, seat()])


def test_whatever_is_pressed_a_dispute_stays_lawful(world):
    run(world, " accept meet agree take_effect perform file", examples=16, steps=12)


@contextmanager
def changed(name, **fields):
    """A move of the table with something else in it."""
    with mock.patch.dict(DISPUTE_FLOW.moves, {name: replace(DISPUTE_FLOW.moves[name], **fields)}):
        yield


def same(dispute):
    """The dispute as it is."""
    return dispute


# Each undoes one line of what keeps a dispute lawful; courses begin near it, and often take the steps named.
FAULTS = {
    "it takes effect unsigned and unagreed": (
        "agree",
        lambda: changed("take_effect", needs=()),
        "take_effect",
    ),
    "taking it starts no limit": ("", lambda: changed("accept", starts=())),
    "a file is put away with papers missing": (
        "meet",
        lambda: changed("file", needs=()),
        "fail hand_off file",
    ),
    "what is in effect is begun anew": ("file", lambda: changed("reopen", needs=()), "reopen"),
    "what is owed counts as performed": ("take_effect", lambda: changed("perform", needs=())),
    "a room is kept for a dispute that ended": (
        "meet",
        lambda: mock.patch.object(mediating, "let_go", same),
        "plan fail",
    ),
    "who gave way mediates again": ("accept", lambda: mock.patch.object(taking, "refuse_unfit"), "replace"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(world, fault):
    start, planted, *often = FAULTS[fault]
    with planted(), pytest.raises((AssertionError, IntegrityError)):
        run(world, start, examples=80, steps=15, often=" ".join(often))
