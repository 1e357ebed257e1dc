"""The limits that a county sets itself, version by version; and when its offices are open."""

from collections.abc import Collection
from datetime import date, time
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.clocks import Limit, OfficeHours, TimeUnit
from casework.rules import rules
from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Scope,
    for_good,
    of_roles,
    open_to_all,
    recorded,
)

UNITS = [(unit.value, unit.value) for unit in TimeUnit]
OWN_HAND = f"({of_roles('system_admin').rows}) AND by_id = {ACTOR}"


class LimitRuleQuerySet(models.QuerySet["LimitRule"]):
    def in_force(self, on: date) -> Self:
        """Of each step, category and grade the version that holds on this day, also one that takes the
        county's word back.
        """
        begun = self.filter(valid_from__lte=on)
        return begun.order_by("key", "category", "grade", "-valid_from", "-pk").distinct(
            "key", "category", "grade"
        )

    def limit(self, key: str, *, categories: Collection[str], grade: str, on: date) -> Limit:
        """The limit that starts on this day: the closest category's, then the grade's, then the platform's.

        `categories` are the codes of the matter's category and of those around it. One query.
        """
        return self.own(key, categories=categories, grade=grade, on=on) or rules()[key].limit(grade)

    def own(self, key: str, *, categories: Collection[str], grade: str, on: date) -> Limit | None:
        """The limit that the county has set itself, if it has. One query."""
        set_here = self.in_force(on).filter(key=key, category__in=["", *categories], grade__in=["", grade])
        own = [version for version in set_here if version.amount]
        return max(own, key=LimitRule.closeness).as_limit() if own else None


class LimitRule(models.Model):
    """One version of a county's own limit for a step, a category (with all below it) and a grade.

    Never changed: a limit that runs keeps the version it started with (T-10), and who comes later can read
    what held when. A version without an amount takes the county's word back: the platform's holds again.
    """

    key = models.CharField("环节", max_length=40)
    category = models.CharField("类别", max_length=12, blank=True, db_collation="C")
    grade = models.CharField("紧急程度", max_length=10, blank=True)
    amount = models.PositiveSmallIntegerField("长短", null=True, blank=True)
    unit = models.CharField("单位", max_length=6, choices=UNITS, blank=True)
    basis = models.CharField("依据", max_length=120, help_text="哪份文件、第几条，案件页面上会显示。")
    valid_from = models.DateField("从哪天起")
    reason = models.CharField("为什么改", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁改的"
    )
    created_at = models.DateTimeField("写下时间", db_default=Now(), editable=False)

    objects = LimitRuleQuerySet.as_manager()

    custody = Custody(
        Scope("true", "办理期限是公开的规定", OWN_HAND),
        for_good("期限的依据"),
        recorded("key", "category", "grade", "unit", "basis", "reason"),
        Export.PUBLIC,
        rights=APPEND,
        stamped=("created_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "县里的期限"
        ordering = ["key", "category", "grade", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="limit_has_length_and_unit_or_neither",
                condition=Q(amount=None, unit="") | (Q(amount__gt=0) & ~Q(unit="")),
                violation_error_message="长短至少是 1，还要选单位；两样都不填，是改回平台的期限。",
            ),
            models.CheckConstraint(
                name="limit_version_says_why",
                condition=~Q(reason="") & ~Q(basis=""),
                violation_error_message="写明依据和为什么改。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.length}"

    @property
    def label(self) -> str:
        """The step in words."""
        rule = rules().get(self.key)
        return rule.label if rule else self.key

    @property
    def length(self) -> str:
        return f"{self.amount} {self.unit}" if self.amount else "改回平台的期限"

    @property
    def scope(self) -> str:
        """For which matters, in words."""
        rule = rules().get(self.key)
        category = rule.categories().get(self.category, self.category) if rule and self.category else ""
        grade = rule.grades.get(self.grade, self.grade) if rule else self.grade
        return "、".join(filter(None, [category, grade])) or "全部"

    def closeness(self) -> tuple[int, bool]:
        """How much it is about one matter in particular: its category first, then its grade."""
        return len(self.category), bool(self.grade)

    def as_limit(self) -> Limit:
        assert self.amount  # noqa: S101 - asked of versions that set one
        rule = rules().get(self.key)
        warns = rule.warns if rule else ()
        unit = TimeUnit(self.unit)
        return Limit(self.key, self.amount, self.basis, unit, self.label, rule=self.pk, warns=warns)


class OfficeTime(models.Model):
    """When offices are open from a day on: working hours are counted by it. Summer and winter each a row.

    Without a weekday it is for all days that are worked, made-up Saturdays too. Without any row offices are
    open from 8:30 to 12:00 and from 14:00 to 17:30.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "周一"
        TUESDAY = 1, "周二"
        WEDNESDAY = 2, "周三"
        THURSDAY = 3, "周四"
        FRIDAY = 4, "周五"
        SATURDAY = 5, "周六"
        SUNDAY = 6, "周日"

    valid_from = models.DateField("从哪天起")
    weekday = models.PositiveSmallIntegerField(
        "只对", choices=Weekday, null=True, blank=True, help_text="不选，就是所有上班的日子。"
    )
    opens = models.TimeField("上午上班", default=time(8, 30))
    lunch_from = models.TimeField("上午下班", null=True, blank=True, default=time(12))
    lunch_until = models.TimeField("下午上班", null=True, blank=True, default=time(14))
    closes = models.TimeField("下午下班", default=time(17, 30), help_text="只上半天的，就是那半天的下班。")

    custody = Custody(
        open_to_all("作息时间是公开的", "system_admin"),
        for_good("期限的依据"),
        recorded(),
        Export.PUBLIC,
        rights=APPEND,
    )

    class Meta:
        verbose_name = verbose_name_plural = "作息时间"
        ordering = ["-valid_from", "weekday"]
        constraints = [
            models.UniqueConstraint(
                name="office_time_is_set_once_for_a_day",
                fields=["valid_from", "weekday"],
                nulls_distinct=False,
                violation_error_message="这一天起的作息已经写过。要改，从下一天起再写一条。",
            ),
            models.CheckConstraint(
                name="office_time_is_in_order",
                condition=Q(opens__lt=F("closes"))
                & (
                    Q(lunch_from=None, lunch_until=None)
                    | Q(
                        lunch_from__gt=F("opens"),
                        lunch_until__gte=F("lunch_from"),
                        closes__gt=F("lunch_until"),
                    )
                ),
                violation_error_message="时间要从早到晚；午休要么两格都填，要么都不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.get_weekday_display() or ''}".strip()

    def as_hours(self) -> OfficeHours:
        if self.lunch_from is None or self.lunch_until is None:
            return OfficeHours(self.valid_from, ((self.opens, self.closes),), self.weekday)
        spans = ((self.opens, self.lunch_from), (self.lunch_until, self.closes))
        return OfficeHours(self.valid_from, spans, self.weekday)

    @classmethod
    def hours(cls) -> tuple[OfficeHours, ...]:
        """All that were ever set. One query."""
        return tuple(row.as_hours() for row in cls.objects.all())
