"""平安创建: accepted by somebody else, by its standards; coverage counts what holds."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities import services
from activities.exceptions import LedgerDenied
from activities.models import Acceptance, Creation, Scheme, Standard
from activities.selectors import coverage
from security import clock
from security.context import acting
from tests.activities.conftest import checked, passing, scheme, unit_of
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db
COVERAGE = reverse("activities:coverage")
COUNTED = re.compile(r"data-count>(\d+)<")


@pytest.fixture
def safe(clerk):
    return scheme(clerk)


def test_it_is_checked_and_accepted_by_somebody_else(client, safe, villager, officer, village):
    client.force_login(villager)
    given = {"scheme": safe.pk, "area": village.pk, "on": f"{clock.today()}"}
    assert client.post(reverse("activities:creations_new"), given).status_code == 302
    made = Creation.objects.get()
    accept = reverse("activities:accept", args=[made.pk])
    met = [one.pk for one in safe.standards.filter(needed=True)]
    assert client.post(reverse("activities:check", args=[made.pk]), {"met": met}).status_code == 302
    assert client.get(reverse("activities:check", args=[made.pk])).status_code == 302  # once
    assert client.get(accept).status_code == 403
    client.force_login(officer)
    today = clock.today()
    answers = {"passed": "yes", "on": f"{today}", "until": ""}
    assert "有效到哪天" in client.post(accept, answers).content.decode()
    answers["until"] = f"{today + timedelta(days=365)}"
    assert client.post(accept, answers).status_code == 302
    assert client.post(accept, answers).status_code == 403  # once
    page = client.get(made.get_absolute_url()).content.decode()
    for words in ("通过", "无命案", "一定要达到", "桥东镇综治中心"):
        assert words in page


def test_who_wrote_it_down_does_not_accept_it(safe, officer, villager, village):
    own = checked(officer, village, safe)
    with pytest.raises(LedgerDenied, match="另一个人"):
        services.accept(own, by=officer, **passing())
    with pytest.raises(IntegrityError, match="acceptance_is_by_somebody_else"), transaction.atomic():
        Acceptance.objects.create(creation=own, unit=unit_of(officer), made_by=officer, **passing())
    with acting(villager.pk):  # no village accepts, not in the database either
        row = Acceptance(creation=own, unit=unit_of(villager), made_by=villager, **passing())
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            row.save()


def test_without_what_is_needed_it_does_not_pass(safe, officer, villager, village):
    made = checked(villager, village, safe, met=1)
    with pytest.raises(ValidationError, match="没有达到"):
        services.accept(made, by=officer, **passing())
    with pytest.raises(IntegrityError, match="acceptance_meets_the_standards"), transaction.atomic():
        Acceptance.objects.create(creation=made, unit=unit_of(officer), made_by=officer, **passing())
    assert not services.accept(made, by=officer, passed=False, on=clock.today()).passed


def test_a_check_is_of_its_scheme_and_before_it_is_accepted(safe, clerk, officer, villager, village):
    other = scheme(clerk, name="星级社区").standards.first()
    made = checked(villager, village, safe)
    for standard in (other,):
        with pytest.raises(IntegrityError, match="check_is_of_its_scheme"), transaction.atomic():
            made.checks.create(standard=standard, met=True)


def test_what_is_accepted_holds_for_a_time(safe, officer, villager, village):
    made = checked(villager, village, safe)
    for given in (passing(until=None), passing(until=clock.today()), passing(passed=False)):
        with pytest.raises(IntegrityError, match="acceptance_holds_for_a_time"), transaction.atomic():
            Acceptance.objects.create(creation=made, unit=unit_of(officer), made_by=officer, **given)


def test_coverage_counts_a_place_once_while_it_holds(safe, clerk, officer, villager, town, village):
    AreaFactory(parent=town, name="桥南村")
    services.accept(checked(villager, village, safe), by=officer, **passing())
    services.accept(checked(villager, village, safe), by=officer, **passing())  # again: still one place
    found = coverage(clerk, safe, clock.today())
    assert [(len(one.places), len(one.holding), one.rate) for one in found] == [(2, 1, 50.0)]
    assert [place.name for place in found[0].lacking] == ["桥南村"]
    later = clock.today() + timedelta(days=366)
    assert [len(one.holding) for one in coverage(clerk, safe, later)] == [0]
    for creation in Creation.objects.all():
        services.withdraw(creation, by=villager, why="登记错了")
    assert [len(one.holding) for one in coverage(clerk, safe, clock.today())] == [0]


def test_every_number_opens_its_places(client, safe, clerk, officer, villager, town, village, other_town):
    for name in ("甲村", "乙村"):
        AreaFactory(parent=town, name=name)
        AreaFactory(parent=other_town, name=name)
    services.accept(checked(villager, village, safe), by=officer, **passing())
    client.force_login(clerk)
    page = client.get(COVERAGE)
    table = page.context["table"]
    assert "80%" in page.content.decode()
    assert [cell["text"] for cell in table["foot"][1:5]] == ["5", "1", "4", "20.0%"]
    for row in [*table["rows"], table["foot"]]:
        for cell in row[1:4]:
            opened = client.get(COVERAGE + cell["url"].partition("#")[0]).content.decode()
            assert int(COUNTED.search(opened)[1]) == int(cell["text"])
    client.force_login(officer)  # sees their own township alone
    rows = client.get(COVERAGE).context["table"]["rows"]
    assert [row[0]["text"] for row in rows] == ["桥东镇"]


def test_schemes_are_of_the_county_and_do_not_change(client, clerk, officer):
    url = reverse("activities:scheme_new")
    given = {"name": "星级社区", "level": "12", "target": "80", "needed": "无命案\n有调解室", "others": ""}
    client.force_login(officer)
    assert client.post(url, given).status_code == 302
    assert not Scheme.objects.exists()
    client.force_login(clerk)
    assert client.post(url, given | {"needed": ""}).status_code == 400
    assert client.post(url, given).status_code == 302
    assert Standard.objects.count() == 2
    assert client.post(url, given).status_code == 400  # that name is there
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Scheme.objects.update(target=1)


def test_the_page_costs_the_same_for_any_number_of_places(
    client, safe, clerk, officer, villager, town, village
):
    client.force_login(clerk)
    services.accept(checked(villager, village, safe), by=officer, **passing())
    url = f"{COVERAGE}?state=all"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(5):
        AreaFactory(parent=town, name=f"村{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
