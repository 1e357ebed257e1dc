"""What became of requests, written once: each move, what was answered, which words mean what is stored."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from admission.models.requests import WHY_KEPT, Column, Request, SourceSort
from admission.triggers import ANSWERED
from admission.workflow import ADMITTED, MOVES
from areas.models import Area
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS, county_of
from pilot.workflow import HANDLERS
from progress.models.returns import keeps_returns
from security.custody import APPEND, Custody, Export, Scope, for_good, open_to_all, recorded, through

ASKING = among("units", "q.unit_id")
# A form that was admitted may take a column of another: those who asked for it read what was answered there.
ASKED_FOR = f"""
EXISTS (
    SELECT 1 FROM admission_column c JOIN admission_request q ON q.id = c.request_id
    WHERE (c.id = column_id OR c.form_id = column_id AND q.state IN ('approved', 'stopped'))
    AND ({ASKING} OR (({one_of("areas", "q.area_id")}) AND ({WRITERS})))
)
"""


class ValueQuerySet(models.QuerySet["Value"]):
    def visible_to(self, user: User) -> "ValueQuerySet":
        """What the user's units answered, or asked for, or took from another form; for the office, all."""
        taken = Column.objects.filter(request__unit__in=user.units, request__state__in=ADMITTED)
        found = Q(unit__in=user.units) | Q(column__request__unit__in=user.units)
        found |= Q(column__in=taken.exclude(form=None).values("form"))
        return self.filter(found | Q(column__request__area=county_of(user)) if keeps_returns(user) else found)

    def newest(self) -> "ValueQuerySet":
        """What holds: of each unit, column and period, what was said last."""
        return self.order_by("column_id", "unit_id", "period", "-pk").distinct(
            "column_id", "unit_id", "period"
        )


class Value(models.Model):
    """What a unit answered to a column, of a period. Never changed: who corrects it says it once more."""

    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="values")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    period = models.CharField("哪一次", max_length=8)
    text = models.CharField("填的", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁填的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ValueQuerySet.as_manager()

    custody = Custody(
        Scope(f"{among('units', 'unit_id')} OR {ASKED_FOR}", "", among("units", "unit_id")),
        for_good(WHY_KEPT),
        recorded("period"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("column_id", "unit_id", "period", "text", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "填的"
        ordering = ["pk"]
        indexes = [models.Index(fields=["column", "unit", "period"], name="value_of_column")]
        constraints = [models.CheckConstraint(name="value_is_not_empty", condition=~Q(text=""))]
        triggers = [
            pgtrigger.Trigger(
                name="only_what_is_admitted_is_asked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ANSWERED,
            )
        ]

    def __str__(self) -> str:
        return self.text


class Synonym(models.Model):
    """A word that somebody confirmed for something that is stored; the next request is told of it first."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    word = models.CharField("怎么说", max_length=60)
    source = models.CharField("在哪里", max_length=8, choices=SourceSort)
    key = models.CharField(max_length=60)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁核对的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        open_to_all("栏目的叫法里没有人，也没有事项", Role.OFFICE, *sorted(HANDLERS)),
        for_good(WHY_KEPT),
        recorded("source", "key"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("area_id", "word", "source", "key", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "栏目的叫法"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_word_means_it_once", fields=["area", "word", "source", "key"])
        ]

    def __str__(self) -> str:
        return self.word


class Step(models.Model):
    """One move of a request: who, when, with which words."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    note = models.CharField(max_length=300, blank=True)

    custody = Custody(
        through("admission_request", "request_id"),
        for_good(WHY_KEPT),
        recorded("move"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("request_id", "move", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "申请的经过"
        ordering = ["pk"]

    def __str__(self) -> str:
        return MOVES[self.move].label if self.move in MOVES else self.move
