"""What was closed long ago loses what identifies people; other rows go when their class says so."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from PIL import Image

from casework.exceptions import RevealDenied
from casework.models import DataKey, Matter, Person, Reveal, Sealed
from casework.services import attach, notify
from casework.services.people import add_person, reveal
from casework.services.retention import ERASED, due, overdue_matters, texts_of, years_of
from casework.tasks import anonymise
from grids.models import Case
from jobs.models import Job
from security.context import acting, everything
from security.database import expiring
from security.owner import as_owner
from security.uploads.checking import check
from security.uploads.pictures import jpeg
from tests.dumps import dump
from tests.factories import CaseFactory

PHONE, ID = "13900001234", "11010519491231002X"
LONG_AGO = timezone.now() - timedelta(days=366 * 10)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old(grid, officer):
    """Closed over ten years ago, and full of what somebody wrote down."""
    case = CaseFactory(
        area=grid,
        title=f"王小明{PHONE}反映积水",
        text=f"王小明，身份证{ID}，电话139 0000 1234，反映积水",
        landmark=f"{PHONE}家门口",
        result="已联系13900001234，已排水",
        status="closed",
        registered_at=LONG_AGO - timedelta(days=9),
        closed_at=LONG_AGO,
    )
    case.events.create(move="close", to_status="closed", note=f"回访 {PHONE}，满意", by=officer, at=LONG_AGO)
    add_person(case, by=officer, name="王小明", phone=PHONE, id_number=ID)
    photo = jpeg(Image.new("RGB", (8, 8)), 8)
    attach(case, check([photo], name=f"{ID}.jpg"), by=officer)
    notify([officer], key="x", text=f"催办 {PHONE}", matter=case)
    return case


def rows(dumped):
    """The dump without what pg_dump makes up anew each time."""
    return [line for line in dumped.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]


def test_an_old_matter_keeps_its_course_and_nobody_in_it(old, officer):
    kept = old.attachments.get()
    files = [Path(stored.path) for stored in (kept.file, kept.thumbnail, kept.original.file)]
    assert all(file.exists() for file in files)
    assert PHONE in dump()
    anonymise()
    stored = dump()
    for value in (PHONE, ID, "139 0000 1234"):
        assert value not in stored
    case = Case.objects.get(pk=old.pk)
    assert case.text == "王小明，身份证〔身份证号〕，电话〔手机号〕，反映积水"
    assert [event.move for event in old.events.all()] == ["close", "anonymise"]
    assert old.events.first().note == "回访 〔手机号〕，满意"
    person = Person.objects.get()
    assert (person.masked_name, person.masked_phone, person.masked_id_number) == (ERASED, "", "")
    assert not DataKey.objects.exists()
    assert not Sealed.objects.values("person").exists()
    assert not any(file.exists() for file in files)
    assert not old.attachments.exists()
    assert not old.notices.exists()
    with acting(officer.pk), pytest.raises(RevealDenied, match="去标识"):
        reveal(person, by=officer, purpose=Reveal.Purpose.CALL)


def test_it_is_done_once_and_its_line_in_the_history_says_nothing_of_anybody(old):
    anonymise()
    anonymise()
    line = old.events.get(move="anonymise")
    assert (line.note, line.by.username, line.by.is_active, line.label) == ("", "retention", False, "去标识")
    assert Job.objects.earliest("pk").message.startswith("去标识 1 件")
    assert not overdue_matters(timezone.now()).exists()


def test_what_runs_or_was_closed_lately_is_left_alone(grid, officer):
    running = CaseFactory(area=grid, text=PHONE, registered_at=LONG_AGO)
    fresh = CaseFactory(
        area=grid,
        text=PHONE,
        status="closed",
        registered_at=LONG_AGO,
        closed_at=timezone.now() - timedelta(days=365 * 9),
    )
    add_person(fresh, by=officer, name="王小明")
    anonymise()
    assert set(Case.objects.values_list("text", flat=True)) == {PHONE}
    assert Person.objects.get().masked_name == "王*明"
    assert not running.events.exists()


def test_a_county_may_keep_a_kind_for_longer_or_shorter(old, settings):
    assert years_of("case") == 10
    settings.RETENTION_YEARS = {"case": 15}
    assert not overdue_matters(timezone.now()).exists()
    settings.RETENTION_YEARS = {"case": 0.5}
    assert overdue_matters(timezone.now()).get() == old


def test_a_matter_that_came_back_is_done_again_when_its_new_time_is_over(old):
    anonymise()
    Matter.objects.filter(pk=old.pk).update(closed_at=timezone.now() + timedelta(days=1))
    assert not overdue_matters(timezone.now() + timedelta(days=365)).exists()
    assert overdue_matters(timezone.now() + timedelta(days=366 * 10)).get() == old


def test_a_dry_run_tells_and_changes_nothing(old):
    before = rows(dump())
    said = StringIO()
    call_command("anonymise", "--dry-run", stdout=said)
    assert "到期的事项 1 件，其中有关的人 1 个，照片等文件 1 个" in said.getvalue()
    assert "什么都没有改" in said.getvalue()
    assert PHONE not in said.getvalue()
    assert rows(dump()) == before


def test_the_command_does_it_and_says_how_much(old):
    said = StringIO()
    call_command("anonymise", stdout=said)
    assert "去标识 1 件" in said.getvalue()
    assert due(timezone.now()).matters == 0


def test_a_run_that_breaks_off_leaves_each_matter_whole_or_done(old, grid, officer):
    """The second matter cannot be erased yet; the first is done, and stays so."""
    other = CaseFactory(area=grid, status="closed", registered_at=LONG_AGO, closed_at=LONG_AGO, text=PHONE)
    with as_owner(), everything("test"), connection.cursor() as owner:
        owner.execute(
            f"ALTER TABLE grids_case ADD CONSTRAINT held CHECK (matter_id <> {other.pk} OR text = '{PHONE}')"
        )
    anonymise()
    assert Job.objects.get().error
    assert (old.events.filter(move="anonymise").count(), other.events.count()) == (1, 0)
    with as_owner(), everything("test"), connection.cursor() as owner:
        owner.execute("ALTER TABLE grids_case DROP CONSTRAINT held")
    anonymise()
    assert Case.objects.get(pk=other.pk).text == "〔手机号〕"


def test_rows_with_a_time_of_their_own_go_when_it_is_over(officer):
    ended = timezone.now() - timedelta(days=366)
    old, new = (
        Job.objects.create(work="x", title="x", key=key, finished_at=at)
        for key, at in (("a", ended), ("b", timezone.now()))
    )
    anonymise()
    assert not Job.objects.filter(pk=old.pk).exists()
    assert Job.objects.filter(pk=new.pk).exists()


def test_every_class_that_deletes_names_a_column_the_database_knows():
    assert {"jobs_job", "casework_notice", "casework_message", "reports_download"} <= {
        each.model._meta.db_table for each in expiring()
    }
    with as_owner(), everything("test"), connection.cursor() as owner:
        owner.execute("SELECT name, moment FROM portal.retention")
        for table, column in owner.fetchall():
            owner.execute(f'SELECT "{column}" FROM "{table}" LIMIT 0')


def test_numbers_and_codes_are_not_taken_for_words():
    assert set(texts_of(Case)) == {"text", "landmark", "result"}
    assert set(texts_of(Matter)) == {"title"}
