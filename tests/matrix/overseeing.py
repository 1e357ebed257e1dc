"""Boards and reports: whose there are, and what others get."""

from collections.abc import Iterator

from tests.matrix.asking import OFFICES, OVERSEERS, WRONG_METHOD, allowed, reading, signed
from tests.matrix.expected import READERS
from tests.matrix.seen import ACTORS, people
from tests.matrix.walk import Ask
from tests.matrix.world import World

# Whose board shows which area; another area is not there, nor is a board for those who oversee none.
BOARDS = {
    "county": people("county.east"),
    "east_town": people("county.east town_hall.east"),
    "east_village": people("county.east town_hall.east village.east"),
    "east_grid": people("county.east town_hall.east village.east grid.east"),
    "west_town": people("county.east town_hall.west"),
    "west_grid": people("county.east town_hall.west village.west grid.west"),
    "next_county": people("county.west"),
    "next_town": people("county.west"),
}


# Whose board shows which unit: its own, and those who oversee where it is.
UNIT_BOARDS = {
    "east_station": people("county.east town_hall.east station.east"),
    "west_station": people("county.east town_hall.west station.west"),
    "sister_station": people("county.east town_hall.east window.west"),
    "office": people("county.east"),
    "next_office": people("county.west"),
}


def board(world: World, actor: str) -> Iterator[Ask]:
    """One's own; those of others are not there. What one's own shows is in tests/matrix/counting.py."""
    yield from reading("/board/", allowed(actor, ACTORS, 200, 404), actor)
    for name, who in UNIT_BOARDS.items():
        yield Ask(f"/board/?unit={world.units[name].pk}", allowed(actor, who, 200, 404))
    for name, who in BOARDS.items():
        if actor not in who:
            yield Ask(f"/board/?area={world.areas[name].code}", signed(actor, 404))


# Who is shown the one page of which area: those who lead a county or a township, and nobody below.
SHEETS = {
    "county": people("county.east"),
    "east_town": people("county.east town.east center.east"),
    "west_town": people("county.east town.west center.west"),
    "east_village": people(""),
    "next_county": people("county.west"),
    "next_town": people("county.west"),
}
SHEET_READERS = frozenset().union(*SHEETS.values())


def one_page(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/board/one-page/", allowed(actor, SHEET_READERS, 200, 404), actor)
    for name, who in SHEETS.items():
        yield Ask(f"/board/one-page/?area={world.areas[name].code}", allowed(actor, who, 200, 404))


def roll_up(world: World, actor: str) -> Iterator[Ask]:
    status = allowed(actor, OVERSEERS, 200, 404)
    yield Ask("/board/roll-up/", status)
    refused = 400 if actor in OFFICES else 403 if actor in OVERSEERS else 404
    yield Ask("/board/roll-up/", signed(actor, refused), "post", {"first": "2026-02", "last": "2026-01"})


def reports(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/reports/", allowed(actor, READERS, 200, 403), actor)


def order(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/reports/build/", signed(actor, WRONG_METHOD))
    yield Ask("/reports/build/", allowed(actor, READERS, 400, 403), "post", {"quarter": "never"})


def report(world: World, actor: str) -> Iterator[Ask]:
    quarter = world.things["report"].quarter
    for url in (f"/reports/{quarter}/", f"/reports/{quarter}/v1/"):
        yield from reading(url, allowed(actor, READERS, 200, 403), actor)
    yield Ask("/reports/2001Q1/", allowed(actor, READERS, 302, 403))


def paper(world: World, actor: str) -> Iterator[Ask]:
    for format_ in ("docx", "xlsx", "pdf"):
        url = f"/reports/{world.things['report'].quarter}/v1/{format_}/"
        yield Ask(url, allowed(actor, READERS, 200, 403))
    yield Ask(url.replace("pdf", "odt"), allowed(actor, READERS, 404, 403))
