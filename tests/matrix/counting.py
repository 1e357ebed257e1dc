"""Numbers on pages: each is that of the rows which the actor may see, counted by hand from the table."""

import re
from collections.abc import Callable

from casework.services.sealing import index_of
from figures.periods import Quarter
from reports.errands import REMINDED_FOR
from tests.matrix.api import API
from tests.matrix.asking import HTMX, OFFICES
from tests.matrix.disputes_seen import DISPUTE_DESK
from tests.matrix.outcomes_seen import OUTCOMES_DESK
from tests.matrix.overseeing import BOARDS
from tests.matrix.papers import ROLLED
from tests.matrix.petitions_seen import PETITION_DESK
from tests.matrix.progress_seen import PROGRESS_DESK
from tests.matrix.rewards import CHECKERS
from tests.matrix.seen import ADMINISTRATORS, DESK, MATTERS, SEEN, people
from tests.matrix.stability_seen import STABILITY_DESK
from tests.matrix.tasks_seen import TASK_DESK
from tests.matrix.triaging import DISPATCHERS
from tests.matrix.walk import Ask, Walk
from tests.matrix.world import AREAS, LATES, World

OK = 200
LEADERS = people("county.east county.west")
Fact = Callable[[str], bool]
LISTED = re.compile(r"data-count>(\d+)<")
WAITING = re.compile(r"<title>待办(?:（(\d+)）)?")
ARRIVED = re.compile(r"<title>受理分派(?:（(\d+)）)?")
IN_MENU = re.compile(r'href="/todo/"[^>]*>.*?<span>待办</span>(?:<span class="count">(\d+)<)?', re.S)
METRIC = re.compile(r'href="([^"]*)" data-metric="([^"]+)">([\d,]+)')
ROLLED_UP = re.compile(r'data-label="汇总数（个）">(\d+)<')
LIKELY = re.compile(r"近一年同类 (\d+) 件，(\d+) 件")


def seen_by(actor: str, fact: Fact = lambda name: True) -> int:
    """How many matters of a sort the actor sees."""
    return sum(actor in who and fact(name) for name, who in SEEN.items())


def in_area(area: str) -> Fact:
    return lambda name: AREAS[MATTERS[name][0]].startswith(AREAS[area])


def is_open(name: str) -> bool:
    return MATTERS[name][2] != "closed"


def stands(status: str) -> Fact:
    return lambda name: MATTERS[name][2] == status


def is_late(name: str) -> bool:
    return name in LATES


def both(one: Fact, other: Fact) -> Fact:
    return lambda name: one(name) and other(name)


def count_lists(walk: Walk) -> None:
    """The case list under every filter, with and without HTMX, and the API's."""
    for query, fact in filters(walk).items():
        _, page = walk.ask(Ask(f"/cases/?{query}", 200))
        hold(walk, f"/cases/?{query}", LISTED, page, seen_by(walk.actor, fact))
        if query.startswith("q="):
            _, page = walk.ask(Ask(f"/search/?{query}", 200))
            hold(walk, f"/search/?{query}", LISTED, page, seen_by(walk.actor, fact))
    _, part = walk.ask(Ask("/cases/?status=all", 200, headers=HTMX))
    hold(walk, "/cases/ by HTMX", LISTED, part, seen_by(walk.actor))
    response, _ = walk.ask(Ask(f"{API}cases/", 200))
    told = response.json()["count"] if response.status_code == OK else None
    hold_number(walk, f"{API}cases/", told, seen_by(walk.actor), seen_by(walk.actor))


def filters(walk: Walk) -> dict[str, Fact]:
    """What a list can be asked for, and which matters that is."""
    world = walk.world
    station, first = world.units["west_station"].pk, world.today.replace(day=1)
    found: dict[str, Fact] = {
        "": is_open,
        "status=all": lambda name: True,
        "status=reported": stands("reported"),
        "q=路口": lambda name: True,
        "category=101": lambda name: True,
        f"source={world.things['source'].pk}": lambda name: True,
        f"unit={station}": lambda name: MATTERS[name][1] == "west_station",
        "unit=none": lambda name: not MATTERS[name][1],
        "now=overdue": is_late,
        "now=to_dispatch": stands("reported"),
        f"figure=cases.reported&from={first}&to={world.today}": lambda name: True,
    }
    found |= {f"area={AREAS[area]}": in_area(area) for area in ("east_town", "west_town", "next_county")}
    texts = words_of(world, "grids.Case.text")
    phones = words_of(world, "casework.Sealed.phone")
    for name in ("own", "foreign", "confidential", "accusing_station", "accusing_office", "lapsed"):
        found[f"q={texts[name]}"] = found[f"person={index_of(phones[f'{name}>revealers'])}"] = only(name)
    return found


def words_of(world: World, column: str) -> dict[str, str]:
    """The canaries of a column, by owner."""
    return {canary.owner: word for word, canary in world.canaries.known.items() if canary.column == column}


def only(name: str) -> Fact:
    return lambda one: one == name


def count_desk(walk: Walk) -> None:
    """The to-do list, as the page and in the API, and the numbers of it and of the intake in the menu."""
    on_desk = [name for name, who in DESK.items() if walk.actor in who]
    desks = [DISPUTE_DESK, PETITION_DESK, TASK_DESK, STABILITY_DESK, PROGRESS_DESK, OUTCOMES_DESK]
    others = sum(walk.actor in who for desk in desks for who in desk.values())
    waiting = len(on_desk) + others + from_above(walk) + (walk.actor in CHECKERS)
    _, page = walk.ask(Ask("/todo/", 200))
    hold(walk, "/todo/", WAITING, page, waiting)
    response, _ = walk.ask(Ask(f"{API}todo/", 200))
    told = response.json()["count"] if response.status_code == OK else None
    hold_number(walk, f"{API}todo/", told, waiting, max(waiting, seen_by(walk.actor)))
    if walk.actor in DISPATCHERS:
        _, page = walk.ask(Ask("/intake/", 200))
        hold(walk, "/intake/", ARRIVED, page, sum(map(stands("reported"), on_desk)))
    _, other = walk.ask(Ask("/me/", 200))
    if walk.actor not in ADMINISTRATORS:  # whose menu has no such room
        hold(walk, "the menu", IN_MENU, other, waiting)


def from_above(walk: Walk) -> int:
    """What else waits for whoever leads: what is late with others, and a report that is not made yet."""
    late = seen_by(walk.actor, is_late) if walk.actor in LEADERS else 0
    days = (walk.world.today - Quarter.of(walk.world.today).previous.period.end).days + 1
    return late + (walk.actor in OFFICES and days <= REMINDED_FOR)


def count_boards(walk: Walk) -> None:
    """Each board that the actor has: what stands now, what came in, and the months that were rolled up."""
    for area in (name for name, who in BOARDS.items() if walk.actor in who):
        url = f"/board/?area={AREAS[area]}"
        _, page = walk.ask(Ask(url, 200))
        numbers = reversed(METRIC.findall(page))  # the first of a name is that of the whole area
        told = {metric: int(number.replace(",", "")) for _, metric, number in numbers}
        for metric, fact in {
            "overdue": is_late,
            "to_dispatch": stands("reported"),
            "cases.reported:population": lambda name: True,
        }.items():
            wanted = seen_by(walk.actor, both(in_area(area), fact))
            hold_number(walk, f"{url} {metric}", told.get(metric), wanted, seen_by(walk.actor, in_area(area)))
        hold_rolled(walk, url, area)


def hold_rolled(walk: Walk, url: str, area: str) -> None:
    """A quarter that was rolled up shows the sum of the area; that of another one would be a canary."""
    url = f"{url}&quarter={Quarter.of(walk.world.today).year_before}"
    _, page = walk.ask(Ask(url, 200))
    numbers = reversed(METRIC.findall(page))
    told = {metric: int(number.replace(",", "")) for _, metric, number in numbers}
    wanted = sum(number for place, number in ROLLED.items() if AREAS[place].startswith(AREAS[area]))
    hold_number(walk, url, told.get("cases.reported:population"), wanted, wanted)


def count_rest(walk: Walk) -> None:
    """How many numbers were rolled up, and how many cases a suggestion rests on."""
    if walk.actor in BOARD_READERS:
        mine = min((area for area, who in BOARDS.items() if walk.actor in who), key=AREAS.__getitem__)
        wanted = sum(AREAS[place].startswith(AREAS[mine]) for place in ROLLED)
        _, page = walk.ask(Ask("/board/roll-up/", 200))
        numbers = [int(number) for number in ROLLED_UP.findall(page)]
        hold_number(walk, "/board/roll-up/", max(numbers, default=None), wanted, wanted)
    if walk.actor in {"town.east", "center.east"}:
        url = f"/cases/{walk.world.matters['own'].number}/dispatch/"
        _, page = walk.ask(Ask(url, 200))
        for told, wanted in zip(LIKELY.findall(page) or [(0, 0)], [SUGGESTED], strict=True):
            hold_number(walk, url, int(told[0]), wanted[0], wanted[0])
            hold_number(walk, url, int(told[1]), wanted[1], wanted[1])


BOARD_READERS = frozenset().union(*BOARDS.values())
SUGGESTED = (3, 2)  # finished in the east, of those that the hall sees: by all units, by the station


def hold(
    walk: Walk, where: str, told: re.Pattern[str], page: str, wanted: int, most: int | None = None
) -> None:
    """The number that the page tells is the one wanted; the actor sees at most so many, else of all kinds."""
    found = told.search(page)
    most = seen_by(walk.actor) if most is None else most
    hold_number(walk, where, int(found.group(1) or 0) if found else None, wanted, most)


def hold_number(walk: Walk, where: str, told: int | None, wanted: int, most: int) -> None:
    """A number of more rows than the actor sees at all has a foreign one in it; any other is just wrong."""
    if told != wanted:
        walk.found("count" if (told or 0) > most else "wrong", where, f"{told}, not {wanted}")
