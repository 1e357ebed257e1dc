"""The secret address of a user's calendar: given, renewed, taken back; and who stands behind one."""

from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from casework.models import Feed
from casework.models.feeds import digest_of, new_secret
from security.context import everything

READS, WITHIN = 60, 3600  # of one address; programs read once an hour or so
STRANGERS, THEIR_WITHIN = 30, 600  # wrong addresses from one place


@transaction.atomic
def renew_feed(user: User) -> str:
    """A new secret, shown this once; an earlier one opens nothing any more."""
    secret = new_secret()
    Feed.objects.update_or_create(user=user, defaults={"digest": digest_of(secret)})
    return secret


def revoke_feed(user: User) -> bool:
    """No address opens the user's calendar any more; whether one did."""
    return bool(Feed.objects.filter(user=user).delete()[0])


def owner_of(secret: str) -> User | None:
    """Who stands behind this secret, while their account is in use and has a duty."""
    with everything("calendar feed"):  # a program that reads it has not signed in
        feed = Feed.objects.of_secret(secret).select_related("user").first()
        if feed is None or not feed.user.is_active or not feed.user.held:
            return None
        return User.objects.get(pk=feed.user_id)


def too_often(name: str, most: int, within: int) -> bool:
    """Was this asked for more than so often within so many seconds? Counts this time."""
    key = f"feed:{name}"
    cache.add(key, 0, within)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # it ran out between the two
        return False
