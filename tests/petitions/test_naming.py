"""Whoever a petition hides is not named in what grows from it (XF-61)."""

from datetime import timedelta

import pytest

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.models import Matter
from disputes import services as disputes
from grids import services as cases
from security import clock
from tests.factories import CategoryFactory, DutyFactory, SourceFactory

PARTIES = [{"name": "演示王五", "side": "applicant"}, {"name": "演示赵六", "side": "respondent"}]
NAMING = "演示张 三丰和邻居为路的事争执。"


def dispatcher(line):
    """The clerk, who also works for the township."""
    clerk = line.people["clerk"]
    duty = DutyFactory(role=Role.TOWN, unit=clerk.held[0].unit, user=clerk)
    return type(clerk).objects.get(pk=duty.user_id)


def dispute_of(petition, by, facts):
    return disputes.register(
        facts=facts, justice_type="neighbour", parties=PARTIES, area=petition.area, by=by, grown_from=petition
    )


def test_xf_61_a_dispute_from_a_petition_does_not_name_whom_that_hides(line):
    petition, clerk = line.to("route", veiled=True), dispatcher(line)
    with pytest.raises(MoveDenied, match="隐去了他们"):
        dispute_of(petition, clerk, NAMING)
    assert not Matter.objects.filter(kind="dispute").exists()
    soon = clock.today() + timedelta(days=5)
    grown = dispute_of(petition, clerk, "信访人和邻居为路的事争执。")
    with pytest.raises(MoveDenied, match="隐去了他们"):
        disputes.supervise(grown, by=clerk, note="请问一问演示张三丰。", until=soon)
    assert disputes.supervise(grown, by=clerk, note="请问一问信访人。", until=soon)


def test_a_case_does_not_either(line, town):
    petition, clerk = line.to("route", veiled=True), line.people["clerk"]
    category, source = CategoryFactory(), SourceFactory()
    given = {"area": town, "category": category, "source": source, "grown_from": petition}
    with pytest.raises(MoveDenied, match="隐去了他们"):
        cases.register(text=NAMING, by=clerk, **given)
    cases.register(text="路坏了。", by=clerk, **given)


def test_who_is_not_hidden_may_be_named(line):
    assert dispute_of(line.to("route"), line.people["clerk"], NAMING)


def test_whoever_may_not_know_them_is_told_nothing(line, bureau, county):
    petition = line.to("route", veiled=True)
    mediator = DutyFactory(role=Role.MEDIATOR, unit=bureau).user
    assert dispute_of(petition, mediator, NAMING)


def test_the_form_says_so_and_keeps_what_was_typed(line, client):
    petition = line.to("route", veiled=True)
    client.force_login(dispatcher(line))
    given = {
        "facts": NAMING,
        "justice_type": "neighbour",
        "party1_name": "演示王五",
        "party2_name": "演示赵六",
        "area": petition.area_id,
        "grown_from": petition.number,
    }
    page = client.post("/disputes/new/", given)
    assert page.status_code == 400
    assert "隐去了他们" in page.content.decode()
    assert NAMING in page.content.decode()
