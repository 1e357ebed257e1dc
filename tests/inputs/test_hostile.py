"""Whatever is typed into whichever field: the portal answers, and shows it as the text that it is."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import Unit, User
from areas.models import Area
from casework.models import Matter
from casework.services import originals
from disputes.workflow import DISPUTE_FLOW
from grids import services
from grids.models import Case, Category, Source
from grids.workflow import CASE_FLOW
from tests.coming import come_in
from tests.inputs.forms import HOSTILE, forms_of, none_of_these
from tests.inputs.routes import answer, rooms
from tests.inputs.test_inline import inline, parsed

KINDS = ("nobody", "worker", "officer", "handler", "mediator", "clerk", "keeper", "guard", "auditor")
REFUSED = {"nul", "long"}  # no database keeps the one, no reader the other
MARK = "'\"><canary></title></textarea><b onx=1>{{7|add:41800}}"
COUNTED = "41807"  # what those templates would come to: no page of a test counts as far


def injected(html):
    """What of a payload became part of the page."""
    page = html if isinstance(html, bytes) else html.encode()
    tags = parsed(page)
    found = [str(tag.tag) for tag in tags if tag.tag == "canary"]
    found += [f"{tag.tag} {tag.items()}" for tag in tags if {"onx", "onfocus", "canary"} & set(tag.keys())]
    return found + inline(tags) + ([COUNTED] if f">{COUNTED}<".encode() in page else [])


def walked(furnished):
    """Every page that is shown, to every kind of user to whom it is: (client, address, body)."""
    for kind in KINDS:
        client, user = Client(raise_request_exception=False), furnished.users[kind]
        for _, address in rooms(furnished, kind):
            if address.startswith("/api/"):  # no pages: JSON
                continue
            if user and settings.SESSION_COOKIE_NAME not in client.cookies:
                come_in(client, user)
            response = answer(client, "get", address)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                yield client, f"{kind} {address}", address, response


def moves(furnished, states):
    """The page of every move of every case and dispute, for whom it is open."""
    for kind in ("worker", "officer", "handler", "mediator", "clerk"):
        client = Client(raise_request_exception=False)
        client.force_login(furnished.users[kind])
        for case in states:
            for move in case.flow.open_to(furnished.users[kind], case):
                address = f"{case.get_absolute_url()}{move.name}/"
                yield client, move.name, address, client.get(address)


def named_by_a_payload(furnished):
    """Places, units, people, categories, sources and cases are called by one."""
    services.query(furnished.case, note=MARK, by=furnished.users["officer"])
    for model, field in (
        (Area, "name"),
        (Unit, "name"),
        (User, "name"),
        (Category, "name"),
        (Source, "name"),
    ):
        size = model._meta.get_field(field).max_length
        for one in model.objects.all():
            model.objects.filter(pk=one.pk).update(**{field: f"{one.pk}{MARK}"[:size]})
    Case.objects.update(text=MARK, landmark=MARK, result=MARK)
    Matter.objects.update(title=MARK)


def forms_on(pages):
    """Every form once, with a client that may send it."""
    found = {}
    for client, _, address, response in pages:
        for form in forms_of(address, response.content):
            where = resolve(form.action.partition("?")[0]).view_name
            found.setdefault((form.method, where, *sorted(form.typed)), (client, form))
    return list(found.values())


def test_what_would_be_injected_is_found():
    for name in ("markup", "attribute"):
        assert injected(f'<p title="{HOSTILE[name]}">'), name
    assert injected(f"<p>{MARK}")
    assert injected(f"<p>{COUNTED}<")
    assert not injected(f"<p title='canary'>{{{{ 97*431 }}}} canary() {COUNTED} &lt;canary></p>")


def test_no_page_believes_any_name_and_no_form_any_text(furnished, states, monkeypatch):
    """One walk, as it is long: every page shows names as they are, and every form answers whatever is typed
    into all of its fields, and into one among right ones, which goes further than all wrong at once.
    """
    monkeypatch.setattr(originals, "commits", lambda: None)  # each try here is rolled back
    named_by_a_payload(furnished)
    pages = list(walked(furnished))
    bodies = {name: response.content for _, name, _, response in pages}
    assert sum("&lt;canary&gt;" in body.decode() for body in bodies.values()) > 60
    assert not {name: found for name, body in bodies.items() if (found := injected(body))}
    forms = forms_on([*pages, *moves(furnished, states)])
    actions = {form.action for _, form in forms}
    assert {"/cases/new/", "/login/", "/cases/", "/board/roll-up/"} <= actions
    assert {action.split("/")[-2] for action in actions} >= {*CASE_FLOW.moves, *DISPUTE_FLOW.moves}
    wrong = []
    for client, form, name, field in tries(forms):
        with transaction.atomic():
            response = getattr(client, form.method)(form.action, form.filled(HOSTILE[name], only=field))
            if response.status_code >= 500 or injected(response.content):
                wrong.append((name, field, str(form), response.status_code, injected(response.content)))
            transaction.set_rollback(True)
    assert not wrong


ALONE = ("markup", "nul", "digits", "long", "lines")


def tries(forms):
    """What is typed into what: (client, form, name of the text, the one field or None for all).

    Into a field alone two of the five, in turn: forms of many moves have the same fields.
    """
    turn = 0
    for client, form in forms:
        for name in HOSTILE:
            yield client, form, name, None
        for field in form.typed if form.method == "post" and len(form.typed) > 1 else ():
            turn += 2
            for place in (turn, turn + 1):
                yield client, form, ALONE[place % len(ALONE)], field


def shown(html):
    """The words of a page, as somebody reads them."""
    soup = BeautifulSoup(html, "html.parser")
    for line_break in soup("br"):
        line_break.replace_with("\n")
    return " ".join(soup.get_text().split())


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_kept_is_shown_as_it_was_typed(furnished, name):
    client, text = Client(), HOSTILE[name]
    client.force_login(furnished.users["worker"])
    for address in ("/cases/new/", "/api/v1/cases/"):
        before = Matter.objects.count()
        given = {"text": text, "landmark": text[:90]}
        answered = client.post(address, given)
        if name in REFUSED:
            assert (answered.status_code, Matter.objects.count()) == (400, before)
            assert "像是这几件".encode() not in answered.content  # refused for what it says
            continue
        if address == "/cases/new/":  # the question between: is it one that is known already?
            assert (answered.status_code, Matter.objects.count()) == (400, before)
            assert not injected(answered.content)
            assert " ".join(text.split()) in shown(answered.content)
            answered = client.post(address, {**given, **none_of_these(answered.content)})
        assert answered.status_code in {201, 302}, answered.content
        made = Case.objects.order_by("-pk").first()
        page = client.get(made.matter.get_absolute_url()).content
        assert not injected(page)
        assert " ".join(made.text.split()) in shown(page)
        assert client.get(f"/api/v1/cases/{made.matter.number}/").json()["text"] == made.text
        assert made.text.split() == text.strip().replace("\r\n", "\n").split()


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - REFUSED))
def test_a_note_is_shown_as_it_was_typed(furnished, name):
    client = Client()
    client.force_login(furnished.users["officer"])
    address = reverse("grids:query", args=[furnished.case.number])
    assert client.post(address, {"note": HOSTILE[name]}).status_code == 302
    page = client.get(furnished.case.get_absolute_url()).content
    assert not injected(page)
    assert " ".join(HOSTILE[name].split()) in shown(page)
