"""What the invented sentences are made of: a theme is one sort of trouble, with the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Desk(StrEnum):
    """Who puts things right: offices of a township, committees of a village, departments of the county."""

    VILLAGE = "村（社区）"
    ENFORCEMENT = "综合行政执法队"
    WORKS = "市政所"
    SAFETY = "应急消防管理站"
    FARM = "农业农村办公室"
    SOCIAL = "社会事务办公室"
    MARKET = "市场监管所"
    POLICE = "派出所"
    JUSTICE = "司法所"
    CENTRE = "县综治中心"
    HOUSING = "县住房和城乡建设局"
    COUNTY_MARKET = "县市场监督管理局"
    COUNTY_SAFETY = "县应急管理局"
    COUNTY_POLICE = "县公安局"
    TRAFFIC = "县交通运输局"
    ECOLOGY = "市生态环境局海盐分局"
    LABOUR = "县人力资源和社会保障局"
    CIVIL = "县民政局"
    COUNTY_FARM = "县农业农村局"
    COUNTY_JUSTICE = "县司法局"
    WATER = "县水利局"


def lines(block: str) -> tuple[str, ...]:
    """The sentences of a block, one a line."""
    return tuple(line.strip() for line in block.strip().splitlines() if line.strip())


@dataclass(frozen=True)
class Theme:
    """One sort of trouble: where it belongs, who mends it, how often it comes, and how people write of it.

    Texts hold slots in braces: the theme's own, and those that every text may use (spot, road, when …).
    A text that begins with a word and "|" is answered by the results, notes and settlements that begin with
    the same word, or by those without one. The words of `paired` slots belong together by their place.
    `season` multiplies the weight in a month; `urgent`, `complex` and `major` are shares of its cases;
    what may be settled on the spot says so in `settled`.
    """

    category: str
    leaf: str
    desks: tuple[Desk, ...]  # the usual one first
    weight: float
    texts: tuple[str, ...]
    results: tuple[str, ...]
    progress: tuple[str, ...]
    settled: tuple[str, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paired: tuple[str, ...] = ()
    at_home: bool = False  # it happens where people live, so the spot is a home
    urban: float = 1.0
    rural: float = 1.0
    season: Mapping[int, float] = field(default_factory=dict)
    storm: float = 1.0  # how much more of it there is in days of storm
    urgent: float = 0.02
    complex: float = 0.05
    major: float = 0.0
