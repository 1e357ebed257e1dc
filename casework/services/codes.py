"""Codes are given out, and open the progress of one matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from accounts.models import User
from accounts.origins import Origin
from accounts.services.attempts import settle
from accounts.services.visiting import let_look
from casework.codes import digest_of
from casework.models import Matter, QueryCode
from casework.residing import door_of
from security.context import everything

SALT, MINUTES = "casework.pass", 30


@dataclass(frozen=True)
class Seen:
    """What a code opened: the page, what it shows, and a pass for what the resident does on it."""

    template: str
    told: Mapping[str, Any]
    passing: str


def give(matter: Matter, code: str, tail: str, *, by: User) -> bool:
    """Keep the digest of a code with its four digits; was it new? In the portal's own name."""
    with everything("query codes"):
        given = {"matter": matter, "by": by}
        return bool(QueryCode.objects.get_or_create(digest=digest_of(code, tail), defaults=given)[1])


def look(*, code: str, tail: str, origin: Origin) -> Seen | None:
    """What the code opens; None for a code that is none, or another's digits.

    One look-up by a keyed digest either way and for every kind, so neither words nor time tell a wrong code
    from wrong digits. Raises TooSoon.
    """
    attempt = let_look(code, origin=origin)
    with everything("residents"):
        found = given_out(code, tail)
        seen = opened(found) if found else None
    settle(attempt, right=seen is not None)
    return seen


def given_out(code: str, tail: str) -> QueryCode | None:
    """The code with these four digits, where there is one: below the limiter, for `look` alone."""
    return QueryCode.objects.filter(digest=digest_of(code, tail)).select_related("matter").first()


def opened(code: QueryCode) -> Seen | None:
    """The page of the code's matter, by its kind."""
    door = door_of(code.matter.kind)
    passing = signing.dumps(code.pk, salt=SALT)
    return Seen(door.template, door.told(code.matter), passing) if door else None


def passed(passing: str) -> QueryCode | None:
    """The code behind a pass that a page gave out in the last half hour; None where it is none, or older."""
    try:
        pk = signing.loads(passing, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return None
    return QueryCode.objects.select_related("matter").filter(pk=pk).first()
