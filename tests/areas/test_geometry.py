import pytest
from hypothesis import given
from hypothesis import strategies as st

from areas.geometry import contains, is_outline, rectangle

degrees = st.floats(-80, 80, allow_nan=False)


@given(st.tuples(degrees, degrees), st.tuples(degrees, degrees), st.tuples(degrees, degrees))
def test_a_rectangle_holds_what_lies_between_its_sides(first, second, point):
    west, east = sorted((first[0], second[0]))
    south, north = sorted((first[1], second[1]))
    box = rectangle(west=west, south=south, east=east, north=north)
    lng, lat = point
    if west < lng < east and south < lat < north:
        assert contains(box, lng, lat)
    elif not (west <= lng <= east and south <= lat <= north):
        assert not contains(box, lng, lat)


def square(size, x=0.0, y=0.0):
    return rectangle(west=x, south=y, east=x + size, north=y + size)["coordinates"][0]


def test_a_hole_is_outside():
    ring = {"type": "Polygon", "coordinates": [square(10), square(2, 4, 4)]}
    assert contains(ring, 1, 1)
    assert not contains(ring, 5, 5)


def test_any_part_of_several_holds_the_point():
    parts = {"type": "MultiPolygon", "coordinates": [[square(1)], [square(1, 5, 5)]]}
    assert contains(parts, 5.5, 5.5)
    assert not contains(parts, 3, 3)


def test_a_dent_is_outside():
    outline = [[0, 0], [4, 0], [4, 4], [2, 1], [0, 4], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [outline]}
    assert contains(shape, 0.5, 2)
    assert not contains(shape, 2, 3)


def test_a_third_coordinate_is_not_minded():
    ring = [[x, y, 12.5] for x, y in square(2)]
    assert contains({"type": "Polygon", "coordinates": [ring]}, 1, 1)


@pytest.mark.parametrize("outline", [{"type": "Point", "coordinates": [1, 2]}, {}])
def test_what_is_no_polygon_is_refused(outline):
    with pytest.raises(ValueError, match="not a polygon"):
        contains(outline, 1, 1)


@pytest.mark.parametrize(
    ("value", "good"),
    [
        (rectangle(west=120, south=30, east=121, north=31), True),
        ({"type": "MultiPolygon", "coordinates": [[square(1)]]}, True),
        ({"type": "Polygon", "coordinates": [[[30, 120], [31, 120], [31, 121], [30, 120]]]}, False),
        ({"type": "Feature", "geometry": rectangle(west=0, south=0, east=1, north=1)}, False),
        ({"type": "MultiPolygon", "coordinates": []}, False),
        ({"type": "MultiPolygon", "coordinates": [[]]}, False),
        ({"type": "Polygon", "coordinates": [[]]}, False),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, False),
        ({"type": "Polygon", "coordinates": 5}, False),
        ([1], False),
        ("x", False),
    ],
)
def test_an_outline_is_polygons_in_degrees(value, good):
    assert is_outline(value) is good
