"""Visitors who have no account: how much one address may send us, and how often a code may be guessed."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from accounts.exceptions import TooMany, TooSoon
from accounts.guessing import Crowd, Limits, Outcome, Rate, Tries, pace, too_many, wait
from accounts.models import Attempt
from accounts.origins import Origin
from accounts.services.attempts import lock, name_digest, turn_away
from security.clock import now
from security.context import everything


def rate() -> Rate:
    """How many applications one address may send, as the settings have it."""
    return Rate(settings.RESIDENT_APPLICATIONS, timedelta(minutes=settings.RESIDENT_APPLICATION_MINUTES))


def guesses() -> Limits:
    """How often a code may be wrong: the same one, and how many different ones from one address."""
    rest = timedelta(minutes=settings.RESIDENT_LOCK_MINUTES)
    failures = settings.RESIDENT_FAILURES
    return Limits(
        pace=pace(failures, rest),
        anywhere=pace(2 * failures, rest),
        crowd=Crowd(users=settings.RESIDENT_CROWD, window=rest, rest=rest),
    )


def let_apply(submission: str, *, origin: Origin) -> None:
    """Count an application, and let it in; raises TooMany. A second press of the same button is no second."""
    name = name_digest(submission)
    with everything("visitors"), transaction.atomic():
        lock(f"address:{origin.group}")
        before = Attempt.objects.filter(step=Attempt.Step.APPLY, address=origin.group)
        if before.filter(name=name).exists():
            return
        lately = before.filter(at__gt=now() - rate().window).order_by("at")
        if left := too_many(list(lately.values_list("at", flat=True)), now(), rate()):
            raise TooMany(left)
        Attempt.objects.create(
            step=Attempt.Step.APPLY, name=name, address=origin.group, outcome=Outcome.RIGHT
        )


def let_look(code: str, *, origin: Origin) -> Attempt:
    """Write down that this code is tried, and let it go on; raises TooSoon. Settle it afterwards."""
    name, step = name_digest(code), Attempt.Step.PROGRESS
    with everything("visitors"), transaction.atomic():
        lock(f"name:{name}", f"address:{origin.group}")
        left = wait(looks_before(name, origin.group), now(), guesses())
        if not left:
            return Attempt.objects.create(step=step, name=name, address=origin.group)
        turn_away(name, None, origin.group, step)
    raise TooSoon(left)


def looks_before(name: str, address: str) -> Tries:
    """What was tried before: this code from here, this code from anywhere, all codes from here."""
    rules = guesses()
    lately = Attempt.objects.since(now() - rules.crowd.window - rules.crowd.rest, Attempt.Step.PROGRESS)
    return Tries(
        here=lately.filter(name=name, address=address).tries(),
        anywhere=lately.filter(name=name).tries(),
        address=lately.filter(address=address).tries(),
    )
