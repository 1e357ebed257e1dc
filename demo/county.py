"""海盐县 as the demo plans it: invented grids under real villages, and the bodies that act. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from areas.geometry import rectangle
from demo.texts.theme import Desk

COUNTY = "330424"
COUNTY_NAME = "海盐县"
# Public extents of the land, rounded outwards; no surveyed line.
OUTLINE = rectangle(west=120.72, south=30.36, east=121.05, north=30.64)


class Seat(StrEnum):
    """Bodies that no case is sent to: they lead, oversee, dispatch or receive."""

    GROUP = "县社会治理领导小组"
    OFFICE = "县社会治理领导小组办公室（平安办）"
    GOVERNMENT = "政府"
    COUNTY_GOVERNMENT = "海盐县人民政府"
    PETITIONS = "县信访局"
    TOWN_CENTRE = "综治中心"
    WINDOW = "便民服务中心"
    MEDIATION = "人民调解委员会"


TOWN_DESKS = (
    Desk.ENFORCEMENT,
    Desk.WORKS,
    Desk.SAFETY,
    Desk.FARM,
    Desk.SOCIAL,
    Desk.MARKET,
    Desk.POLICE,
    Desk.JUSTICE,
)
COUNTY_DESKS = tuple(desk for desk in Desk if desk not in {*TOWN_DESKS, Desk.VILLAGE})
UNDER_A_DEPARTMENT = {
    Desk.MARKET: Desk.COUNTY_MARKET,
    Desk.POLICE: Desk.COUNTY_POLICE,
    Desk.JUSTICE: Desk.COUNTY_JUSTICE,
}

Key = tuple[str, str]  # (area, desk or seat): one body
GOVERNMENT: Key = (COUNTY, Seat.COUNTY_GOVERNMENT)


@dataclass(frozen=True)
class Village:
    """A village or community, with the short name that people use."""

    code: str
    name: str

    @property
    def town(self) -> str:
        return self.code[:9]

    @property
    def urban(self) -> bool:
        return self.name.endswith("社区")

    @property
    def grids(self) -> list[tuple[str, str]]:
        """Code and name of its two or three grids: the communities' are the smaller ones."""
        count = 3 if self.urban or int(self.code) % 3 == 0 else 2
        return [
            (f"{self.code}{place:03}", f"{self.name}第{number}网格")
            for place, number in zip(range(1, count + 1), "一二三", strict=False)
        ]


@dataclass(frozen=True)
class Town:
    """A township or subdistrict."""

    code: str
    name: str

    @property
    def government(self) -> str:
        return f"{self.name}办事处" if self.name.endswith("街道") else f"{self.name}人民政府"


@dataclass(frozen=True)
class Body:
    """A unit as planned."""

    key: Key
    name: str
    parent: Key | None = None


def bodies(towns: Iterable[Town], villages: Iterable[Village]) -> Iterator[Body]:
    """All units, a superior before those under it."""
    yield Body((COUNTY, Seat.GROUP), Seat.GROUP)
    yield Body((COUNTY, Seat.OFFICE), Seat.OFFICE, (COUNTY, Seat.GROUP))
    yield Body(GOVERNMENT, Seat.COUNTY_GOVERNMENT)
    yield Body((COUNTY, Seat.PETITIONS), Seat.PETITIONS, GOVERNMENT)
    for desk in COUNTY_DESKS:
        yield Body((COUNTY, desk), desk, GOVERNMENT)
    for town in towns:
        yield from town_bodies(town)
    for village in villages:
        ending = "居委会" if village.urban else "村委会"
        name = village.name if village.urban else village.name.removesuffix("村")
        yield Body((village.code, Desk.VILLAGE), name + ending, (village.town, Seat.GOVERNMENT))


def town_bodies(town: Town) -> Iterator[Body]:
    """The government of a township and the offices around it."""
    government = (town.code, Seat.GOVERNMENT)
    yield Body(government, town.government, GOVERNMENT)
    for seat in (Seat.TOWN_CENTRE, Seat.WINDOW, Seat.MEDIATION):
        yield Body((town.code, seat), town.name + seat, government)
    for desk in TOWN_DESKS:
        department = UNDER_A_DEPARTMENT.get(desk)
        parent = (COUNTY, department) if department else government
        yield Body((town.code, desk), town.name + desk, parent)


def desk_of(village: str, desk: Desk | Seat) -> Key:
    """The unit that this desk is for somebody in this village."""
    if desk is Desk.VILLAGE:
        return village, desk
    near = desk in TOWN_DESKS or desk is Seat.MEDIATION
    return (village[:9] if near else COUNTY), desk
