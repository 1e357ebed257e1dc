"""一季考核: the assessment of a quarter by an adopted scheme, and each move of it."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from areas.models import Area
from assessment.models.raising import RUN_SPACE, refused
from assessment.models.schemes import Scheme
from assessment.workflow import FINAL, LABELS, MOVES, RunState
from casework.models.matter import one_of
from pilot.models.group import WRITERS, county_of
from pilot.quarters import Quarter
from progress.models.items import QUARTER
from security.custody import APPEND, Custody, Export, Scope, for_good, recorded

WHY_KEPT = "每个季度怎么考核的，要查得到"
WAYS = ", ".join(sorted(f"'{source}>{move.target}'" for move in MOVES.values() for source in move.sources))
# The ways are those of the table, whoever writes; what is decided was proposed by another, and is held alone.
MOVED = f"""
IF NEW.state <> OLD.state THEN
    IF NOT (OLD.state || '>' || NEW.state) = ANY(ARRAY[{WAYS}]) THEN
        {refused("run_goes_its_way")}
    END IF;
    IF NEW.state = 'decided' THEN
        PERFORM pg_advisory_xact_lock({RUN_SPACE}, OLD.id::int);
        IF NOT EXISTS (SELECT FROM assessment_edition e WHERE e.run_id = OLD.id) THEN
            {refused("decided_run_has_an_edition")}
        END IF;
    END IF;
ELSIF OLD.state IN ('decided', 'published') THEN
    {refused("run_is_as_it_was_decided")}
END IF;
RETURN NEW;
"""


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: User) -> Self:
        """Those of the user's county: that a quarter is assessed is known to all who work there."""
        return self.filter(area=county_of(user)) if county_of(user) else self.none()

    def published(self) -> Self:
        return self.filter(state=RunState.PUBLISHED)


class Run(models.Model):
    """One quarter by one scheme. What was decided is frozen: what is wrong in it is corrected beside it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="runs", verbose_name="方案")
    quarter = models.CharField("季度", max_length=6)
    state = models.CharField("状态", max_length=10, choices=RunState, default=RunState.OPEN)
    counted_at = models.DateTimeField("算到什么时候", null=True)
    appeal_until = models.DateField("申诉到哪天", null=True)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("审定时间", null=True)
    document = models.CharField("审定的文号", max_length=80, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁开始的")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RunQuerySet.as_manager()

    custody = Custody(
        Scope("true", "哪个季度在考核、到哪一步，全县都知道", f"({one_of('areas')}) AND ({WRITERS})"),
        for_good(WHY_KEPT),
        recorded("quarter", "state", "document"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("made_at",),
        fixed=("area_id", "scheme_id", "quarter", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "季度考核"
        ordering = ["-quarter"]
        constraints = [
            models.UniqueConstraint(
                name="one_run_of_a_quarter",
                fields=["area", "quarter"],
                violation_error_message="这个季度已经开始考核。",
            ),
            models.CheckConstraint(name="run_is_of_a_quarter", condition=Q(quarter__regex=QUARTER)),
            models.CheckConstraint(
                name="run_is_decided_by_somebody_else",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                violation_error_message="报审定的人不能自己审定。",
            ),
            models.CheckConstraint(
                name="decided_run_names_who_and_its_document",
                condition=~Q(state__in=FINAL)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(document=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="run_goes_its_way", when=pgtrigger.Before, operation=pgtrigger.Update, func=MOVED
            )
        ]

    def __str__(self) -> str:
        return f"{self.of.in_words}考核"

    def get_absolute_url(self) -> str:
        return reverse("assessment:run", args=[self.quarter])

    @property
    def of(self) -> Quarter:
        return Quarter.read(self.quarter)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL

    @property
    def is_open(self) -> bool:
        return self.state == RunState.OPEN

    @property
    def is_published(self) -> bool:
        return self.state == RunState.PUBLISHED


class RunStep(models.Model):
    """A move, a new count, or that somebody looked at the order by score. Written once."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    note = models.TextField(blank=True)

    custody = Custody(
        Scope(
            "EXISTS (SELECT 1 FROM assessment_run r WHERE r.id = run_id"
            f" AND ({one_of('areas', 'r.area_id')}))"
            f" AND ({WRITERS})"
        ),
        for_good(WHY_KEPT),
        recorded("move"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("run_id", "move", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核的经过"
        ordering = ["pk"]

    def __str__(self) -> str:
        return LABELS.get(self.move, self.move)
