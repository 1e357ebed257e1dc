"""Known already: of the same sort, near by, of late, open, and within what the user may see (G4)."""

from datetime import timedelta
from math import cos, radians, sin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Role
from casework.models import Grant
from grids.cells import DEGREE, ROW, cell_of, cells_around, distance
from grids.known import METRES, known
from grids.models import Case, Category
from security import clock
from security.context import acting
from tests.factories import AccusationFactory, AreaFactory, CaseFactory, DutyFactory, SourceFactory

HERE = (120.95, 30.52)
POINTS = st.tuples(st.floats(73, 135), st.floats(3, 53))


def north(metres):
    """A point so far to the north."""
    return {"lng": HERE[0], "lat": round(HERE[1] + metres / DEGREE, 6)}


@pytest.fixture
def roads(db):
    return Category.objects.create(code="104", name="城乡环境")


@pytest.fixture
def case(grid, roads):
    source = SourceFactory()

    def make(**fields):
        return CaseFactory(**{"area": grid, "category": roads, "source": source, **north(10), **fields})

    return make


@pytest.fixture
def asked(grid, roads, worker, again):
    def ask(user=worker, point=HERE, category=roads, area=grid):
        person = again(user)
        with acting(person.pk):
            return known(user=person, now=clock.now(), category=category, area=area, point=point)

    return ask


def test_what_is_near_is_shown_with_how_far_and_since_when(case, asked):
    made = case(**north(38))
    (found,) = asked()
    assert (found.matter, found.metres, found.since) == (made, 38, "刚刚")
    assert found.head == "38 米内有人报过"


def test_at_most_three_the_nearest_first(case, asked):
    made = [case(**north(metres)) for metres in (200, 20, 240, 90, 150)]
    assert [each.matter for each in asked()] == [made[1], made[3], made[4]]


@pytest.mark.parametrize(("metres", "shown"), [(249, 1), (251, 0)])
def test_the_ring_is_250_metres(case, asked, metres, shown):
    case(**north(metres))
    assert len(asked()) == shown


@pytest.mark.parametrize(
    "other",
    [
        {"status": "closed", "closed_at": "2099-01-01T00:00Z"},
        {"registered_at": "2020-01-01T00:00Z"},
        {"confidential": True},
        {"category": "102"},
    ],
    ids=["closed", "old", "confidential", "another sort"],
)
def test_what_is_not_the_same_open_and_of_late_is_not_shown(case, asked, other):
    if "category" in other:
        other = {"category": Category.objects.create(code="102", name="治安隐患")}
    case(**other)
    assert asked() == []


def test_thirty_days_are_thirty_days(case, asked):
    now = clock.now()
    case(registered_at=now - timedelta(days=29, hours=23))
    case(registered_at=now - timedelta(days=30, hours=1))
    assert [each.since for each in asked()] == ["29 天前"]


def test_a_deeper_category_is_of_the_same_sort(case, asked):
    made = case(category=Category.objects.create(code="104105", name="市政设施损坏"))
    assert [each.matter for each in asked()] == [made]


def test_out_of_scope_nothing_is_known(case, asked, town):
    """Not that it is there, nor how many, nor how far."""
    elsewhere = AreaFactory(code=f"{town.code}999001", name="另一村网格")
    case(area=elsewhere)
    stranger = DutyFactory(role=Role.GRID, area=AreaFactory(code="999999999999999")).user
    assert asked() == []
    case()
    assert asked(user=stranger) == []


def test_what_accuses_anybody_is_not_shown_even_to_those_who_see_it(case, asked, unit):
    AccusationFactory(matter=case(), unit=unit)
    assert asked() == []


def test_a_confidential_one_is_not_shown_to_its_own_holder(case, asked, worker):
    case(confidential=True, holder=worker)
    assert not Grant.objects.exists()
    assert asked() == []


def test_without_a_point_those_of_the_same_grid(case, asked, grid, village):
    made = case(lng=None, lat=None)
    case(area=village, lng=None, lat=None)
    (found,) = asked(point=None)
    assert (found.matter, found.head) == (made, "同一个网格有人报过")
    assert asked(point=None, area=village) == []


def test_without_a_category_nothing(case, asked):
    case()
    assert asked(category=None) == []


def test_it_is_one_question_whatever_there_is(case, asked):
    for metres in range(10, 200, 20):
        case(**north(metres))
    with CaptureQueriesContext(connection) as few:
        asked()
    selects = [each["sql"] for each in few if "grids_case" in each["sql"]]
    assert len(selects) == 1


@given(POINTS, st.floats(0, 360), st.floats(0, METRES))
@settings(max_examples=300, deadline=None)
def test_no_point_within_the_ring_lies_outside_the_cells(point, bearing, metres):
    """Whatever the direction, all over the country."""
    lng, lat = point
    there_lat = lat + metres / DEGREE * cos(radians(bearing))
    there_lng = lng + metres / DEGREE * sin(radians(bearing)) / cos(radians(there_lat))
    if distance(lng, lat, there_lng, there_lat) <= METRES:
        assert cell_of(there_lng, there_lat) in cells_around(lng, lat, METRES)


def test_the_cells_are_few():
    assert len(cells_around(*HERE, METRES)) <= 16
    assert cell_of(-0.001, -0.001) == -ROW - 1


def test_the_database_counts_cells_and_metres_as_we_do(case, asked):
    for n in range(8):
        case(lng=round(HERE[0] + n * 0.0003, 6), lat=round(HERE[1] - n * 0.0002, 6))
    for each in Case.objects.all():
        assert each.cell == cell_of(float(each.lng), float(each.lat))
    for each in asked():
        own = each.matter.own
        assert each.metres == max(1, round(distance(*HERE, float(own.lng), float(own.lat))))
