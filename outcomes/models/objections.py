"""What is said against a line that is put up, and what was found of it."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from outcomes.models.awards import Allocation
from outcomes.models.honours import Nomination
from outcomes.models.measures import keeps_outcomes
from pilot.models.group import WRITERS, county_of
from security.custody import ACTOR, Custody, Export, Scope, for_good, recorded

# Raised as a constraint of its own name: an answer bears the name of whoever gives it.
OWN_NAME = """
IF NOT portal.everything() AND NEW.answered_by_id IS DISTINCT FROM portal.actor() THEN
    RAISE EXCEPTION 'objection_is_answered_in_ones_own_name' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'objection_is_answered_in_ones_own_name', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: User) -> Self:
        """One's own; for the county's office and group, all of the county."""
        if not keeps_outcomes(user):
            return self.filter(by=user.pk)
        county = county_of(user)
        here = Q(allocation__award__scheme__area=county) | Q(nomination__roll__area=county)
        return self.filter(here | Q(by=user.pk))


class Objection(models.Model):
    """One objection to an allocation or a nomination, answered once by another than who took it down."""

    allocation = models.ForeignKey(Allocation, null=True, on_delete=models.PROTECT, related_name="objections")
    nomination = models.ForeignKey(Nomination, null=True, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField("异议")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    upheld = models.BooleanField("成立", null=True)
    answer = models.TextField("怎么查的", blank=True)
    answered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁答复的"
    )

    objects = ObjectionQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"by_id = {ACTOR} OR (({WRITERS}) AND (EXISTS ("
            "SELECT FROM outcomes_allocation a WHERE a.id = allocation_id) OR EXISTS ("
            "SELECT FROM outcomes_nomination n WHERE n.id = nomination_id)))"
        ),
        for_good("谁也不能把异议压下来"),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("allocation_id", "nomination_id", "text", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "公示的异议"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_is_to_one_line",
                condition=Q(allocation=None, nomination__isnull=False)
                | Q(allocation__isnull=False, nomination=None),
            ),
            models.CheckConstraint(
                name="objection_is_answered_by_somebody_else",
                condition=Q(upheld=None, answered_by=None)
                | Q(upheld__isnull=False, answered_by__isnull=False) & ~Q(answered_by=F("by")),
                violation_error_message="记异议的人不能自己答复。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="objection_is_answered_in_ones_own_name",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=OWN_NAME,
            ),
            pgtrigger.Protect(
                name="answered_objection_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.upheld IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def line(self) -> Allocation | Nomination:
        """What it is said against: one of the two, which the database holds."""
        if self.allocation is not None:
            return self.allocation
        if self.nomination is None:
            raise ValueError("an objection is to one line")
        return self.nomination
