"""Cases that wait, at the end of the stream, for the people one can sign in as. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.clocks import ONE_DAY
from demo.beginnings import PATROL, RESIDENT, begin
from demo.county import Seat, desk_of
from demo.lives import Life, Story
from demo.notes import MISSING, NOT_YET
from demo.people import HOME_GRID, HOME_VILLAGE
from demo.texts import THEMES
from demo.texts.theme import Desk, Theme
from demo.world import World
from grids.limits import ACCEPT, CHECK, CLOSE, DISPATCH, HANDLE

INSTEAD = (("soon", "general"), ("fine", "general"), ("today", "general"))
LATEST = timedelta(days=10)
# where it waits -> the steps up to the one that starts its limit, the steps after it, and the limit
PATHS = {
    "reported": (("register",), (), DISPATCH),
    "incomplete": (("register",), ("query",), DISPATCH),
    "dispatched": (("register", "dispatch"), (), ACCEPT),
    "handling": (("register", "dispatch"), ("accept",), HANDLE),
    "finished": (("register", "dispatch", "accept", "finish"), (), CHECK),
    "checked": (("register", "dispatch", "accept", "finish", "check"), (), CLOSE),
    "rework": (("register", "settle", "rework"), (), HANDLE),
}


@dataclass(frozen=True)
class Wish:
    """A case that waits at `path` with this light, for `by` where one person alone is waited for."""

    path: str
    light: str
    desk: Desk | Seat = Desk.ENFORCEMENT
    by: str = ""  # who handles it, or who logged it and has to add something


WISHES = (
    *(Wish("reported", light) for light in ("late", "today", "soon", "soon")),
    *(Wish("finished", light, Desk.WORKS) for light in ("late", "today", "soon")),
    *(Wish("checked", light, Desk.SAFETY) for light in ("late", "soon")),
    *(Wish("dispatched", light) for light in ("late", "today", "soon")),
    *(Wish("handling", light, by="chengban") for light in ("late", "today", "soon", "fine")),
    Wish("handling", "soon", by="duizhang"),
    *(Wish("dispatched", light, Desk.CENTRE) for light in ("late", "soon")),
    Wish("handling", "soon", Desk.CENTRE, by="zhongxin"),
    *(Wish("dispatched", light, Desk.HOUSING) for light in ("late", "soon")),
    Wish("handling", "fine", Desk.HOUSING, by="chengyuan"),
    *(Wish("dispatched", light, Seat.MEDIATION) for light in ("today", "soon")),
    Wish("handling", "soon", Seat.MEDIATION, by="tiaojie"),
    *(Wish("dispatched", light, Desk.VILLAGE) for light in ("today", "soon")),
    Wish("handling", "soon", Desk.VILLAGE, by="cunwei"),
    *(Wish("incomplete", light, by="wangge") for light in ("late", "soon")),
    Wish("rework", "soon", by="wangge"),
    *(Wish("incomplete", light, by="chuangkou") for light in ("today", "soon")),
)


def openings(world: World, moment: datetime, seed: int) -> Iterator[Story]:
    """One story for each wish; with another light where the calendar forbids it, as on rest days."""
    for number, wish in enumerate(WISHES):
        rng = random.Random(f"{seed}:wish:{number}")
        for light, urgency in (*((wish.light, each) for each in ("general", "urgent")), *INSTEAD):
            key = PATHS[wish.path][2]
            if starts := list(starts_with(world, key, light, urgency, moment)):
                yield waiting(rng, world, wish, urgency, rng.choice(starts), moment)
                break


def starts_with(world: World, key: str, light: str, urgency: str, moment: datetime) -> Iterator[datetime]:
    """The moments from which this limit would have this light now, in the last weeks."""
    at = moment
    limit = world.limit(key, world.categories["其他", ""][0], urgency)
    for _ in range(420):
        at = at - timedelta(minutes=17) if urgency == "urgent" else world.office.earlier(at, 31)
        at = at.replace(microsecond=0)
        if shines(limit.due(at, world.calendar, world.zone).at, light, moment.astimezone(world.zone)):
            yield at


def shines(due: datetime, light: str, now: datetime) -> bool:
    """Does a limit that ends then have this light now?"""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + ONE_DAY
    if light == "late":
        return now - LATEST < due <= now
    if light == "today":
        return now < due <= midnight
    return midnight < due <= midnight + 4 * ONE_DAY if light == "soon" else due > midnight + ONE_DAY


def waiting(
    rng: random.Random, world: World, wish: Wish, urgency: str, start: datetime, moment: datetime
) -> Story:
    """The story that waits: its limit starts at `start`, what came before lies before, the rest after."""
    before, after, _ = PATHS[wish.path]
    back = counted_back(rng, world, before, urgency, start)
    logged = wish.by if wish.path in {"incomplete", "rework"} else "wangge"
    grid = HOME_GRID if logged == "wangge" else ""
    theme = rng.choice([theme for theme in THEMES if suits(theme, wish)])
    source = PATROL if logged == "wangge" else RESIDENT
    village = world.village(HOME_VILLAGE)
    life = begin(rng, world, village, theme, back[-1], grid=grid, by=logged, source=source)
    life.story = replace(life.story, urgency=urgency)
    life.dispatcher = "fenpai"
    for move, at in zip(before[1:], reversed(back[:-1]), strict=True):
        act(life, wish, move, at)
    for move in after:
        act(
            life,
            wish,
            move,
            start + (min(moment, start + timedelta(hours=3)) - start) * rng.uniform(0.3, 0.8),
        )
    return life.told()


def counted_back(
    rng: random.Random, world: World, moves: tuple[str, ...], urgency: str, start: datetime
) -> list[datetime]:
    """When these moves were made, the last of them at `start`, the last first."""
    back = [start]
    for move in reversed(moves[1:]):
        gap = 0 if move == "settle" else rng.randint(4, 20) if urgency == "urgent" else rng.randint(40, 200)
        back.append(earlier(world, back[-1], gap, urgency))
    return back


def earlier(world: World, at: datetime, minutes: int, urgency: str) -> datetime:
    if urgency == "urgent" or not minutes:
        return at - timedelta(minutes=minutes)
    return world.office.earlier(at, minutes).replace(microsecond=0)


def suits(theme: Theme, wish: Wish) -> bool:
    """Would this trouble go to that desk; could it have been settled where it was?"""
    anything = any("|" not in sentence for sentence in theme.settled)
    if wish.desk is Seat.MEDIATION:
        return Desk.JUSTICE in theme.desks
    return anything if wish.path == "rework" else wish.desk in theme.desks


def act(life: Life, wish: Wish, move: str, at: datetime) -> None:
    """One step of a waiting case."""
    life.at = at.replace(microsecond=0)
    unit = desk_of(HOME_VILLAGE, wish.desk)
    handler = wish.by or life.world.staff[unit][0]
    notes = {"query": MISSING, "rework": NOT_YET}
    if move == "dispatch":
        life.step(move, "fenpai", unit=unit)
    elif move == "settle":
        life.settle()
    elif move in {"accept", "finish"}:
        note = life.said(life.theme.results) if move == "finish" else ""
        life.step(move, handler, note)
    else:
        life.step(move, "fenpai", life.rng.choice(notes[move]) if move in notes else "")
