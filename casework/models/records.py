"""What hangs on a matter: its history, its running limits, what it grew from."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.clocks import TimeUnit
from casework.models.limits import UNITS, LimitRule
from casework.models.matter import Matter
from casework.rules import Rule, obliging_nobody, rules, totals
from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Scope,
    of_matter,
    recorded,
    with_matter,
)

SEEN_MATTER = of_matter().rows
OTHER_LABELS = {
    "register": "登记",
    "grant": "授权查看",
    "anonymise": "去标识",
    "nudge": "催办",
    "joined": "并入一件",
    "undo": "撤回",
    "ask_extension": "申请延期",
    "grant_extension": "同意延期",
    "refuse_extension": "不同意延期",
    "suspend_limit": "期限中止",
    "resume_limit": "期限恢复",
    "join": "又有人反映",
    "recategorise": "改类别",
}
# Lines of a history that are no step of it: who waits, and for what, stays as it was.
ASIDE = ("join", "recategorise", "nudge")


class Event(models.Model):
    """One line of a matter's history. Written once, never changed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="events")
    move = models.CharField(max_length=30)
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20)
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    told = models.TextField(blank=True, db_default="")  # the words that the resident was told with this step
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
        return self.filter(RUNNING, matter__closed_at=None, suspended_at=None)

    def visible_to(self, user: User) -> Self:
        """Who sees the matter sees its limits."""
        return self.filter(matter__in=Matter.objects.visible_to(user))

    def telling(self) -> Self:
        """Running limits that remind by themselves: that of the whole only where no stage ends before it."""
        sooner = Deadline.objects.filter(
            RUNNING, matter=OuterRef("matter"), suspended_at=None, due_at__lte=OuterRef("due_at")
        )
        return self.running().exclude(Exists(sooner.exclude(limit__in=totals())), limit__in=totals())

    def to_tell(self, now: datetime, midnight: datetime, above: Q) -> Self:
        """Running limits with a reminder due and not written: soon, today (by this midnight), late.

        `above` are those that have been late for so long that the office is told. A limit that obliges
        nobody here makes nobody late: it is told of before it ends, and not after.
        """
        soon = Q(told="", warn_at__lte=now)
        today = Q(told__in=["", Deadline.Told.SOON], due_at__lte=midnight)
        late = ~Q(told__in=[Deadline.Told.OVERDUE, Deadline.Told.OFFICE]) & Q(due_at__lte=now)
        ours = ~Q(limit__in=obliging_nobody())
        over = ours & (late | (above & ~Q(told=Deadline.Told.OFFICE)))
        return self.telling().filter(((soon | today) & (ours | Q(due_at__gt=now))) | over)


class Deadline(models.Model):
    """A limit that runs, or ran, on a matter. Never recomputed to a citizen's disadvantage (T-10)."""

    class Told(models.TextChoices):
        SOON = "soon", "快到期"
        TODAY = "today", "今天到期"
        OVERDUE = "overdue", "超期"
        OFFICE = "office", "一直超期"  # told above: to the office, a working day later

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="deadlines")
    limit = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    amount = models.PositiveSmallIntegerField()
    extended = models.PositiveSmallIntegerField(default=0)  # by so many more of its unit, granted
    stood = models.PositiveSmallIntegerField(default=0)  # still for so many of its unit, by a norm (T-09)
    unit = models.CharField(max_length=6, choices=UNITS)
    basis = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()  # the first instant that is too late
    legal_on = models.DateField()
    target_on = models.DateField()
    provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=40)
    rule = models.ForeignKey(
        LimitRule, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the county's version that it started with; none, the platform's own (T-10)
    started_by = models.ForeignKey(
        Event, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    met_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(
        null=True
    )  # ended with the step it belonged to: neither kept nor missed
    suspended_at = models.DateTimeField(null=True)  # stands still since, by a norm that says so (T-09)
    promised_at = models.DateTimeField(null=True)  # when a resident was told of its end (T-10)
    was_legal_on = models.DateField(null=True)  # before the notice of a provisional year came (CAL-06)
    recomputed_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=8, choices=Told, blank=True)  # the last reminder written

    objects = DeadlineQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("limit", "label", "unit", "basis", "calendar", "told"),
        Export.INTERNAL,
        fixed=("matter_id", "limit", "amount", "unit", "basis", "rule_id", "started_at", "started_by_id"),
        system=(
            *("due_at", "warn_at", "legal_on", "target_on"),
            *("extended", "stood", "provisional", "suspended_at"),
        ),
        served="NEW.matter_id = ANY(portal.admitted())",
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
        triggers = [
            # The next notice may move an end that rested on guesses; nothing else brings one nearer.
            pgtrigger.Protect(
                name="a_limit_never_shortens",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__provisional=False, new__due_at__lt=pgtrigger.F("old__due_at")),
            )
        ]

    def __str__(self) -> str:
        longer = f"（延长 {self.extended}）" if self.extended else ""
        return f"{self.label} {self.amount} {self.unit}{longer}"

    @property
    def timed(self) -> bool:
        """Does it end at a time of day?"""
        return TimeUnit(self.unit).timed

    @property
    def runs(self) -> bool:
        return self.met_at is None and self.dropped_at is None

    @property
    def article(self) -> Rule | None:
        """The rule behind it; none for a limit of a kind that is no longer there."""
        return rules().get(self.limit)

    @property
    def obliges_nobody(self) -> bool:
        """Does it bind a citizen, or only advise? Then it is a date to know, and no lateness of ours."""
        return self.limit in obliging_nobody()

    @property
    def kept(self) -> bool | None:
        """Was the limit kept? None while it runs."""
        return None if self.met_at is None else self.met_at < self.due_at


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
