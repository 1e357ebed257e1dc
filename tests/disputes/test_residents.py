"""Residents apply for mediation without an account; nobody else learns who, nor what."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import Attempt
from casework.models import Matter, Notice, Person, QueryCode
from disputes import services
from disputes.models import Dispute, Party
from tests.disputes.residing import AWAY, FACTS, GIVEN, LOOK, PAGE, TOLD_NOBODY, code_in, look, on_desk, text
from tests.factories import BodyFactory, MediatorFactory, UnitFactory


@pytest.fixture
def body(body):
    """The township's committee, in which somebody mediates."""
    MediatorFactory(body=body)
    return body


def test_it_is_a_registered_dispute_of_the_committee_and_on_its_desk(apply, body, mediator):
    """MD-11: upon application."""
    assert apply().status_code == 200
    dispute = Matter.objects.get()
    own = dispute.own
    assert (dispute.status, dispute.unit, own.source) == ("registered", body.unit, "applied")
    assert (own.facts, own.request, own.justice_type) == (FACTS, "请他拆掉。", "other")
    assert [(one.side, one.person.masked_name) for one in Party.objects.order_by("pk")] == [
        ("applicant", "演**五"),
        ("respondent", "演**六"),
    ]
    assert Notice.objects.get().recipient == mediator
    assert on_desk(mediator) == [dispute]
    assert services.accept(dispute, mediator=mediator.mediates.get(), selection="appointed", by=mediator)


def test_no_word_of_theirs_stands_where_lists_notices_and_mails_show_it(apply, body, chair):
    apply()
    dispute = Matter.objects.get()
    assert dispute.title == "其他纠纷：群众网上申请"
    said = f"{dispute} {dispute.created_by} {Notice.objects.get().text} {dispute.events.get().note}"
    assert not [word for word in TOLD_NOBODY if word in said]


def test_the_account_of_residents_opens_nothing(apply, body, client):
    apply()
    account = Matter.objects.get().created_by
    assert (account.username, account.is_active, account.has_usable_password()) == ("residents", False, False)
    assert not account.duties.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("near", ["village", "town", "county"])
def test_it_goes_to_the_nearest_committee_there_is(apply, village, town, county, near):
    """MD-02, MD-40."""
    areas = {"village": village, "town": town, "county": county}
    from_here = list(areas)[list(areas).index(near) :]
    bodies = {name: BodyFactory(unit=UnitFactory(area=areas[name]), sort=name) for name in areas}
    for name in from_here:
        MediatorFactory(body=bodies[name])
    assert apply().status_code == 200
    assert Matter.objects.get().unit == bodies[near].unit


def test_where_nobody_mediates_it_is_not_taken_and_says_where_to_go(apply, town):
    gone = MediatorFactory(body=BodyFactory(unit=UnitFactory(area=town)), active_until="2021-01-01")
    MediatorFactory(body=gone.body, user__is_active=False)
    response = apply()
    page = text(response)
    assert (response.status_code, Matter.objects.count()) == (400, 0)
    assert "现在没有调解员" in page
    assert "12348" in page
    assert FACTS in page


def test_the_form_offers_townships_and_villages_and_no_grid(client, village, grid):
    options = BeautifulSoup(client.get(PAGE).content, "lxml").select("#id_area option")
    assert [one["value"] for one in options] == ["", village.code[:9], village.code]


def test_one_address_sends_so_many_applications_and_what_was_typed_stays(apply, body, settings):
    settings.RESIDENT_APPLICATIONS = 2
    here, key = Client(REMOTE_ADDR=AWAY), str(uuid4())
    assert [apply(here).status_code, apply(here, submission=key).status_code] == [200, 200]
    refused = apply(here)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3500
    assert "请等 60 分钟再交" in text(refused)
    assert FACTS in text(refused)
    assert "13900003333" in text(refused)
    assert apply(here, submission=key).status_code == 200  # the second press of the second one
    assert apply(Client(REMOTE_ADDR="203.0.113.9")).status_code == 200
    assert Matter.objects.count() == 3


def test_two_presses_are_one_dispute_with_one_code(apply, client, body):
    key = str(uuid4())
    first, second = apply(submission=key), apply(submission=key, facts="又写了几句。")
    assert code_in(first) == code_in(second)
    assert (Matter.objects.count(), Person.objects.count(), QueryCode.objects.count()) == (1, 2, 1)
    assert "没有再记一件" in text(second)
    assert "没有再记一件" not in text(first)
    assert Dispute.objects.get().facts == FACTS
    assert look(client, code_in(first)).status_code == 200


def test_each_page_has_a_press_of_its_own(client, village):
    keys = {
        BeautifulSoup(client.get(PAGE).content, "lxml").select_one("#id_submission")["value"] for _ in "ab"
    }
    assert len(keys) == 2


@pytest.mark.parametrize("sort", ["violence", "minors"])
def test_violence_and_minors_are_confidential_from_the_first_moment(apply, body, seat, chair, sort, again):
    other = seat()
    apply(**{sort: "on"})
    dispute = Matter.objects.get()
    assert (dispute.confidential, dispute.holder) == (True, chair.user)
    assert [event.move for event in dispute.events.all()] == ["register"]
    assert not Matter.objects.visible_to(again(other.user)).exists()
    assert {notice.recipient for notice in Notice.objects.all()} == {chair.user}


def test_the_form_asks_for_both_before_anything_else(client, village):
    page = BeautifulSoup(client.get(PAGE).content, "lxml")
    names = [one["name"] for one in page.select("form.form [name]") if one.get("type") != "hidden"]
    assert names[:2] == ["violence", "minors"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"area": ""}, "选一个地方"),
        ({"area": "999999999"}, "没有这个地方，重新选一个"),
        ({"name": " "}, "写上您的姓名"),
        ({"phone": ""}, "写一个电话，不然没有办法找您"),
        ({"phone": "1390000333"}, "手机号应是 11 位，现在是 10 位"),
        ({"against": ""}, "写上对方是谁"),
        ({"against_phone": "139-0000-3333"}, "和您的电话一样"),
        ({"facts": ""}, "写一写是怎么回事"),
        ({"facts": "长" * 3000}, "写了 3000 个字，最多 2000 个字"),
        ({"justice_type": "evil"}, "没有这一类，重新选一个"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(apply, body, given, words):
    response = apply(**given)
    page = text(response)
    assert (response.status_code, words in page) == (400, True)
    kept = {name: value for name, value in {**GIVEN, **given}.items() if name in GIVEN}
    assert not [value for value in kept.values() if value.strip() and value[:200] not in page]
    assert not Matter.objects.exists()
    assert not Attempt.objects.exists()


def test_a_number_in_the_words_gives_pause_once(apply, body):
    said = apply(facts="他的身份证号是 11010519491231002X。")
    assert "好像有" in text(said)
    assert not Matter.objects.exists()
    apply(facts="他的身份证号是 11010519491231002X。", as_written="1")
    assert Matter.objects.count() == 1


def test_a_programme_that_fills_in_everything_gets_nowhere_and_a_person_presses_again(apply, body):
    response = apply(website="http://spam.example")
    page = BeautifulSoup(response.content, "lxml")
    assert (response.status_code, Matter.objects.count()) == (400, 0)
    assert "再按一次“提交申请”" in text(response)
    assert FACTS in text(response)
    trap = page.select_one("#id_website")
    assert not trap.get("value")
    assert trap.find_parent(hidden=True)
    assert trap["tabindex"] == "-1"
    assert apply(website=trap.get("value", "")).status_code == 200


def test_the_pages_need_no_script(client, village):
    for address in ("/s/", PAGE, LOOK):
        page = BeautifulSoup(client.get(address).content, "lxml")
        assert not page.select("[hx-post], [data-draft], [onclick]")
        assert all(form["method"] == "post" for form in page.select("form"))
    assert BeautifulSoup(client.get(PAGE).content, "lxml").select_one("form.form").get("action") is None
