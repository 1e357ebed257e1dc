"""A county with something behind every address, built once for the tests of a module and taken back after
each of them.
"""

import copy
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.test import override_settings

from grids import services
from security import clock
from tests.inputs.assessments import assessments_of
from tests.inputs.disputes import states_of
from tests.inputs.petitions import petitions_of
from tests.inputs.standing import build
from tests.pilot.tasks import tasks_of


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=shelf):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def furnished(standing, db):
    """What stands, for one test to do with as it likes."""
    return copy.deepcopy(standing)


def one_of(name):
    """A fixture: what stands there by this name."""

    @pytest.fixture
    def found(furnished):
        return getattr(furnished, name)

    return found


county, town, village, grid, centre, unit = map(
    one_of, ["county", "town", "village", "grid", "centre", "unit"]
)
officer, worker, handler, clerk, chair = map(one_of, ["officer", "worker", "handler", "clerk", "chair"])
keeper, guard, auditor, stranger, users = map(one_of, ["keeper", "guard", "auditor", "stranger", "users"])


@pytest.fixture
def states(furnished, worker, officer, handler, unit, grid):
    """A case in every state that a case can be in, and a dispute in every one of its own."""

    def made(*steps):
        case = services.register(
            text="路灯不亮", by=worker, area=grid, category=furnished.category, source=furnished.source
        )
        for step in steps:
            case = step(case)
        return case

    sent = partial(services.dispatch, to=unit, by=officer)
    accepted, done = partial(services.accept, by=handler), partial(services.finish, result="好了", by=handler)
    checked, closed = partial(services.check, by=officer), partial(services.close, by=officer)
    line = [sent, accepted, done, checked, closed]
    back, no = partial(services.query, note="?", by=officer), partial(services.decline, note="?", by=officer)
    found = [made(*line[:steps]) for steps in range(len(line) + 1)] + [made(back), made(no)]
    soon = clock.today() + timedelta(days=3)
    returned = partial(services.hand_back, reason="other", note="?", by=handler)
    again = partial(services.refer, reason="other", note="?", by=handler)
    asked = partial(services.postpone, until=soon, note="?", by=handler)
    put_off = partial(services.approve, by=officer)
    watched = partial(services.supervise, until=soon, note="?", by=officer)
    along = partial(services.merge, into=found[0], by=officer)
    waiting = [sent, accepted, asked]
    return [
        *found,
        made(sent, returned, sent),
        made(sent, returned, sent, again),
        made(*waiting),
        made(*waiting, put_off),
        made(watched),
        made(along),
        *states_of(furnished.line, officer),
        *petitions_of(furnished.petitions),
        *tasks_of(furnished.tasks),
        *assessments_of(furnished.assessing),
    ]
