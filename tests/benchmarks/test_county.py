"""The bench's county is written past all triggers and checks of keys: here they are asked afterwards."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F

from benchmarks.county.loading import load
from casework.models import Deadline, Event, Matter
from grids.models import Case
from security.owner import as_owner

ROWS = 3000


@pytest.fixture
def county(transactional_db):
    with as_owner():
        load(ROWS)
        yield
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA bench CASCADE")


def orphans(field):
    """How many rows name something that is not there."""
    table, target = field.model._meta.db_table, field.remote_field.model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM "{table}" a WHERE a."{field.column}" IS NOT NULL AND NOT EXISTS (SELECT '
            f'FROM "{target.db_table}" b WHERE b."{field.target_field.column}" = a."{field.column}")'
        )
        return cursor.fetchone()[0]


def test_the_county_is_whole(county):
    assert Matter.objects.count() == Case.objects.count() == ROWS
    assert 0.02 < Matter.objects.open().count() / ROWS < 0.07
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.many_to_one or field.one_to_one:
                assert orphans(field) == 0, field
    assert Event.objects.filter(move="register").count() == ROWS
    assert not Event.objects.exclude(at__gte=F("matter__registered_at")).exists()
    running = Deadline.objects.running()
    assert set(running.values_list("matter", flat=True)) == set(
        Matter.objects.open().values_list("pk", flat=True)
    )
    assert not running.exclude(due_at=F("matter__due_at")).exists()
