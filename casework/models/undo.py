"""How one act of triage can be taken back within half a minute."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from casework.models.matter import Matter
from security.custody import ACTOR, Custody, Retention, Scope, of_matter, recorded

UNDO_FOR = timedelta(seconds=30)


class UndoQuerySet(models.QuerySet["Undo"]):
    def to(self, user: User) -> Self:
        return self.filter(by=user, matter__in=Matter.objects.visible_to(user))

    def running(self, now: datetime) -> Self:
        """Those that can still be taken back, as far as time goes."""
        return self.filter(undone_at=None, at__gt=now - UNDO_FOR)

    def of(self, press: UUID | Any) -> Self:
        return self.filter(press=press)


class Undo(models.Model):
    """What a matter was before one act of triage, so that who made it can take it back (T10).

    All that went with one press has the same `press`. `version` is the matter's after the act: where it has
    moved on since, nothing can be taken back. `before` holds the columns that the act changed.
    """

    press = models.UUIDField()
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    before = models.JSONField()
    at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)

    objects = UndoQuerySet.as_manager()

    custody = Custody(
        Scope(f"by_id = {ACTOR} AND {of_matter().rows}"),
        Retention(0.1, Retention.Then.DELETE, "at"),
        recorded(),
        stamped=("at",),
        fixed=("press", "matter_id", "by_id", "version", "before"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "撤销"
        ordering = ["pk"]
        indexes = [models.Index(fields=["by", "-at"], name="undo_by_person")]
        constraints = [
            models.UniqueConstraint(name="one_undo_of_a_press_and_matter", fields=["press", "matter"])
        ]

    def __str__(self) -> str:
        return f"{self.press} {self.matter_id}"
