from django.contrib.auth.hashers import make_password

from accounts.models import User

KEEPER_OF_TIME = "retention"  # nobody signs in with either
RESIDENTS = "residents"


def portal_account() -> User:
    """In whose name it stands in a matter's history what the portal does by itself."""
    return silent(KEEPER_OF_TIME, "到期处理")


def residents_account() -> User:
    """In whose name stands what residents wrote down themselves, who have no accounts: all of them alike."""
    return silent(RESIDENTS, "群众自己（网上）")


def silent(username: str, name: str) -> User:
    """An account that writes history and opens nothing: shut, without a password, without a duty."""
    shut = {"name": name, "is_active": False, "password": make_password(None)}
    return User.objects.get_or_create(username=username, defaults=shut)[0]
