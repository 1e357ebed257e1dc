"""Who tried to sign in, from where; on which devices users are known; who is signed in."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.guessing import Outcome, Try
from accounts.models.people import User
from accounts.models.roles import Role
from security.custody import Custody, Retention, Scope, internal, not_recorded, of_user

# Logs are kept at least six months; these hold addresses of people, and so not much longer.
HALF_A_YEAR = 0.55
BASIS = "网络安全法：日志不少于六个月"


class DeviceQuerySet(models.QuerySet["Device"]):
    def known(self, user: User | None, digests: Collection[str]) -> Self:
        """Those of these devices on which the user has signed in before. Asked for nobody too, so that
        it takes as long.
        """
        return self.filter(user=user.pk if user else 0, digest__in=[*digests, ""])


class Device(models.Model):
    """A browser in which a user has signed in, all the way. It carries a secret in a cookie; of that the
    digest stands here. Its wrong tries are counted apart, so that no stranger can shut its user out.
    """

    custody = Custody(
        scope=internal(),
        retention=Retention(HALF_A_YEAR, Retention.Then.DELETE, done="seen_at", basis="不再用的设备"),
        audit=not_recorded("每次登录都变；登录本身有记录"),
    )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(db_default=Now())

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "认得的设备"

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%Y-%m-%d}"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def since(self, moment: datetime, step: str) -> Self:
        return self.filter(at__gte=moment, step=step)

    def by_strangers(self) -> Self:
        """From devices that the user was not known on."""
        return self.filter(device=None)

    def tries(self) -> list[Try]:
        """As the rules of guessing read them, oldest first."""
        rows = self.filter(lifted=False).order_by("at", "pk").values_list("at", "name", "outcome")
        return [Try(at, name, Outcome(outcome)) for at, name, outcome in rows]


class Attempt(models.Model):
    """One try to pass a step of signing in, written before the secret is looked at, so that many at once
    are counted as many. `name` is a digest: what is typed there may be a password in the wrong field.

    Also one thing that a visitor without an account asks of us: to take an application, to open a progress.
    """

    custody = Custody(
        scope=Scope(f"(SELECT portal.holds('{Role.SECURITY_ADMIN}'))", written="false"),
        retention=Retention(HALF_A_YEAR, Retention.Then.DELETE, done="at", basis=BASIS),
        audit=not_recorded("这张表就是记录"),
    )

    class Step(models.TextChoices):
        PASSWORD = "password", "密码"
        CODE = "code", "动态码"
        APPLY = "apply", "群众网上申请"
        PROGRESS = "progress", "群众查进度"

    BY_VISITORS = frozenset({Step.APPLY, Step.PROGRESS})

    class State(models.TextChoices):
        OPEN = Outcome.OPEN, "没有结果"
        RIGHT = Outcome.RIGHT, "对"
        WRONG = Outcome.WRONG, "不对"

    at = models.DateTimeField("时间", db_default=Now())
    step = models.CharField("哪一步", max_length=10, choices=Step)
    name = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="attempts",
        verbose_name="人员",
    )
    address = models.CharField("地址", max_length=45)
    device = models.ForeignKey(
        Device, null=True, on_delete=models.SET_NULL, related_name="attempts", verbose_name="认得的设备"
    )
    outcome = models.CharField("结果", max_length=10, choices=State, default=State.OPEN)
    turned_away = models.PositiveIntegerField(
        "之后又挡回", default=0, help_text="在它之后要等的时间里，又来试了几次；那几次没有核对密码。"
    )
    lifted = models.BooleanField("不再计数", default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["name", "at"], name="attempt_of_name"),
            models.Index(fields=["address", "at"], name="attempt_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at:%Y-%m-%d %H:%M}"


class StayQuerySet(models.QuerySet["Stay"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)


class Stay(models.Model):
    """One stay in the portal, from signing in to leaving: a session, as its user may know and end it."""

    custody = Custody(
        scope=of_user("user_id"),
        retention=Retention(HALF_A_YEAR, Retention.Then.DELETE, done="started_at", basis=BASIS),
        audit=not_recorded("这张表就是记录"),
    )

    class Ending(models.TextChoices):
        LEFT = "left", "自己退出"
        IDLE = "idle", "很久没有操作"
        OLD = "old", "到了最长时间"
        CROWDED = "crowded", "在别的设备上登录"
        SENT_OUT = "sent_out", "从别的设备退出"
        CLOSED = "closed", "账号停用或重设"
        RAISED = "raised", "岗位变了，要绑定验证器"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stays")
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="stays")
    address = models.CharField(max_length=45)
    label = models.CharField(max_length=40)  # the browser in a few words, for its user to recognise
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登录"
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index("user", name="stay_still_open", condition=Q(ended_at=None))]
        constraints = [
            models.CheckConstraint(
                name="ended_stay_says_why",
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.label}"
