"""XF-60: whoever is accused, and whoever sits around them, learns nothing: by no page, number, file, notice,
log or table. Each page is word for word what it is without the accusations.
"""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from casework.models import Attachment, Matter, Reveal
from casework.services.accounts import residents_account
from petitions import services
from petitions.services import papers, residing
from security import clock
from tests.coming import come_in
from tests.factories import AdministratorFactory, DutyFactory, UnitFactory
from tests.petitions.attack import CANARIES, by_key, by_number, in_tables, read, rows_of
from tests.petitions.conftest import OPINION, PETITIONER
from tests.petitions.test_papers import one, sign
from tests.turn import in_turn

TOLD = {
    "request": f"请求查处{CANARIES[0]}。",
    "facts": f"{CANARIES[1]}后面的事。",
    "reasons": f"见{CANARIES[2]}。",
    "complained": CANARIES[3],
    "petitioners": [{"name": CANARIES[5], "phone": CANARIES[6]}],
}


@pytest.fixture
def near(county, town, village, bureau, government, grid):
    """Whoever is near, and is not to know."""
    below = UnitFactory(area=town, parent=bureau, name="测试公路段")
    duty = {
        "head of the accused unit": {"role": Role.COMPETENT_ORG, "unit": bureau, "leads": True},
        "worker of the accused unit": {"role": Role.COMPETENT_ORG, "unit": bureau},
        "worker of a unit under it": {"role": Role.COMPETENT_ORG, "unit": below},
        "keeper of the accused unit": {"role": Role.KEEPER, "unit": bureau},
        "accused leader": {"role": Role.LEADING_GROUP, "unit": UnitFactory(area=county, name="演示专班")},
        "accused member of the conference": {"role": Role.XF_JOINT, "unit": bureau},
        "official of the township": {"role": Role.TOWN, "unit": UnitFactory(area=town)},
        "worker of the village": {"role": Role.VILLAGE, "unit": UnitFactory(area=village)},
        "grid worker": {"role": Role.GRID, "unit": UnitFactory(area=grid)},
        "worker of another unit": {"role": Role.COMPETENT_ORG, "unit": UnitFactory(area=county)},
        "mediator": {"role": Role.MEDIATOR, "unit": UnitFactory(area=town)},
    }
    people = {name: DutyFactory(**given).user for name, given in duty.items()}
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        people[role.value] = AdministratorFactory(role=role).user
    return people


NEAR = [
    "head of the accused unit",
    "worker of the accused unit",
    "worker of a unit under it",
    "keeper of the accused unit",
    "accused leader",
    "accused member of the conference",
    "official of the township",
    "worker of the village",
    "grid worker",
    "worker of another unit",
    "mediator",
    "system_admin",
    "security_admin",
    "audit_admin",
]

# One of these in every run of the suite, in turn; everybody in `make test-leaks`.
IN_TURN = in_turn(["head of the accused unit", "worker of a unit under it", "accused leader"], 3)
WALKERS = [who if who in IN_TURN else pytest.param(who, marks=pytest.mark.leaks) for who in NEAR]

# Who keeps the platform sees that messages wait, of whatever; who audits it, that something was written.
TOLD_OF = {"system_admin": ("/messages/", "/admin/casework/message/"), "audit_admin": ("/audit/",)}


@pytest.fixture
def accuse(line, near, bureau, clerk, above, head):
    """One who informs against the unit and the leader; one who claims, and whose claim went all the way."""
    whom = {"units": [bureau], "users": [near["accused leader"], near["accused member of the conference"]]}

    def accusations():
        informing = line.register(category="accuse", **whom, **TOLD)
        services.classify(informing, category="accuse", subject="11", by=clerk)
        residing.slip(informing, tail="3333", by=clerk)
        return [Matter.objects.get(pk=informing.pk), claimed()]

    def claimed():
        handler, chief = above
        claim = line.do(line.register(**whom, **TOLD), "classify")
        claim = services.urge(claim, by=clerk, note=f"{CANARIES[4]}有人聚集。")
        claim = services.route(claim, to=line.units["government"], by=clerk, note=f"{CANARIES[4]}请办理。")
        Attachment.objects.create(
            matter=claim, name=f"{CANARIES[4]}.jpg", file="x", content_type="image/jpeg", sha256="0", by=clerk
        )
        claim = services.accept(claim, by=handler)
        claim = services.investigate(claim, by=handler, note=f"{CANARIES[4]}属实。")
        said = OPINION | {"findings": f"{CANARIES[2]}属实。", "result": "reject"}
        claim = services.issue(services.draft(claim, by=handler, **said), by=chief)
        day = {"way": "signed", "delivered_on": clock.today(), "proof": f"{CANARIES[4]}回证"}
        claim = services.deliver(claim, by=handler, **day)
        residing.rate(claim, levels={"organ": "bad"}, why=f"{CANARIES[4]}没办。")
        residing.say_unsolved(claim, why=f"{CANARIES[4]}还在。")
        return Matter.objects.get(pk=claim.pk)

    return accusations


@pytest.mark.django_db
@pytest.mark.parametrize("who", WALKERS)
def test_xf_60_the_accused_and_those_around_them_find_what_they_found_before(who, near, accuse, line, caplog):
    """Nothing has changed behind any door, and what they ask for by its number does not exist."""
    user = near[who]
    residents_account()  # there from the first petition of a resident on
    line.to("route")  # of somebody else's, and no secret: so that there is something to count
    before = read(user)
    with caplog.at_level(logging.DEBUG):
        hidden = accuse()
        after = read(user)
    changed = [door for door in before if before[door] != after[door]]
    assert [door for door in changed if not door.startswith(TOLD_OF.get(who, "nowhere"))] == []
    assert not [door for door in changed if any(matter.number in after[door] for matter in hidden)]
    keys = [matter.pk for matter in hidden]
    own = [door for door, text in after.items() if "q=" not in door and any(w in text for w in CANARIES)]
    assert own == []
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "django.request")
    assert not [word for word in CANARIES if word in logged]
    assert list(by_key(user, keys)) == []
    assert in_tables(user) == []
    if who != "audit_admin":
        assert rows_of(user, keys) == []
    assert list(by_number(user, hidden[-1])) == []


@pytest.mark.django_db
def test_whoever_may_know_finds_it_behind_these_same_doors(near, accuse, clerk):
    """So that the test above looks where petitions are."""
    before = read(clerk)
    hidden = accuse()
    after = read(clerk)
    changed = {door for door in before if before[door] != after[door]}
    wanted = {"/petitions/", "/petitions/?status=all", "/api/v1/petitions/", "/todo/", "/api/v1/todo/"}
    wanted |= {
        "/petitions/tables/",
        "/petitions/tables/export/",
        "list by a person",
        f"/search/?q={CANARIES[0]}",
    }
    assert wanted - changed == set()
    assert rows_of(clerk, [matter.pk for matter in hidden])
    assert in_tables(clerk)
    assert list(by_number(clerk, hidden[-1]))


@pytest.mark.django_db
def test_who_had_it_and_is_accused_later_has_nothing_left(line, official, bureau, clerk, caplog):
    """XF-60: their notices, too, speak of it no more."""
    petition = line.register(**TOLD)
    petition = services.route(line.do(petition, "classify"), to=bureau, by=clerk, note=f"{CANARIES[4]}请办。")
    assert petition.number in read(official)["/notices/"]
    petition = services.recall(petition, by=clerk, note="另有安排。")
    petition = services.accuse(petition, by=clerk, units=[bureau])
    found = read(official)
    doors = [door for door in found if "q=" not in door and door != "told"]
    assert [door for door in doors if petition.number in found[door]] == []
    assert [door for door in doors if any(word in found[door] for word in CANARIES)] == []
    assert rows_of(official, [petition.pk]) == []
    assert in_tables(official) == []


@pytest.mark.django_db(transaction=True)
def test_a_look_stays_on_record_though_the_request_fails(line, clerk, monkeypatch):
    """XF-61: the name was read for a copy that was never drawn; the look is there, with its purpose."""
    petition = line.to("accept", petitioners=[PETITIONER])
    paper = sign(petition, "acceptance", line.people["head"])
    assert one(petition, "acceptance")

    def broken(*given):
        raise OSError("the disk is full")

    monkeypatch.setattr(papers, "drawn", broken)
    client = Client(raise_request_exception=False)
    come_in(client, line.people["official"])
    said = {"paper": f"{paper.pk}", "format": "pdf", "purpose": "call", "words": ""}
    address = reverse("petitions:paper_named", args=[petition.number])
    assert client.post(address, said).status_code == 500
    look = Reveal.objects.get()
    assert (look.by, look.purpose, look.person.matter_id) == (line.people["official"], "call", petition.pk)
    assert clerk != look.by
