"""Argon2, as many at once as the process has memory for: each takes 100 MB while it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.exceptions import TooBusy

PATIENCE = 3.0  # seconds in the queue, within which a person does not press again

places = BoundedSemaphore(settings.SIGN_IN_PARALLEL)


@contextmanager
def place() -> Iterator[None]:
    """One of the places; raises TooBusy when none comes free."""
    if not places.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        places.release()


class CappedArgon2PasswordHasher(Argon2PasswordHasher):
    """The hashes are Argon2's own, so that Django's class reads them too."""

    def encode(self, password: str, salt: str) -> str:
        with place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with place():
            return super().verify(password, encoded)
