"""A reporter's numbers go in through the pages, every way breaks, and nothing that is kept names them."""

import logging
from io import StringIO

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from casework.models import Matter, Person, Reveal
from casework.services import deliver_next_message
from grids import services
from jobs.models import Job
from jobs.registry import work
from jobs.services import run
from tests.coming import come_in
from tests.dumps import dump
from tests.factories import CategoryFactory, SourceFactory

REPORTER = {
    "reporter_name": "欧阳试金石",
    "reporter_phone": "139-0000 1234",
    "reporter_id_number": "11010519491231002x",
    "reporter_address": "桥东镇桥东村试金弄 77 号",
}
CANARIES = ("试金石", "试金弄", "13900001234", "139-0000", "11010519491231002", "19491231")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log():
    """What is written to the log meanwhile, by the handler of the settings."""
    (handler,) = (each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    out = StringIO()
    usual = handler.setStream(out)
    yield out
    handler.setStream(usual)


@pytest.fixture
def other(db):
    return CategoryFactory(name="其他", code="099")


@pytest.fixture
def broken(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.security.breaking.BreakAfterwards"]
    settings.ADMINS = [("admin", "admin@example.org")]
    settings.DEBUG = False


def quiet(*texts):
    return not [canary for canary in CANARIES for text in texts if canary in text]


def report(client, worker, **given):
    client.force_login(worker)
    return client.post(reverse("grids:new"), {"text": "路口积水", **REPORTER, **given})


def test_what_is_stored_names_nobody(client, worker, other, log):
    assert report(client, worker).status_code == 302
    assert Person.objects.get().masked_name == "欧阳**石"
    stored = dump()
    assert "欧阳**石" in stored
    assert quiet(stored.replace("欧阳**石", ""), log.getvalue())


def test_a_page_that_breaks_writes_masked_lines_and_mails_nobody(client, worker, other, log, broken):
    client.raise_request_exception = False
    response = report(client, worker)
    assert response.status_code == 500
    assert Person.objects.count() == 1
    assert "RuntimeError: broken" in log.getvalue()
    assert "〔身份证号〕" in log.getvalue()
    numbers = [canary for canary in CANARIES if canary[0].isdigit()]
    assert not [number for number in numbers if number in log.getvalue()]
    assert quiet(response.content.decode())
    assert mail.outbox == []


def test_a_reveal_in_a_request_that_then_breaks_has_its_row(client, worker, officer, other, log, settings):
    report(client, worker)
    address = reverse("casework:reveal", args=[Person.objects.get().pk])
    come_in(client, officer)
    sent = client.post(address, {"purpose": "call"})
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.security.breaking.BreakAfterwards"]
    client = Client(raise_request_exception=False)  # the one before keeps the middleware it knew
    come_in(client, officer)
    response = client.get(sent.url)
    assert response.status_code == 500
    ticket = Reveal.objects.get()
    assert (ticket.by, ticket.purpose) == (officer, "call")
    assert ticket.shown_at
    assert quiet(response.content.decode(), log.getvalue())
    assert client.post(address, {"purpose": "check"}).status_code == 500
    assert Reveal.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"reporter_id_number": "110105194912310021"},
        {"reporter_phone": "1390000123"},
        {"area": "nowhere"},
        {"submission": "no uuid"},
    ],
)
def test_what_a_form_refuses_is_seen_by_whoever_typed_it_alone(client, worker, other, log, wrong):
    response = report(client, worker, **wrong)
    assert response.status_code == 400
    assert response.context["form"].errors
    assert quiet(log.getvalue(), dump(), str(response.headers), response.context["form"].errors.as_text())


def test_an_error_of_the_database_that_quotes_a_row_is_masked(worker, log):
    @work("canary")
    def fail(job):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE canary (id_number text UNIQUE)")
            cursor.execute("INSERT INTO canary VALUES ('11010519491231002X'), ('11010519491231002X')")

    job = Job.objects.create(work="canary", title="x", key="canary")
    run(job.pk)
    job.refresh_from_db()
    assert IntegrityError.__name__ in log.getvalue()
    assert "Key (id_number)=(〔身份证号〕)" in log.getvalue()
    assert quiet(log.getvalue(), job.error)


def test_a_mail_about_a_matter_names_nobody_by_number(worker, officer, handler, unit, other):
    case = services.register(
        text="王某 13900001234 反映积水",
        category=other,
        source=SourceFactory(),
        area=worker.held[0].area,
        by=worker,
    )
    services.dispatch(case, to=unit, by=officer)
    while deliver_next_message():
        pass
    assert case.number in mail.outbox[0].body
    assert quiet(*(sent.body + sent.subject for sent in mail.outbox))


def test_the_api_takes_a_reporter_and_gives_none_back(client, worker, other, log):
    client.force_login(worker)
    given = {"text": "路口积水", **REPORTER}
    answer = client.post("/api/v1/cases/", given, content_type="application/json")
    assert answer.status_code == 201
    number = Matter.objects.get().number
    assert Person.objects.count() == 1
    for response in (answer, client.get("/api/v1/cases/"), client.get(f"/api/v1/cases/{number}/")):
        assert quiet(response.content.decode())


def test_neither_pages_nor_lists_nor_addresses_show_more_than_the_mask(client, worker, other, log):
    response = report(client, worker)
    pages = [client.get(response.url), client.get("/cases/"), client.get("/todo/"), client.get("/notices/")]
    found = client.post(reverse("grids:by_person"), {"number": REPORTER["reporter_phone"]})
    pages.append(client.get(found.url))
    assert "欧阳**石" in pages[0].content.decode()
    assert quiet(found.url, *(page.content.decode() for page in pages))
