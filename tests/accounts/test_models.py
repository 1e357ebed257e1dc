import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Duty, Role, Unit
from tests.factories import AreaFactory, CaseFactory, DutyFactory, UnitFactory


def test_a_duty_covers_its_units_area_or_the_part_it_names(worker, officer, town, grid):
    assert (worker.overseen, officer.overseen) == ({grid.code}, {town.code})
    assert (worker.units, worker.seats) == (set(), officer.seats)


def test_a_duty_cannot_cover_what_is_not_the_units(centre):
    duty = Duty(user=DutyFactory().user, role=Role.GRID, unit=centre, area=AreaFactory())
    with pytest.raises(ValidationError, match="不在“桥东镇综治中心”的管辖范围里"):
        duty.full_clean()


def test_the_same_duty_twice_is_refused_by_the_database(officer, centre):
    with pytest.raises(IntegrityError, match="one_duty_per_role_unit_and_area"), transaction.atomic():
        Duty.objects.create(user=officer, role=Role.TOWN, unit=centre)


def test_a_unit_is_not_its_own_superior(unit):
    with pytest.raises(IntegrityError, match="unit_is_not_its_own_superior"), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(parent=unit.pk)


def test_holding_is_by_area_and_handling_by_unit_or_hand(officer, handler, worker, town, grid, unit):
    case = CaseFactory(area=grid, unit=unit)
    assert officer.holds({Role.TOWN}, case)
    assert not officer.handles({Role.TOWN}, case)
    assert handler.handles({Role.COMPETENT_ORG}, case)
    assert not worker.handles({Role.GRID}, case)
    case.holder_id = worker.pk
    assert worker.handles({Role.GRID}, case)


def test_units_serve_the_areas_inside_theirs(town, village, county):
    here, above, off = UnitFactory(area=town), UnitFactory(area=county), UnitFactory(area=town, active=False)
    UnitFactory()
    assert set(Unit.objects.serving(village.code)) == {here, above}
    assert off.pk


def test_my_page_lists_my_duties_and_shows_the_admin_to_its_keepers_alone(client, worker, keeper):
    client.force_login(worker)
    page = client.get(reverse("accounts:me")).content.decode()
    assert "桥东镇综治中心 · 网格员 · 第一网格" in page
    assert "平台管理" not in page
    client.force_login(keeper)
    assert "平台管理" in client.get(reverse("accounts:me")).content.decode()
