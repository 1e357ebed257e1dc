"""专项资金: what was given for the programme, what it is planned for, what was used. In yuan."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Unit, User
from areas.models import Area
from pilot.models.group import CONCERNED, WRITERS, county_of
from security.custody import APPEND, Custody, Export, Scope, for_good, of_roles, recorded

WHY_KEPT = "钱从哪里来、用到哪里，要查得到"
READERS = of_roles(*sorted(CONCERNED)).rows
# Both hold the row above to the end of the transaction, so that two at once cannot go over it together.
NOT_OVER = """
    PERFORM 1 FROM {above} WHERE id = NEW.{key} FOR UPDATE;
    IF (SELECT sum(amount) FROM {rows} WHERE {key} = NEW.{key}) NOT BETWEEN 0 AND
       (SELECT amount FROM {above} WHERE id = NEW.{key}) THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
"""


def not_over(name: str, rows: str, above: str, key: str) -> pgtrigger.Trigger:
    """What hangs on one row comes to no more than that row, and to no less than nothing."""
    func = NOT_OVER.format(name=name, rows=rows, above=above, key=key)
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Update, func=func
    )


def at_least_what_is_used() -> pgtrigger.Trigger:
    """A plan is never brought below what was paid out of it."""
    name = "plan_covers_what_is_used"
    func = f"""
        IF NEW.amount < (SELECT COALESCE(sum(amount), 0) FROM pilot_spending WHERE plan_id = NEW.id) THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN NULL;
    """
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=pgtrigger.Update, func=func)


def money(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=14, decimal_places=2)


class Money(models.Model):
    """A line of the ledger: how much, by which document, written by whom."""

    amount = money("金额（元）")
    document = models.CharField("依据", max_length=120)
    on = models.DateField("日期")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, user: User) -> Self:
        """All of the user's county, where the programme concerns them."""
        here = county_of(user)
        return self.filter(area=here) if here and user.roles & CONCERNED else self.none()


class Fund(Money):
    """Money given for one year's work: from which level, by which document."""

    class Level(models.TextChoices):
        CENTRAL = "central", "中央"
        PROVINCE = "province", "省"
        CITY = "city", "市"
        COUNTY = "county", "县"
        OTHER = "other", "其他"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=80)
    level = models.CharField("哪一级的钱", max_length=8, choices=Level)

    objects = FundQuerySet.as_manager()

    custody = Custody(
        Scope(READERS, "", WRITERS),
        for_good(WHY_KEPT),
        recorded("level", "document"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("area_id", "year", "level", "amount", "document", "on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "专项资金"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="fund_has_a_name_of_its_own",
                fields=["area", "year", "name"],
                violation_error_message="这一年已经有这个名称的资金。",
            ),
            models.CheckConstraint(
                name="fund_is_some_money_by_a_document",
                condition=Q(amount__gt=0) & ~Q(name="") & ~Q(document=""),
                violation_error_message="写明名称、金额和下达的文号，金额大于 0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("pilot:fund", args=[self.pk])


class Plan(Money):
    """安排: so much of it for one unit and one purpose. Its amount may change, never below what is used."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="用款单位")
    purpose = models.CharField("用途", max_length=120)

    custody = Custody(
        Scope(READERS, "", WRITERS),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("fund_id", "unit_id", "document", "on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "资金安排"
        ordering = ["pk"]
        triggers = [
            not_over("plans_stay_within_the_fund", "pilot_plan", "pilot_fund", "fund_id"),
            at_least_what_is_used(),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_is_some_money_for_a_purpose",
                condition=Q(amount__gt=0) & ~Q(purpose="") & ~Q(document=""),
                violation_error_message="写明用途、金额和依据，金额大于 0。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}：{self.purpose}"


class Spending(Money):
    """支出: so much was paid out of a plan, by a voucher. Money that came back is a line below nothing."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="spendings")
    what = models.CharField("用在哪里", max_length=120)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone", verbose_name="冲销哪一笔"
    )

    custody = Custody(
        Scope(READERS, "", WRITERS),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "资金支出"
        ordering = ["on", "pk"]
        triggers = [not_over("spendings_stay_within_the_plan", "pilot_spending", "pilot_plan", "plan_id")]
        constraints = [
            models.CheckConstraint(
                name="spending_is_some_money_by_a_voucher",
                condition=~Q(what="") & ~Q(document=""),
                violation_error_message="写明用在哪里和凭证号。",
            ),
            models.CheckConstraint(
                name="money_that_came_back_says_of_which_line",
                condition=Q(amount__gt=0, undoes=None) | Q(amount__lt=0, undoes__isnull=False),
                violation_error_message="退回的钱要写明是哪一笔。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.what}"
