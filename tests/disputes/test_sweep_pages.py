"""The pages of sweeps cost the same for many units, and show nothing to who sees none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from disputes.services import sweeping
from security import clock
from tests.factories import AreaFactory, DutyFactory, UnitFactory


@pytest.fixture
def plan(county, town):
    """Of the county's office, for two villages."""
    office = DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="平安办")).user
    for _ in range(2):
        add_village(town)
    day = clock.today() - timedelta(days=1)
    days = {"starts_on": day, "ends_on": day, "grace": 3}
    given = {"name": "排查", "sort": "regular", "tier": "village", "rhythm": "once", "area": county}
    return sweeping.plan_sweeps(by=office, **given, **days)


def add_village(town):
    unit = UnitFactory(area=AreaFactory(parent=town))
    DutyFactory(role=Role.VILLAGE, unit=unit, leads=True)


def cost(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["sweeps", "sweep_plan", "sweep_export"])
def test_a_page_costs_the_same_for_any_number_of_units(client, plan, town, name):
    client.force_login(plan.by)
    url = reverse(f"disputes:{name}", args=[] if name == "sweeps" else [plan.pk])
    cost(client, url)  # what is read once in a process
    few = cost(client, url)
    for _ in range(4):
        add_village(town)
    assert sweeping.make_rows(plan, plan.starts_on) == 4
    assert cost(client, url) == few


def test_the_list_counts_what_is_not_reported(client, plan):
    client.force_login(plan.by)
    assert "2 张未报" in client.get(reverse("disputes:sweeps")).content.decode()


def test_who_oversees_none_of_it_sees_neither_plan_nor_row(client, plan):
    elsewhere = DutyFactory(role=Role.TOWN, unit=UnitFactory(name="别的镇")).user
    client.force_login(elsewhere)
    assert "还没有排查计划" in client.get(reverse("disputes:sweeps")).content.decode()
    for name, key in (("sweep_plan", plan.pk), ("sweep", plan.sweeps.first().pk)):
        assert client.get(reverse(f"disputes:{name}", args=[key])).status_code == 404
