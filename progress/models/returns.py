"""季度报送: what one member unit reports of one quarter, from its prefilled draft to what is locked."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Role, Unit, User
from areas.models import Area
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS, county_of, decides_list, writes_list
from pilot.quarters import Quarter
from pilot.workflow import HANDLERS
from progress.models.items import QUARTER, WHY_KEPT
from progress.workflow import MOVES, UNSIGNED, WITH_UNIT, ReturnState
from security import clock
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded

OWN = among("units", "unit_id")
IN_COUNTY = f"({one_of('areas', 'area_id')})"
WAYS = sorted(f"'{source}>{step.target}'" for step in MOVES.values() for source in step.sources)
# Raised as constraints of their own names: the ways are those of the table, and a unit alone signs (LG-03).
MOVED = f"""
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY(ARRAY[{", ".join(WAYS)}]) THEN
    RAISE EXCEPTION 'return_goes_its_way' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'return_goes_its_way', TABLE = TG_TABLE_NAME;
END IF;
IF NOT portal.everything() AND NOT NEW.unit_id = ANY(portal.units()) AND (
    NEW.state = 'submitted' AND OLD.state <> 'submitted'
    OR (NEW.signer_id, NEW.signed_name, NEW.signed_at, NEW.late, NEW.total, NEW.prefilled)
        IS DISTINCT FROM (OLD.signer_id, OLD.signed_name, OLD.signed_at, OLD.late, OLD.total, OLD.prefilled)
) THEN
    RAISE EXCEPTION 'unit_alone_signs_its_return' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'unit_alone_signs_its_return', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


def keeps_returns(user: User) -> bool:
    """Does the user sit in the county's office, or its leading group, who read all that was handed in?"""
    return writes_list(user) or decides_list(user)


class ReturnQuerySet(models.QuerySet["Return"]):
    def visible_to(self, user: User) -> Self:
        """Those of the user's own units; for the county's office and leading group, all."""
        found = Q(unit__in=user.units)
        return self.filter(found | Q(area=county_of(user)) if keeps_returns(user) else found)

    def of_quarter(self, quarter: Quarter) -> Self:
        return self.filter(quarter=str(quarter))

    def unsigned(self) -> Self:
        return self.filter(state__in=UNSIGNED)

    def overdue(self, today: date) -> Self:
        """Not handed in yet, and the day is over."""
        return self.unsigned().filter(due_on__lt=today)


class Return(models.Model):
    """One unit's return of one quarter. `late` is said once, when it is first handed in, and stays; so is
    `missing`, which the closing of the quarter says of whoever handed in nothing.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    quarter = models.CharField("季度", max_length=6)
    due_on = models.DateField("哪天以前报")
    state = models.CharField("状态", max_length=12, choices=ReturnState, default=ReturnState.NOT_STARTED)
    total = models.PositiveSmallIntegerField("几项", default=0)
    prefilled = models.PositiveSmallIntegerField("预填几项", default=0)
    signer = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="签报人"
    )
    signed_name = models.CharField("签报人姓名", max_length=50, blank=True)
    signed_at = models.DateTimeField("签报时间", null=True)
    late = models.BooleanField("迟报", null=True)
    missing = models.BooleanField("缺报", default=False)
    chased_at = models.DateTimeField("催报时间", null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReturnQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"{OWN} OR ({IN_COUNTY} AND ({WRITERS}))",
            "",
            f"{OWN} OR ({IN_COUNTY} AND ({of_roles(Role.OFFICE).rows}))",
        ),
        for_good(WHY_KEPT),
        recorded("quarter", "state"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("made_at",),
        fixed=("area_id", "unit_id", "quarter", "due_on"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "季度报送"
        ordering = ["-quarter", "unit_id"]
        constraints = [
            models.UniqueConstraint(name="one_return_of_a_unit_and_quarter", fields=["unit", "quarter"]),
            models.CheckConstraint(name="return_is_of_a_quarter", condition=Q(quarter__regex=QUARTER)),
            models.CheckConstraint(
                name="return_is_signed_by_somebody",
                condition=Q(state__in=UNSIGNED)
                | Q(signer__isnull=False, signed_at__isnull=False, late__isnull=False) & ~Q(signed_name=""),
                violation_error_message="报送要有签报人和时间。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="return_goes_its_way", when=pgtrigger.Before, operation=pgtrigger.Update, func=MOVED
            ),
            pgtrigger.Protect(
                name="late_is_said_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.late IS NOT NULL AND NEW.late IS DISTINCT FROM OLD.late"),
            ),
            pgtrigger.Protect(
                name="missing_is_not_taken_back",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.missing AND NOT NEW.missing"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.of.in_words}"

    def get_absolute_url(self) -> str:
        return reverse("progress:sheet", args=[self.quarter, self.unit_id])

    @property
    def of(self) -> Quarter:
        return Quarter.read(self.quarter)

    @property
    def is_overdue(self) -> bool:
        return self.state in UNSIGNED and clock.today() > self.due_on

    @property
    def is_open(self) -> bool:
        """May its unit write in it?"""
        return self.state in WITH_UNIT

    @property
    def standing(self) -> str:
        """Where it stands, as pages say it."""
        if self.state in UNSIGNED and (self.missing or self.is_overdue):
            return "缺报" if self.missing else "超期未报"
        return str(self.get_state_display())

    @property
    def in_time(self) -> str:
        """Was it on time? Nothing before it was handed in, or had to be."""
        if self.late is None:
            return "缺报" if self.missing else ""
        return ("缺报后补报" if self.missing else "迟报") if self.late else "按时"


def fills(user: User, unit: int) -> bool:
    """Does the user work in this unit, in a post that handles what is asked of it?"""
    return any(duty.unit_id == unit and not duty.area_id and duty.role in HANDLERS for duty in user.held)


def signs(user: User, unit: int) -> bool:
    """Does the user lead this unit?"""
    return any(duty.unit_id == unit and not duty.area_id and duty.leads for duty in user.held)
