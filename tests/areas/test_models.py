from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from areas.models import Area, inside, outermost, parent_code, short_name
from tests.factories import AreaFactory

codes = st.builds(
    lambda head, tail: head + "".join(tail),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.lists(st.from_regex(r"[0-9]{3}", fullmatch=True), max_size=3),
)


@given(codes)
def test_lineage_ends_with_the_area_and_each_code_begins_with_the_one_before(code):
    lineage = Area(code=code).lineage
    assert lineage[-1] == code
    assert all(inner.startswith(outer) for outer, inner in pairwise(lineage))
    assert [parent_code(inner) for inner in lineage] == ["", *lineage[:-1]]


@given(st.sets(codes, max_size=12))
def test_the_outermost_codes_cover_all_and_none_lies_in_another(some):
    kept = outermost(some)
    assert all(any(code.startswith(outer) for outer in kept) for code in some)
    assert not any(one != other and one.startswith(other) for one in kept for other in kept)


@pytest.mark.django_db
def test_below_and_inside_take_the_area_and_all_in_it_and_no_neighbour(county, town, village, grid):
    neighbour = AreaFactory(parent=county)
    assert set(Area.objects.below(town.code)) == {town, village, grid}
    assert set(Area.objects.filter(inside({village.code, neighbour.code}, "code"))) == {
        village,
        grid,
        neighbour,
    }
    assert not Area.objects.filter(inside((), "code")).exists()


@pytest.mark.django_db
def test_levels_are_told_by_the_length_of_the_code(county, town, village, grid):
    assert [area.level for area in (county, town, village, grid)] == list(Area.Level)
    assert set(Area.objects.of_level(Area.Level.VILLAGE)) == {village}


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["1", "12345", "1234567", "12345a", "123456789012345678"])
def test_a_code_of_no_level_is_refused_by_form_and_database(code):
    area = Area(code=code, name="甲")
    with pytest.raises(ValidationError):
        area.full_clean()
    if len(code) <= 15:
        with pytest.raises(IntegrityError), transaction.atomic():
            area.save()


@pytest.mark.django_db
def test_a_replaced_area_needs_its_last_day_and_is_then_no_longer_current(county, town):
    heir = AreaFactory(parent=county)
    town.replaced_by = heir
    with pytest.raises(ValidationError, match="停用日期"):
        town.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        town.save()
    town.active_until = timezone.localdate()
    town.save()
    assert set(Area.objects.current()) == {county, heir}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("三联村委会", "三联村"),
        ("三联村民委员会", "三联村"),
        ("澉川社区居民委员会", "澉川社区"),
        ("百可社区居委会", "百可社区"),
        ("东街居委会", "东街社区"),
        ("城南社区", "城南社区"),
        ("村委会", "村委会"),
    ],
)
def test_a_village_is_called_without_its_office(name, short):
    assert short_name(name) == short


def test_a_point_is_in_the_area_only_where_an_outline_says_so():
    ring = [[120.0, 30.0], [121.0, 30.0], [121.0, 31.0], [120.0, 31.0], [120.0, 30.0]]
    drawn = Area(code="330424", outline={"type": "Polygon", "coordinates": [ring]})
    assert drawn.outline_contains(120.5, 30.5) is True
    assert drawn.outline_contains(122.0, 30.5) is False
    assert Area(code="330424").outline_contains(120.5, 30.5) is None


def test_an_area_lies_in_one_that_is_there(county):
    Area(code=f"{county.code}001", name="新镇").full_clean()
    with pytest.raises(ValidationError, match="没有上级区划"):
        Area(code="999999001", name="孤镇").full_clean()


def test_an_outline_that_no_point_can_be_held_against_is_refused(county):
    county.outline = {"type": "Feature"}
    with pytest.raises(ValidationError, match="GeoJSON"):
        county.full_clean()
