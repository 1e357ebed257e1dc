"""The pages of petitions: written down in one, found, opened, moved; each refusal says how to mend it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from casework.models import Matter, Person
from security import clock
from tests.factories import DutyFactory, UnitFactory
from tests.petitions.conftest import OPINION

NEW = reverse("petitions:new")


@pytest.fixture
def inside(client, clerk):
    """In the portal as the petition office."""
    client.force_login(clerk)
    return client


def given(**more):
    said = {
        "channel": "net",
        "received_on": f"{clock.today()}",
        "request": "请求修路。",
        "facts": "路坏了半年。",
        "person1_name": "演示张三丰",
        "person1_phone": "13900001111",
    }
    return said | more


def test_a_petition_is_written_down_in_one_page(inside, village):
    response = inside.post(NEW, given(area=village.code))
    petition = Matter.objects.get(kind="petition")
    assert response.url == petition.get_absolute_url()
    page = inside.get(response.url)
    assert page.status_code == 200
    text = page.content.decode()
    assert petition.people.get().masked_name in text
    assert "演示张三丰" not in text
    assert "登记转送第 0 天，共 15 日" in text


BAD = {
    "six who speak for the rest at a visit": (
        {"channel": "visit", "read_back": "on", "joint": "on", "headcount": "20"}
        | {f"person{n}_name": f"演示{n}号" for n in range(1, 7)}
        | {f"person{n}_represents": "on" for n in range(1, 7)},
        "代表最多 5 人，现在是 6 人",
    ),
    "a crowd at a visit with nobody to speak": (
        {"channel": "visit", "read_back": "on", "joint": "on", "headcount": "20"},
        "1 到 5 人",
    ),
    "a postmark after receipt": (
        {"channel": "letter", "postmarked_on": "2026-03-02", "received_on": "2026-03-01"},
        "邮戳日期晚于收到日期",
    ),
    "a postmark on a call": (
        {"channel": "phone", "read_back": "on", "postmarked_on": "2026-03-01"},
        "只有来信写邮戳日期",
    ),
    "a call that was not read back": ({"channel": "phone"}, "念给本人听"),
    "received on a day to come": ({"received_on": "2099-01-01"}, "这个日期还没到"),
    "nobody": ({"person1_name": "", "person1_phone": ""}, "写上信访人的姓名或电话"),
    "a level skipped by letter": ({"channel": "letter", "skipped_level": "on"}, "只有来访才有越级走访"),
    "a path of a suggestion": ({"category": "suggest", "path": "p6"}, "只有申诉求决选途径"),
    "an accusation that names who makes it": (
        {"category": "accuse", "facts": "我是演示张三丰，我要检举。"},
        "写了信访人的姓名",
    ),
    "more people than were counted": (
        {"person2_name": "演示李四光", "headcount": "1"},
        "人数不能比这少",
    ),
    "a further request without its facts": ({"part2_request": "还请求装灯。"}, "请求和事实都要写"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_says_how_to_mend_it(inside, case):
    wrong, said = BAD[case]
    response = inside.post(NEW, given(**wrong))
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Matter.objects.filter(kind="petition").exists()


def test_one_letter_with_several_requests_is_several_petitions_of_one_chain(inside):
    inside.post(NEW, given(channel="letter", part2_request="请求装灯。", part2_facts="晚上看不见。"))
    first, second = Matter.objects.filter(kind="petition").order_by("pk")
    assert first.chain == second.chain
    assert first.grew_into.get().target == second
    assert first.people.get().masked_name == second.people.get().masked_name
    assert first.own.request != second.own.request


def test_the_list_narrows_by_what_petitions_have(inside, line):
    mine = line.to("classify")
    other = line.to("")
    shown = inside.get(reverse("petitions:list"), {"category": "claim"}).content.decode()
    assert mine.number in shown
    assert other.number not in shown
    assert "没有“x”这一项" in inside.get(reverse("petitions:list"), {"category": "x"}).content.decode()


def test_a_list_costs_the_same_for_any_number(inside, line):
    line.to("route")
    inside.get(reverse("petitions:list"))
    with CaptureQueriesContext(connection) as few:
        inside.get(reverse("petitions:list"))
    for _ in range(3):
        line.to("route")
    with CaptureQueriesContext(connection) as many:
        inside.get(reverse("petitions:list"))
    assert len(many) == len(few)


def test_a_move_is_made_on_its_page(inside, line):
    petition = line.to("")
    page = reverse("petitions:classify", args=[petition.number])
    assert "听取陈述、调查核实" in inside.get(page).content.decode()
    wrong = inside.post(page, {"category": "claim", "subject": "11"})
    assert "申诉求决要选一条途径" in wrong.content.decode()
    inside.post(page, {"category": "claim", "path": "p6", "subject": "11"})
    assert Matter.objects.get(pk=petition.pk).status == "classified"


def test_the_accused_is_not_offered_and_not_taken(inside, line, bureau):
    petition = line.to("classify")
    below = UnitFactory(area=bureau.area, parent=bureau, name="公路段")
    DutyFactory(role=Role.COMPETENT_ORG, unit=below)
    petition = line.do(petition, "accuse", units=[bureau])
    page = reverse("petitions:route", args=[petition.number])
    shown = inside.get(page).content.decode()
    assert "公路段" not in shown
    assert bureau.name not in shown
    sent = inside.post(page, {"to": below.pk, "sending": "forward"})
    assert "换一个" in sent.content.decode()
    assert Matter.objects.get(pk=petition.pk).unit is None
    api = f"/api/v1/petitions/{petition.number}/route/"
    assert inside.post(api, {"to": below.pk, "sending": "forward"}).status_code == 400


def test_an_opinion_without_a_legal_basis_is_not_taken(client, line):
    petition = line.to("investigate")
    client.force_login(line.people["official"])
    page = reverse("petitions:draft", args=[petition.number])
    response = client.post(page, OPINION | {"result": "reject", "legal_basis": ""})
    assert "写依据哪部法律法规" in response.content.decode()
    assert not petition.opinions.exists()


def test_a_delivery_before_the_opinion_is_not_taken(client, line):
    petition = line.to("issue")
    client.force_login(line.people["official"])
    page = reverse("petitions:deliver", args=[petition.number])
    yesterday = clock.today() - timedelta(days=1)
    said = {"way": "signed", "delivered_on": f"{yesterday}", "proof": "回证"}
    assert "不能比它早" in client.post(page, said).content.decode()
    assert "写明凭什么证明送到了" in client.post(page, said | {"proof": ""}).content.decode()
    assert not petition.deliveries.exists()


def test_a_review_by_the_wrong_organ_is_not_taken(inside, line):
    petition = line.to("deliver")
    page = reverse("petitions:apply_review", args=[petition.number])
    today = f"{clock.today()}"
    response = inside.post(page, {"to": line.units["higher"].pk, "applied_on": today, "received_on": today})
    assert "要向测试县人民政府申请" in response.content.decode()


def test_a_hidden_petitioner_is_on_no_page_of_the_unit(client, line):
    petition = line.to("route", veiled=True)
    client.force_login(line.people["official"])
    person = Person.objects.get(matter=petition)
    for address in (
        petition.get_absolute_url(),
        reverse("petitions:list"),
        f"/api/v1/petitions/{petition.number}/",
        "/api/v1/petitions/",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert petition.number in page.content.decode()
        assert not re.search(rf"{re.escape(person.masked_name)}|139\*+1111", page.content.decode())
    assert petition.number not in client.get("/search/", {"q": person.masked_name}).content.decode()


def test_whoever_stands_at_the_window_sees_what_they_wrote_down_till_the_evening(client, county):
    window = DutyFactory(role=Role.WINDOW, unit__area=county).user
    DutyFactory(role=Role.XF_OFFICE, unit__area=county)
    client.force_login(window)
    response = client.post(NEW, given(veiled="on"))
    page = client.get(response.url)
    assert page.status_code == 200
    assert "信访人不愿让承办单位知道是谁" in page.content.decode()
    assert client.get(reverse("petitions:list")).status_code == 200


def test_whose_part_it_is_not_sees_no_petition(client, line, officer, worker):
    petition = line.to("route")
    for user in (officer, worker):
        client.force_login(user)
        assert client.get(petition.get_absolute_url()).status_code == 404
