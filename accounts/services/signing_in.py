"""The way in: a password, then what else this user owes. Nobody is signed in before the last step."""

from enum import StrEnum

from accounts.exceptions import TooBusy, WrongCode
from accounts.models import Attempt, User
from accounts.origins import Origin
from accounts.services import attempts, passwords, second_factor


class Step(StrEnum):
    """What may stand between the password and the portal, in this order."""

    CODE = "code"
    NEW_PASSWORD = "new_password"  # noqa: S105 - no password
    BIND = "bind"


def enter(*, username: str, password: str, origin: Origin) -> User | None:
    """The user whom name and password mean, or nobody. Raises TooSoon or TooBusy, both unlooked-at.

    Existing, unknown and disabled users cost the same queries and one hash.
    """
    user = User.objects.filter(username=username).first()
    attempt = attempts.let_through(username=username, user=user, origin=origin, step=Attempt.Step.PASSWORD)
    try:
        right = passwords.is_right(user, password)
    except TooBusy:
        attempts.drop(attempt)
        raise
    attempts.settle(attempt, right=right)
    return user if right else None


def give_code(user: User, *, code: str, origin: Origin) -> None:
    """Take the second factor's code. Raises WrongCode, TooSoon or TooBusy."""
    attempt = attempts.let_through(username=user.username, user=user, origin=origin, step=Attempt.Step.CODE)
    try:
        right = second_factor.takes(user, code)
    except TooBusy:
        attempts.drop(attempt)
        raise
    attempts.settle(attempt, right=right)
    if not right:
        raise WrongCode


def confirm(user: User, *, password: str, code: str, origin: Origin) -> bool:
    """Whether the person at the keyboard is still this user. Raises WrongCode, TooSoon or TooBusy."""
    if enter(username=user.username, password=password, origin=origin) != user:
        return False
    if second_factor.is_bound(user):
        give_code(user, code=code, origin=origin)
    return True


def next_step(user: User, *, passed: frozenset[str]) -> Step | None:
    """What the user still owes after the password; None when they may come in."""
    bound = second_factor.is_bound(user)
    if bound and Step.CODE not in passed:
        return Step.CODE
    if passwords.must_change(user):
        return Step.NEW_PASSWORD
    return Step.BIND if second_factor.is_required(user) and not bound else None
