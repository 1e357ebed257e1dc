import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from accounts.models import Role
from casework import services
from casework.models import Attachment, Event, Grant, Matter
from grids.models import Case
from tests.factories import AccusationFactory, AreaFactory, CaseFactory, DutyFactory, UnitFactory, UserFactory


def test_visible_to_follows_the_tree(town, village):
    case = CaseFactory(area=village)
    assert Matter.objects.visible_to(DutyFactory(unit__area=town).user).get() == case
    assert not Matter.objects.visible_to(DutyFactory().user).exists()
    assert not Matter.objects.visible_to(UserFactory()).exists()


def test_a_county_does_not_see_its_neighbour_whose_code_is_the_next(county):
    neighbour = AreaFactory(code=f"{int(county.code) + 1}")
    CaseFactory(area=neighbour)
    assert not Matter.objects.visible_to(DutyFactory(unit__area=county).user).exists()


def test_a_grid_worker_sees_the_grid_and_not_the_units_other_cases(worker, grid, village, centre):
    mine = CaseFactory(area=grid)
    CaseFactory(area=village)
    CaseFactory(area=village, unit=centre)
    assert Matter.objects.visible_to(worker).get() == mine


def test_visible_to_a_handler_is_what_their_unit_handles(town, handler, unit):
    CaseFactory(area=town)
    handled = CaseFactory(area=town, unit=unit)
    assert Matter.objects.visible_to(handler).get() == handled


def test_visible_to_the_holder_is_what_they_hold(stranger):
    held = CaseFactory(holder=stranger)
    CaseFactory()
    assert Matter.objects.visible_to(stranger).get() == held


@pytest.fixture
def grant(officer):
    """Grants a matter for a week, unless told otherwise."""

    def give(matter, to, days=7):
        until = timezone.localdate() + timedelta(days=days)
        return services.grant(matter, to=to, by=officer, reason="包案领导", until=until)

    return give


def test_a_grant_opens_one_matter(stranger, grant):
    case = CaseFactory()
    CaseFactory()
    grant(case, stranger)
    assert Matter.objects.visible_to(stranger).get() == case
    assert [(event.move, event.note) for event in case.events.all()] == [("grant", "包案领导")]


@pytest.mark.parametrize(("days", "seen"), [(0, True), (-1, False)])
def test_a_grant_ends_after_its_last_day(stranger, grant, days, seen):
    grant(CaseFactory(), stranger, days=days)
    assert Matter.objects.visible_to(stranger).exists() is seen


def test_a_grant_given_again_takes_the_new_day(stranger, grant):
    case = CaseFactory()
    grant(case, stranger, days=-1)
    grant(case, stranger)
    assert Matter.objects.visible_to(stranger).get() == case


def test_a_grant_needs_a_reason(stranger, grant):
    given = grant(CaseFactory(), stranger)
    with pytest.raises(IntegrityError, match="grant_has_a_reason"), transaction.atomic():
        Grant.objects.filter(pk=given.pk).update(reason="")


def test_a_confidential_matter_is_for_keepers_of_its_area_and_for_whom_it_was_granted(
    town, officer, stranger, grant, again
):
    case = CaseFactory(area=town, confidential=True)
    assert not Matter.objects.visible_to(officer).exists()
    keeper = DutyFactory(unit__area=town)
    DutyFactory(user=keeper.user, unit=keeper.unit, role=Role.KEEPER)
    assert Matter.objects.visible_to(keeper.user).get() == case
    elsewhere = DutyFactory(user=DutyFactory(unit__area=town).user, role=Role.KEEPER)
    assert not Matter.objects.visible_to(again(elsewhere.user)).exists()
    grant(case, stranger)
    assert Matter.objects.visible_to(stranger).get() == case


def test_an_accused_unit_never_sees_the_matter(town, grant, again):
    accused = DutyFactory(unit__area=town)
    case = CaseFactory(area=town, unit=accused.unit, holder=accused.user)
    grant(case, accused.user)
    assert Matter.objects.visible_to(accused.user).exists()
    AccusationFactory(matter=case, unit=accused.unit)
    assert not Matter.objects.visible_to(again(accused.user)).exists()


def test_an_accusation_shuts_out_sub_units_but_not_superiors_nor_sisters(town):
    top = UnitFactory(area=town)
    accused, sister = UnitFactory(area=town, parent=top), UnitFactory(area=town, parent=top)
    below = UnitFactory(area=town, parent=UnitFactory(area=town, parent=accused))
    AccusationFactory(matter=CaseFactory(area=town), unit=accused)

    def sees(unit):
        return Matter.objects.visible_to(DutyFactory(unit=unit).user).exists()

    assert [sees(unit) for unit in [top, accused, below, sister]] == [True, False, False, True]


def test_an_accused_units_grid_worker_is_shut_out_too(worker, centre, grid):
    AccusationFactory(matter=CaseFactory(area=grid), unit=centre)
    assert not Matter.objects.visible_to(worker).exists()


def test_an_attachment_is_seen_with_its_matter(town, officer, stranger):
    file = Attachment.objects.create(
        matter=CaseFactory(area=town),
        name="a",
        file="a.jpg",
        content_type="image/jpeg",
        sha256="0",
        by=officer,
    )
    assert Attachment.objects.visible_to(officer).get() == file
    assert not Attachment.objects.visible_to(stranger).exists()


def test_visible_to_costs_one_query_after_the_scope_is_read(town, officer, django_assert_num_queries):
    CaseFactory(area=town)
    with django_assert_num_queries(3 + 2):  # duties, grants, accusations; matters, areas
        list(Matter.objects.visible_to(officer).for_list())
    with django_assert_num_queries(1):
        Matter.objects.visible_to(officer).count()


def test_the_scope_needs_neither_join_nor_subquery(officer, grant):
    grant(CaseFactory(), officer)
    AccusationFactory(unit=officer.duties.get().unit)
    sql = str(Matter.objects.visible_to(officer).query)
    assert re.findall("JOIN|SELECT", sql) == ["SELECT"]


def test_of_brings_one_kind_with_its_own_row(town, django_assert_num_queries):
    CaseFactory(area=town)
    with django_assert_num_queries(1):
        assert [matter.own.text for matter in Matter.objects.of(Case)]


def test_overdue_is_late_at_the_very_instant(town):
    now = timezone.now()
    late = CaseFactory(area=town, due_at=now)
    CaseFactory(area=town, due_at=now + timedelta(seconds=1))
    CaseFactory(area=town, due_at=now, closed_at=now + timedelta(days=1))
    assert Matter.objects.overdue(now).get() == late


def test_history_cannot_be_rewritten(town, officer):
    case = CaseFactory(area=town)
    event = Event.objects.create(matter=case, move="register", to_status="reported", by=officer)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(note="另一个说法")


@pytest.mark.parametrize(
    ("status", "role"), [("reported", Role.CENTER), ("finished", Role.CENTER), ("checked", Role.OFFICE)]
)
def test_where_nobody_has_the_turn_it_waits_for_those_who_may_act_too(
    county, town, officer, status, role, again, django_assert_max_num_queries
):
    deputy = DutyFactory(role=role, unit=UnitFactory(area=county)).user
    CaseFactory(area=town, status=status)
    unplaced, unstaffed = CaseFactory(area=county, status=status), AreaFactory(parent=county)
    elsewhere = CaseFactory(area=unstaffed, status=status)
    with django_assert_max_num_queries(4):
        assert set(Matter.objects.on_desk_of(deputy)) == {unplaced, elsewhere}
    officer.is_active = False
    officer.save()
    assert Matter.objects.on_desk_of(again(deputy)).count() == 3
