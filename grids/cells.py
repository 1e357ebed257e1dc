"""Places near a point: the distance over ground, and the cells in which to look. Pure."""

from math import asin, cos, floor, radians, sin, sqrt

SCALE = 400  # cells in a degree: 278 m from north to south, less from west to east
ROW = 200_000  # more cells than there are round the earth
EARTH = 6_371_000  # metres
DEGREE = EARTH * radians(1)


def cell_of(lng: float, lat: float) -> int:
    """The cell in which a point stands, as the database counts it."""
    return floor(lat * SCALE) * ROW + floor(lng * SCALE)


def cells_around(lng: float, lat: float, metres: float) -> list[int]:
    """The cells that the box around the point touches."""
    high = metres / DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    rows = range(floor((lat - high) * SCALE), floor((lat + high) * SCALE) + 1)
    columns = range(floor((lng - wide) * SCALE), floor((lng + wide) * SCALE) + 1)
    return [row * ROW + column for row in rows for column in columns]


def distance(lng: float, lat: float, other_lng: float, other_lat: float) -> float:
    """Metres over ground between two points, by the haversine formula."""
    half_lat, half_lng = radians(other_lat - lat) / 2, radians(other_lng - lng) / 2
    square = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lng) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(square)))
