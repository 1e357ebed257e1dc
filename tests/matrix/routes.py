"""For each class of address in the table: what is asked there, and the status that each actor is to get."""

from collections.abc import Iterator

from tests.matrix.admin import ADMIN
from tests.matrix.api import API, api_join, api_list, api_matter, api_move, api_of_all, api_todo
from tests.matrix.asking import (
    ASKED_FOR,
    HTMX,
    LOGGERS,
    SWEPT,
    WRONG_METHOD,
    Asks,
    allowed,
    by_htmx,
    reading,
    signed,
)
from tests.matrix.assessing import ASSESSING
from tests.matrix.auditing import audit, extract
from tests.matrix.calendar import more_time, own_calendar, own_feed, years
from tests.matrix.disputing import (
    api_dispute,
    api_dispute_move,
    api_disputes,
    dispute,
    dispute_bound,
    dispute_in_full,
    dispute_move,
    dispute_new,
    dispute_papers,
    dispute_roll,
    dispute_tables,
    dispute_templates,
)
from tests.matrix.expected import MOVES
from tests.matrix.filing import add_files, file, original
from tests.matrix.messaging import MESSAGING
from tests.matrix.overseeing import board, one_page, order, paper, report, reports, roll_up
from tests.matrix.own import (
    home,
    job,
    kept_filter,
    on_the_way_in,
    open_to_all,
    own_page,
    own_press,
    own_sign_in,
    sign_out,
    text_size,
)
from tests.matrix.petitioning import PETITIONING
from tests.matrix.programme import PROGRAMME
from tests.matrix.residents import residents
from tests.matrix.rewarding import REWARDS
from tests.matrix.seen import REVEALS, SEEN, may, may_recategorise, people
from tests.matrix.supervising import SUPERVISING
from tests.matrix.sweeping import SWEEPS
from tests.matrix.triaging import intake, intake_act, intake_together
from tests.matrix.walk import Ask
from tests.matrix.world import World

# Matters on which every move is tried: one of each class for the actor.
MOVED = {
    "east": "own foreign granted confidential",
    "west": "foreign own confidential_foreign",
    "": "own foreign",
}
ACCUSING = {
    "leading_group.east": "accusing_head accusing_office",
    "office.west": "lapsed",
    "office.east": "accusing_office",
    **dict.fromkeys(people("town_hall.east below.east"), "accusing_hall"),
    **dict.fromkeys(people("station.east"), "accusing_station own_of_station"),
    "competent_org.east": "accusing_bureau held",
}


def moved(actor: str) -> list[str]:
    """The matters on which this actor tries every move."""
    return [*MOVED[actor.partition(".")[2]].split(), *ACCUSING.get(actor, "").split()]


def by_person(world: World, actor: str) -> Iterator[Ask]:
    """Asks by a number, and goes on to a list that holds the actor's matters alone."""
    yield Ask("/cases/by-person/", signed(actor, WRONG_METHOD))
    yield Ask("/cases/by-person/", 302, "post", {"number": "13800000003"})
    yield Ask("/disputes/by-person/", signed(actor, WRONG_METHOD))
    yield Ask("/disputes/by-person/", 302, "post", {"number": "13800001001"})
    yield Ask("/petitions/by-person/", signed(actor, WRONG_METHOD))
    yield Ask("/petitions/by-person/", 302, "post", {"number": "13800002001"})


def person(world: World, actor: str) -> Iterator[Ask]:
    """Where somebody's full details are asked for; a post must not be in a transaction (test_work.py)."""
    for name in ASKED_FOR:
        reporter = world.reporters[name]
        seen = 200 if actor in REVEALS.get(name, ()) else 302
        yield Ask(f"/people/{reporter.pk}/", allowed(actor, SEEN[name], seen, 404))
    yield Ask("/people/999999999/", signed(actor, 404))


def log(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/cases/new/", allowed(actor, LOGGERS, 200, 302))
    yield Ask("/cases/new/", allowed(actor, LOGGERS, 400, 302), "post", {"text": ""})


def known(world: World, actor: str) -> Iterator[Ask]:
    """What may be known already of each place: no more than the list shows. And the words of the county."""
    for area in world.areas.values():
        for url, stranger in (("/cases/known/", 302), (f"{API}cases/known/", 403)):
            yield Ask(f"{url}?category=101&area={area.code}", signed(actor, 200, stranger))
    yield Ask("/cases/words/", signed(actor, 200))
    yield Ask(f"{API}cases/suggest/", signed(actor, 200, 403), "post", {"text": "路灯不亮"})


def category(world: World, actor: str) -> Iterator[Ask]:
    """Of what is out of sight, one of each class."""
    for name, case in world.matters.items():
        if actor not in SEEN[name] and name not in ASKED_FOR:
            continue
        mine = 200 if may_recategorise(actor, name) else 302
        yield Ask(f"/cases/{case.number}/category/", allowed(actor, SEEN[name], mine, 404))


def matter(world: World, actor: str) -> Iterator[Ask]:
    for name, case in world.matters.items():
        url, status = f"/cases/{case.number}/", allowed(actor, SEEN[name], 200, 404)
        yield from reading(url, status, actor) if name in SWEPT else [Ask(url, status)]
        if name in ASKED_FOR:
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


def search(world: World, actor: str) -> Iterator[Ask]:
    """Words that stand in every matter, as the page and as the dialog; the numbers are counted elsewhere."""
    yield from reading("/search/", signed(actor, 200), actor)
    for words in ("kq", "路口", "张*", "202501"):
        yield Ask(f"/search/?q={words}", signed(actor, 200))
        yield Ask(f"/search/?q={words}", by_htmx(actor, 200), headers=HTMX | {"HX-Target": "finder-found"})


ASKS: dict[str, Asks] = {
    "open to all": open_to_all,
    "residents": residents,
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
    "known": known,
    "category": category,
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
    "one page": one_page,
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
    "api join": api_join,
    "dispute new": dispute_new,
    "dispute": dispute,
    "dispute papers": dispute_papers,
    "dispute in full": dispute_in_full,
    "dispute bound": dispute_bound,
    "dispute templates": dispute_templates,
    "dispute move": dispute_move,
    "dispute tables": dispute_tables,
    "dispute roll": dispute_roll,
    "api disputes": api_disputes,
    "api dispute": api_dispute,
    "api dispute move": api_dispute_move,
    **PETITIONING,
    **SUPERVISING,
    **ASSESSING,
    **SWEEPS,
    **REWARDS,
    **PROGRAMME,
    **ADMIN,
    **MESSAGING,
    "sign out": sign_out,  # the last one: after it the actor is nobody
}
