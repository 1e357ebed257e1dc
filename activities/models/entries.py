"""What every line of the ledger has: where, which unit, by whom, when; and how it is taken out of it."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from areas.models import Area, inside
from casework.models.matter import among, one_of
from security.custody import Custody, Export, Scope, for_good, recorded

OWN = among("units", "unit_id")
WHY_KEPT = "台账是做过什么的凭据"
NEVER_DELETED = ("SELECT", "INSERT", "UPDATE")


def custody_of_entry(*plain: str, fixed: tuple[str, ...] = ()) -> Custody:
    """Seen by those who oversee the place and by its unit; written by its unit alone; never deleted."""
    return Custody(
        Scope(f"{one_of('areas')} OR {OWN}", "", OWN),
        for_good(WHY_KEPT),
        recorded(*plain),
        Export.INTERNAL,
        rights=NEVER_DELETED,
        stamped=("made_at",),
        fixed=("unit_id", "made_by_id", *fixed),
    )


class EntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Those of the places that the user oversees, and of the user's units."""
        return self.filter(inside(user.overseen) | Q(unit__in=user.units))

    def standing(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(withdrawn_at=None)

    def between(self, first: date, after: date) -> Self:
        return self.filter(on__gte=first, on__lt=after)


class Entry(models.Model):
    """One line of the ledger. What is wrong is corrected by its unit; what never was is withdrawn."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="地方")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="登记单位")
    on = models.DateField("日期")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁登记")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_why = models.CharField("为什么撤回", max_length=200, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()
    book = ""

    class Meta:
        abstract = True
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_withdrawn_by_somebody_who_says_why",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
                violation_error_message="撤回要写明谁撤的、为什么。",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="withdrawn_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.withdrawn_at IS NOT NULL"),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse(f"activities:{self.book}_entry", args=[self.pk])


class Correction(models.Model):
    """What a line said before it was corrected, and why it was. Written once."""

    book = models.CharField("哪本台账", max_length=20)
    entry = models.PositiveBigIntegerField("哪一条")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField("原来写的")
    why = models.CharField("为什么改", max_length=200)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = EntryQuerySet.as_manager()

    custody = Custody(
        Scope(f"{one_of('areas')} OR {OWN}", "", OWN),
        for_good(WHY_KEPT),
        recorded("book"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT"),
        stamped=("made_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["-pk"]
        indexes = [models.Index(name="correction_of_an_entry", fields=["book", "entry"])]
        constraints = [
            models.CheckConstraint(name="correction_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return self.why
