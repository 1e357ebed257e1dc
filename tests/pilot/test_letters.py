"""督办函: made from the task and its supervision, numbered when signed, kept as it was."""

from io import BytesIO

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from pypdf import PdfReader

from accounts.models import Role
from casework.exceptions import MoveDenied
from pilot.models import Letter, LetterSeries
from pilot.services import letters
from security import clock
from tests.factories import DutyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(office):
    return DutyFactory(role=Role.OFFICE, unit=office, leads=True).user


@pytest.fixture
def pressed(line, member):
    """A task under supervision."""
    return line.do(line.to("accept"), "supervise")


def test_lg_02_a_supervision_has_its_letter_with_number_and_words_of_the_task(pressed, head, member):
    letter = letters.sign(pressed, by=head)
    assert letter.number == f"督办函〔{clock.today().year}〕1号"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(bytes(letter.pdf))).pages)
    for words in (letter.number, "住建局", "排查欠薪", "每个工地查一遍", "排查表", pressed.number):
        assert words in text.replace("\n", "")
    assert member.notices.filter(text__contains="督办函").exists()


def test_a_supervision_has_one_letter_and_the_next_gets_the_next_number(pressed, line, head):
    letters.sign(pressed, by=head)
    with pytest.raises(MoveDenied, match="已经签发过"):
        letters.sign(pressed, by=head)
    again = line.do(line.do(pressed, "lift"), "supervise")
    assert letters.sign(again, by=head).serial == 2


def test_the_head_of_the_office_alone_signs_and_only_what_is_supervised(
    pressed, line, colleague, member, head
):
    for other in (colleague, member):
        with pytest.raises(MoveDenied, match="负责人签发"):
            letters.sign(pressed, by=other)
    with pytest.raises(MoveDenied, match="先督办"):
        letters.sign(line.to("accept"), by=head)


def test_numbers_have_no_gap_and_letters_stay_in_the_database_too(pressed, head):
    letter = letters.sign(pressed, by=head)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(number="督办函〔2026〕9号")
    with pytest.raises(IntegrityError, match="letter_series_goes_on_with_its_paper"):
        skipped()


@transaction.atomic
def skipped():
    """A number that no letter bears."""
    LetterSeries.objects.update(last=2)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_page_shows_draft_and_signed_letter(pressed, head, member, client):
    client.force_login(head)
    page = f"{pressed.get_absolute_url()}letters/"
    assert "签发督办函" in client.get(page).content.decode()
    assert client.get(f"{page}draft/pdf/").content.startswith(b"%PDF")
    client.post(f"{page}sign/")
    letter = Letter.objects.get()
    client.force_login(member)
    shown = client.get(page).content.decode()
    assert letter.number in shown
    assert "签发督办函</button>" not in shown
    for kind, begin in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(f"{page}{letter.pk}/{kind}/").content.startswith(begin)
    assert client.get(f"{page}{letter.pk}/exe/").status_code == 404
