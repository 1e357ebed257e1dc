"""Known already: open cases of the same sort, near by and of late, before one more is logged (G4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, FloatField, OuterRef, Value
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

from accounts.models import User
from areas.models import Area
from casework.models import Accusation, Matter, MatterQuerySet
from grids.cells import EARTH, cells_around
from grids.models import Case, Category

METRES = 250
LATELY = timedelta(days=30)
SHOWN = 3
TOP = 3  # signs of a category's code: the sort, whatever the county has below it


@dataclass(frozen=True)
class Known:
    """One of them: how far, or None where there was no point to measure from; since when."""

    matter: Matter
    metres: int | None
    since: str

    @property
    def where(self) -> str:
        """How far, in words."""
        return "同一个网格" if self.metres is None else f"{self.metres} 米内"

    @property
    def head(self) -> str:
        """The line above a list of which this is the nearest."""
        return "同一个网格有人报过" if self.metres is None else f"{self.metres} 米内有人报过"


def known(
    *,
    user: User,
    now: datetime,
    category: Category | None,
    area: Area | None,
    point: tuple[float, float] | None,
) -> list[Known]:
    """At most three, the nearest first; with no point those of the same grid, the newest first.

    Of what the user may see; nothing that is confidential or accuses somebody.
    """
    if category is None:
        return []
    alike = open_lately(user, now).filter(case__category__code__startswith=category.pk[:TOP])
    if point:
        found: Any = near(alike, point).order_by("metres", "-registered_at")
    elif area and len(area.code) == Area.Level.GRID:
        found = alike.filter(area=area.pk).newest()
    else:
        return []
    return list(shown(found[:SHOWN], now))


def open_lately(user: User, now: datetime) -> MatterQuerySet:
    """Open cases of the last thirty days that one may be pointed to."""
    return joinable(user).open().filter(registered_at__gte=now - LATELY)


def joinable(user: User) -> MatterQuerySet:
    """Cases that the user sees and may join: nothing that is confidential or accuses somebody."""
    accusing = Exists(Accusation.objects.filter(matter=OuterRef("pk")))
    return Matter.objects.of(Case).visible_to(user).filter(confidential=False).exclude(accusing)


def near(matters: MatterQuerySet, point: tuple[float, float]) -> Any:
    """Those within 250 metres, with `metres`: the cells by index, then the haversine formula."""
    lng, lat = point
    return (
        matters.filter(case__cell__in=cells_around(lng, lat, METRES))
        .annotate(metres=metres_from(lng, lat))
        .filter(metres__lte=METRES)
    )


def metres_from(lng: float, lat: float) -> Any:
    """SQL: the distance over ground between a case and the point (grids.cells.distance says the same)."""
    its_lat, its_lng = (Cast(F(f"case__{name}"), FloatField()) for name in ("lat", "lng"))
    half_lat, half_lng = (
        (Radians(its) - Radians(Value(own))) / 2 for its, own in ((its_lat, lat), (its_lng, lng))
    )
    across = Cos(Radians(Value(lat))) * Cos(Radians(its_lat)) * Power(Sin(half_lng), 2)
    square = Power(Sin(half_lat), 2) + across
    return ASin(Least(Value(1.0), Sqrt(square))) * (2 * EARTH)


def shown(matters: MatterQuerySet, now: datetime) -> Iterator[Known]:
    for matter in matters:
        metres = vars(matter).get("metres")
        yield Known(
            matter, None if metres is None else max(1, round(metres)), ago(now - matter.registered_at)
        )


def ago(past: timedelta) -> str:
    """Since when, in words."""
    if past < timedelta(hours=1):
        return "刚刚"
    if past < timedelta(days=1):
        return f"{past // timedelta(hours=1)} 小时前"
    return f"{past.days} 天前"
