"""以奖代补 (domain.md 5.6): by which figures, for how much, up to how much, which units are supported."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from areas.models import Area
from casework.models.matter import one_of
from outcomes.models.measures import keeps_outcomes
from pilot.models.funds import money
from pilot.models.group import WRITERS, county_of
from pilot.workflow import CONCERNED
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded, through

WHY_KEPT = "钱按什么补、补了谁，要查得到"
READERS = of_roles(*sorted(CONCERNED)).rows
KEEPERS = f"({one_of('areas', 'area_id')}) AND ({WRITERS})"
# Raised as a constraint of its own name: what was adopted stays, with all that hangs on it.
STAYS = """
IF EXISTS (
    SELECT FROM outcomes_scheme s WHERE s.adopted_at IS NOT NULL
    AND s.id IN ({rows})
) THEN
    RAISE EXCEPTION 'adopted_scheme_stays' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'adopted_scheme_stays', TABLE = TG_TABLE_NAME;
END IF;
RETURN coalesce(NEW, OLD);
"""


def stays_when_adopted(name: str) -> list[pgtrigger.Trigger]:
    """What hangs on a scheme is added and removed only while it is a draft."""
    return [
        pgtrigger.Trigger(
            name=f"{name}_is_of_a_draft_{word}",
            when=pgtrigger.Before,
            operation=operation,
            func=STAYS.format(rows=rows),
        )
        for word, operation, rows in (
            ("added", pgtrigger.Insert, "NEW.scheme_id"),
            ("changed", pgtrigger.Update, "NEW.scheme_id, OLD.scheme_id"),
            ("removed", pgtrigger.Delete, "OLD.scheme_id"),
        )
    ]


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: User) -> Self:
        """What was adopted, for all whom it concerns in the county; drafts for its office and group."""
        here = self.filter(area=county_of(user)) if county_of(user) else self.none()
        if keeps_outcomes(user):
            return here
        return here.exclude(adopted_at=None) if user.roles & CONCERNED else self.none()


class Scheme(models.Model):
    """One version of a year's scheme. Somebody else than its author adopts it; then it stays (LG-04)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个办公室")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=80)
    version = models.PositiveSmallIntegerField("第几版", default=1)
    budget = money("预算（元）")
    scaled = models.BooleanField("超出预算按比例压减", default=False)
    finance = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位核对资金"
    )
    basis = models.CharField("依据", max_length=120)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁起草的")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    adopted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的"
    )
    adopted_at = models.DateTimeField("定的时间", null=True)
    document = models.CharField("印发文号", max_length=80, blank=True)

    objects = SchemeQuerySet.as_manager()

    custody = Custody(
        Scope(f"({KEEPERS}) OR (adopted_at IS NOT NULL AND ({READERS}))", "", KEEPERS),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        stamped=("made_at",),
        fixed=(
            "area_id",
            "office_id",
            "year",
            "name",
            "version",
            "budget",
            "scaled",
            "finance_id",
            "basis",
            "made_by_id",
        ),
    )

    class Meta:
        verbose_name = verbose_name_plural = "以奖代补方案"
        ordering = ["-year", "name", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="one_scheme_of_a_version",
                fields=["area", "year", "name", "version"],
                violation_error_message="这一年已经有这个名称的方案。要改就起草下一版。",
            ),
            models.CheckConstraint(
                name="scheme_is_some_money_by_a_document",
                condition=Q(budget__gt=0, version__gte=1) & ~Q(name="") & ~Q(basis=""),
                violation_error_message="写明名称、预算和依据，预算大于 0。",
            ),
            models.CheckConstraint(
                name="support_scheme_is_adopted_by_somebody_else",
                condition=Q(adopted_by=None, adopted_at=None)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False) & ~Q(adopted_by=F("made_by")),
                violation_error_message="起草的人不能自己定，由另一个人来定。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="adopted_scheme_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.adopted_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.name}（第 {self.version} 版）"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:scheme", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None


def of_scheme(*columns: str) -> dict[str, Any]:
    """The custody of what hangs on a scheme."""
    return {
        "scope": through("outcomes_scheme", "scheme_id"),
        "retention": for_good(WHY_KEPT),
        "audit": recorded(*columns),
        "export": Export.INTERNAL,
    }


class Reach(models.TextChoices):
    """Which rows are counted for a unit."""

    UNIT = "unit", "本单位承办的"
    AREA = "area", "本镇（街道）辖区内的"


class SchemeItem(models.Model):
    """So much for each row that a figure counts, up to a cap for each unit."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="items")
    figure = models.CharField("按哪个指标", max_length=60)
    reach = models.CharField("数哪些", max_length=4, choices=Reach, default=Reach.UNIT)
    rate = money("每件（元）")
    cap = models.DecimalField("每个单位最多（元）", max_digits=14, decimal_places=2, null=True)

    custody = Custody(
        **of_scheme("figure"), rights=("SELECT", "INSERT", "DELETE"), fixed=("scheme_id", "figure")
    )

    class Meta:
        verbose_name = verbose_name_plural = "补助项"
        ordering = ["pk"]
        triggers = stays_when_adopted("item")
        constraints = [
            models.UniqueConstraint(
                name="a_figure_is_paid_for_once",
                fields=["scheme", "figure"],
                violation_error_message="这个指标已经有一项了，同一件事不补两次。",
            ),
            models.CheckConstraint(
                name="item_is_worth_something",
                condition=Q(rate__gt=0) & (Q(cap=None) | Q(cap__gte=F("rate"))),
                violation_error_message="每件的金额要大于 0，最多的不能少于一件的。",
            ),
        ]

    def __str__(self) -> str:
        return self.figure


class SchemeUnit(models.Model):
    """A unit that the scheme supports."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")

    custody = Custody(**of_scheme(), rights=("SELECT", "INSERT", "DELETE"), fixed=("scheme_id", "unit_id"))

    class Meta:
        verbose_name = verbose_name_plural = "补助的单位"
        ordering = ["pk"]
        triggers = stays_when_adopted("unit")
        constraints = [
            models.UniqueConstraint(
                name="a_unit_is_supported_once",
                fields=["scheme", "unit"],
                violation_error_message="这个单位已经在里面。",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)
