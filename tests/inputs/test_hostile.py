"""Whatever is typed into whichever field: the portal answers, and shows it as the text that it is."""

from collections import Counter
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
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
from petitions.workflow import PETITION_FLOW
from pilot.workflow import TASK_FLOW
from stability.workflow import STABILITY_FLOW
from tests.coming import come_in
from tests.inputs.forms import HOSTILE, forms_of, none_of_these
from tests.inputs.headers import wrong
from tests.inputs.petitions import those_of
from tests.inputs.programme import those_of_tasks
from tests.inputs.routes import addresses, answer
from tests.inputs.test_inline import inline, parsed
from tests.turn import TURN, WHOLE, in_turn

KINDS_OF_MATTER = {
    "cases": CASE_FLOW,
    "disputes": DISPUTE_FLOW,
    "petitions": PETITION_FLOW,
    "pilot/tasks": TASK_FLOW,
    "stability": STABILITY_FLOW,
}
VAULT = "/divide/"  # reads the vault, which takes no transaction: tests/petitions/test_dividing.py tries it
UNTYPED = {("disputes", "accept")}  # everything there is chosen
FILLING = ("nobody", "worker", "officer", "clerk", "keeper")  # between them they are shown every form
ALIKE = ("stranger", "handler", "mediator", "guard", "auditor")
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


@dataclass
class Page:
    """What one kind of user was answered at an address."""

    kind: str
    name: str
    address: str
    client: Client
    response: HttpResponse

    @property
    def shown(self):
        """Is it a page, and no way to another?"""
        kind = self.response.headers.get("Content-Type", "")
        return kind.startswith("text/html") and self.response.status_code != 302

    def __str__(self):
        return f"{self.kind} {self.name} {self.address}"


def walked(furnished):
    """What the kinds of user are answered at every address; those that fill in little, in turn."""
    for kind in (*FILLING, *in_turn(ALIKE, 3)):
        client, user = Client(raise_request_exception=False), furnished.users[kind]
        for name, address in addresses(furnished):
            if user and settings.SESSION_COOKIE_NAME not in client.cookies:
                come_in(client, user)
            yield Page(kind, name, address, client, answer(client, "get", address))


def moves(furnished, states):
    """The page of every move of every matter, for whom it is open; to nobody the same more than twice."""
    people = [furnished.users[kind] for kind in ("worker", "officer", "handler", "mediator", "clerk")]
    people += [*those_of(furnished.petitions), *those_of_tasks(furnished.tasks)]
    people += furnished.assessing.people.values()
    for user in dict.fromkeys(people):
        client, asked = Client(raise_request_exception=False), Counter()
        client.force_login(user)
        for matter in states:
            for move in matter.flow.open_to(user, matter):
                asked[matter.kind, move.name] += 1
                if asked[matter.kind, move.name] <= 2:
                    address = f"{matter.get_absolute_url()}{move.name}/"
                    yield Page("its user", f"{matter.kind}:{move.name}", address, client, client.get(address))


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
    for page in pages:
        for form in forms_of(page.address, page.response.content):
            where = resolve(form.action.partition("?")[0]).view_name
            found.setdefault((form.method, where, *sorted(form.typed)), (page.client, form))
    return list(found.values())


def test_what_would_be_injected_is_found():
    for name in ("markup", "attribute"):
        assert injected(f'<p title="{HOSTILE[name]}">'), name
    assert injected(f"<p>{MARK}")
    assert injected(f"<p>{COUNTED}<")
    assert not injected(f"<p title='canary'>{{{{ 97*431 }}}} canary() {COUNTED} &lt;canary></p>")


def test_no_page_believes_any_name_and_no_form_any_text(furnished, states, monkeypatch):
    """One walk, as it is long: every answer has all headers, every page shows names as they are and has
    nothing inline, and every form answers whatever is typed into it.
    """
    monkeypatch.setattr(originals, "commits", lambda: None)  # each try here is rolled back
    named_by_a_payload(furnished)
    answers = [*walked(furnished), *moves(furnished, states)]
    assert len(answers) > 2000
    assert not {str(page) for page in answers if page.response.status_code >= 500}
    assert not {str(page): missing for page in answers if (missing := wrong(page.response, page.name))}
    pages = [page for page in answers if page.shown]
    assert sum("&lt;canary&gt;" in page.response.content.decode() for page in pages) > 60
    assert not {str(page): found for page in pages if (found := injected(page.response.content))}
    most_are_shown(answers)
    wrongly_answered = [found for given in tries(forms_of_all(pages)) if (found := tried(*given))]
    assert not wrongly_answered


def most_are_shown(answers):
    """The walk would be worth little if every answer were a way to the login."""
    names = {page.name for page in answers if page.response.status_code != 405}  # the others take POST alone
    shown = {page.name for page in answers if page.response.status_code == 200}
    assert len(names & shown) > 0.6 * len(names), names - shown


def forms_of_all(pages):
    forms = forms_on(page for page in pages if not page.address.startswith("/api/"))
    actions = {form.action for _, form in forms}
    assert {
        "/login/",
        "/cases/",
        "/board/roll-up/",
        *(f"/{kind}/new/" for kind in KINDS_OF_MATTER),
    } <= actions
    lacking = set()
    for kind, flow in KINDS_OF_MATTER.items():
        moved = {action.split("/")[-2] for action in actions if action.startswith(f"/{kind}/")}
        lacking |= {(kind, move) for move in {*flow.moves} - moved}
    assert lacking == UNTYPED
    return forms


def tried(client, form, name, field):
    """What is wrong with the answer to this text; nothing otherwise."""
    with transaction.atomic():
        response = getattr(client, form.method)(form.action, form.filled(HOSTILE[name], only=field))
        found = injected(response.content)
        transaction.set_rollback(True)
    return (
        (name, field, str(form), response.status_code, found) if response.status_code >= 500 or found else ()
    )


ALONE = ("markup", "nul", "digits", "long", "lines")


def tries(forms, turn=TURN, whole=WHOLE):
    """What is typed into what: (client, form, name of the text, the one field or None for all).

    Into all fields three in turn, or one where such a form of the room had some already (forms of many moves
    have the same fields); into every other field alone one of five: it goes further than all wrong at once.
    The next run begins with others (tests/turn.py), and a whole run leaves none out.
    """
    met, names = set(), list(HOSTILE)
    for client, form in forms:
        if form.action.endswith(VAULT):
            continue
        like = (form.method, form.action.split("/")[1], *sorted(form.typed))
        for place in range(len(names) if whole else 1 if like in met else 3):
            yield client, form, names[(turn + place) % len(names)], None
        met.add(like)
        turn += 5
        for field in form.typed if form.method == "post" and len(form.typed) > 1 else ():
            turn += 1
            for place in range(len(ALONE) if whole else turn % 2):
                yield client, form, ALONE[(turn + place) % len(ALONE)], field


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
