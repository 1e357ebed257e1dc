"""The page of search, its words and its marks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.found import marked, marked_end, snippet
from casework.models import Matter, SearchText
from casework.models.finding import TOO_SHORT, Words
from casework.search_forms import days_of
from grids.services import accept, dispatch
from security import clock
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


CHINESE = st.text(alphabet="路灯不亮桥东ab12。， -%\\'\n", min_size=0, max_size=30)


@given(text=CHINESE, words=st.text(alphabet="路灯不亮桥东ab12。-%\\'", min_size=2, max_size=5))
def test_marking_changes_no_sign_of_a_text(text, words):
    parts = marked(text, [words])
    assert "".join(part for part, _ in parts) == text
    assert (words in text) == any(hit for _, hit in parts)


def test_marks_stand_where_the_words_are_whatever_their_width_and_case():
    assert marked("在ＫＴＶ门口", ["ktv"]) == [("在", False), ("ＫＴＶ", True), ("门口", False)]
    assert marked("灯灯灯", ["灯灯"]) == [("灯灯灯", True)]
    assert marked_end("202611-000731", Words.of("1000731")) == [("20261", False), ("1-000731", True)]
    assert snippet("路灯\n" + "很长" * 60 + "桥东的路灯", "路灯", ["路灯", "桥东"])[1] == ("桥东", True)
    assert snippet("路灯\n桥东的路灯", "桥东路灯", ["路灯", "桥东"]) == []


def test_words_are_parted_folded_and_few():
    assert Words.of("  路灯　ＡBc 路灯\x00\u200b ").said == ("路灯", "abc")
    assert len(Words.of(" ".join(map(str, range(10, 40)))).said) == 8
    assert Words.of("灯").problem == TOO_SHORT
    assert Words.of("灯 桥东").problem == ""
    assert Words.of("欧阳修 张* 路灯 abc 司马相如").masks == ["欧阳*", "张*", "", "", "司马*如"]


def test_the_page_shows_what_was_found_with_its_words_marked(client, officer, town):
    CaseFactory(title="<b>路灯</b>不亮", text="桥东小学门口", area=town, number="202611-000731")
    client.force_login(officer)
    response = client.get(reverse("casework:search"), {"q": "路灯 小学"})
    assert "&lt;b&gt;<mark>路灯</mark>&lt;/b&gt;不亮" in page(response)
    assert "桥东<mark>小学</mark>门口" in page(response)
    assert "找到 <strong data-count>1</strong> 件" in page(response)
    assert "<mark>0731</mark>" in page(client.get(reverse("casework:search"), {"q": "0731"}))


def test_a_period_has_its_first_and_its_last_day():
    today = date(2026, 3, 1)
    assert days_of("", today) == (None, None)
    assert days_of("30", today) == (date(2026, 1, 31), None)
    assert days_of("year", today) == (date(2026, 1, 1), date(2026, 12, 31))
    assert days_of("last", today) == (date(2025, 1, 1), date(2025, 12, 31))


def test_the_page_is_narrowed_by_a_period(client, officer, town):
    today = clock.now()
    new, old = (
        CaseFactory(title="路灯", area=town, registered_at=today - timedelta(days=d)) for d in (29, 31)
    )
    client.force_login(officer)
    for period, wanted in (("30", [new]), ("90", [new, old])):
        rows = client.get(reverse("casework:search"), {"q": "路灯", "period": period}).context["rows"]
        assert [found.row.matter for found in rows] == wanted


def test_the_copies_that_search_asks_are_those_of_the_matters(officer, handler, unit, town):
    cases = [CaseFactory(title="路灯", area=town) for _ in range(2)]
    dispatch(cases[0], to=unit, note="", by=officer)
    accept(cases[0], by=handler)
    Matter.objects.filter(pk=cases[1].pk).update(confidential=True)
    copied = ("area_id", "unit_id", "holder_id", "confidential", "registered_at")
    matters = Matter.objects.order_by("pk").values_list("pk", *copied)
    assert list(SearchText.objects.order_by("pk").values_list("pk", *copied)) == list(matters)
    assert {matter[3] for matter in matters} == {None, handler.pk}


def test_the_whole_number_comes_before_all_that_name_it(client, officer, town):
    first = CaseFactory(
        title="一件", area=town, number="202611-000731", registered_at=clock.now() - timedelta(days=9)
    )
    second = CaseFactory(title="见 202611-000731", area=town, registered_at=clock.now())
    client.force_login(officer)
    rows = client.get(reverse("casework:search"), {"q": "202611-000731"}).context["rows"]
    assert [found.row.matter for found in rows] == [first, second]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"q": "灯"}, TOO_SHORT),
        ({"q": "没有这样的话"}, "没找到。换个说法，或少写一个词"),
        ({"q": "路灯", "period": "ever"}, "没有这一段时间，重新选一个"),
        ({"q": "路灯", "kind": "flood"}, "没有这一种，重新选一个"),
        ({"q": "路灯", "area": "999999"}, "这个地方不归您管"),
        ({}, "写编号的末几位，或两个字以上的词"),
    ],
)
def test_the_page_says_how_to_ask_otherwise(client, officer, asked, words):
    client.force_login(officer)
    assert words in page(client.get(reverse("casework:search"), asked))


def test_the_page_is_paged_and_costs_as_much_for_many_rows_as_for_one(
    client, officer, town, django_assert_num_queries
):
    CaseFactory(title="路灯", area=town)
    client.force_login(officer)
    client.get(reverse("casework:search"), {"q": "路灯"})
    with django_assert_num_queries(SEARCH_QUERIES):
        client.get(reverse("casework:search"), {"q": "路灯"})
    for _ in range(29):
        CaseFactory(title="路灯", area=town)
    with django_assert_num_queries(SEARCH_QUERIES):
        response = client.get(reverse("casework:search"), {"q": "路灯", "page": "2"})
    assert len(response.context["rows"]) == 5
    assert "第 26～30 件" in page(response)


SEARCH_QUERIES = 10
