import pyotp
import pytest
from django.test import Client

from accounts import services
from security.clock import now
from tests.factories import UserFactory

PASSWORD = "Correct-horse-1"
OFFICE = "203.0.113.7"  # the one address of a whole office


@pytest.fixture
def with_password():
    """Gives a user the password of these tests, and the user back."""

    def give(user):
        user.set_password(PASSWORD)
        user.save()
        return user

    return give


@pytest.fixture
def people(db, with_password):
    """So many users of whom nobody knows anything."""
    return lambda count: [with_password(UserFactory()) for _ in range(count)]


@pytest.fixture
def browser_at():
    """A browser that has never been here, at this address."""
    return lambda address=OFFICE: Client(REMOTE_ADDR=address)


@pytest.fixture
def sign_in():
    """Name and password, as the page sends them."""

    def send(client, user, password=PASSWORD, **more):
        username = user if isinstance(user, str) else user.username
        return client.post("/login/", {"username": username, "password": password, **more})

    return send


@pytest.fixture
def phone():
    """Binds an authenticator; gives a function that tells the code of the next half minute, or another."""

    def bind(user):
        sealed = services.new_secret(user)
        services.bind(user, sealed=sealed, code=shown_code(user, sealed))
        return lambda ahead=1: shown_code(user, sealed, ahead)

    return bind


def shown_code(user, sealed, ahead=0):
    """What a phone with this secret shows so many half minutes from now."""
    secret, _ = services.shown(sealed, user=user)
    return pyotp.TOTP(secret.replace(" ", "")).generate_otp(int(now().timestamp()) // 30 + ahead)
