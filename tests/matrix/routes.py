"""For each class of address in the table: what is asked there, and the status that each actor is to get."""

from collections.abc import Iterator

from tests.matrix.admin import ADMIN
from tests.matrix.api import api_list, api_matter, api_move, api_of_all, api_todo
from tests.matrix.asking import (
    HTMX,
    LOGGERS,
    OFFICES,
    OVERSEERS,
    SWEPT,
    WRONG_METHOD,
    Asks,
    allowed,
    by_htmx,
    reading,
    signed,
)
from tests.matrix.calendar import more_time, own_calendar, own_feed, years
from tests.matrix.expected import ANONYMOUS, MOVES, READERS
from tests.matrix.messaging import MESSAGING
from tests.matrix.seen import REVEALS, SEEN, may, people
from tests.matrix.walk import Ask
from tests.matrix.world import World

# Matters on which every move is tried: one of each class for the actor.
MOVED = {
    "east": "own foreign granted confidential",
    "west": "foreign own confidential_foreign",
    "": "own foreign",
}
ACCUSING = {
    "leading_group.east": "accusing_head",
    "office.east": "accusing_office",
    **dict.fromkeys(people("town_hall.east below.east"), "accusing_hall"),
    **dict.fromkeys(people("station.east"), "accusing_station own_of_station"),
    "competent_org.east": "accusing_bureau held",
}


def moved(actor: str) -> list[str]:
    """The matters on which this actor tries every move."""
    return [*MOVED[actor.partition(".")[2]].split(), *ACCUSING.get(actor, "").split()]


def open_to_all(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/healthz", 200)
    yield Ask("/login/", 200)
    yield Ask("/login/", 200, "post", {"username": "nobody", "password": "x", "is_superuser": "on"})


def sign_out(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/logout/", signed(actor, WRONG_METHOD))
    yield Ask("/logout/", 302, "post")


def text_size(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/me/text-size/", WRONG_METHOD)
    yield Ask("/me/text-size/?next=//elsewhere.example/", 302, "post")


def home(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/", 302)


def own_page(world: World, actor: str) -> Iterator[Ask]:
    for url in ("/todo/", "/me/", "/cases/", "/notices/"):
        yield from reading(url, signed(actor, 200), actor)


def on_the_way_in(world: World, actor: str) -> Iterator[Ask]:
    """Steps of signing in, for whoever is at none: back to the beginning."""
    for step in ("code", "new-password", "bind"):
        yield Ask(f"/login/{step}/", 302)
        yield Ask(f"/login/{step}/", 302, "post", {"code": "000000", "new": "x"})


def own_sign_in(world: World, actor: str) -> Iterator[Ask]:
    for page in ("confirm", "me/password", "me/stays", "me/authenticator", "me/authenticator/bind"):
        yield Ask(f"/{page}/", signed(actor, 200))


def own_press(world: World, actor: str) -> Iterator[Ask]:
    """Places to post to; what a post does there is in tests/matrix/writing.py."""
    stay = world.stays["town.east"].pk
    for page in ("stays/end-others", f"stays/{stay}/end", "authenticator/codes", "authenticator/unbind"):
        yield Ask(f"/me/{page}/", signed(actor, WRONG_METHOD))
    yield Ask("/notices/read/", signed(actor, WRONG_METHOD))
    yield Ask("/me/keys/", signed(actor, WRONG_METHOD))
    yield Ask("/me/keys/", 302, "post")


def by_person(world: World, actor: str) -> Iterator[Ask]:
    """Asks by a number, and goes on to a list that holds the actor's matters alone."""
    yield Ask("/cases/by-person/", signed(actor, WRONG_METHOD))
    yield Ask("/cases/by-person/", 302, "post", {"number": "13800000003"})


# One of each class: whose details are asked for.
ASKED_FOR = (
    *("own", "own_of_station", "foreign", "held", "granted", "lapsed", "confidential"),
    *("accusing_hall", "accusing_station", "accusing_sister"),
)


def person(world: World, actor: str) -> Iterator[Ask]:
    """Where somebody's full details are asked for; a post must not be in a transaction (test_work.py)."""
    for name in ASKED_FOR:
        reporter = world.reporters[name]
        seen = 200 if actor in REVEALS.get(name, ()) else 302
        yield Ask(f"/people/{reporter.pk}/", allowed(actor, SEEN[name], seen, 404))
    yield Ask("/people/999999999/", signed(actor, 404))


AUDITORS = frozenset({"audit_admin"})


def audit(world: World, actor: str) -> Iterator[Ask]:
    """For all others there is no such page."""
    yield from reading("/audit/", allowed(actor, AUDITORS, 200, 404), actor)
    yield Ask("/audit/head/", allowed(actor, AUDITORS, 200, 404))
    yield Ask("/audit/", by_htmx(actor, allowed(actor, AUDITORS, 200, 404)), headers=HTMX)
    own = world.matters["own"]
    for asked in (f"number={own.number}", f"matter={own.pk}", "who=town.east", "relation=casework_matter"):
        yield Ask(f"/audit/?{asked}", allowed(actor, AUDITORS, 200, 404))


def extract(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/audit/export/", signed(actor, WRONG_METHOD))
    yield Ask(f"/audit/extracts/{world.things['extract'].pk}/", allowed(actor, AUDITORS, 200, 404))
    yield Ask("/audit/extracts/999999999/", signed(actor, 404))


DISPATCHERS = people("town.east town.west center.east center.west")
DEEDS = ("send", "return", "join")
NO_PRESS = "00000000-0000-0000-0000-000000000000"


def intake(world: World, actor: str) -> Iterator[Ask]:
    """The list is for those who give cases to units; an address of a case out of sight opens another."""
    yield from reading("/intake/", allowed(actor, DISPATCHERS, 200, 302), actor)
    for case in world.matters.values():
        yield Ask(f"/intake/?at={case.number}", allowed(actor, DISPATCHERS, 200, 302))


def intake_together(world: World, actor: str) -> Iterator[Ask]:
    """A preview of what the actor sees; of nothing, back to the list."""
    numbers = "&".join(f"number={case.number}" for case in world.matters.values())
    for deed in DEEDS:
        yield Ask(f"/intake/together/?do={deed}&{numbers}", allowed(actor, DISPATCHERS, 200, 302))
    yield Ask("/intake/together/?do=send&number=000000-000000", 302)
    yield Ask("/intake/together/", 302, "post", {"do": "send"})


def intake_act(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone; what becomes of a post is in tests/matrix/writing.py."""
    for deed in DEEDS:
        yield Ask(f"/intake/{world.matters['own'].number}/{deed}/", signed(actor, WRONG_METHOD))
    yield Ask(f"/intake/undo/{NO_PRESS}/", signed(actor, WRONG_METHOD))
    yield Ask(f"/intake/undo/{NO_PRESS}/", 302, "post")


def log(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/cases/new/", allowed(actor, LOGGERS, 200, 302))
    yield Ask("/cases/new/", allowed(actor, LOGGERS, 400, 302), "post", {"text": ""})


def matter(world: World, actor: str) -> Iterator[Ask]:
    for name, case in world.matters.items():
        url, status = f"/cases/{case.number}/", allowed(actor, SEEN[name], 200, 404)
        yield from reading(url, status, actor) if name in SWEPT else [Ask(url, status)]
        yield Ask(f"{url}print/", status)
    yield Ask("/cases/no-such-number/", signed(actor, 404))


def move(world: World, actor: str) -> Iterator[Ask]:
    """The page that asks for what a move needs; where it may not be made, back to the matter. Of what is out
    of sight one matter is asked for here; all are posted to (tests/matrix/writing.py).
    """
    for name in moved(actor):
        if actor not in SEEN[name] and name not in SWEPT:
            continue
        for step in MOVES.split():
            open_ = 200 if may(actor, step, name) else 302
            url = f"/cases/{world.matters[name].number}/{step}/"
            yield Ask(url, allowed(actor, SEEN[name], open_, 404))


def file(world: World, actor: str) -> Iterator[Ask]:
    for name, attachment in world.files.items():
        url, status = f"/files/{attachment.pk}/", allowed(actor, SEEN[name], 200, 404)
        yield from reading(url, status, actor) if name in SWEPT else [Ask(url, status)]
        if name in SWEPT:
            yield Ask(f"{url}small/", status)
            yield Ask(f"{url}large/", status)
            yield Ask(f"{url}huge/", signed(actor, 404))
    yield Ask("/files/999999999/", signed(actor, 404))


def original(world: World, actor: str) -> Iterator[Ask]:
    """Where a sealed original is asked for, by those who may see the people of the matter."""
    for name in ASKED_FOR:
        seen = 200 if actor in REVEALS.get(name, ()) else 302
        yield Ask(f"/files/{world.files[name].pk}/original/", allowed(actor, SEEN[name], seen, 404))
    yield Ask("/files/999999999/original/", signed(actor, 404))


def add_files(world: World, actor: str) -> Iterator[Ask]:
    """Where whoever handles a matter adds files to it; sent without one, it is asked for."""
    for name in ASKED_FOR:
        url, adds = f"/files/to/{world.matters[name].number}/", actor in REVEALS.get(name, ())
        yield Ask(url, allowed(actor, SEEN[name], 200 if adds else 302, 404))
        yield Ask(url, allowed(actor, SEEN[name], 400 if adds else 302, 404), "post", {"stage": "other"})
    yield Ask("/files/to/no-such-number/", signed(actor, 404))


def job(world: World, actor: str) -> Iterator[Ask]:
    for owner in (actor, "town.east", "office.east", "town.west", "system_admin"):
        if owner == ANONYMOUS:
            continue
        one, status = world.jobs[owner], signed(actor, 200 if owner == actor else 404)
        yield Ask(f"/jobs/{one.pk}/", status)
        yield Ask(f"/jobs/{one.pk}/", by_htmx(actor, status), headers=HTMX)


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


def board(world: World, actor: str) -> Iterator[Ask]:
    """One's own; those of others are not there. What one's own shows is in tests/matrix/counting.py."""
    yield from reading("/board/", allowed(actor, OVERSEERS, 200, 404), actor)
    for name, who in BOARDS.items():
        if actor not in who:
            yield Ask(f"/board/?area={world.areas[name].code}", signed(actor, 404))


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


def search(world: World, actor: str) -> Iterator[Ask]:
    """Words that stand in every matter, as the page and as the dialog; the numbers are counted elsewhere."""
    yield from reading("/search/", signed(actor, 200), actor)
    for words in ("kq", "路口", "张*", "202501"):
        yield Ask(f"/search/?q={words}", signed(actor, 200))
        yield Ask(f"/search/?q={words}", by_htmx(actor, 200), headers=HTMX | {"HX-Target": "finder-found"})


def kept_filter(world: World, actor: str) -> Iterator[Ask]:
    """Each keeps and forgets their own alone; to others there is none."""
    yield Ask("/filters/", signed(actor, WRONG_METHOD))
    yield Ask("/filters/", 302, "post", {"name": "", "path": "/cases/", "query": ""})
    others = next(one for owner, one in world.filters.items() if owner != actor)
    yield Ask(f"/filters/{others.pk}/delete/", signed(actor, WRONG_METHOD))
    yield Ask(f"/filters/{others.pk}/delete/", signed(actor, 404), "post")


ASKS: dict[str, Asks] = {
    "open to all": open_to_all,
    "search": search,
    "kept filter": kept_filter,
    "text size": text_size,
    "home": home,
    "page of one's own": own_page,
    "on the way in": on_the_way_in,
    "sign-in of one's own": own_sign_in,
    "press of one's own": own_press,
    "intake": intake,
    "intake together": intake_together,
    "intake act": intake_act,
    "calendar": own_calendar,
    "feed": own_feed,
    "years": years,
    "more time": more_time,
    "log": log,
    "by person": by_person,
    "person": person,
    "audit": audit,
    "extract": extract,
    "matter": matter,
    "move": move,
    "file": file,
    "original": original,
    "add files": add_files,
    "job": job,
    "board": board,
    "roll-up": roll_up,
    "reports": reports,
    "order": order,
    "report": report,
    "paper": paper,
    "api of all": api_of_all,
    "api todo": api_todo,
    "api list": api_list,
    "api matter": api_matter,
    "api move": api_move,
    **ADMIN,
    **MESSAGING,
    "sign out": sign_out,  # the last one: after it the actor is nobody
}
