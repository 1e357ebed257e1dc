"""Keys are changed without a value being opened, and the old one is then needed no more."""

import base64
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casework.models import Reveal
from casework.services.people import add_person, reveal
from security.context import acting, everything
from security.encryption import KeyUnknown, key_name
from security.owner import as_owner
from tests.factories import CaseFactory

OLD, NEW, LOST = (f"{name}:{base64.b64encode(name.encode() * 16).decode()}" for name in ("k1", "k2", "k9"))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(settings, grid, officer):
    settings.FIELD_KEYS = OLD
    case = CaseFactory(area=grid)
    return [add_person(case, by=officer, name=name) for name in ("王小明", "李四")]


def wrapped_by():
    with as_owner(), everything("test"), connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM casework_datakey")
        return {key_name(wrapped) for (wrapped,) in cursor.fetchall()}


def rotate():
    said = StringIO()
    call_command("rotate_field_keys", stdout=said)
    return said.getvalue()


def names(people, officer):
    with acting(officer.pk):
        return [reveal(person, by=officer, purpose=Reveal.Purpose.CALL).name for person in people]


def test_after_a_rotation_the_old_key_is_needed_no_more(people, officer, settings):
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    assert "已换 2 个" in rotate()
    assert wrapped_by() == {"k2"}
    settings.FIELD_KEYS = NEW
    assert names(people, officer) == ["王小明", "李四"]
    assert rotate() == "没有还用旧密钥的了。\n"


def test_before_it_the_old_key_still_opens(people, officer, settings):
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    assert names(people, officer) == ["王小明", "李四"]


def test_with_the_old_key_gone_too_early_nothing_is_changed_and_it_says_which_is_missing(
    people, officer, settings
):
    settings.FIELD_KEYS = f"{NEW},{LOST}"
    with pytest.raises(CommandError, match="'k1'"):
        rotate()
    assert wrapped_by() == {"k1"}
    with pytest.raises(KeyUnknown):
        names(people, officer)
