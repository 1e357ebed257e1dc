"""What hangs on a matter: its history, its running limits, its files, what it grew from."""

from datetime import datetime
from pathlib import PurePath
from typing import Self
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.clocks import TimeUnit
from casework.models.matter import Matter
from security import clock
from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Retention,
    Scope,
    of_matter,
    recorded,
    with_matter,
)

SEEN_MATTER = of_matter().rows
OTHER_LABELS = {"register": "登记", "grant": "授权查看", "anonymise": "去标识", "join": "又有人反映", "recategorise": "改类别"}
ASIDE = ("join", "recategorise")  # lines of a history that are no step of it: who waits, and for what, stays as it was


class Event(models.Model):
    """One line of a matter's history. Written once, never changed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="events")
    move = models.CharField(max_length=30)
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20)
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # who had the matter after this step
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(db_default=Now())  # when it happened: what counts, and orders the history
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)  # when it was written down

    custody = Custody(
        Scope(SEEN_MATTER, written=f"{SEEN_MATTER} AND by_id = {ACTOR}"),
        with_matter(),
        recorded("move", "from_status", "to_status", "reason"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("recorded_at",),
        said=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "经过"
        ordering = ["at", "pk"]
        # portal.clean_event alone, which runs as the keeper, takes out what identified somebody.
        triggers = [
            pgtrigger.Protect(
                name="event_is_never_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("current_user <> 'governance_keeper'"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.move}: {self.from_status} → {self.to_status}"

    @property
    def label(self) -> str:
        """The Chinese name of the step."""
        move = self.matter.flow.moves.get(self.move)
        return move.label if move else OTHER_LABELS.get(self.move, self.move)


RUNNING = Q(met_at=None, dropped_at=None)


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> Self:
        return self.filter(RUNNING, matter__closed_at=None)

    def to_tell(self, now: datetime, midnight: datetime) -> Self:
        """Running limits with a reminder due and not written: soon, today (by this midnight), late."""
        soon = Q(told="", warn_at__lte=now)
        today = Q(told__in=["", Deadline.Told.SOON], due_at__lte=midnight)
        late = ~Q(told=Deadline.Told.OVERDUE) & Q(due_at__lte=now)
        return self.running().filter(soon | today | late)


class Deadline(models.Model):
    """A limit that runs, or ran, on a matter. Never recomputed to a citizen's disadvantage (T-10)."""

    class Told(models.TextChoices):
        SOON = "soon", "快到期"
        TODAY = "today", "今天到期"
        OVERDUE = "overdue", "超期"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="deadlines")
    limit = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=4, choices=[(unit.value, unit.value) for unit in TimeUnit])
    basis = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()  # the first instant that is too late
    legal_on = models.DateField()
    target_on = models.DateField()
    provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=20)
    started_by = models.ForeignKey(
        Event, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    met_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(
        null=True
    )  # ended with the step it belonged to: neither kept nor missed
    told = models.CharField(max_length=8, choices=Told, blank=True)  # the last reminder written

    objects = DeadlineQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("limit", "label", "unit", "basis", "calendar", "told"),
        Export.INTERNAL,
        fixed=("matter_id", "limit", "started_at", "started_by_id"),
        system=("due_at", "warn_at", "legal_on", "target_on", "amount", "unit", "basis"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering = ["due_at", "pk"]
        indexes = [models.Index("warn_at", name="deadline_running", condition=RUNNING)]
        constraints = [
            models.UniqueConstraint(
                name="one_running_limit_of_a_kind_on_a_matter",
                fields=["matter", "limit"],
                condition=RUNNING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.amount} {self.unit}"

    @property
    def kept(self) -> bool | None:
        """Was the limit kept? None while it runs."""
        return None if self.met_at is None else self.met_at < self.due_at


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(matter__in=Matter.objects.visible_to(user))


def stored_name(attachment: "Attachment", name: str) -> str:
    """Where a file is put: a random name, so nothing of what the user wrote reaches the disk."""
    return f"matters/{clock.today():%Y/%m}/{uuid4().hex}{PurePath(name).suffix.lower()}"


class Attachment(models.Model):
    """A file in a matter. Who sees the matter sees the file."""

    class Stage(models.TextChoices):
        BEFORE = "before", "办理前"
        AFTER = "after", "办理后"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.BEFORE)
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to=stored_name)
    thumbnail = models.FileField(upload_to=stored_name, blank=True)
    content_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = AttachmentQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(Retention.Then.DELETE),
        recorded("stage", "content_type", "sha256"),
        said=("at",),
        fixed=("matter_id", "file", "sha256", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A matter that grew from another: a dispute from a case, a petition from a dispute."""

    source = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="grew_into")
    target = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="grew_from")

    custody = Custody(
        Scope(f"{of_matter('source_id').rows} AND {of_matter('target_id').rows}"), with_matter()
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="linked_once", fields=["source", "target"]),
            models.CheckConstraint(name="linked_to_another", condition=~Q(source=F("target"))),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
