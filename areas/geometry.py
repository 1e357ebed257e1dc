"""Points and outlines. Pure: GeoJSON in, yes or no out. Longitudes and latitudes in degrees."""

from collections.abc import Mapping, Sequence
from typing import Any

Ring = Sequence[Sequence[float]]


def contains(outline: Mapping[str, Any], lng: float, lat: float) -> bool:
    """Does the GeoJSON Polygon or MultiPolygon hold the point? Holes count as outside.

    Raises ValueError for any other geometry.
    """
    kind = outline.get("type")
    if kind == "Polygon":
        return _in_polygon(outline["coordinates"], lng, lat)
    if kind == "MultiPolygon":
        return any(_in_polygon(polygon, lng, lat) for polygon in outline["coordinates"])
    raise ValueError(f"not a polygon: {kind}")


def is_outline(value: Any) -> bool:
    """Is it a GeoJSON Polygon or MultiPolygon, its rings of four points or more, in degrees?"""
    try:
        kind, coordinates = value["type"], value["coordinates"]
        polygons = [coordinates] if kind == "Polygon" else coordinates
        return (
            kind in {"Polygon", "MultiPolygon"}
            and bool(polygons)
            and all(polygons)
            and all(_is_ring(ring) for polygon in polygons for ring in polygon)
        )
    except (LookupError, TypeError, ValueError):
        return False


def rectangle(*, west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A GeoJSON polygon of these bounds."""
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def _is_ring(ring: Ring) -> bool:
    return len(ring) >= 4 and all(-180 <= lng <= 180 and -90 <= lat <= 90 for lng, lat, *_ in ring)


def _in_polygon(rings: Sequence[Ring], lng: float, lat: float) -> bool:
    outer, *holes = rings
    return _in_ring(outer, lng, lat) and not any(_in_ring(hole, lng, lat) for hole in holes)


def _in_ring(ring: Ring, lng: float, lat: float) -> bool:
    """Even-odd rule: a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lng < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
