"""What stands in calendars: on the page, and in the one that a program reads with a key and nothing else."""

import re

from django.test import Client

from tests.matrix.counting import OK, hold_number, is_late, is_open, seen_by
from tests.matrix.expected import ANONYMOUS
from tests.matrix.seen import DESK
from tests.matrix.walk import Ask, Walk
from tests.matrix.writing import undone

ENDING = re.compile(r"(\d+) 条到期")
LATE = re.compile(r"已超期 (\d+) 条")
ADDRESS = re.compile(r'class="secret">[^<]*(/calendar/feed\.ics\?key=[\w-]+)<')


def count_calendar(walk: Walk) -> None:
    """All limits of the world end on its day, by the law; those that are over say how many they are."""
    _, page = walk.ask(Ask(f"/calendar/?view=day&day={walk.world.today}", 200))
    for told, fact in ((ENDING, is_open), (LATE, is_late)):
        number = told.search(page)
        wanted = seen_by(walk.actor, fact)
        hold_number(walk, "/calendar/", int(number.group(1)) if number else 0, wanted, wanted)


def take_feed(walk: Walk) -> None:
    """Get a key, and read with it as a program does that has not signed in. Another key ends the first."""
    if walk.actor == ANONYMOUS:
        return
    signed_in, program = walk.client, Client(raise_request_exception=False)
    with undone():
        keys = []
        for _ in range(2):
            _, page = walk.ask(Ask("/me/calendar/renew/", 200, "post"))
            keys += ADDRESS.findall(page)
        walk.client = program
        for url, status in zip(keys, (404, 404 if walk.actor == "stranger" else OK), strict=True):
            response, text = walk.ask(Ask(url, status))
            if response.status_code == OK:
                hold_feed(walk, text)
        walk.client = signed_in
        walk.ask(Ask("/me/calendar/revoke/", 302, "post"))
        walk.client = program
        walk.ask(Ask(keys[-1], 404))
        walk.client = signed_in


def hold_feed(walk: Walk, text: str) -> None:
    """What waits for the actor is in it; what must not be, the canaries in the numbers tell."""
    for name, who in DESK.items():
        if walk.actor in who and walk.world.matters[name].number not in text:
            walk.found("wrong", "/calendar/feed.ics", f"without {name}")
    most = seen_by(walk.actor, is_open)
    if (told := text.count("BEGIN:VEVENT")) > most:
        walk.found("count", "/calendar/feed.ics", f"{told}, of {most}")
