"""The list and the API find by words as search does."""

import pytest
from django.urls import reverse

from casework.models import finding
from casework.models.finding import TOO_SHORT
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


@pytest.fixture
def lamps(town, officer, client):
    client.force_login(officer)
    return [
        CaseFactory(title="路灯", text=f"桥东第{n}盏", area=town, status=status)
        for n, status in enumerate(["handling", "reported", "closed", "handling"])
    ]


def test_the_list_is_narrowed_by_words_and_by_its_other_conditions(client, lamps):
    CaseFactory(title="垃圾", area=lamps[0].area, status="handling")
    asked = {"q": "路灯 桥东", "status": "handling"}
    rows = client.get("/cases/", asked).context["rows"]
    assert [row.matter for row in rows] == [lamps[3], lamps[0]]


def test_a_word_too_common_to_be_named_row_by_row_finds_the_same(client, lamps, monkeypatch):
    """What is found and counted to its end, and what is not, differ in how they are asked alone."""
    named = client.get("/cases/", {"q": "路灯 第", "status": "handling"})
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding.find, "__defaults__", (2,))
    common = client.get("/cases/", {"q": "路灯 第", "status": "handling"})
    assert common.context["filters"].common
    assert not named.context["filters"].common
    found = [[row.matter for row in response.context["rows"]] for response in (named, common)]
    assert found[0] == found[1] == [lamps[3], lamps[0]]


def test_a_list_too_long_to_be_counted_says_so(client, lamps, monkeypatch):
    monkeypatch.setattr("casework.paging.MOST", 3)
    monkeypatch.setattr(finding.find, "__defaults__", (3,))
    response = client.get("/cases/", {"q": "路灯", "status": "all"})
    assert "共 <strong data-count>3</strong> 件以上，列出最近登记的 3 件" in page(response)
    assert len(response.context["rows"]) == 3


def test_one_sign_is_too_little(client, lamps):
    response = client.get("/cases/", {"q": "灯"})
    assert TOO_SHORT in page(response)
    assert response.context["rows"] == []


def test_the_api_finds_the_same(client, lamps):
    found = client.get(reverse("case-list"), {"q": "路灯 桥东"}).json()
    assert [case["number"] for case in found["results"]] == [case.number for case in reversed(lamps)]
    assert (found["count"], found["more"]) == (4, False)
    assert "more" not in client.get(reverse("case-list")).json()
    refused = client.get(reverse("case-list"), {"q": "灯"})
    assert (refused.status_code, refused.json()) == (400, {"q": [TOO_SHORT]})


@pytest.mark.parametrize(("asked", "queries"), [({}, 12), ({"q": "路灯", "status": "all"}, 12)])
def test_the_list_costs_as_much_for_many_rows_as_for_one(
    client, officer, town, django_assert_num_queries, asked, queries
):
    def case():
        return CaseFactory(title="路灯", area=town, unit=officer.held[0].unit, holder=officer)

    case()
    client.force_login(officer)
    client.get("/cases/")
    with django_assert_num_queries(queries):
        client.get("/cases/", asked)
    for _ in range(24):
        case()
    with django_assert_num_queries(queries):
        client.get("/cases/", asked)
