"""Lists of disputes: what is asked for, what it costs, and where else they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import SpecialDay
from disputes import services
from security import clock
from tests.disputes.test_views import move, page
from tests.factories import DisputeFactory


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("status=all", 3),
        ("status=declined", 1),
        ("justice_type=medical", 1),
        ("q=通道", 2),
        ("category=101", 3),
        ("source=1", 3),
        ("justice_type=evil", 0),
        ("status=evil", 0),
        ("area=999999", 0),
        ("figure=cases.reported", 0),
    ],
)
def test_the_list_shows_what_is_asked_for(inside, line, query, count):
    line.register()
    line.register(justice_type="medical", facts="手术以后没有好。")
    services.decline(line.register(), refusal="no_party", note="没有对方。", by=line.by)
    response = inside.get(f"/disputes/?{query}")
    assert f"<strong data-count>{count}</strong>" in page(response)


def test_a_party_is_found_by_the_whole_number(inside, register):
    register()
    found = inside.post(reverse("disputes:by_person"), {"number": "13900002222"}, follow=True)
    assert "<strong data-count>1</strong>" in page(found)
    other = inside.post(reverse("disputes:by_person"), {"number": "13900009999"}, follow=True)
    assert "<strong data-count>0</strong>" in page(other)


def test_out_of_scope_does_not_exist(inside):
    other = DisputeFactory()
    assert inside.get(other.get_absolute_url()).status_code == 404
    assert move(inside, other, "accept").status_code == 404


@pytest.mark.parametrize("rows", [1, 25])
def test_a_list_costs_the_same_for_any_number_of_rows(
    inside, town, body, rows, django_assert_max_num_queries
):
    DisputeFactory.create_batch(rows, area=town, unit=body.unit)
    SpecialDay.shown_calendar()
    with django_assert_max_num_queries(10):
        shown = page(inside.get("/disputes/"))
    assert shown.count('class="row ') == rows


def test_the_to_do_list_has_it_and_costs_the_same(inside, town, body):
    counts = []
    for rows in (1, 24):
        DisputeFactory.create_batch(rows, area=town, unit=body.unit)
        SpecialDay.shown_calendar()
        with CaptureQueriesContext(connection) as asked:
            shown = page(inside.get("/todo/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "受理" in shown


def test_an_intake_page_does_not_know_disputes(client, officer, register):
    dispute = register()
    client.force_login(officer)
    assert client.post(f"/intake/{dispute.number}/send/").status_code == 404
    assert client.get(f"/intake/?at={dispute.number}").status_code == 200


def test_who_hands_it_up_out_of_sight_comes_to_what_waits_for_them(inside, line, county_body):
    dispute = line.to("meet")
    answer = inside.post(f"{dispute.get_absolute_url()}escalate/", {"note": "谈不拢。"}, follow=True)
    assert answer.redirect_chain == [("/todo/", 302)]
    assert "已报上一级" in answer.content.decode()
    assert inside.get(dispute.get_absolute_url()).status_code == 404


RISKS = {
    "red": {"risk": "acute", "police_at": clock.now},
    "orange": {"risk": "possible", "heads": 9, "scale": "02"},
    "yellow": {"risk": "possible"},
    "blue": {},
}


@pytest.mark.parametrize("colour", RISKS)
def test_the_four_colours_of_risk_are_on_the_list_with_words_and_narrow_it_md_44(inside, line, colour):
    made = {}
    for key, given in RISKS.items():
        made[key] = line.register(**{name: v() if callable(v) else v for name, v in given.items()})
    everything = page(inside.get("/disputes/"))
    assert all(f'class="risk risk-{key}">' in everything for key in RISKS)
    shown = page(inside.get(f"/disputes/?risk={colour}"))
    assert "<strong data-count>1</strong>" in shown
    assert made[colour].number in shown
    assert {key: found.own.colour.key for key, found in made.items()} == {key: key for key in RISKS}


def test_what_is_about_minors_and_may_come_to_worse_is_orange_for_whoever_sees_it(inside, line):
    line.register(risk="possible", minors=True)
    assert "<strong data-count>1</strong>" in page(inside.get("/disputes/?risk=orange"))
    assert "<strong data-count>0</strong>" in page(inside.get("/disputes/?risk=yellow"))


def test_a_colour_that_is_none_says_so(inside, line):
    line.register()
    assert "没有“late”这种风险" in page(inside.get("/disputes/?risk=late"))
