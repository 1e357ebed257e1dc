"""排查 (MD-42, MD-43): who looks for disputes when, what each unit reported, and what was wrong with it."""

from collections.abc import Collection
from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from areas.models import Area, inside
from casework.models.matter import among, one_of
from security.custody import (
    Custody,
    Export,
    Scope,
    for_good,
    open_to_all,
    recorded,
)

MOST_DAYS = 366
MOST_GRACE = 30
KEPT = ("SELECT", "INSERT", "UPDATE")
# Raised as a constraint of its own name: what somebody has signed for is not taken back behind them.
UNSIGNED = """
IF EXISTS (SELECT FROM disputes_sweep s WHERE s.plan_id = NEW.id AND s.state <> 'missing') THEN
    RAISE EXCEPTION 'signed_plan_is_not_withdrawn' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'signed_plan_is_not_withdrawn',
        TABLE = 'disputes_sweepplan';
END IF;
RETURN NEW;
"""
# And nobody signs for what was taken back.
STANDING = """
IF EXISTS (SELECT FROM disputes_sweepplan p WHERE p.id = NEW.plan_id AND p.withdrawn_at IS NOT NULL) THEN
    RAISE EXCEPTION 'withdrawn_sweep_is_not_signed' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'withdrawn_sweep_is_not_signed', TABLE = 'disputes_sweep';
END IF;
RETURN NEW;
"""


class SweepSort(models.TextChoices):
    """Kinds of sweeps (MD-42)."""

    REGULAR = "regular", "定期排查"
    ROLLING = "rolling", "滚动排查"
    SPECIAL = "special", "专项排查"
    SENSITIVE = "sensitive", "敏感时期排查"


class Rhythm(models.TextChoices):
    """How long a period is: a row for each."""

    WEEKLY = "weekly", "每周"
    HALF_MONTHLY = "half_monthly", "每半月"
    MONTHLY = "monthly", "每月"
    ONCE = "once", "只报一次"


class Tier(models.TextChoices):
    """Whose units report."""

    VILLAGE = "village", "村（社区）"
    TOWN = "town", "镇街"
    BOTH = "both", "村（社区）和镇街"


# By the posts in them: a unit reports where somebody sits in it with one of these.
REPORTING: dict[str, tuple[str, ...]] = {
    Tier.VILLAGE: (Role.VILLAGE,),
    Tier.TOWN: (Role.TOWN,),
    Tier.BOTH: (Role.VILLAGE, Role.TOWN),
}


class SweepPlanQuerySet(models.QuerySet["SweepPlan"]):
    def visible_to(self, user: User) -> Self:
        """Plans for what the user oversees, and those by which a row of theirs is made."""
        theirs = Sweep.objects.within(user).filter(plan=OuterRef("pk"))
        return self.filter(inside(user.overseen) | Exists(theirs))

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)

    def running(self, day: date) -> Self:
        """Plans that are not over on this day, and have begun."""
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)


class SweepPlan(models.Model):
    """Who is to look for disputes, how often, from when to when. The office makes it.

    A wrong one is withdrawn before anybody has signed: its rows are no more, it stays with the reason.
    """

    name = models.CharField("名称", max_length=60)
    sort = models.CharField("种类", max_length=12, choices=SweepSort)
    tier = models.CharField("谁来报", max_length=8, choices=Tier)
    rhythm = models.CharField("多久一次", max_length=14, choices=Rhythm)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪里")
    starts_on = models.DateField("自哪天")
    ends_on = models.DateField("至哪天")
    grace = models.PositiveSmallIntegerField("期满后几天内报", default=3)
    words = models.TextField("要求", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁撤销的", editable=False
    )
    withdrawn_why = models.CharField("为什么撤销", max_length=200, blank=True, editable=False)

    objects = SweepPlanQuerySet.as_manager()

    custody = Custody(
        open_to_all("排查计划里没有人，也没有事项", Role.OFFICE),
        for_good("排查台账的依据"),
        recorded("sort", "tier", "rhythm"),
        Export.PUBLIC,
        rights=KEPT,
        stamped=("at",),
        fixed=("area_id", "starts_on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "排查计划"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sweep_plan_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="“至哪天”不能早于“自哪天”。",
            ),
            models.CheckConstraint(
                name="sweep_plan_has_a_name",
                condition=~Q(name=""),
                violation_error_message="给这次排查起个名称。",
            ),
            models.CheckConstraint(
                name="sweep_is_reported_within_a_month",
                condition=Q(grace__lte=MOST_GRACE),
                violation_error_message=f"期满后最多 {MOST_GRACE} 天内报。",
            ),
            models.CheckConstraint(
                name="sweep_plan_is_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
                violation_error_message="写一句为什么撤销。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="what_was_withdrawn_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.withdrawn_at IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="signed_plan_is_not_withdrawn",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.withdrawn_at IS NOT NULL"),
                func=UNSIGNED,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SweepQuerySet(models.QuerySet["Sweep"]):
    def within(self, user: User) -> Self:
        """Of the user's own units, and of what lies in an area that they oversee."""
        return self.filter(inside(user.overseen) | Q(unit__in=user.units))

    def visible_to(self, user: User) -> Self:
        """Of these, the rows of plans that stand: those of a plan that was withdrawn are no more."""
        return self.within(user).filter(plan__withdrawn_at=None)

    def missing(self) -> Self:
        return self.filter(state=Sweep.State.MISSING, plan__withdrawn_at=None)

    def to_sign(self, units: Collection[int], day: date) -> Self:
        """What these units have to report: the period has come to its last day, and nobody has signed."""
        return self.missing().filter(unit__in=units, ends_on__lte=day)


class Sweep(models.Model):
    """What one unit reports of one period. Missing until its head signs, nothing found or something (MD-43).

    What was signed stays as it was signed: what is wrong with it stands beside it as a fault.
    """

    class State(models.TextChoices):
        MISSING = "missing", "未报"
        ZERO = "zero", "零报告"
        REPORTED = "reported", "已报"

    plan = models.ForeignKey(SweepPlan, on_delete=models.PROTECT, related_name="sweeps", verbose_name="计划")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sweeps", verbose_name="单位")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪里")
    starts_on = models.DateField("这一期自")
    ends_on = models.DateField("这一期至")
    due_on = models.DateField("哪天以前报")
    state = models.CharField("报了没有", max_length=8, choices=State, default=State.MISSING)
    count = models.PositiveIntegerField("报了几件", null=True)
    signer = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="签报人"
    )
    signed_name = models.CharField("签报人姓名", max_length=50, blank=True)
    signed_at = models.DateTimeField("签报时间", null=True)
    chased_at = models.DateTimeField("催报时间", null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SweepQuerySet.as_manager()

    custody = Custody(
        Scope(f"{one_of('areas', 'area_id')} OR {among('units', 'unit_id')}"),
        for_good("零报告要能查到谁签的"),
        recorded("state"),
        Export.INTERNAL,
        rights=KEPT,
        stamped=("made_at",),
        fixed=("plan_id", "unit_id", "area_id", "starts_on", "ends_on", "due_on"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "排查表"
        ordering = ["-ends_on", "area_id", "unit_id"]
        indexes = [
            models.Index("unit", "ends_on", name="sweep_missing_by_unit", condition=Q(state="missing"))
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_sweep_of_a_unit_and_period", fields=["plan", "unit", "starts_on"]
            ),
            models.CheckConstraint(
                name="sweep_period_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")) & Q(due_on__gte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="sweep_is_missing_until_somebody_signs",
                condition=Q(state="missing", count=None, signer=None, signed_name="", signed_at=None)
                | Q(state="zero", count=0, signer__isnull=False, signed_at__isnull=False) & ~Q(signed_name="")
                | Q(state="reported", count__gt=0, signer__isnull=False, signed_at__isnull=False)
                & ~Q(signed_name=""),
                violation_error_message="零报告也要签报：没有签的就是未报。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="what_was_signed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state <> 'missing'"),
            ),
            pgtrigger.Trigger(
                name="withdrawn_sweep_is_not_signed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.state <> 'missing'"),
                func=STANDING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"

    @property
    def period(self) -> str:
        """From when to when, both days included."""
        return f"{self.starts_on:%Y-%m-%d} ～ {self.ends_on:%Y-%m-%d}"
