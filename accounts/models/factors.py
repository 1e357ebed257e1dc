"""What proves that somebody is who they say: former passwords, the second factor, its recovery codes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.models.people import User
from security.custody import Custody, Retention, internal, not_recorded, of_user, recorded

WITH_ITS_USER = Retention(None, Retention.Then.KEEP, basis="随账号；换掉的当时就删")


class FormerPassword(models.Model):
    """The hash of a password that a user has or had, so that the last few do not come back."""

    custody = Custody(
        scope=internal(), retention=WITH_ITS_USER, audit=not_recorded("改密码在账号那一行上有记录")
    )

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_passwords"
    )
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"


class Authenticator(models.Model):
    """The second factor of a user: an app on a phone that shows a new code each half minute (RFC 6238).

    The secret that phone and portal share is sealed, bound to its user. `last_step` is the half minute
    of the last code that was taken: neither it nor an older one is taken again.
    """

    custody = Custody(scope=of_user("user_id"), retention=WITH_ITS_USER, audit=recorded())

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="authenticator"
    )
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    bound_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "第二因素"

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCodeQuerySet(models.QuerySet["RecoveryCode"]):
    def left(self, user: User) -> Self:
        """The user's codes that have not been used."""
        return self.filter(user=user, used_at=None)


class RecoveryCode(models.Model):
    """One of ten codes on paper, each good for one sign-in without the phone.

    The first letters are no secret and find the row; the rest stands here only as a password's hash.
    """

    custody = Custody(scope=of_user("user_id"), retention=WITH_ITS_USER, audit=recorded())

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    selector = models.CharField(max_length=4)
    verifier = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        constraints = [
            models.UniqueConstraint(name="recovery_code_is_found_once", fields=["user", "selector"])
        ]

    def __str__(self) -> str:
        return self.selector
