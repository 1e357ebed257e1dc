"""The page of the roll-up: which months stand, and the office has them rolled up anew."""

import pytest
from django.urls import reverse

from accounts.models import Role
from figures.layout import layout
from figures.models import FigureNumbers, RolledUpMonth
from jobs.models import Job
from tests.factories import DutyFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(county):
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="领导小组办公室")).user


ROLL_UP = reverse("figures:roll_up")


def test_the_office_asks_for_a_roll_up(client, office):
    client.force_login(office)
    answer = client.post(ROLL_UP, {"first": "2026-07", "last": "2026-09"})
    job = Job.objects.get()
    assert answer.headers["location"] == reverse("jobs:detail", args=[job.pk])
    assert (job.work, job.given, job.by) == ("figures.roll_up", {"from": "2026-07", "to": "2026-09"}, office)
    client.post(ROLL_UP, {"first": "2026-07", "last": "2026-09"})
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "2026-09", "选一个开始月份"),
        ("2026-13", "2026-09", "月份“2026-13”写得不对"),
        ("2026-09", "2026-07", "早于开始月份"),
    ],
)
def test_months_that_make_no_sense_keep_what_was_typed(client, office, first, last, words):
    client.force_login(office)
    page = client.post(ROLL_UP, {"first": first, "last": last})
    assert page.status_code == 400
    assert words in page.content.decode()
    assert f'value="{last}"' in page.content.decode()
    assert not Job.objects.exists()


def test_the_roll_up_counts_the_numbers_of_ones_own_areas(client, officer, town):
    month = RolledUpMonth.objects.create(month="2026-07-01", signature=layout().signature)
    for area in (town.code, "990101001"):
        FigureNumbers.objects.create(
            sort="month",
            start=month.month,
            cut="area",
            kind="case",
            branch=0,
            area=area,
            apart=False,
            numbers=[3, 0, 0, 0],
        )
    client.force_login(officer)
    assert [one.count for one in client.get(ROLL_UP).context["months"]] == [1]


def test_others_see_the_roll_up_and_may_not_ask_for_it(client, officer, stranger):
    client.force_login(officer)
    assert client.get(ROLL_UP).status_code == 200
    assert client.post(ROLL_UP, {"first": "2026-07", "last": "2026-09"}).status_code == 403
    client.force_login(stranger)
    assert client.get(ROLL_UP).status_code == 404
    assert not Job.objects.exists()
