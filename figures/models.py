"""The figures of past months, added up once so that boards and reports need not count them again."""

from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now

from accounts.models import PETITION
from casework.figures import figures
from casework.models.matter import among, one_of
from security.custody import Custody, Export, Scope, for_good, not_recorded, open_to_all, recorded


class MonthQuerySet(models.QuerySet["RolledUpMonth"]):
    def between(self, first: date, last: date) -> Self:
        """From the first month to the last, both included, the oldest first."""
        return self.filter(month__gte=first, month__lte=last).order_by("month")


class RolledUpMonth(models.Model):
    """A month whose figures stand in the table, as they were at one instant."""

    month = models.DateField("月份", primary_key=True, help_text="该月第一天。")
    rolled_at = models.DateTimeField("截至", db_default=Now())
    last_event = models.BigIntegerField("截至的经过", default=0, help_text="汇总时最后一条经过的编号。")
    signature = models.CharField(
        "口径", max_length=64, help_text="汇总时全部指标口径的指纹，变了就重新汇总。"
    )

    objects = MonthQuerySet.as_manager()

    custody = Custody(open_to_all("汇总数里没有人"), for_good("季度报告的依据"), recorded(), Export.PUBLIC)

    class Meta:
        verbose_name = verbose_name_plural = "已汇总的月份"
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(name="rolled_up_month_is_a_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @classmethod
    def last_event_seen(cls) -> int:
        """Number of the last event that any roll-up has seen."""
        return cls.objects.aggregate(last=Max("last_event"))["last"] or 0

    @classmethod
    def last_look(cls) -> datetime | None:
        """When anything was rolled up last; None before the first time."""
        last: datetime | None = cls.objects.aggregate(last=Max("rolled_at"))["last"]
        return last


class Sort(models.TextChoices):
    """How long a row's time is. Quarters and years are there for what its months do not make."""

    MONTH = "month", "月"
    QUARTER = "quarter", "季度"
    YEAR = "year", "年"


class Cut(models.TextChoices):
    """Along what a row is cut: each place by itself, or each unit in each township."""

    AREA = "area", "按地方"
    UNIT = "unit", "按单位"


class FigureNumbers(models.Model):
    """What the figures of one moment come to over a month, for the matters of a place or of a unit.

    Derived and written anew by each roll-up, so the area and the unit are plain keys: a roll-up must never
    keep an area or a unit from being changed. `numbers` are in the places that figures.layout gives them.
    `apart` are the matters that not everybody sees who oversees the place: the confidential ones, and those
    that accuse somebody. They are counted for nobody but the portal's own reports.
    """

    sort = models.CharField("时段", max_length=7, choices=Sort.choices)
    start = models.DateField("时段的第一天")
    cut = models.CharField("怎样分", max_length=4, choices=Cut.choices)
    kind = models.CharField("种类", max_length=20)
    branch = models.PositiveSmallIntegerField("哪些指标")
    area = models.CharField("发生地", max_length=15, db_collation="C")
    unit = models.BigIntegerField("承办单位", null=True)
    apart = models.BooleanField("不是都看得到的")
    numbers = ArrayField(models.BigIntegerField(), verbose_name="各项数")

    custody = Custody(
        Scope(
            f"NOT apart AND (kind <> '{PETITION}' AND ({one_of('areas', 'area')})"
            f" OR kind = '{PETITION}' AND ({one_of('petition_areas', 'area')}) OR {among('units', 'unit')})",
            written="false",
        ),
        for_good("季度报告的依据"),
        not_recorded("每次汇总整月重写，从事项算得出来；汇总本身记在 RolledUpMonth"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "指标数"
        constraints = [
            # Its index serves whoever reads some branches of some months in an area.
            models.UniqueConstraint(
                name="one_row_per_time_branch_and_place",
                fields=["start", "sort", "cut", "branch", "area", "unit", "apart"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="a_row_by_area_has_no_unit", condition=Q(cut=Cut.UNIT) | Q(unit__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m} {self.kind} {self.area}"


class LateChange(models.Model):
    """A figure of a month that was over when it was rolled up, and came to another number later."""

    month = models.ForeignKey(
        RolledUpMonth, on_delete=models.CASCADE, related_name="late_changes", verbose_name="月份"
    )
    figure = models.CharField("指标", max_length=60)
    version = models.PositiveSmallIntegerField("口径版本")
    at = models.DateTimeField("什么时候变的", db_default=Now())
    before = ArrayField(models.BigIntegerField(), size=4, verbose_name="原来的数")
    after = ArrayField(models.BigIntegerField(), size=4, verbose_name="现在的数")

    custody = Custody(
        Scope("(SELECT portal.holds('office')) OR (SELECT portal.holds('leading_group'))", written="false"),
        for_good("季度报告的依据"),
        not_recorded("本身就是变化的记录"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "后来的变化"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.month_id:%Y-%m} {self.figure}"

    @property
    def name(self) -> str:
        """What the figure is called; its key where it is declared no more."""
        figure = figures().get(self.figure)
        return figure.name if figure else self.figure

    @property
    def was(self) -> str:
        return said(self.before)

    @property
    def became(self) -> str:
        return said(self.after)


def said(parts: list[int]) -> str:
    """How many, and how many of them hit where the figure asks that."""
    n, hits = parts[:2]
    return f"{hits}/{n}" if hits else str(n)
