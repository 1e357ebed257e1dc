"""What posts change: nothing of a matter that is not the actor's to change, and never a column that no
request may write, whatever else the form is given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from accounts.models import RecoveryCode, Stay
from casework.models import Matter
from tests.matrix.api import API
from tests.matrix.asking import LOGGERS
from tests.matrix.expected import ANONYMOUS, MOVES
from tests.matrix.routes import moved
from tests.matrix.seen import FROM, MATTERS, SEEN, may
from tests.matrix.tables import TABLES
from tests.matrix.turns import has_turn
from tests.matrix.walk import Ask, Walk

SNAPSHOT = " UNION ALL ".join(
    f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
    for table in TABLES.split()
)
# Where each move leads.
TARGET = {
    "dispatch": "dispatched",
    "settle": "finished",
    "query": "incomplete",
    "decline": "declined",
    "accept": "handling",
    "hand_back": "reported",
    "recall": "reported",
    "handle": "handling",
    "finish": "finished",
    "reopen": "reported",
    "merge": "merged",
    "transfer": "dispatched",
    "postpone": "postponing",
}
# The station that a matter of a township is sent to. In the next county nobody can be sent anything.
STATION = {"east": "east_station", "west": "west_station", "next": None}
# Whom it is handed on to, and another matter that whoever dispatches there sees.
HALL = {"east": "east_hall", "west": "west_hall", "next": None}
OTHERS = {"east": ("own_of_hall", "own"), "west": ("foreign", "foreign_of_station"), "next": ("own", "own")}
# Columns that no request writes, with what a forger would like to see in them.
EVIL = {
    "number": "999999-999999",
    "kind": "evil",
    "status": "closed",
    "version": "32077",
    "created_at": "2001-01-01T00:00+08:00",
    "registered_at": "2001-01-01T00:00+08:00",
    "received_at": "2001-01-01T00:00+08:00",
    "due_at": "2001-01-01T00:00+08:00",
    "closed_at": "2001-01-01T00:00+08:00",
    "finished_at": "2001-01-01T00:00+08:00",
    "dispatched_at": "2001-01-01T00:00+08:00",
    "first_closed_at": "2001-01-01T00:00+08:00",
    "frozen": "on",
    "on_time": "on",
    "dispatched_on_time": "on",
    "checked_on_time": "on",
    "returned": "32077",
    "reworked": "32077",
    "reopened": "32077",
    "confidential": "on",
    "origin": "evil",
    "origin_number": "evil",
    "is_staff": "on",
    "is_superuser": "on",
    "role": "office",
    "score": "32077",
}
KEPT = ("number", "kind", "area_id", "confidential", "created_by_id", "created_at", "submission", "title")
KEPT_OF_CASE = ("text", "category_id", "source_id", "origin", "origin_number", "first_closed_at")


def snapshot() -> dict[str, str]:
    """What stands in every table that a request could wish to change."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        return dict(cursor.fetchall())


def forged(walk: Walk) -> dict[str, Any]:
    """The columns of EVIL, and those that hold keys of the world."""
    world = walk.world
    stranger = world.people["stranger"].pk
    return {
        **EVIL,
        "holder": stranger,
        "holder_id": stranger,
        "created_by": stranger,
        "by": stranger,
        "unit": world.units["bureau"].pk,
        "unit_id": world.units["bureau"].pk,
        "matter": world.matters["foreign"].pk,
    }


def filled_in(walk: Walk, name: str, move: str = "") -> dict[str, Any]:
    """A form that any move takes, with everything in it that it should not."""
    place = MATTERS[name][0].partition("_")[0]
    station = (HALL if move == "transfer" and "hall" not in MATTERS[name][1] else STATION)[place]
    other = walk.world.matters[next(other for other in OTHERS[place] if other != name)].number
    sent: dict[str, Any] = {"to": walk.world.units[station].pk} if station else {}
    sent |= {"to": other} if move == "link" else {}
    sent |= {"into": other, "direction": "into", "until": walk.world.today + timedelta(days=5)}
    area = {"area": walk.world.areas["west_grid" if "east" in MATTERS[name][0] else "east_grid"].code}
    return {**forged(walk), **area, "note": "说明", "result": "办好了", "reason": "other", **sent}


def post_moves(walk: Walk) -> None:
    """Every move on a matter of each class: where it may be made, on the page and in the API; where not, by
    turns, so that each door of each move is tried on every other matter; of what is not whole, a share.
    """
    for place, name in enumerate(moved(walk.actor)):
        before = snapshot()
        for turn, move in enumerate(MOVES.split(), start=place):
            page, api = outcome(walk.actor, move, name)
            number = walk.world.matters[name].number
            doors = [(f"/cases/{number}/{move}/", page), (f"{API}cases/{number}/{move}/", api)]
            for url, status in doors if may(walk.actor, move, name) else [doors[turn % 2]]:
                ask = Ask(url, status, "post", filled_in(walk, name, move))
                if may(walk.actor, move, name):
                    with undone():
                        walk.ask(ask)
                        hold_move(walk, name, move, url)
                elif walk.whole or has_turn(walk.actor, f"{name} {move}"):
                    walk.ask(ask)
        hold_unchanged(walk, before, f"posts on {name}")


def outcome(actor: str, move: str, name: str) -> tuple[int, int]:
    """The status of a post on the page, and in the API."""
    if actor == ANONYMOUS:
        return 302, 403
    if actor not in SEEN[name]:
        return 404, 404
    if move not in FROM[MATTERS[name][2]].split():
        return 409, 409
    return (302, 200) if may(actor, move, name) else (403, 403)


@contextmanager
def undone() -> Iterator[None]:
    """What happens in this block is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def hold_unchanged(walk: Walk, before: dict[str, str], where: str) -> None:
    """Note the tables that are not as they were."""
    changed = sorted(table for table, digest in snapshot().items() if digest != before[table])
    if changed:
        walk.found("write", where, "、".join(changed))


def hold_move(walk: Walk, name: str, move: str, where: str) -> None:
    """The matter after a move that this actor may make: changed as the move changes it, in nothing else."""
    was = walk.world.matters[name]
    now = Matter.objects.select_related("case").get(pk=was.pk)
    wrong = [column for column in KEPT if getattr(was, column) != getattr(now, column)]
    wrong += [column for column in KEPT_OF_CASE if getattr(was.case, column) != getattr(now.case, column)]
    if (now.status, now.version) != (TARGET.get(move, was.status), was.version + 1):
        walk.found("wrong", where, f"{now.status}, version {now.version}")
    wrong += forged_values(walk, now)
    if wrong:
        walk.found("write", where, "、".join(wrong))


def forged_values(walk: Walk, matter: Matter) -> list[str]:
    """Columns of the matter and its case that hold what was forged."""
    values = {**vars(matter), **{f"case.{name}": value for name, value in vars(matter.case).items()}}
    found = [name for name, value in values.items() if getattr(value, "year", None) == 2001 or value == 32077]
    found += [name for name, value in values.items() if value in ("evil", "999999-999999")]
    found += ["holder"] if matter.holder_id == walk.world.people["stranger"].pk else []
    found += ["unit"] if matter.unit_id == walk.world.units["bureau"].pk else []
    return found


def post_new(walk: Walk) -> None:
    """Log a case on the page and in the API, with every column that the form does not have."""
    numbers = " ".join(matter.number for matter in walk.world.matters.values())
    own = {"text": "新的一件", "category": "101", "shown": numbers}  # none of those that are known
    for url, status in (("/cases/new/", 302), (f"{API}cases/", 201)):
        before = set(Matter.objects.values_list("pk", flat=True))
        refused = 302 if url == "/cases/new/" else 403
        with undone():
            walk.ask(Ask(url, status if walk.actor in LOGGERS else refused, "post", {**forged(walk), **own}))
            for matter in Matter.objects.select_related("case").exclude(pk__in=before):
                hold_new(walk, matter, url)


def hold_new(walk: Walk, matter: Matter, where: str) -> None:
    """A case that was logged is its logger's, in their area, and at its beginning."""
    wrong = forged_values(walk, matter)
    if walk.actor not in LOGGERS:
        wrong.append("logged")
    elif matter.created_by_id != walk.world.people[walk.actor].pk:
        wrong.append("created_by")
    first = (
        matter.kind,
        matter.status,
        matter.version,
        matter.holder_id,
        matter.unit_id,
        matter.confidential,
    )
    if first != ("case", "reported", 0, None, None, False):
        wrong.append(str(first))
    if wrong:
        walk.found("write", where, "、".join(wrong))


def post_others(walk: Walk) -> None:
    """Every other place that takes a post: it writes what it is for, and of the actor alone."""
    before = snapshot()
    evil = forged(walk)
    for url in (
        "/me/text-size/",
        "/login/",
        "/reports/build/",
        "/board/roll-up/",
        "/todo/",
        "/me/",
        f"{API}",
    ):
        walk.ask(Ask(url, tuple(range(200, 500)), "post", {**evil, "password": "x", "username": "stranger"}))
    hold_unchanged(walk, before, "posts of forged columns")
    with undone():
        walk.ask(Ask("/notices/read/", 302, "post", evil))
        hold_read_notices(walk)
    with undone():
        post_sign_in(walk, evil)


def post_sign_in(walk: Walk, evil: dict[str, Any]) -> None:
    """Stays, second factors and codes of others stay as they are, whoever asks for an end of them."""
    other = walk.world.stays["town.west" if walk.actor == "town.east" else "town.east"]
    walk.ask(Ask(f"/me/stays/{other.pk}/end/", 302, "post", evil))
    codes = RecoveryCode.objects.exclude(user__username__startswith=walk.actor).count()
    if walk.actor != ANONYMOUS:
        walk.ask(Ask("/me/authenticator/codes/", 200, "post", evil))
    walk.ask(Ask("/me/password/", 302 if walk.actor == ANONYMOUS else 200, "post", {**evil, "old": "x"}))
    if Stay.objects.filter(pk=other.pk).exclude(ended_at=None).exists():
        walk.found("write", "/me/stays/", "another's stay ended")
    if RecoveryCode.objects.exclude(user__username__startswith=walk.actor).count() != codes:
        walk.found("write", "/me/authenticator/", "another's codes changed")


def take_extracts(walk: Walk) -> None:
    """Export the record, and read the files: the auditor's alone."""
    auditor = walk.actor == "audit_admin"
    for format_ in ("xlsx", "csv"):
        given = {"number": walk.world.matters["confidential"].number, "format": format_}
        status = 302 if auditor or walk.actor == ANONYMOUS else 404
        with undone():
            response, _ = walk.ask(Ask("/audit/export/", status, "post", given))
            if auditor and response.status_code == status:
                walk.ask(Ask(response.url, 200))


def hold_read_notices(walk: Walk) -> None:
    """Only the actor's own notices are marked as read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT recipient_id FROM casework_notice WHERE read_at IS NOT NULL")
        read = {row[0] for row in cursor.fetchall()}
    own = {walk.world.people[walk.actor].pk} if walk.actor != ANONYMOUS else set()
    if read - own:
        walk.found("write", "/notices/read/", f"{len(read - own)} others' notices")
