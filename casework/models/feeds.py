"""The secret address from which a calendar program reads what waits for one user."""

import hashlib
import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from security.custody import Custody, for_good, of_user, recorded

LENGTH = 32  # bytes: twice what nobody can guess


class FeedQuerySet(models.QuerySet["Feed"]):
    def of_secret(self, secret: str) -> Self:
        """The feed that this secret opens; none for any other."""
        return self.filter(digest=digest_of(secret))


class Feed(models.Model):
    """One user's feed. The secret is shown once; here stands its digest, by which it is known again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = FeedQuerySet.as_manager()

    custody = Custody(of_user("user_id"), for_good("本人停用就删除"), recorded(), fixed=("user_id",))

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return f"{self.user_id}"


def new_secret() -> str:
    """A secret for an address: letters, digits, - and _."""
    return secrets.token_urlsafe(LENGTH)


def digest_of(secret: str) -> str:
    """What is kept of it. A plain hash will do: the secret is random, and long."""
    return hashlib.sha256(secret.encode()).hexdigest()
