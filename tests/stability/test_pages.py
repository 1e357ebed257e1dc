"""The pages of risk assessments: entered, found, opened, moved, exported; refusals say how to mend it."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from casework.errands import errands
from casework.models import Matter
from casework.selectors.todo import todo
from security import clock
from stability import services
from tests.disputes.test_views import page
from tests.factories import CaseFactory, DutyFactory
from tests.stability.conftest import DAY

NEW = reverse("stability:new")


def inside(user):
    client = Client()
    client.force_login(user)
    return client


def given(line, **more):
    said = {
        "title": "城东片区征地",
        "scope": "project",
        "summary": "征地 200 亩。",
        "unit": line.unit.pk,
        "area": line.county.pk,
        "areas": [line.places[0].pk],
        "groups": "被征地农户 126\n沿街商户，40人",
        "year": "2026",
        "consent": "县委〔2026〕3号",
        "consented_on": f"{clock.today()}",
    }
    return said | more


def test_the_office_enters_a_matter_and_the_unit_finds_it_on_its_list(line, office, official):
    client = inside(office)
    answer = client.post(NEW, given(line))
    matter = Matter.objects.get(kind="stability")
    assert answer.url == matter.get_absolute_url()
    assert [str(one) for one in matter.affected_groups.all()] == ["被征地农户（126 人）", "沿街商户（40 人）"]
    assert "城东片区征地" in page(client.get(answer.url))
    blocks, waiting = todo(user=official, now=clock.now(), limit=9)
    assert (waiting.count, blocks[0].rows[0].matter) == (1, matter)


BAD = {
    "an emergency": ({"scope": "emergency"}, "突发事件应急处置不做稳评"),
    "no consent": ({"consent": ""}, "写上党委同意的文号"),
    "consent to come": ({"consented_on": "2099-01-01"}, "这个日期还没到"),
    "a group without a number": ({"groups": "农户"}, "写成“哪些人 人数”"),
    "a group twice": ({"groups": "农户 3\n农户 4"}, "同一个群体写了两次"),
    "no place": ({"areas": []}, "选影响到的镇街、村"),
    "no unit": ({"unit": ""}, "选一个单位"),
    "a year that is none": ({"year": "x"}, "年份像 2026 这样写"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_says_how_to_mend_it_and_keeps_what_was_typed(line, office, case):
    wrong, said = BAD[case]
    answer = inside(office).post(NEW, given(line, **wrong))
    assert answer.status_code == 400
    assert said in page(answer)
    assert "征地 200 亩。" in answer.content.decode()
    assert not Matter.objects.exists()


def test_only_the_office_enters_and_strangers_find_nothing(line, official, worker):
    assert inside(official).post(NEW, given(line)).url == reverse("stability:list")
    matter = line.register()
    assert inside(worker).get(matter.get_absolute_url()).status_code == 404
    assert inside(worker).get(reverse("stability:catalogue", args=[2026])).status_code == 404
    assert inside(official).get(matter.get_absolute_url()).status_code == 200


def test_the_page_says_all_that_the_next_step_lacks(line, official):
    text = page(inside(official).get(line.to("consult").get_absolute_url()))
    for said in ("还要用至少 2 种方式", "“被征地农户”只问了 0 人", "还没有分析：合法性", "还没有风险点"):
        assert said in text
    ready = page(inside(official).get(line.to("legality").get_absolute_url()))
    assert "送审的四份材料" in ready


def test_a_refusal_on_the_page_keeps_the_form_and_names_the_way(line, leader):
    matter = line.to("file", level="high")
    url = reverse("stability:decide", args=[matter.number])
    said = line.given(matter, "decide")[0] | {"document": "县政府〔2026〕77号"}
    answer = inside(leader).post(url, said)
    assert answer.status_code == 403
    assert "高风险：不实施" in page(answer)
    assert "县政府〔2026〕77号" in answer.content.decode()
    assert line.fresh(matter).status == "filed"


def test_counts_by_groups_go_in_by_the_form(line, official):
    matter = line.to("consult")
    large, small = matter.affected_groups.all()
    spent = {"began_on": line.day(80), "ended_on": line.day(70), "said": "嫌低。", "adopted": "采纳。"}
    numbers = {
        f"group{large.pk}_asked": 30,
        f"group{large.pk}_supporting": 20,
        f"group{large.pk}_opposing": 9,
    }
    url = reverse("stability:hear", args=[matter.number])
    assert inside(official).post(url, {"method": "survey", **spent, **numbers}).status_code == 302
    assert str(matter.tallies.get()) == "被征地农户：问 30 人，支持 20，反对 9"
    wrong = inside(official).post(url, {"method": "visit", **spent, f"group{small.pk}_asked": 99})
    assert "一共 40 人，问不到 99 人" in page(wrong)
    assert "要写问了多少人" in page(inside(official).post(url, {"method": "visit", **spent}))


@pytest.mark.parametrize("name", ["list", "catalogue", "detail", "papers"])
def test_a_page_costs_the_same_for_one_and_for_25_rows(line, office, name):
    client, first = inside(office), line.to("check_up")
    args = {"list": [], "catalogue": [clock.today().year]}.get(name, [first.number])
    address = reverse(f"stability:{name}", args=args)

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            client.get(address)
        return len(made)

    few = queries()
    for place in range(24):
        if name in {"list", "catalogue"}:
            line.register(title=f"征地{place}")
        else:
            given = {"on": clock.today(), "found": f"第 {place} 次。"}
            services.check_up(line.fresh(first), by=line.people["official"], **given)
    assert queries() == few


def test_the_list_narrows_and_says_what_it_cannot_read(line, office):
    client = inside(office)
    high, low = line.to("set_level", level="high"), line.to("plan")
    text = client.get(reverse("stability:list"), {"level": "high"}).content.decode()
    assert high.number in text
    assert low.number not in text
    for wrong, said in (({"level": "x"}, "没有“x”这个等级"), ({"year": "二六"}, "年份“二六”写得不对")):
        assert said in page(client.get(reverse("stability:list"), wrong))
    assert "没有“x”这个指标" in page(client.get(reverse("stability:list"), {"figure": "x"}))


def test_each_number_of_the_catalogue_opens_its_rows_and_the_workbook_has_them(line, office):
    line.to("check_up")
    line.to("file", level="high")
    client, year = inside(office), clock.today().year
    answer = client.get(reverse("stability:catalogue", args=[year]))
    for number in answer.context["numbers"]:
        if number.query:
            shown = client.get(f"{reverse('stability:list')}?{number.query}")
            count = shown.context["paginator"].count
            assert "%" in number.value or number.value == "——" or count == int(number.value.split()[0]), (
                number.key
            )
    values = {one.key: one.value for one in answer.context["numbers"]}
    assert (values["stability.listed"], values["stability.high"], values["stability.filed_rate"]) == (
        "2 件",
        "1 件",
        "100.0%",
    )
    saved = client.get(reverse("stability:export", args=[year]))
    book = openpyxl.load_workbook(BytesIO(saved.content))
    assert "城东片区征地" in {str(cell.value) for row in book["目录"] for cell in row}


def test_new_matters_of_the_affected_places_suggest_a_new_assessment_to_whoever_sees_them(
    line, office, official
):
    matter = line.to("track")
    for _ in range(5):
        CaseFactory(area=line.places[0])
    CaseFactory(area=line.places[0], registered_at=matter.own.decided_at - DAY)
    text = page(inside(office).get(matter.get_absolute_url()))
    assert "5 件事" in text
    assert "看一看要不要“重新评估”" in text
    rows = page(inside(office).get(reverse("stability:signals", args=[matter.number])))
    assert "共 <strong data-count>5</strong> 件" in rows
    assert "0 件事" in page(inside(official).get(matter.get_absolute_url()))
    assert line.fresh(matter).status == "tracking"


def test_a_measure_that_is_due_stands_on_the_list_of_its_unit(line, official):
    line.to("track")
    assert "落实防范措施：先公示补偿方案。" not in {one.what for one in errands(official, clock.now())}
    later = clock.now() + DAY * 28
    assert "落实防范措施：先公示补偿方案。" in {one.what for one in errands(official, later)}


def test_a_keeper_of_the_platform_sees_none(line):
    matter = line.register()
    other = DutyFactory(role=Role.MEMBER_UNIT, unit__area=line.county).user
    assert inside(other).get(matter.get_absolute_url()).status_code == 404
