"""How an address is asked: who is refused where, and by which status."""

from collections.abc import Callable, Iterator

from tests.matrix.expected import ANONYMOUS
from tests.matrix.seen import people
from tests.matrix.walk import Ask
from tests.matrix.world import World

Asks = Callable[[World, str], Iterator[Ask]]
LOGGERS = people("loggers.east loggers.west")
OVERSEERS = people("overseers.east overseers.west")
OFFICES = people("office.east office.west")
TO_SIGN_IN = 302
# What a POST to a place for reading gets, and the other way round.
WRONG_METHOD = 405


def signed(actor: str, status: int, stranger: int = TO_SIGN_IN) -> int:
    """The status for whoever is signed in; a visitor is sent to sign in, or refused by the API."""
    return stranger if actor == ANONYMOUS else status


def allowed(actor: str, who: frozenset[str], status: int, other: int) -> int:
    """The status for these people, and that for the others who are signed in."""
    return signed(actor, status if actor in who else other)


# Which methods an address has is decided before anybody's rights are, whoever they are: so one who sees much
# tries those that it has not, one who sees little, who keeps the platform, and a visitor.
METHODS = frozenset({"town.east", "stranger", "system_admin", ANONYMOUS})
HTMX = {"HX-Request": "true"}


def by_htmx(actor: str, status: int) -> int:
    """A part of a page: a visitor is told in a header to go and sign in, as a whole page."""
    return 200 if actor == ANONYMOUS else status


def reading(url: str, status: int, actor: str, stranger: int = TO_SIGN_IN) -> Iterator[Ask]:
    """A place to read: GET and HEAD; every other method is refused where the page itself is not."""
    yield Ask(url, status)
    if actor in METHODS:
        yield Ask(url, status, "head")
    refused = WRONG_METHOD if status == 200 else (WRONG_METHOD, status)
    for method in ("post", "put", "patch", "delete"):
        yield Ask(url, stranger if actor == ANONYMOUS else refused, method)


# Matters on which every method is tried.
SWEPT = ("own", "foreign")
# One of each class: whose details are asked for.
ASKED_FOR = (
    *("own", "own_of_station", "foreign", "held", "granted", "lapsed", "confidential"),
    *("accusing_hall", "accusing_station", "accusing_sister"),
)
