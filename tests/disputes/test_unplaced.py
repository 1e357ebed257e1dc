"""What has no committee in its place is on the desk of whoever gives it to one."""

import pytest

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.models import Matter, Notice
from disputes import services
from tests.disputes.conftest import PARTIES
from tests.disputes.residing import on_desk
from tests.factories import AreaFactory, BodyFactory, DutyFactory, MediatorFactory, UnitFactory

FACTS = {"facts": "两家为通道吵了半年。", "justice_type": "neighbour", "parties": PARTIES}


@pytest.fixture
def clerk(village):
    return DutyFactory(role=Role.VILLAGE, unit=UnitFactory(area=village)).user


@pytest.fixture
def hotline(county):
    """The county's centre."""
    return DutyFactory(role=Role.CENTER, unit=UnitFactory(area=county, name="综治中心")).user


@pytest.fixture
def lost(clerk, village):
    """A dispute of a place without a committee."""

    def one(**fields):
        return services.register(by=clerk, area=village, **(FACTS | fields))

    return one


def committee(area):
    """A committee there in which somebody mediates."""
    made = BodyFactory(unit=UnitFactory(area=area), sort="town")
    user = DutyFactory(role=Role.MEDIATOR, unit=made.unit).user
    return MediatorFactory(body=made, user=user)


def test_the_township_and_the_centre_have_it_on_their_desks_until_one_of_them_gives_it_away(
    client, lost, officer, hotline, clerk, town
):
    dispute = lost()
    assert dispute.unit is None
    elsewhere = DutyFactory(role=Role.TOWN, unit=UnitFactory(area=AreaFactory())).user
    assert [on_desk(user) for user in (officer, hotline)] == [[dispute], [dispute]]
    assert [on_desk(user) for user in (clerk, elsewhere)] == [[], []]
    client.force_login(officer)
    shown = client.get("/todo/").content.decode()
    assert dispute.number in shown
    assert f"{dispute.get_absolute_url()}assign/" in shown
    assert client.get("/api/v1/todo/").json()["count"] == 1
    there = committee(town)
    services.assign(dispute, to=there.body, by=officer)
    assert [on_desk(user) for user in (officer, hotline, there.user)] == [[], [], [dispute]]
    assert f"{dispute.get_absolute_url()}assign/" not in client.get("/todo/").content.decode()


def test_a_committee_in_which_nobody_mediates_is_passed_over(lost, officer, village, town):
    BodyFactory(unit=UnitFactory(area=village), sort="village")
    assert lost().unit is None
    there = committee(town)
    assert lost().unit == there.body.unit


@pytest.mark.parametrize("grave", ["violence", "minors"])
def test_a_confidential_one_is_in_the_hands_of_the_nearest_who_gives_it_away(
    lost, officer, hotline, town, grave
):
    dispute = lost(**{grave: True})
    assert (dispute.unit, dispute.holder, dispute.confidential) == (None, officer, True)
    assert [on_desk(user) for user in (officer, hotline)] == [[dispute], []]
    assert "由您交给调委会" in Notice.objects.get(recipient=officer).text
    empty = BodyFactory(unit=UnitFactory(area=town), sort="town")
    with pytest.raises(MoveDenied, match="没有在任的调解员"):
        services.assign(dispute, to=empty, by=officer)
    there = committee(town)
    services.assign(Matter.objects.get(), to=there.body, by=officer)
    assert (on_desk(officer), on_desk(there.user)) == ([], [dispute])


def test_the_form_says_what_to_do_where_there_is_no_committee_at_all(client, lost, officer):
    dispute = lost()
    client.force_login(officer)
    assert "还没有调委会" in client.get(f"{dispute.get_absolute_url()}assign/").content.decode()


def test_what_a_committee_has_is_on_no_other_desk(officer, hotline, village, town):
    there = committee(town)
    dispute = services.register(by=officer, area=village, **FACTS)
    assert dispute.unit == there.body.unit
    assert [on_desk(user) for user in (officer, hotline)] == [[], []]
