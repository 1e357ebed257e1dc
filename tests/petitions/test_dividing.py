"""One letter with several requests is divided after it was registered: domain.md 1.2, safety.md 3.3."""

import pytest
from bs4 import BeautifulSoup

from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Matter, Person, Reveal
from casework.services import reveal
from petitions import services
from petitions.services import residing
from security.context import acting
from tests.inputs.forms import HOSTILE
from tests.inputs.test_hostile import injected
from tests.petitions.conftest import PETITIONER

pytestmark = pytest.mark.django_db(transaction=True)
STAYS = {"request": "请求修路。", "facts": "路坏了半年，没有人修。"}
LAMP = {"request": "请求装路灯。", "facts": "村口没有灯。"}
WATER = {"request": "请求通自来水。", "facts": "水停了一个月。", "category": "claim", "path": "p6"}


@pytest.fixture
def divide(clerk):
    """Divide as the petition office does on its page."""

    def one(petition, *parts, by=clerk, **more):
        with acting(by.pk):
            return services.divide(petition, by=by, **{**STAYS, "parts": parts, **more})

    return one


def others(petition):
    return list(Matter.objects.filter(petition__part_of=petition).order_by("pk"))


def test_each_request_is_a_petition_of_its_own_and_nothing_is_typed_again(line, clerk, divide):
    fields = {"channel": "letter", "joint": True, "headcount": 3, "sender": "市信访局", "sender_number": "9"}
    petition = line.to("classify", **fields)
    with_all = divide(petition, LAMP, WATER)
    lamp, water = others(petition)
    assert (with_all.status, with_all.own.request) == ("classified", STAYS["request"])
    for part, told in ((lamp, LAMP), (water, WATER)):
        assert (part.status, part.chain, part.own.request) == ("registered", petition.chain, told["request"])
        own, was = vars(part.own), vars(petition.own)
        assert {name: own[name] for name in [*fields, "received_on"]} == {
            name: was[name] for name in [*fields, "received_on"]
        }
        assert part.due_at == petition.deadlines.get(limit="xf.office_route").due_at, (
            "counted from the letter"
        )
        with acting(clerk.pk):
            shown = reveal(part.people.get(), by=clerk, purpose=Reveal.Purpose.CALL)
        assert {name: getattr(shown, name) for name in PETITIONER} == PETITIONER
    assert (lamp.own.path, water.own.path) == ("", "p6")
    assert Reveal.objects.filter(person__matter=petition, shown_at__isnull=False).count() == 1


def test_who_is_hidden_and_who_is_accused_stay_so_in_every_part(line, bureau, divide):
    petition = line.register(veiled=True, units=[bureau], complained="交通运输局")
    divide(petition, LAMP)
    (part,) = others(petition)
    assert part.own.veiled
    assert part.own.complained == "交通运输局"
    assert Person.objects.get(matter=part).veiled
    assert [one.unit for one in part.accusations.all()] == [bureau]
    with pytest.raises(MoveDenied, match="姓名"):
        divide(petition, {**LAMP, "facts": "演示张三丰门口没有灯。"})
    with pytest.raises(MoveDenied, match="姓名"):
        divide(petition, LAMP, facts="演示张三丰的路坏了。")
    assert len(others(petition)) == 1


def test_an_accusers_other_requests_are_hidden_at_the_window_too(line):
    petition = line.register(category="accuse", parts=[LAMP])
    (part,) = others(petition)
    assert part.own.veiled
    assert Person.objects.get(matter=part).veiled


def test_only_the_office_divides_and_only_what_was_not_accepted(line, official, divide):
    with pytest.raises(MoveDenied):
        divide(line.to("classify"), LAMP, by=official)
    accepted = line.to("accept")
    with pytest.raises(IllegalMove):
        divide(accepted, LAMP)
    with pytest.raises(MoveDenied, match="至少一个"):
        divide(line.to("classify"))
    assert not Reveal.objects.exists(), "nobody was read for nothing"
    assert not Matter.objects.filter(petition__part_of__isnull=False).exists()


def test_several_organs_work_on_one_letter_and_one_code_shows_each(line, client, clerk, government, divide):
    petition = line.to("classify")
    code = residing.slip(petition, tail="3333", by=clerk).code
    divide(petition, LAMP)
    (lamp,) = others(petition)
    line.do(petition, "route")
    line.do(line.do(lamp, "classify"), "route", to=government)
    page = BeautifulSoup(client.post("/s/q/", {"code": code, "tail": "3333"}).content, "lxml")
    assert not page.select(".place"), "no form asks where the petitioner stands"
    part = page.select_one("[aria-labelledby=part-2]")
    assert "测试县交通运输局" in page.select_one("[aria-labelledby=now]").text
    assert all(word in part.text for word in ("测试县人民政府", "请求装路灯", "最晚"))
    assert lamp.number not in page.text
    given = {one["name"]: one["value"] for one in part.select("input[type=hidden]")}
    page = BeautifulSoup(client.post("/s/petition/answer/", given).content, "lxml")
    assert "测试县人民政府" in page.select_one("[aria-labelledby=now]").text
    assert "测试县交通运输局" in page.select_one("[aria-labelledby=part-1]").text


def test_the_page_takes_the_parts_and_says_that_organs_work_side_by_side(line, client, clerk):
    petition = line.to("classify")
    client.force_login(clerk)
    url = f"/petitions/{petition.number}/divide/"
    page = BeautifulSoup(client.get(url).content, "lxml")
    assert "几个单位同时办一封信" in page.text
    lacking = client.post(url, {**STAYS, "part2_request": "", "part3_request": "请求通水。"})
    assert "写一句分出去的请求" in lacking.content.decode()
    assert "请求和事实都要写" in lacking.content.decode()
    given = {f"part2_{name}": text for name, text in LAMP.items()}
    assert client.post(url, {**STAYS, **given}).status_code == 302
    assert [one.own.request for one in others(petition)] == [LAMP["request"]]


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_the_page_answers_and_shows_it_as_text(line, client, clerk, name):
    client.force_login(clerk)
    client.raise_request_exception = False
    petition, text = line.to("classify"), HOSTILE[name]
    given = {f"part2_{part}": text for part in LAMP} | {"request": text, "facts": text, "note": text}
    page = client.post(f"/petitions/{petition.number}/divide/", given, follow=True)
    assert page.status_code < 500
    assert not injected(page.content)
