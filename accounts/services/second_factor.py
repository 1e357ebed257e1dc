"""The second factor: who needs it, binding a phone, taking its codes and the recovery codes."""

import secrets
from typing import TypedDict

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.exceptions import WrongCode
from accounts.models import Authenticator, RecoveryCode, User
from accounts.services.passwords import stand_in
from accounts.services.stays import end_all
from security.clock import now
from security.context import everything
from security.encryption import seal, unseal

ISSUER = "治理平台"  # beside the code on the phone; short, for the square grows with it
HALF_MINUTE = 30
DRIFT = (0, -1, 1)  # half minutes by which a phone's clock may be off
CODES = 10
SELECTOR, VERIFIER = 4, 8
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without letters that are taken for digits
MISREAD = str.maketrans("OIL", "011", "- ")


def is_required(user: User) -> bool:
    """Whether one of the user's roles asks for it in this county."""
    return settings.SECOND_FACTOR_REQUIRED and bool(user.roles - set(settings.SECOND_FACTOR_EXEMPT))


def is_bound(user: User) -> bool:
    with everything("sign-in"):
        return Authenticator.objects.filter(user=user).exists()


def new_secret(user: User) -> str:
    """A secret to bind a phone with, sealed for this user."""
    return seal(pyotp.random_base32(), **place(user))


def shown(sealed: str, *, user: User) -> tuple[str, str]:
    """The secret to type, in groups of four, and the address that its square picture holds."""
    secret = unseal(sealed, **place(user))
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)), uri


def bind(user: User, *, sealed: str, code: str) -> list[str]:
    """Bind the phone that shows this code, in place of another; the recovery codes, this once.

    Raises WrongCode where the phone does not show the secret's code.
    """
    step = matching_step(unseal(sealed, **place(user)), code)
    if step is None:
        raise WrongCode
    with everything("sign-in"), transaction.atomic():
        Authenticator.objects.update_or_create(
            user=user, defaults={"secret": sealed, "last_step": step, "bound_at": now()}
        )
        return renew_codes(user)


def renew_codes(user: User) -> list[str]:
    """Ten new recovery codes in place of the old; only the caller ever sees them."""
    codes: dict[str, str] = {}
    while len(codes) < CODES:
        code = "".join(secrets.choice(CROCKFORD) for _ in range(SELECTOR + VERIFIER))
        codes[code[:SELECTOR]] = code
    rows = [
        RecoveryCode(user=user, selector=selector, verifier=make_password(code[SELECTOR:]))
        for selector, code in codes.items()
    ]
    with everything("sign-in"), transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(rows)
    return ["-".join(code[n : n + 4] for n in (0, 4, 8)) for code in codes.values()]


def takes(user: User, typed: str) -> bool:
    """Whether this is a code of the user's phone or paper; if so it is used up."""
    code = typed.upper().translate(MISREAD)
    with everything("sign-in"):
        return take_code(user, code) if len(code) <= 6 else take_recovery(user, code)


def take_code(user: User, code: str) -> bool:
    """A code is taken once, and none older than the last: what somebody looked over is worth nothing."""
    found = Authenticator.objects.filter(user=user).first()
    step = matching_step(unseal(found.secret, **place(user)), code) if found else None
    if found is None or step is None:
        return False
    newer = Authenticator.objects.filter(user=user, secret=found.secret, last_step__lt=step)
    return bool(newer.update(last_step=step))


def take_recovery(user: User, code: str) -> bool:
    """One hash is computed, be there a code that begins so or not."""
    row = RecoveryCode.objects.left(user).filter(selector=code[:SELECTOR]).first()
    verifier = row.verifier if row else stand_in(get_hasher().algorithm)
    if not check_password(code[SELECTOR:], verifier) or row is None:
        return False
    return bool(RecoveryCode.objects.left(user).filter(pk=row.pk).update(used_at=now()))


def unbind(user: User, *, by: User | None) -> None:
    """Forget phone and codes: the phone is lost, or the user gives it up. All their stays end."""
    with everything("sign-in"), transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        RecoveryCode.objects.filter(user=user).delete()
        if by != user:
            end_all(user)


def matching_step(secret: str, code: str) -> int | None:
    """The half minute whose code this is, among this one and its neighbours."""
    current = int(now().timestamp()) // HALF_MINUTE
    totp = pyotp.TOTP(secret)
    found = [step for off in DRIFT if constant_time_compare(totp.generate_otp(step := current + off), code)]
    return found[0] if found else None


class Place(TypedDict):
    """Where a sealed secret stands."""

    table: str
    row: str
    column: str


def place(user: User) -> Place:
    """Where the sealed secret belongs: moved to another user's row it does not open."""
    return Place(table="accounts_authenticator", row=str(user.pk), column="secret")
