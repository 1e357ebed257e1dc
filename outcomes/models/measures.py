"""问责督导 (domain.md 5.4): what a unit is held to, from proposal to end. Units, never persons."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Role, Unit, User
from areas.models import Area
from casework.models.matter import among, one_of
from outcomes.workflow import MOVES, STANDING, UNISSUED, WITH_UNIT, Ground, Level, MeasureState
from pilot.models.group import WRITERS, county_of, decides_list, writes_list
from security import clock
from security.custody import Custody, Export, Scope, for_good, recorded

WHY_KEPT = "督导过哪个单位、结果怎样，要查得到"
OWN, IN_COUNTY = among("units", "unit_id"), f"({one_of('areas', 'area_id')})"
KNOWN = "state NOT IN ({})".format(", ".join(f"'{state}'" for state in UNISSUED))
WAYS = sorted(
    f"'{source}>{move.target}'" for move in MOVES.values() if move.target for source in move.sources
)
# Raised as constraints of their own names: the ways are those of the table; a unit alone speaks for itself
# (LG-03), and the office and the group alone say how it ends.
MOVED = f"""
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY(ARRAY[{", ".join(WAYS)}]) THEN
    RAISE EXCEPTION 'measure_goes_its_way' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'measure_goes_its_way', TABLE = TG_TABLE_NAME;
END IF;
IF NOT portal.everything() AND NEW.state <> OLD.state AND
    (NEW.state IN ('rectifying', 'submitted')) <> (NEW.unit_id = ANY(portal.units())) THEN
    RAISE EXCEPTION 'unit_speaks_for_itself_alone' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'unit_speaks_for_itself_alone', TABLE = TG_TABLE_NAME;
END IF;
IF NOT portal.everything() AND NEW.unit_id = ANY(portal.units()) AND (
    (NEW.due_on, NEW.inspected_by_id, NEW.ended_by_id, NEW.decided_by_id, NEW.issued_on) IS DISTINCT FROM
    (OLD.due_on, OLD.inspected_by_id, OLD.ended_by_id, OLD.decided_by_id, OLD.issued_on) OR NEW.passed
) THEN
    RAISE EXCEPTION 'nobody_judges_their_own_unit' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'nobody_judges_their_own_unit', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
BEGUN = """
IF NOT portal.everything() AND (NEW.state <> 'proposed' OR NEW.unit_id = ANY(portal.units())) THEN
    RAISE EXCEPTION 'measure_begins_as_a_proposal' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'measure_begins_as_a_proposal', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


def keeps_outcomes(user: User) -> bool:
    """Does the user sit in the county's office, or in its leading group?"""
    return writes_list(user) or decides_list(user)


def of_office(table: str, column: str) -> Scope:
    """Who sees the row that this one belongs to sees this one; the office and the group alone write it."""
    rows = f"EXISTS (SELECT 1 FROM {table} owner WHERE owner.id = {column})"
    return Scope(rows, "", f"{rows} AND ({WRITERS})")


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: User) -> Self:
        """Those of the user's own units once they are issued; for the county's office and group, all."""
        own = Q(unit__in=user.units) & ~Q(state__in=UNISSUED)
        return self.filter(own | Q(area=county_of(user)) if keeps_outcomes(user) else own)

    def standing(self) -> Self:
        """Issued, and not over."""
        return self.filter(state__in=STANDING)

    def overdue(self, today: date) -> Self:
        return self.filter(state__in=WITH_UNIT, due_on__lt=today)


class Measure(models.Model):
    """One measure towards one unit. A proposal is never rewritten: it is withdrawn, and made anew."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个办公室")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="对哪个单位")
    level = models.CharField("方式", max_length=10, choices=Level)
    after = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by", verbose_name="从哪一件升级来"
    )
    ground = models.CharField("情形", max_length=10, choices=Ground)
    severe = models.BooleanField("特别严重", default=False)
    happened_on = models.DateField("问题发生（认定）日期")
    facts = models.TextField("问题")
    basis = models.CharField("依据", max_length=200)
    demand = models.TextField("整改要求")
    criteria = models.TextField("验收标准", blank=True)
    state = models.CharField("状态", max_length=10, choices=MeasureState, default=MeasureState.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁提出的")
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁批的"
    )
    issued_on = models.DateField("签发日期", null=True)
    plan_due_on = models.DateField("哪天以前报整改方案", null=True)
    due_on = models.DateField("哪天以前整改好", null=True)
    submitted_on = models.DateField("哪天报来整改报告", null=True)
    inspected_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁检查的"
    )
    passed = models.BooleanField("检查合格", null=True)
    ended_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的结果"
    )
    ended_on = models.DateField("结束日期", null=True)

    objects = MeasureQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"({OWN} AND {KNOWN}) OR ({IN_COUNTY} AND ({WRITERS}))",
            "",
            f"({OWN} AND {KNOWN}) OR ({IN_COUNTY} AND ({WRITERS}))",
        ),
        for_good(WHY_KEPT),
        recorded("level", "ground", "state"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("proposed_at",),
        fixed=(
            "area_id",
            "office_id",
            "unit_id",
            "level",
            "after_id",
            "ground",
            "severe",
            "happened_on",
            "facts",
            "basis",
            "demand",
            "criteria",
            "proposed_by_id",
        ),
    )

    class Meta:
        verbose_name = verbose_name_plural = "督导措施"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_is_decided_by_somebody_else",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                violation_error_message="提出的人不能自己批。",
            ),
            models.CheckConstraint(
                name="measure_is_ended_by_who_did_not_inspect",
                condition=Q(ended_by=None) | ~Q(ended_by=F("inspected_by")),
                violation_error_message="检查的人不能自己定结果。",
            ),
            models.CheckConstraint(
                name="measure_says_what_and_by_which_rule",
                condition=~Q(facts="") & ~Q(basis="") & ~Q(demand=""),
                violation_error_message="写明问题、依据和整改要求。",
            ),
            models.CheckConstraint(
                name="listing_says_how_it_is_accepted",
                condition=~Q(level=Level.LISTING) | ~Q(criteria=""),
                violation_error_message="挂牌督办要写明验收标准。",
            ),
            models.CheckConstraint(
                name="issued_measure_was_approved",
                condition=Q(state__in=[*UNISSUED]) | Q(decided_by__isnull=False, issued_on__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="measure_goes_its_way", when=pgtrigger.Before, operation=pgtrigger.Update, func=MOVED
            ),
            pgtrigger.Trigger(
                name="measure_begins_as_a_proposal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BEGUN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.get_level_display()}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:measure", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        return self.state in WITH_UNIT and self.due_on is not None and clock.today() > self.due_on

    @property
    def standing(self) -> str:
        """Where it stands, as pages say it."""
        said = self.get_state_display()
        return f"{said}（超期）" if self.is_overdue else said


def answers(user: User, unit: int) -> bool:
    """Does the user work in this unit?"""
    return any(duty.unit_id == unit and not duty.area_id for duty in user.held)


def heads(user: User, unit: int) -> bool:
    """Does the user lead this unit?"""
    return any(duty.unit_id == unit and not duty.area_id and duty.leads for duty in user.held)


def heads_office(user: User) -> bool:
    """Does the user head the county's office?"""
    return any(duty.role == Role.OFFICE and duty.leads and len(duty.area_code) == 6 for duty in user.held)
