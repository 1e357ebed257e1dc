"""What came stays sealed: opened for a ticket alone, by those who handle the matter, and on record."""

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Role
from casework.exceptions import RevealDenied
from casework.models import Attachment, OriginalLook
from casework.services.originals import ask, open_original
from security.context import acting
from security.encryption import KeyUnknown, SealBroken
from tests.casework.test_rotation import NEW, OLD
from tests.coming import come_in
from tests.factories import AccusationFactory, DutyFactory
from tests.files.pictures import PLACE

pytestmark = pytest.mark.django_db(transaction=True)


def look(attachment, by, words="移送作证据"):
    with acting(by.pk):
        return open_original(attachment.original, ticket=ask(attachment.original, by=by, words=words))


def test_what_came_is_sealed_and_comes_out_byte_for_byte(attachment, handler, sent):
    stored = Path(attachment.original.file.path).read_bytes()
    assert PLACE.encode() in sent
    assert PLACE.encode() not in stored
    assert sent[200:300] not in stored
    assert attachment.original.sha256 == hashlib.sha256(sent).hexdigest()
    assert look(attachment, handler) == sent


def test_each_look_is_on_record_with_its_words_and_serves_once(attachment, handler):
    with acting(handler.pk, address="10.0.0.7"):
        ticket = ask(attachment.original, by=handler, words="移送 13900001234 作证据")
        open_original(attachment.original, ticket=ticket)
        with pytest.raises(RevealDenied, match="已经用过"):
            open_original(attachment.original, ticket=ticket)
    row = OriginalLook.objects.get()
    assert (row.by, row.original, row.address) == (handler, attachment.original.pk, "10.0.0.7")
    assert row.words == "移送 〔手机号〕 作证据"
    assert row.shown_at


def test_somebody_elses_ticket_opens_nothing(attachment, handler, officer):
    with acting(handler.pk):
        ticket = ask(attachment.original, by=handler, words="核对")
    with acting(officer.pk), pytest.raises(RevealDenied):
        open_original(attachment.original, ticket=ticket)


def test_who_looks_on_or_is_accused_gets_none(attachment, handler, unit, county, stranger):
    leader = DutyFactory(role=Role.LEADING_GROUP, unit__area=county).user
    for user in (leader, stranger):
        with acting(user.pk), pytest.raises(RevealDenied):
            ask(attachment.original, by=user, words="看看")
    AccusationFactory(matter=attachment.matter, unit=unit)
    with acting(handler.pk), pytest.raises(RevealDenied):
        ask(attachment.original, by=handler, words="看看")
    assert not OriginalLook.objects.exists()


def test_an_original_in_anothers_place_does_not_open(attachment, handler, case, sent):
    path = Path(attachment.original.file.path)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(SealBroken):
        look(attachment, handler)


def test_a_rotation_of_keys_takes_the_originals_with_it(settings, attachment, handler, sent):
    before = settings.FIELD_KEYS
    settings.FIELD_KEYS = f"{NEW},{before}"
    call_command("rotate_field_keys", stdout=StringIO())
    settings.FIELD_KEYS = NEW
    assert look(attachment, handler) == sent
    settings.FIELD_KEYS = OLD
    with pytest.raises(KeyUnknown):
        look(attachment, handler)


def test_the_page_asks_what_for_and_hands_it_out_as_nothing_that_opens_by_itself(
    client, attachment, handler, sent
):
    come_in(client, handler)
    page = reverse("casework:original", args=[attachment.pk])
    assert "原件照收到时的样子加密封存" in client.get(page).content.decode()
    assert "写一句用来做什么" in client.post(page, {"words": " "}).content.decode()
    to = client.post(page, {"words": "移送作证据"}).url
    served = client.get(to)
    assert served.content == sent
    assert served["Content-Type"] == "application/octet-stream"
    assert served["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in served["Content-Security-Policy"]
    assert "已经用过" in client.get(to).content.decode()
    assert "移送作证据" in client.get(page).content.decode()


def test_a_broken_seal_is_a_sentence_not_a_crash(client, attachment, handler, caplog):
    come_in(client, handler)
    Path(attachment.original.file.path).write_bytes(b"nothing")
    page = reverse("casework:original", args=[attachment.pk])
    shown = client.get(client.post(page, {"words": "核对"}).url)
    assert "原件现在打不开" in shown.content.decode()
    assert "does not open" in caplog.text


def test_without_the_password_given_lately_it_is_asked_first(client, attachment, handler):
    client.force_login(handler)
    asked = client.get(reverse("casework:original", args=[attachment.pk]))
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("accounts:confirm"))


def test_the_original_never_comes_through_the_ordinary_door(client, attachment, handler, sent):
    client.force_login(handler)
    kept = Attachment.objects.get()
    for name, *size in (("attachment",), ("picture", "large"), ("picture", "small")):
        served = client.get(reverse(f"casework:{name}", args=[kept.pk, *size]))
        assert PLACE.encode() not in b"".join(served.streaming_content)
