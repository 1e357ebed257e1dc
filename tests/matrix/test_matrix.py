"""The permission matrix: every address, for everybody, on every class of matter (docs/adr/0012)."""

import gzip
import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.urls import resolve

from accounts.models import Role
from reports.models import Paper
from tests import turn
from tests.matrix.addresses import known, plain
from tests.matrix.asking import METHODS
from tests.matrix.canaries import WITHOUT, columns
from tests.matrix.disputes_seen import DISPUTE_MOVES, DISPUTES, tried
from tests.matrix.expected import ADDRESSES, ANONYMOUS, addresses
from tests.matrix.own_name import IN_OWN_NAME
from tests.matrix.parts import PARTS
from tests.matrix.petitions_seen import PETITION_MOVES, PETITIONS, tried_petition
from tests.matrix.reading import opened
from tests.matrix.routes import ASKS
from tests.matrix.seen import ADMINISTRATORS, DESK, EVERYBODY, FROM, MATTERS, MAY, ROLES, SEEN
from tests.matrix.stability_seen import STABILITIES, STABILITY_MOVES, tried_stability
from tests.matrix.tasks_seen import TASK_MOVES, TASKS, tried_task
from tests.matrix.thorough import SHORT, THOROUGH, WHOLE, class_of
from tests.matrix.turns import ORDER, SHARE, TRIERS, has_turn
from tests.matrix.walk import Walk
from tests.matrix.world import build
from tests.test_architecture import OWN_CODE, ROOT

# Who is the like of somebody who walks it all walks in one of three runs, and in each `make test-leaks`.
IN_TURN = turn.in_turn([ANONYMOUS, *EVERYBODY], 3, always=THOROUGH)
WALKERS = [
    actor if actor in IN_TURN else pytest.param(actor, marks=pytest.mark.leaks)
    for actor in (ANONYMOUS, *EVERYBODY)
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Written once for all tests here, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.mark.parametrize("actor", WALKERS)
def test_nobody_sees_changes_or_counts_what_is_not_theirs(world, db, actor, record_property):
    walk = Walk(world, actor, whole=False)
    for part in WHOLE if actor in THOROUGH else SHORT:
        PARTS[part](walk)
    record_property("asked", walk.asked)
    assert not walk.findings, "\n".join(map(str, walk.findings))


def test_every_address_is_in_a_class():
    assert set(known()) == addresses().keys()


def test_every_class_is_asked():
    assert ADDRESSES.keys() == ASKS.keys()


@pytest.mark.parametrize("sort", ADDRESSES)
def test_every_address_of_a_class_is_asked_for(world, db, sort):
    asked = {ask.url for actor in ["town.east", *THOROUGH] for ask in ASKS[sort](world, actor)}
    found = {plain(resolve(url.partition("?")[0]).route) for url in asked}
    wanted = {address for address, its in addresses().items() if its == sort}
    assert wanted <= found


@pytest.mark.parametrize(
    ("tried", "moves", "names"),
    [
        (tried, DISPUTE_MOVES, DISPUTES),
        (tried_petition, PETITION_MOVES, PETITIONS),
        (tried_task, TASK_MOVES, TASKS),
        (tried_stability, STABILITY_MOVES, STABILITIES),
    ],
    ids=["disputes", "petitions", "tasks", "risk assessments"],
)
def test_those_who_walk_it_all_try_every_move_together(tried, moves, names):
    found = {step for actor in THOROUGH for name in names for step in tried(actor, name)}
    assert found == set(moves.split())


def test_what_is_refused_is_asked_for_by_those_who_have_the_turn(monkeypatch):
    """In each run by some, and in so many runs on end by everybody."""
    monkeypatch.setattr(turn, "WHOLE", False)
    asked = {"get /a/": set(), "post /b/": set()}
    for number in range(SHARE):
        monkeypatch.setattr(turn, "TURN", number)
        for what, before in asked.items():
            assert sum(has_turn(actor, what, TRIERS) for actor in METHODS) == 1
            having = {actor for actor in ORDER if has_turn(actor, what)}
            assert all(having & {*ORDER[at : at + SHARE]} for at in range(len(ORDER) - SHARE + 1))
            before |= having
    assert all(actors == {*ORDER} for actors in asked.values())


def test_every_role_walks():
    assert sorted([*ROLES, *ADMINISTRATORS]) == sorted(Role.values)


def test_of_every_class_of_role_somebody_walks_it_all():
    thorough = {class_of(actor) for actor in THOROUGH}
    assert [
        actor for actor in EVERYBODY if not actor.endswith(".west") and class_of(actor) not in thorough
    ] == []


def test_the_tables_speak_of_the_same_matters():
    assert SEEN.keys() == MATTERS.keys()
    assert {*DESK, *MAY} <= MATTERS.keys()
    assert {status for _, _, status, _ in MATTERS.values()} <= FROM.keys()


def test_who_asks_in_the_portals_own_name_is_on_the_list():
    asks = re.compile(r"with .*\beverything\(")
    code = [path for path in [*OWN_CODE, ROOT / "manage.py"] if asks.search(path.read_text())]
    assert {str(path.relative_to(ROOT)) for path in code} - {"security/context.py"} == IN_OWN_NAME.keys()


def test_every_text_column_and_file_has_a_canary_or_a_reason(world):
    planted = {canary.column for canary in world.canaries.known.values()}
    assert sorted(columns() - planted - WITHOUT.keys()) == []
    assert sorted(WITHOUT.keys() - columns()) == []


def test_what_people_are_sent_is_opened_before_it_is_searched(world, db):
    """A word that the searching would miss is a leak that it would miss."""
    report = world.canaries.found_in(json.dumps(world.things["report"].document))
    assert report
    for paper in Paper.objects.all():
        assert report <= world.canaries.found_in(opened(paper.read())), paper.format
    word = min(report).encode()
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", gzip.compress(word))
    assert world.canaries.found_in(opened(packed.getvalue())) == {word.decode()}
