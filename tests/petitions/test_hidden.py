"""Who is hidden is hidden by the database itself; whoever is accused neither sees nor receives it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from casework import services as casework
from casework.exceptions import ExtensionDenied, MoveDenied
from casework.models import Attachment, Matter, Person
from casework.models.people import Sealed
from casework.selectors import todo
from petitions import services
from petitions.models import Delivery, Petitioner, Routing
from petitions.services.steps import index_of_name, pieces
from security import clock
from security.context import acting
from tests.factories import DutyFactory, UnitFactory


def seen(user):
    """What the database itself shows this user of people."""
    with acting(user.pk):
        return [model.objects.count() for model in (Matter, Person, Sealed, Petitioner)]


def test_the_unit_sees_the_petition_and_nobody_in_it(line):
    line.to("route", veiled=True)
    assert seen(line.people["official"]) == [1, 0, 0, 0]
    assert seen(line.people["clerk"]) == [1, 1, 1, 1]
    assert not Person.objects.visible_to(line.people["official"]).exists()


def test_who_is_not_hidden_is_seen_masked(line):
    line.to("route")
    assert seen(line.people["official"]) == [1, 1, 1, 1]


def test_hidden_later_and_shown_again(line):
    petition = line.to("route")
    petition = services.veil(petition, by=line.people["clerk"])
    assert seen(line.people["official"]) == [1, 0, 0, 0]
    services.unveil(petition, by=line.people["clerk"], note="本人说不要紧。")
    assert seen(line.people["official"]) == [1, 1, 1, 1]


def test_what_names_them_is_not_sent_to_the_unit(line):
    petition = line.to("classify", veiled=True)
    with pytest.raises(MoveDenied, match="写了信访人的姓名"):
        line.do(petition, "route", note="请联系 演示张 三丰 本人。")
    with pytest.raises(MoveDenied, match="写了信访人的姓名"):
        services.veil(line.to("", facts="演示张三丰家门口的路。"), by=line.people["clerk"])
    petition = line.do(petition, "route", note="请联系信访部门。")
    assert petition.status == "routed"


def test_whoever_may_not_know_the_name_learns_nothing_by_guessing(line):
    petition = line.to("route", veiled=True)
    accepted = services.accept(petition, by=line.people["official"], note="是不是演示张三丰？")
    assert accepted.status == "accepted"


def test_a_name_is_looked_for_in_its_own_matter_alone(line):
    first, second = line.to(""), line.to("")
    assert index_of_name(first, "张三丰") != index_of_name(second, "张三丰")
    assert index_of_name(first, "张") == ""
    assert "三丰" in pieces(["张 三丰"])


def test_an_accusation_is_in_one_hand_and_goes_on_to_discipline(line, colleague, bureau):
    petition = line.to("", category="accuse", units=[bureau])
    assert (petition.confidential, petition.holder) == (True, line.people["clerk"])
    assert seen(line.people["official"]) == [0, 0, 0, 0]
    assert not Matter.objects.visible_to(colleague).exists()
    petition = line.do(petition, "classify", category="accuse", path="")
    with pytest.raises(MoveDenied, match="检举控告不转承办单位"):
        line.do(petition, "route", to=line.units["government"])
    petition = services.transfer_discipline(petition, outside="县纪委监委", by=line.people["clerk"])
    assert petition.status == "transferred"
    assert not petition.opinions.exists()


def test_an_accused_official_sees_nothing_and_the_unit_they_head_gets_nothing(line, head, bureau):
    petition = line.do(line.to("classify"), "accuse", users=[head])
    assert {(one.unit, one.user) for one in petition.accusations.all()} == {(bureau, None), (None, head)}
    below = UnitFactory(area=bureau.area, parent=bureau)
    DutyFactory(role=Role.COMPETENT_ORG, unit=below)
    with pytest.raises(MoveDenied, match="反映的就是这个单位"):
        line.do(petition, "route", to=below)
    with pytest.raises(IntegrityError, match="accused_never_receives"), transaction.atomic():
        Routing.objects.create(
            matter=petition, unit=below, sending="forward", sent_on=clock.today(), by=line.people["clerk"]
        )
    with pytest.raises(IntegrityError, match="accused_never_handles"), transaction.atomic():
        Matter.objects.filter(pk=petition.pk).update(unit=below)


def test_whoever_stepped_aside_does_nothing_more(line):
    petition = line.to("accept")
    official = line.people["official"]
    petition = services.recuse(petition, user=official, reason="relative", by=official)
    with pytest.raises(MoveDenied, match="已经回避"):
        line.do(petition, "investigate")


def test_six_visitors_do_not_speak_even_past_the_forms(line):
    people = [{"name": f"演示{n}号", "represents": n < 5} for n in range(6)]
    crowd = {"channel": "visit", "read_back": True, "joint": True, "headcount": 20, "petitioners": people}
    petition = line.register(**crowd)
    with pytest.raises(IntegrityError, match="five_visitors_speak"), transaction.atomic():
        Petitioner.objects.filter(matter=petition).update(represents=True)


def test_no_delivery_is_ever_before_its_opinion(line):
    petition = line.to("issue")
    given = {"matter": petition, "document": "handling", "opinion": petition.opinions.get(), "proof": "回证"}
    day = clock.today() - timedelta(days=1)
    with pytest.raises(IntegrityError, match="delivered_after"), transaction.atomic():
        Delivery.objects.create(
            document_on=day, delivered_on=day, way="post", by=line.people["clerk"], **given
        )


def test_more_time_counts_once_the_petitioner_was_told(line, monkeypatch):
    """XF-52: asked by one, granted by the head, told by day 60; on day 61 nothing helps."""
    petition = line.to("accept")
    limit = petition.deadlines.get(limit="xf.handle")
    asked = casework.ask_extension(limit, amount=30, reason="情况复杂。", by=line.people["official"])
    with pytest.raises(ExtensionDenied):
        casework.decide_extension(asked, granted=True, answer="", by=line.people["clerk"])
    late = clock.today() + timedelta(days=61)
    with monkeypatch.context() as patch:
        patch.setattr("security.clock.today", lambda: late)
        with pytest.raises(ExtensionDenied, match="不能再延长"):
            casework.decide_extension(asked, granted=True, answer="", by=line.people["head"])
    casework.decide_extension(asked, granted=True, answer="同意。", by=line.people["head"])
    before = limit.legal_on
    limit.refresh_from_db()
    assert limit.legal_on == before
    with monkeypatch.context() as patch:
        patch.setattr("security.clock.today", lambda: late)
        with pytest.raises(MoveDenied, match="不能再延长"):
            services.announce(petition, note="路基塌了。", by=line.people["official"])
    services.announce(petition, note="路基塌了。", by=line.people["official"])
    limit.refresh_from_db()
    assert limit.legal_on >= before + timedelta(days=28)


def test_scans_of_who_is_hidden_are_hidden_too(line):
    petition = line.to("route", veiled=True)
    Attachment.objects.create(
        matter=petition,
        name="信.jpg",
        file="x",
        content_type="image/jpeg",
        sha256="0",
        by=line.people["clerk"],
    )
    Attachment.objects.update(veiled=True)
    with acting(line.people["official"].pk):
        assert not Attachment.objects.exists()
    assert not Attachment.objects.visible_to(line.people["official"]).exists()


def test_whoever_heads_nothing_counts_what_waits_for_them(line):
    """A rule that only heads answer leaves the others' count alone."""
    line.to("route")
    for who, count in (("official", 1), ("head", 1), ("clerk", 0)):
        user = line.people[who]
        assert todo.waiting(user=user, now=clock.now()).count == count
