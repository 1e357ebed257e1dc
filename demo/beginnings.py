"""How an invented case begins: what was seen, where, by whom, and how it came in. Pure."""

import random
from datetime import datetime
from decimal import Decimal

from demo.county import Seat
from demo.lives import Life, Story
from demo.texts.places import LANDMARKS
from demo.texts.theme import Desk, Theme
from demo.wording import report, words_for
from demo.world import CENTRE, Place, World

PATROL, RESIDENT, SENSOR, ORDERED = "网格员巡查", "群众上报", "物联网感知", "上级交办"
SOURCES = {PATROL: 0.63, RESIDENT: 0.18, "12345热线": 0.09, "110联动": 0.03, ORDERED: 0.04, SENSOR: 0.03}
SENSED = frozenset({"污水与河道", "消防安全", "燃气安全", "市政设施损坏", "自然灾害"})


def begin(rng: random.Random, world: World, place: Place, theme: Theme, at: datetime, **known: str) -> Life:
    """A case as somebody registers it; `grid`, `by` and `source` may be known already."""
    grid = known.get("grid") or rng.choice(place.village.grids)[0]
    source = known.get("source") or source_of(rng, theme)
    words = words_for(rng, theme, place.village.name, place.village.urban, at)
    text, mark = report(rng, theme, words)
    story = Story(
        at=at,
        by=known.get("by") or reporter(rng, world, grid, source),
        area=grid,
        # Who logs it on a phone is offered the top level alone; imports and hotlines name the second.
        category=world.categories[theme.category, theme.leaf][rng.random() < 0.5],
        source=source,
        urgency=urgency(rng, theme),
        text=text,
        landmark=rng.choice(LANDMARKS) if rng.random() < 0.35 else "",
        point=point(rng, place) if rng.random() < 0.6 else None,
    )
    return Life(rng, world, story, theme, words, mark)


def source_of(rng: random.Random, theme: Theme) -> str:
    """Patrols most; sensors see only what they are made for."""
    chosen = rng.choices(tuple(SOURCES), tuple(SOURCES.values()))[0]
    return chosen if chosen != SENSOR or theme.leaf in SENSED else PATROL


def reporter(rng: random.Random, world: World, grid: str, source: str) -> str:
    """Who types it in: the grid's worker or the village; the window; the township; the county's centre."""
    village, town = grid[:12], grid[:9]
    if source == PATROL:
        return world.workers[grid] if rng.random() < 0.85 else world.staff[village, Desk.VILLAGE][0]
    if source == RESIDENT:
        return world.staff[town, Seat.WINDOW][0] if rng.random() < 0.5 else world.workers[grid]
    if source == ORDERED:
        return rng.choice(world.dispatchers(village))
    return rng.choice(world.staff[CENTRE])


def urgency(rng: random.Random, theme: Theme) -> str:
    """Most are general; a theme says how many are not."""
    chance = rng.random()
    for name, share in (("urgent", theme.urgent), ("complex", theme.complex), ("major", theme.major)):
        if chance < share:
            return name
        chance -= share
    return "general"


def point(rng: random.Random, place: Place) -> tuple[Decimal, Decimal]:
    """A point in the village, longitude and latitude in degrees."""
    lng, lat = rng.gauss(place.lng, 0.004), rng.gauss(place.lat, 0.003)
    return Decimal(f"{lng:.6f}"), Decimal(f"{lat:.6f}")
