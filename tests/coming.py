"""Signing in, for tests of what only somebody may do who has just given the password."""

from accounts.http import CONFIRMED
from security import clock


def come_in(client, user):
    """Signed in, and asked for the password a moment ago."""
    client.force_login(user)
    session = client.session
    session[CONFIRMED] = clock.now().timestamp()
    session.save()
