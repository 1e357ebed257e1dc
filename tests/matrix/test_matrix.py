"""The permission matrix: every address, for everybody, on every class of matter (docs/adr/0012)."""

import pytest
from django.db import transaction

from tests.matrix.counting import count_all
from tests.matrix.expected import ANONYMOUS
from tests.matrix.routes import ASKS
from tests.matrix.seen import EVERYBODY
from tests.matrix.walk import Walk
from tests.matrix.world import build
from tests.matrix.writing import post_moves, post_new, post_others

WALKERS = [ANONYMOUS, *EVERYBODY]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Written once for all tests here, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def walk(world, db, request):
    return Walk(world, request.param)


def walked(walk):
    """The findings of a whole walk; the last thing that the actor does is to sign out."""
    import time

    for f in (count_all, post_moves, post_new, post_others):
        t, n, c = time.time(), walk.asked, time.process_time()
        f(walk)
        print(f.__name__, walk.asked - n, round(time.time() - t, 1), round(time.process_time() - c, 1))
    for k, asks in ASKS.items():
        t, n, c = time.time(), walk.asked, time.process_time()
        for ask in asks(walk.world, walk.actor):
            walk.ask(ask)
        print(k, walk.asked - n, round(time.time() - t, 1), round(time.process_time() - c, 1))
    walk.hold_cache()
    return walk.findings


@pytest.mark.parametrize("walk", WALKERS, indirect=True)
def test_nobody_sees_changes_or_counts_what_is_not_theirs(walk, record_property):
    found = walked(walk)
    record_property("asked", walk.asked)
    assert not found, "\n".join(map(str, found))
