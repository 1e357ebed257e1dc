"""A resident petitions without an account, follows it by a code, says no, rates, asks for a review."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import Role
from casework.models import Grant, Matter, Notice, QueryCode
from petitions.models import Delivery, Petition, Rating, Unsolved
from petitions.services import residing
from security import clock
from tests.factories import DutyFactory, UnitFactory

FILE, LOOK, ANSWER = "/s/petition/", "/s/q/", "/s/petition/answer/"
CODE = re.compile(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})</code>")
GIVEN = {
    "facts": "门口的路坏了半年。",
    "request": "请修路。",
    "name": "演示张三丰",
    "phone": "13900003333",
    "screen": "2",
}


def text(response):
    return response.content.decode()


@pytest.fixture
def send(client, village, clerk):
    """Post the last screen with all answers."""

    def one(at=client, **more):
        return at.post(FILE, {"area": village.code, "submission": str(uuid4()), **GIVEN, **more})

    return one


@pytest.fixture
def opened(client):
    """The page that a code opens, with its pass."""

    def one(code, tail="3333"):
        response = client.post(LOOK, {"code": code, "tail": tail})
        assert response.status_code == 200, text(response)
        return BeautifulSoup(response.content, "lxml")

    return one


@pytest.fixture
def held(line, clerk):
    """A petition of this step with a code of a slip."""

    def one(step, **fields):
        petition = line.to(step, **fields)
        return petition, residing.slip(petition, tail="3333", by=clerk).code

    return one


def answer(client, page, act, **given):
    passing = page.select_one("[name=passing]")["value"]
    return client.post(ANSWER, {"act": act, "passing": passing, **given})


def test_three_screens_carry_what_was_said_and_the_fourth_gives_the_code(client, village, clerk):
    first = client.post(FILE, {"screen": "0", "facts": GIVEN["facts"], "request": GIVEN["request"]})
    page = BeautifulSoup(first.content, "lxml")
    assert "第 2 步，共 3 步" in page.text
    carried = {one["name"]: one.get("value", "") for one in page.select("form.form input[type=hidden]")}
    assert carried["facts"] == GIVEN["facts"]
    second = client.post(FILE, carried | {"area": village.code})
    page = BeautifulSoup(second.content, "lxml")
    assert "第 3 步，共 3 步" in page.text
    assert not page.select(".summary")
    carried = {one["name"]: one.get("value", "") for one in page.select("form.form input[type=hidden]")}
    last = client.post(FILE, carried | {"name": GIVEN["name"], "phone": GIVEN["phone"]})
    assert CODE.search(text(last)), text(last)
    own = Petition.objects.get()
    assert (own.facts, own.request, own.channel) == (GIVEN["facts"], GIVEN["request"], "net")


def test_back_keeps_everything_and_complains_of_nothing(client, village, clerk):
    response = client.post(FILE, {"screen": "2", "back": "1", "area": village.code, "name": "演示张三丰"})
    page = BeautifulSoup(response.content, "lxml")
    assert "第 2 步" in page.text
    assert page.select_one("[name=name][type=hidden]")["value"] == "演示张三丰"
    assert page.select_one(f"option[value='{village.code}']").has_attr("selected")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"screen": "0", "facts": ""}, "写一写发生了什么"),
        ({"screen": "1", "area": ""}, "选一个地方"),
        ({"phone": ""}, "自己定 4 位数字"),
        ({"phone": "1390000333"}, "现在是 10 位"),
        ({"phone": "", "tail": "12"}, "自己定的 4 位数字"),
        ({"facts": ""}, "写一写发生了什么"),
        ({"category": "accuse", "facts": "我叫演示张三丰。"}, "把姓名改成“我”"),
        ({"website": "x"}, "没有交上去"),
    ],
)
def test_what_is_missing_is_said_where_it_is_mended(send, given, words):
    response = send(**given)
    assert response.status_code == 400
    assert words in text(response)
    assert not Matter.objects.exists()


def test_it_is_registered_at_the_office_with_the_petitioner_sealed(send, clerk):
    assert send().status_code == 200
    petition = Matter.objects.get()
    assert (petition.kind, petition.status) == ("petition", "registered")
    assert petition.people.get().masked_phone == "139****3333"
    assert Notice.objects.get().recipient == clerk
    assert not Grant.objects.exists()


def test_without_a_name_and_without_a_phone_four_digits_of_ones_own_will_do(send, opened):
    code = CODE.search(text(send(name="", phone="", tail="8642")))[1]
    own = Petition.objects.get()
    assert (own.anonymous, own.unreachable, own.matter.people.count()) == (True, True, 0)
    assert "已登记，正在安排" in opened(code, "8642").text


def test_who_accuses_is_hidden_and_it_is_in_one_hand(send, clerk):
    send(category="accuse")
    petition = Matter.objects.get()
    assert (petition.confidential, petition.holder, petition.own.veiled) == (True, clerk, True)


def test_two_presses_are_one_petition_with_one_code(send):
    key = str(uuid4())
    first, second = send(submission=key), send(submission=key, facts="又写了几句。")
    assert CODE.search(text(first))[1] == CODE.search(text(second))[1]
    assert (Matter.objects.count(), QueryCode.objects.count()) == (1, 1)
    assert "没有再记一件" in text(second)


def test_where_nobody_sits_it_is_not_taken(client, village):
    response = client.post(FILE, {"area": village.code, **GIVEN})
    assert (response.status_code, Matter.objects.count()) == (400, 0)
    assert "网上交了没有人接" in text(response)


def test_one_limiter_counts_all_kinds(send, settings):
    settings.RESIDENT_APPLICATIONS = 1
    here = Client(REMOTE_ADDR="198.51.100.7")
    assert [send(here).status_code, send(here).status_code] == [200, 429]


def test_the_code_drawn_is_the_code_written(send):
    page = BeautifulSoup(send().content, "lxml")
    assert page.select_one("svg.square path")["d"].startswith("M")
    assert page.select_one("svg.square")["aria-label"]


def test_what_the_petitioner_may_know_is_there_with_its_day(held, opened, bureau):
    petition, code = held("deliver")
    page = opened(code).text
    today = f"{clock.today():%Y年%-m月%-d日}"
    for words in (
        "登记",
        f"转送给{bureau}",
        "受理",
        "出具处理意见书",
        "处理意见书送到您手里",
        "两个月内修好",
    ):
        assert words in page
    last = petition.deadlines.get(limit="xf.review_apply").legal_on
    assert f"{last:%Y年%-m月%-d日}" in page
    assert today in page
    assert "演示" not in page
    assert petition.number not in page


def test_of_an_accusation_only_that_it_was_sent_on(line, clerk, opened):
    petition = line.do(line.register(category="accuse"), "classify", category="accuse", path="")
    line.do(petition, "transfer_discipline", outside="测试县纪委监委", by=clerk)
    code = residing.slip(Matter.objects.get(), tail="3333", by=clerk).code
    page = opened(code).text
    assert "转送给有权处理的机关" in page
    assert "纪委" not in page


def test_an_opinion_is_read_once_it_is_taken_and_the_thirty_days_run(held, opened, client):
    _, code = held("issue")
    page = opened(code)
    assert "两个月内修好" not in page.text
    response = answer(client, page, "receive")
    assert "两个月内修好" in text(response)
    taken = Delivery.objects.get()
    assert (taken.way, taken.delivered_on) == ("net", clock.today())
    fresh = Matter.objects.get()
    assert fresh.status == "delivered"
    assert fresh.deadlines.filter(limit="xf.review_apply").exists()
    assert answer(client, page, "receive").status_code == 409


def test_a_review_is_asked_for_within_its_days_at_the_organ_above(held, opened, client, government):
    _, code = held("deliver")
    page = opened(code)
    assert answer(client, page, "ask", why="").status_code == 400
    assert answer(client, page, "ask", why="没有修。").status_code == 200
    fresh = Matter.objects.get()
    assert (fresh.status, fresh.unit) == ("reviewing", government)
    assert "您申请了复查" in opened(code).text


def test_after_the_last_day_no_review_is_offered(held, opened, client):
    petition, code = held("deliver")
    page = opened(code)
    assert page.select_one("#act-ask")
    petition.deadlines.filter(limit="xf.review_apply").update(
        legal_on=clock.today() - timedelta(days=1), due_at=clock.now() - timedelta(minutes=1)
    )
    assert not opened(code).select_one("#act-ask")
    assert answer(client, page, "ask", why="没有修。").status_code == 409


def test_unsolved_goes_back_to_the_organ_and_once_a_day_is_enough(held, opened, client, official, clerk):
    _, code = held("deliver")
    page = opened(code)
    Notice.objects.all().delete()
    assert answer(client, page, "unsolved", why="路还是坏的。").status_code == 200
    assert {notice.recipient for notice in Notice.objects.all()} >= {official}
    assert answer(client, page, "unsolved", why="再说一次。").status_code == 409
    assert Unsolved.objects.get().why == "路还是坏的。"


def test_both_organs_are_rated_and_a_rating_changes_for_seven_days(held, opened, client):
    _, code = held("deliver")
    page = opened(code)
    assert answer(client, page, "rate", why="").status_code == 400
    assert answer(client, page, "rate", office="good", organ="bad").status_code == 200
    assert answer(client, page, "rate", organ="fair").status_code == 200
    assert dict(Rating.objects.values_list("rated", "level")) == {"office": "good", "organ": "fair"}


def test_a_repeat_and_an_accusation_are_not_rated(held, opened, line, clerk):
    first = line.to("classify")
    petition, code = held("deliver")
    Petition.objects.filter(pk=petition.pk).update(is_repeat=True, repeats=first)
    assert not opened(code).select_one("#act-rate")


def test_thirty_days_after_delivery_nobody_rates_any_more(held, opened, monkeypatch):
    _, code = held("deliver")
    monkeypatch.setattr(residing.rating, "WINDOW", timedelta(days=-10))  # a rest day more or less
    assert not opened(code).select_one("#act-rate")


@pytest.mark.parametrize("passing", ["", "x", "1:2:3"])
def test_without_a_pass_nothing_is_done(client, held, passing):
    held("deliver")
    response = client.post(ANSWER, {"act": "unsolved", "why": "x", "passing": passing})
    assert (response.status_code, response.url) == (302, LOOK)
    assert not Unsolved.objects.exists()


def test_a_wrong_code_and_wrong_digits_are_one_miss(client, send):
    code = CODE.search(text(send()))[1]
    wrong = client.post(LOOK, {"code": code, "tail": "0000"})
    none = client.post(LOOK, {"code": "0000-0000-0000", "tail": "3333"})
    strip = re.compile(r"value=\"[^\"]*\"")
    assert (wrong.status_code, none.status_code) == (404, 404)
    assert strip.sub("", text(wrong)) == strip.sub("", text(none))


def test_the_office_prints_a_slip_and_a_handling_unit_does_not(client, line, clerk, official, opened):
    petition = line.to("accept")
    address = f"/petitions/{petition.number}/slip/"
    client.force_login(official)
    assert client.get(address).status_code == 404
    client.force_login(clerk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"tail": "12"}).status_code == 400
    slip = client.post(address, {"tail": "2468"})
    code = CODE.search(text(slip))[1]
    assert "已受理" in opened(code, "2468").text


def test_a_window_prints_it_on_the_day_it_registered(client, line, town, clerk):
    window = DutyFactory(role=Role.WINDOW, unit=UnitFactory(area=town)).user
    petition = line.register(by=window)
    client.force_login(window)
    assert client.get(f"/petitions/{petition.number}/slip/").status_code == 200
    older = line.register(by=window, at=clock.now() - timedelta(days=2))
    assert client.get(f"/petitions/{older.number}/slip/").status_code == 404
