"""Random courses of a petition through the real services: what holds, and that a fault would be found."""

from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import pytest
from django.db import IntegrityError

from accounts.models import Role
from petitions.services import routing
from petitions.workflow import PETITION_FLOW
from tests.factories import DutyFactory
from tests.petitions.machine import World, run


@pytest.fixture
def world(line, colleague, xf_unit):
    return World(line, colleague, DutyFactory(role=Role.XF_JOINT, unit=xf_unit).user)


def test_whatever_is_pressed_a_petition_stays_lawful(world):
    run(world, " classify route accept draft deliver review_deliver", examples=14, steps=12)


@contextmanager
def changed(name, **fields):
    """A move of the table with something else in it."""
    with mock.patch.dict(PETITION_FLOW.moves, {name: replace(PETITION_FLOW.moves[name], **fields)}):
        yield


# Each undoes one line of what keeps a petition lawful; courses begin near it, and often take the steps named.
FAULTS = {
    "whoever drafted an opinion approves it": ("accept", lambda: changed("issue", needs=()), "draft issue"),
    "accepting starts no limit": ("route", lambda: changed("accept", starts=()), "accept"),
    "whoever stepped aside goes on": (
        "accept",
        lambda: changed("investigate", needs=()),
        "recuse investigate",
    ),
    "the accused gets it": (
        "classify",
        lambda: mock.patch.object(routing, "refuse_accused"),
        "accuse route",
    ),
    "whoever refuses checks it": (
        "classify",
        lambda: changed("confirm_refusal", needs=()),
        "refuse confirm_refusal",
    ),
    "an accusation is sent to a unit": ("", lambda: changed("route", needs=()), "classify route"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(world, fault):
    start, planted, often = FAULTS[fault]
    with planted(), pytest.raises((AssertionError, IntegrityError)):
        run(world, start, examples=60, steps=10, often=often)
