"""The parts of a walk, by name: the classes of address in the table, and what is posted and counted."""

from collections.abc import Callable

from django.core import mail

from casework.services import deliver_next_message
from tests.matrix.addresses import known
from tests.matrix.agenda import count_calendar, take_feed
from tests.matrix.asking import METHODS, WRONG_METHOD, Asks
from tests.matrix.counting import count_boards, count_desk, count_lists, count_rest
from tests.matrix.disputes_written import count_disputes, post_disputes
from tests.matrix.expected import ANONYMOUS, addresses
from tests.matrix.joining import post_joins
from tests.matrix.ledger import count_ledger
from tests.matrix.petitions_written import count_petitions, post_petitions
from tests.matrix.pressing import post_messaging
from tests.matrix.routes import ASKS
from tests.matrix.stability_written import count_stabilities, post_stabilities
from tests.matrix.tasks_written import count_tasks, post_tasks
from tests.matrix.turns import SHARE, TRIERS, has_turn
from tests.matrix.walk import Ask, Walk, listening, logged
from tests.matrix.writing import post_moves, post_new, post_others, take_extracts, undone

Part = Callable[[Walk], None]


def asking(asks: Asks) -> Part:
    """The requests of a class of address; by some of the actors, also with methods that it has not.

    What one actor is refused others are, by the same lines: in a run of the suite each asks a share of it,
    in the next ones the others (tests/matrix/turns.py).
    """

    def ask(walk: Walk) -> None:
        for one in asks(walk.world, walk.actor):
            wrong_method = WRONG_METHOD in one.statuses
            share = TRIERS if wrong_method else SHARE
            due = walk.whole or not is_refused(one) or has_turn(walk.actor, f"{one.method} {one.url}", share)
            if due and (walk.actor in METHODS or not wrong_method):
                walk.ask(one)

    return ask


def is_refused(ask: Ask) -> bool:
    """Neither read nor written: there is none, it may not be, or back to where one came from."""
    return set(ask.statuses) <= (REFUSALS | {302} if ask.method == "get" else REFUSALS)


REFUSALS = {403, 404, WRONG_METHOD}


def signed_in(count: Part) -> Part:
    """A visitor is shown no number."""
    return lambda walk: count(walk) if walk.actor != ANONYMOUS else None


def deliver(walk: Walk) -> None:
    """All mail that waits, and what is logged of it."""
    with undone():
        mail.outbox.clear()
        with listening() as records:
            while deliver_next_message():
                continue
        walk.hold_mail("the task that delivers")
        walk.hold(logged(records), "the log of the task that delivers", reader=ANONYMOUS)


def new_addresses(walk: Walk) -> None:
    """Addresses that are in no class: each is a finding, and asked for as it stands."""
    for address in sorted({*known()} - addresses().keys()):
        walk.found("status", address, "in no class")
        if "<" not in address:
            walk.ask(Ask(f"/{address}", 404))


PARTS: dict[str, Part] = {
    **{name: asking(asks) for name, asks in ASKS.items()},
    "lists": signed_in(count_lists),
    "disputes": signed_in(count_disputes),
    "petitions": signed_in(count_petitions),
    "tasks": signed_in(count_tasks),
    "ledger lines": signed_in(count_ledger),
    "stabilities": signed_in(count_stabilities),
    "desk": signed_in(count_desk),
    "boards": signed_in(count_boards),
    "rest": signed_in(count_rest),
    "agenda": signed_in(count_calendar),
    "take feed": take_feed,
    "post moves": post_moves,
    "post new": post_new,
    "post disputes": post_disputes,
    "post petitions": post_petitions,
    "post tasks": post_tasks,
    "post stabilities": post_stabilities,
    "post messaging": post_messaging,
    "post joins": post_joins,
    "post others": post_others,
    "take extracts": take_extracts,
    "mail": deliver,
    "new addresses": new_addresses,
    "cache": Walk.hold_cache,
}
