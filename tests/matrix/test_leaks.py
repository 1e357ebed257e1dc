"""`make test-leaks`: leaks planted one at a time. The matrix finds each; the database alone stops most.

Each is planted twice. First as the owner of the database, whom no policy and no trigger binds: what the
portal's own code lets through is all there is, and the walk has to find it. Then as the portal's role, with
the policies on: whatever still reaches anybody is named in the report, with the reason.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from security.owner import as_owner
from tests.matrix.parts import PARTS
from tests.matrix.plants import PLANTS, Plant
from tests.matrix.thorough import REST, WHOLE
from tests.matrix.walk import Finding, Walk
from tests.matrix.world import World, build

pytestmark = pytest.mark.leaks
ENOUGH = 20  # leaks that the issue asks for
SEES = "portal.sees(bigint)"  # what the database asks before a matter is moved
BLIND = "CREATE OR REPLACE FUNCTION portal.sees(matter bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'"


@pytest.fixture(scope="session")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Written for good: the connection changes hands between the walks."""
    with django_db_blocker.unblock():
        yield build()


@contextmanager
def unlocked() -> Iterator[None]:
    """Connected as the owner, past all policies, with triggers off, and nothing out of sight of a move."""
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = 'replica'")
            cursor.execute(f"SELECT pg_get_functiondef('{SEES}'::regprocedure)")
            sees = cursor.fetchone()[0]
            cursor.execute(BLIND)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(sees)


def walked(world: World, actors: tuple[str, ...], parts: tuple[str, ...]) -> list[Finding]:
    """What these actors find in these parts; whatever they write is taken back."""
    found: list[Finding] = []
    with transaction.atomic():
        for actor in actors:
            walk = Walk(world, actor)
            for part in parts:
                PARTS[part](walk)
            found += walk.findings
        transaction.set_rollback(True)
    return found


def leaks(finding: Finding) -> bool:
    """Did something reach somebody, or be written by them? That there is such a matter is something, too."""
    if finding.sort == "status":
        return bool(HIDDEN.search(finding.where)) and "not 404" in finding.what and "500" not in finding.what
    return finding.sort != "wrong"


HIDDEN = re.compile(
    "/(cases|disputes|petitions|people|files|filters|jobs)/"
)  # of which nobody may know whether there is one


def asked_of(actor: str) -> tuple[str, ...]:
    """All parts in which this actor looks for leaks."""
    return tuple(dict.fromkeys(part for one in PLANTS if actor in one.actors for part in one.parts))


@pytest.mark.parametrize("actor", sorted({actor for one in PLANTS for actor in one.actors}))
def test_without_a_leak_the_portals_own_code_lets_nothing_through(world, actor):
    with unlocked():
        found = walked(world, (actor,), asked_of(actor))
    assert [str(one) for one in found if leaks(one)] == []


@pytest.mark.parametrize("actor", REST)
def test_whoever_is_like_another_finds_no_more_than_they_do(world, actor):
    """The whole walk of those of whom the suite walks only a part."""
    assert [str(one) for one in walked(world, (actor,), tuple(WHOLE))] == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_leak_is_found_and_told_from_one_that_the_database_stops(world, plant, record_property):
    with unlocked(), plant.planted(world):
        found = walked(world, plant.actors, plant.parts)
    with plant.planted(world):
        still = [one for one in walked(world, plant.actors, plant.parts) if leaks(one)]
    record_property("leak", (plant.name, len(found), len(still), plant.beyond))
    assert any(leaks(one) for one in found), f"not found: {plant.name}, only {[str(one) for one in found]}"
    assert bool(still) == bool(plant.beyond), "\n".join(map(str, still[:5]))


def test_there_are_leaks_enough():
    assert len(PLANTS) >= ENOUGH


def stopped(plants: list[Plant]) -> int:
    return sum(not plant.beyond for plant in plants)


def test_the_database_alone_stops_eighteen_of_twenty():
    """By what each leak says of itself, which the test above holds against what happens."""
    assert stopped(PLANTS) * 20 >= len(PLANTS) * 18
