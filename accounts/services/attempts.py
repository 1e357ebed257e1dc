"""Tries at signing in: let through or not, and how they ended."""

import hashlib
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts.exceptions import TooSoon
from accounts.guessing import Crowd, Limits, Outcome, Tries, pace, wait
from accounts.models import Attempt, Device, User
from accounts.origins import Origin
from security.clock import now
from security.context import everything


def limits() -> Limits:
    """The rules of guessing, as the settings have them."""
    lock = timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    quarter = timedelta(minutes=settings.SIGN_IN_CROWD_MINUTES)
    return Limits(
        pace=pace(settings.SIGN_IN_FAILURES, lock),
        anywhere=pace(settings.SIGN_IN_FAILURES_ANYWHERE, lock),
        crowd=Crowd(users=settings.SIGN_IN_CROWD, window=quarter, rest=quarter),
    )


def name_digest(username: str) -> str:
    """Under what the tries at this username are counted, whether there is such a user or not."""
    usual = unicodedata.normalize("NFKC", username).strip()
    return salted_hmac("accounts.attempt", usual, algorithm="sha256").hexdigest()


def let_through(*, username: str, user: User | None, origin: Origin, step: str) -> Attempt:
    """Write this try down and let it go on; raises TooSoon where the tries before it say no.

    It counts as wrong until it is settled, and the locks let two of them come one after the other: a
    hundred at once are no better than one by one.
    """
    name = name_digest(username)
    with everything("sign-in"), transaction.atomic():
        device = Device.objects.known(user, origin.digests).first()
        lock(f"name:{name}", f"address:{origin.group}")
        left = wait(tries_before(name, device, origin.group, step), now(), limits())
        if not left:
            return Attempt.objects.create(
                step=step, name=name, user=user, address=origin.group, device=device
            )
        turn_away(name, device, origin.group, step)
    raise TooSoon(left)


def tries_before(name: str, device: Device | None, address: str, step: str) -> Tries:
    """What the rules look at: the known device's own tries, or those of all strangers."""
    rules = limits()
    lately = Attempt.objects.since(now() - max(rules.pace.window, rules.anywhere.window), step)
    if device is not None:
        return Tries(device=lately.filter(device=device).tries())
    strangers = lately.by_strangers()
    crowd = Attempt.objects.since(now() - rules.crowd.window - rules.crowd.rest, step).by_strangers()
    return Tries(
        here=strangers.filter(name=name, address=address).tries(),
        anywhere=strangers.filter(name=name).tries(),
        address=crowd.filter(address=address).tries() if step == Attempt.Step.PASSWORD else (),
    )


def turn_away(name: str, device: Device | None, address: str, step: str) -> None:
    """Count it on the try before: whoever is turned away a million times adds no row."""
    before = Attempt.objects.filter(step=step)
    own = before.filter(device=device) if device else before.filter(name=name, device=None)
    last = own.order_by("-pk").first() or before.filter(address=address).order_by("-pk").first()
    if last:
        Attempt.objects.filter(pk=last.pk).update(turned_away=F("turned_away") + 1)


def settle(attempt: Attempt, *, right: bool) -> None:
    """Write how the try ended."""
    with everything("sign-in"):
        Attempt.objects.filter(pk=attempt.pk).update(outcome=Outcome.RIGHT if right else Outcome.WRONG)


def drop(attempt: Attempt) -> None:
    """Forget a try at which nothing was looked at after all."""
    with everything("sign-in"):
        attempt.delete()


def lift_wait(user: User, *, by: User) -> int:
    """Let the user try again at once; the tries stay on record. How many no longer count."""
    with everything(f"sign-in: lifted by {by.pk}"):
        wrong = Attempt.objects.filter(name=name_digest(user.username), lifted=False)
        return wrong.exclude(outcome=Outcome.RIGHT).update(lifted=True)


def clear_old() -> int:
    """Delete tries older than the log is kept."""
    limit = now() - timedelta(days=settings.SIGN_IN_LOG_DAYS)
    return Attempt.objects.filter(at__lt=limit).delete()[0]


def lock(*names: str) -> None:
    """Hold these until the transaction ends; in one order, so that two never wait for each other."""
    numbers = {int.from_bytes(hashlib.sha256(n.encode()).digest()[:8], signed=True) for n in names}
    with connection.cursor() as cursor:
        for number in sorted(numbers):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
