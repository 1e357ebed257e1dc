"""五议两公开: no step is left out, enough people came, more than half agreed (村民委员会组织法 22、26)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from activities import services
from activities.exceptions import LedgerDenied
from activities.models import Charter, Resolution, Step
from activities.selectors import next_stage
from security import clock
from tests.activities.conftest import matter, unit_of, votes, walked
from tests.grids.test_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return clock.today() - timedelta(days=29)


def test_it_goes_step_by_step_to_the_publication_of_what_was_done(villager, village, first):
    done = walked(matter(villager, village), villager, 7, first)
    assert [step.stage for step in done.steps.all()] == ["1", "2", "3", "4", "6", "7"]
    assert next_stage(done, list(done.steps.all())) is None
    with pytest.raises(LedgerDenied, match="没有下一步"):
        services.take_step(done, by=villager, on=clock.today(), document="再来")


def test_the_township_looks_at_it_where_it_has_to(villager, village, first):
    done = walked(matter(villager, village, needs_town=True), villager, 7, first)
    assert [step.stage for step in done.steps.all()] == list("1234567")


def put(resolution, by, stage, on, **given):
    """A step straight into the table, past the portal."""
    with transaction.atomic():
        return Step.objects.create(
            resolution=resolution, stage=stage, on=on, document="记录", made_by=by, **given
        )


def test_the_database_leaves_no_step_out_and_keeps_the_order_of_days(villager, village, first):
    one = walked(matter(villager, village), villager, 1, first)
    delegates = {"gathering": "delegates", **votes(30, 25, 20)}
    board = {"gathering": "board", **votes(7, 6, 6)}
    with pytest.raises(IntegrityError, match="no_step_is_left_out"):
        put(one, villager, "4", first + timedelta(days=3), **delegates)
    with pytest.raises(IntegrityError, match="steps_follow_each_other"):
        put(one, villager, "2", first - timedelta(days=1), **board)
    put(one, villager, "2", first, **board)
    with pytest.raises(IntegrityError, match="no_step_is_left_out"):
        put(one, villager, "2", first, **board)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        one.steps.update(on=first)


def test_a_decision_is_published_long_enough(villager, village, first, settings):
    one = walked(matter(villager, village), villager, 4, first)
    day = first + timedelta(days=5)
    with pytest.raises(ValidationError, match="至少公开 7 天"):
        services.take_step(one, by=villager, on=day, until=day + timedelta(days=6), document="公告")
    settings.PUBLIC_DAYS = 5
    services.take_step(one, by=villager, on=day, until=day + timedelta(days=6), document="公告")
    with pytest.raises(IntegrityError, match="steps_follow_each_other"):
        put(one, villager, "7", day + timedelta(days=5))


QUORUM = [
    ("villagers", 100, 50, False),  # more than half: half is not enough (22)
    ("villagers", 100, 51, True),
    ("households", 30, 19, False),
    ("households", 30, 20, True),  # two thirds, exactly (22)
    ("households", 31, 20, False),
    ("delegates", 30, 20, True),  # two thirds, exactly (26)
    ("delegates", 32, 21, False),
    ("delegates", 32, 22, True),
    ("board", 40, 40, False),  # they decide nothing
]


@pytest.mark.parametrize(("gathering", "entitled", "present", "enough"), QUORUM)
def test_enough_come_to_decide(villager, village, first, gathering, entitled, present, enough):
    three = walked(matter(villager, village), villager, 3, first)
    given = {"gathering": gathering, **votes(entitled, present, present)}
    if enough:
        put(three, villager, "4", first + timedelta(days=3), **given)
    else:
        with pytest.raises(IntegrityError, match=r"enough_came|each_meeting"):
            put(three, villager, "4", first + timedelta(days=3), **given)


@pytest.mark.parametrize(("agreed", "carried"), [(10, False), (11, True)])
def test_more_than_half_of_those_present_agree_or_it_ends(villager, village, first, agreed, carried):
    three = walked(matter(villager, village), villager, 3, first)
    day, given = first + timedelta(days=3), {"gathering": "delegates", **votes(30, 20, agreed)}
    assert services.take_step(three, by=villager, on=day, document="决议", **given).carried is carried
    assert bool(next_stage(three, list(three.steps.all()))) is carried
    if not carried:
        with pytest.raises(IntegrityError, match="what_was_voted_down_ends"):
            put(three, villager, "6", first + timedelta(days=4), until=clock.today())


@pytest.mark.parametrize(
    "counts",
    [votes(30, 31, 31), votes(30, 25, 20, 1, 1), {}, votes(0, 0, 0), {"entitled": 30, "present": 25}],
)
def test_votes_are_those_of_who_came(villager, village, first, counts):
    three = walked(matter(villager, village), villager, 3, first)
    with pytest.raises(IntegrityError, match=r"votes_are_those|enough_came"):
        put(three, villager, "4", first + timedelta(days=3), gathering="delegates", **counts)


def test_it_is_done_on_its_page(client, villager, officer, village, first):
    one = walked(matter(villager, village), villager, 3, first)
    client.force_login(villager)
    page = client.get(one.get_absolute_url()).content.decode()
    for words in ("党支部提议", "走过了", "记这一步", "实施结果公开"):
        assert words in page
    url = reverse("activities:step", args=[one.pk])
    given = {"on": f"{clock.today()}", "document": "决议", "gathering": "delegates", **votes(30, 19, 19)}
    few = client.post(url, given)
    assert few.status_code == 400
    assert "到会的人不够" in few.content.decode()
    early = client.post(url, given | votes(30, 25, 20) | {"on": f"{first - timedelta(days=9)}"})
    assert "不能早于前一步" in early.content.decode()
    assert client.post(url, given | votes(30, 25, 20)).status_code == 302
    client.force_login(officer)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert client.post(url, given).status_code == 403


def test_a_charter_comes_of_a_decision_of_its_own_village(client, villager, village, first):
    client.force_login(villager)
    url, today = reverse("activities:charters_new"), f"{clock.today()}"
    done = walked(matter(villager, village), villager, 4, first)
    open_ = walked(matter(villager, village), villager, 3, first)
    given = {"area": village.pk, "version": "1", "text": "爱护公物", "on": today, "resolution": open_.pk}
    assert client.post(url, given).status_code == 400
    given["resolution"] = done.pk
    assert client.post(url, given | {"filed_on": f"{first}"}).status_code == 400  # before it was decided
    assert client.post(url, given | {"filed_on": today, "filed_as": "备1"}).status_code == 302
    assert client.post(url, given).status_code == 400  # that version is there
    assert client.post(url, given | {"version": "2"}).status_code == 302
    assert Charter.objects.standing().count() == 2


def test_a_matter_is_of_a_village(villager, town):
    with pytest.raises(IntegrityError, match="resolution_is_of_a_village"), transaction.atomic():
        Resolution.objects.create(
            area=town, unit=unit_of(villager), made_by=villager, title="事", text="字", on=clock.today()
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_the_step(villager, village, first):
    one = matter(villager, village)

    def take():
        try:
            return services.take_step(one, by=villager, on=first, document="提议").stage
        except ValidationError:
            return "refused"

    assert sorted(at_once(take, 4)) == ["1", *["refused"] * 3]
