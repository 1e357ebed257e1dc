from accounts.models import User

KEEPER_OF_TIME = "retention"  # nobody signs in with it


def portal_account() -> User:
    """In whose name it stands in a matter's history what the portal does by itself."""
    return User.objects.get_or_create(
        username=KEEPER_OF_TIME, defaults={"name": "到期处理", "is_active": False}
    )[0]
