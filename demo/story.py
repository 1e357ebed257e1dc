"""The stream of invented cases: the same world, moments and seed tell the same stories. Pure."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from casework.clocks import ONE_DAY
from casework.figures import Period
from demo.beginnings import PATROL, begin
from demo.lives import Life, Story
from demo.openings import WISHES, openings
from demo.rhythm import moment_of_day, storms, weight_of_day
from demo.texts import THEMES
from demo.texts.theme import Theme
from demo.wording import answers
from demo.world import Place, World

SEED = 330424
STALLS = timedelta(days=13)  # of the cases younger than this, some are left lying


def first_day(until: date) -> date:
    """The first day of the quarter one year before the quarter of this day."""
    return date(until.year - 1, (until.month - 1) // 3 * 3 + 1, 1)


def stories(world: World, *, until: date, now: datetime, count: int, seed: int = SEED) -> list[Story]:
    """About so many cases from the first day to `until`, told as far as they have happened by `now`.

    By time; nothing lies after `now`. Cases that wait for the demo's own people are among them.
    """
    moment = min(now, Period(until, until + ONE_DAY).moments[1])
    waiting = list(openings(world, moment, seed))[:count]
    days = moments(world, until, max(0, count - len(WISHES)), seed)
    told = [tell(world, seed, number, at, moment) for number, at in enumerate(days) if at < moment]
    return sorted([*told, *waiting], key=lambda story: story.at)


def moments(world: World, until: date, count: int, seed: int) -> Iterator[datetime]:
    """When cases are registered, in order of time."""
    rng = random.Random(f"{seed}:moments")
    first = first_day(until)
    days = [first + ONE_DAY * n for n in range((until - first).days + 1)]
    weights = [weight_of_day(day, world.calendar, day in storm_days(day.year, seed)) for day in days]
    chosen = sorted(rng.choices(days, weights, k=count))
    yield from sorted(moment_of_day(rng, day, world.zone) for day in chosen)


@cache
def storm_days(year: int, seed: int) -> frozenset[date]:
    """The days of storm in a year."""
    return storms(random.Random(f"{seed}:storms:{year}"), year)


def tell(world: World, seed: int, number: int, at: datetime, moment: datetime) -> Story:
    """The story with this number, which has a chance of its own: no other story changes it."""
    rng = random.Random(f"{seed}:{number}")
    stormy = at.date() in storm_days(at.year, seed)
    place = rng.choices(world.places, [place.weight for place in world.places])[0]
    theme = rng.choices(THEMES, [likelihood(theme, place, at, stormy) for theme in THEMES])[0]
    life = begin(rng, world, place, theme, at)
    live(life)
    story = life.told()
    if moment - at < STALLS and rng.random() < 0.13:
        return story.until(moment, rng.randrange(max(1, len(story.steps))))
    return story.until(moment)


def likelihood(theme: Theme, place: Place, at: datetime, stormy: bool) -> float:
    """How often such trouble comes, here and at this time of the year."""
    where = theme.urban if place.village.urban else theme.rural
    return theme.weight * where * theme.season.get(at.month, 1.0) * (theme.storm if stormy else 1.0)


def live(life: Life) -> None:
    """Draw a fate and live it to its end."""
    rng = life.rng
    if settles(life):
        life.settle()
    else:
        if rng.random() < 0.03:
            life.ask_and_learn()
        if rng.random() < 0.011:
            life.decline()
            return
        handle(life)
    if rng.random() < 0.04:
        life.fail_the_check()
    life.check_and_close()
    if rng.random() < 0.02:
        life.come_back()
        handle(life)
        life.check_and_close()


def settles(life: Life) -> bool:
    """Is it one of the small things that are put right on the spot?"""
    small = life.story.urgency == "general" and bool(answers(life.theme.settled, life.mark))
    return small and life.story.source == PATROL and life.rng.random() < 0.25


def handle(life: Life) -> None:
    """From the dispatch to the word that it is done; some take a wrong turn, some come late."""
    if life.rng.random() < 0.065:
        life.go_astray()
        if life.rng.random() < 0.12:
            life.go_astray()
    unit = life.dispatch()
    life.accept(unit)
    pace = random.Random(f"{unit}").uniform(0.4, 1.9)  # some units are slower than others, always
    life.work(late=life.rng.random() < 0.115 * pace)
