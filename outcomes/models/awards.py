"""兑现 (domain.md 5.6): what a period's scheme comes to for each unit; checked, put up, paid by voucher."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from casework.models.matter import among
from outcomes.models.measures import keeps_outcomes, of_office
from outcomes.models.schemes import READERS, WHY_KEPT, Scheme, SchemeItem
from pilot.models.funds import money
from pilot.models.group import WRITERS, county_of
from pilot.workflow import CONCERNED
from security.custody import APPEND, Custody, Export, Scope, for_good, recorded


class AwardState(models.TextChoices):
    """Where a payment stands."""

    DRAFT = "draft", "待核对"
    CHECKED = "checked", "待财政核对"
    FINANCED = "financed", "待公示"
    PUBLIC = "public", "公示中"
    CONFIRMED = "confirmed", "可以兑付"
    WITHDRAWN = "withdrawn", "已撤回"


SHOWN = (AwardState.PUBLIC, AwardState.CONFIRMED)
A = AwardState
AWARD_MOVES = {
    "check": (A.DRAFT, A.CHECKED, "核对"),
    "finance": (A.CHECKED, A.FINANCED, "核对资金"),
    "publish": (A.FINANCED, A.PUBLIC, "公示"),
    "confirm": (A.PUBLIC, A.CONFIRMED, "定下来"),
}
WAYS = sorted(f"'{a}>{b}'" for a, b, _ in AWARD_MOVES.values()) + [
    f"'{state}>withdrawn'" for state in (A.DRAFT, A.CHECKED, A.FINANCED, A.PUBLIC)
]
WAY = f"""
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY(ARRAY[{", ".join(WAYS)}]) THEN
    RAISE EXCEPTION 'award_goes_its_way' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'award_goes_its_way', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
# Holds all versions of the scheme to the end, so that two at once cannot go over its budget together.
WITHIN_BUDGET = """
PERFORM 1 FROM outcomes_scheme s
    JOIN outcomes_scheme own ON (own.area_id, own.year, own.name) = (s.area_id, s.year, s.name)
    JOIN outcomes_award w ON w.scheme_id = own.id WHERE w.id = NEW.award_id FOR UPDATE OF s;
IF (
    SELECT sum(a.amount) FROM outcomes_allocation a
    JOIN outcomes_award w ON w.id = a.award_id AND w.state <> 'withdrawn'
    JOIN outcomes_scheme s ON s.id = w.scheme_id
    JOIN outcomes_scheme own ON (own.area_id, own.year, own.name) = (s.area_id, s.year, s.name)
    JOIN outcomes_award mine ON mine.scheme_id = own.id AND mine.id = NEW.award_id
) > (
    SELECT s.budget FROM outcomes_scheme s
    JOIN outcomes_award w ON w.scheme_id = s.id WHERE w.id = NEW.award_id
) THEN
    RAISE EXCEPTION 'awards_stay_within_the_budget' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'awards_stay_within_the_budget', TABLE = TG_TABLE_NAME;
END IF;
RETURN NULL;
"""
# Two periods of a scheme never have a day in common: nothing is paid for twice.
APART = """
PERFORM 1 FROM outcomes_scheme s JOIN outcomes_scheme own
    ON (own.area_id, own.year, own.name) = (s.area_id, s.year, s.name)
    WHERE own.id = NEW.scheme_id FOR UPDATE OF s;
IF EXISTS (
    SELECT FROM outcomes_award w JOIN outcomes_scheme s ON s.id = w.scheme_id
    JOIN outcomes_scheme own ON (own.area_id, own.year, own.name) = (s.area_id, s.year, s.name)
    WHERE own.id = NEW.scheme_id AND w.state <> 'withdrawn'
    AND w.begins_on <= NEW.ends_on AND w.ends_on >= NEW.begins_on
) THEN
    RAISE EXCEPTION 'awards_do_not_overlap' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'awards_do_not_overlap', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
FINANCE = f"""EXISTS (
    SELECT FROM outcomes_scheme s WHERE s.id = scheme_id AND {among("units", "s.finance_id")}
)"""
OF_COUNTY = f"({WRITERS}) AND EXISTS (SELECT FROM outcomes_scheme s WHERE s.id = scheme_id)"
SHOWN_STATES = "state IN ('public', 'confirmed')"


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, user: User) -> Self:
        """All for the county's office and group; before it is put up, also for who checks the money; then for
        all whom it concerns.
        """
        here = self.filter(scheme__area=county_of(user)) if county_of(user) else self.none()
        if keeps_outcomes(user):
            return here
        shown = Q(state__in=SHOWN) if user.roles & CONCERNED else Q(pk=None)
        return here.filter(shown | Q(scheme__finance__in=user.units))

    def standing(self) -> Self:
        return self.exclude(state=AwardState.WITHDRAWN)


class Award(models.Model):
    """One period of a scheme, worked out. Who worked it out checks no step of it (LG-04)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="awards")
    begins_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止")
    state = models.CharField("状态", max_length=10, choices=AwardState, default=AwardState.DRAFT)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁测算的")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    checked_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁核对的"
    )
    financed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁核对资金的"
    )
    confirmed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的"
    )
    shown_from = models.DateField("公示从哪天起", null=True)
    shown_until = models.DateField("公示到哪天止", null=True)

    objects = AwardQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"({OF_COUNTY}) OR ({FINANCE}) OR ({SHOWN_STATES} AND ({READERS}))",
            "",
            f"({OF_COUNTY}) OR ({FINANCE})",
        ),
        for_good(WHY_KEPT),
        recorded("state"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("made_at",),
        fixed=("scheme_id", "begins_on", "ends_on", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "以奖代补兑现"
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="award_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))
            ),
            models.CheckConstraint(
                name="award_is_checked_by_others",
                condition=(Q(checked_by=None) | ~Q(checked_by=F("made_by")))
                & (Q(financed_by=None) | ~Q(financed_by=F("made_by")) & ~Q(financed_by=F("checked_by")))
                & (Q(confirmed_by=None) | ~Q(confirmed_by=F("made_by"))),
                violation_error_message="测算的人不能自己核对、自己定。",
            ),
            models.CheckConstraint(
                name="award_is_confirmed_after_its_checks",
                condition=~Q(state=AwardState.CONFIRMED)
                | Q(checked_by__isnull=False, financed_by__isnull=False, confirmed_by__isnull=False)
                & Q(shown_until__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="award_goes_its_way", when=pgtrigger.Before, operation=pgtrigger.Update, func=WAY
            ),
            pgtrigger.Trigger(
                name="awards_do_not_overlap", when=pgtrigger.Before, operation=pgtrigger.Insert, func=APART
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.begins_on:%Y-%m-%d} 至 {self.ends_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:award", args=[self.pk])


class Allocation(models.Model):
    """What a unit gets for the period; nothing where an objection to it was upheld."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="allocations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    counted = money("测算（元）")
    amount = money("补助（元）")
    struck = models.BooleanField("取消", default=False)

    custody = Custody(
        of_office("outcomes_award", "award_id"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("award_id", "unit_id", "counted", "amount"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "单位的补助"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_unit_has_one_allocation", fields=["award", "unit"]),
            models.CheckConstraint(
                name="allocation_is_no_more_than_was_counted",
                condition=Q(amount__gte=0, counted__gte=F("amount")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="awards_stay_within_the_budget",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=WITHIN_BUDGET,
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount} 元"


class AllocationShare(models.Model):
    """One item of it: how many rows were counted, what they come to, and where they are to be seen."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(SchemeItem, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField("几件")
    amount = money("金额（元）")
    link = models.CharField("数的是哪些", max_length=400)

    custody = Custody(
        of_office("outcomes_allocation", "allocation_id"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=APPEND,
    )

    class Meta:
        verbose_name = verbose_name_plural = "补助的明细"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="an_item_counts_once_for_a_unit", fields=["allocation", "item"])
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.count} 件"
