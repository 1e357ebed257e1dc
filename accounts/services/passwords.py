"""Passwords: whether one is right, when it must change, and setting it."""

import secrets
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.crypto import get_random_string

from accounts.models import FormerPassword, Stay, User
from accounts.services.stays import end, strictest
from security.clock import now
from security.context import everything

# Without letters that are taken for others; each group brings one of three classes at least.
SMALL, GREAT, DIGITS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


def is_right(user: User | None, password: str) -> bool:
    """Whether the password opens this account. One hash is computed, be there such a user or not."""
    other = stand_in(get_hasher().algorithm)  # first, so that the first stranger costs no more than others
    if user is None or not user.has_usable_password():
        check_password(password, other)
        return False
    return user.check_password(password) and user.is_active


@lru_cache
def stand_in(algorithm: str) -> str:
    """A hash of no password, made as the others are."""
    return make_password(get_random_string(40))


@transaction.atomic
def set_password(
    user: User, password: str, *, by: User | None, temporary: bool = False, stay: int = 0
) -> None:
    """Set the password and remember it among the user's last. All stays end but the one given.

    Raises ValidationError where the rules refuse a password that its user has chosen.
    """
    with everything(f"password set by {by.pk if by else 'the server'}"):
        if not temporary:
            validate_password(password, user)
        if user.has_usable_password() and not user.former_passwords.exists():
            FormerPassword.objects.create(user=user, password=user.password)
        user.password = make_password(password)
        user.password_set_at = now()
        user.password_temporary = temporary
        user.save(update_fields=["password", "password_set_at", "password_temporary"])
        FormerPassword.objects.create(user=user, password=user.password)
        kept = user.former_passwords.values_list("pk", flat=True)[: settings.PASSWORD_HISTORY]
        user.former_passwords.exclude(pk__in=list(kept)).delete()
        end(user.stays.exclude(pk=stay), Stay.Ending.CLOSED)


def give_temporary(user: User, *, by: User | None) -> str:
    """Set a password of chance for the user to change at once; it is returned, and kept nowhere."""
    parts = (SMALL * 2, GREAT, DIGITS)
    password = "-".join("".join(secrets.choice(part) for _ in range(4)) for part in parts)
    set_password(user, password, by=by, temporary=True)
    return password


def must_change(user: User) -> bool:
    """Given by somebody else, or older than the user's roles allow."""
    days = strictest(settings.PASSWORD_DAYS, settings.PASSWORD_DAYS_BY_ROLE, user)
    return user.password_temporary or bool(days and now() - user.password_set_at >= timedelta(days=days))


def has_lapsed(user: User) -> bool:
    """A temporary password that nobody has come to use."""
    days = timedelta(days=settings.PASSWORD_TEMPORARY_DAYS)
    return user.password_temporary and now() - user.password_set_at >= days
