"""The figures of past months, added up once so that boards and reports need not count them again."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now

from areas.models import inside
from casework.figures import figures
from casework.models.matter import one_of
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


class FigureValueQuerySet(models.QuerySet["FigureValue"]):
    def in_area(self, code: str) -> Self:
        """The area and all in it."""
        return self.filter(inside([code]))

    def of(self, keys: Collection[str]) -> Self:
        """These figures, as they are defined today: what an older version counted is not compared."""
        versions = (Q(figure=key, version=figures()[key].version) for key in keys)
        found = Q(pk__in=[])
        for version in versions:
            found |= version
        return self.filter(found)


class FigureValue(models.Model):
    """What one figure comes to in one month, for the matters of one area in the hands of one unit.

    Derived and written anew by each roll-up, so the area and the unit are plain keys: a roll-up must
    never keep an area or a unit from being changed. Figures that do not add up (medians) are not here.
    """

    month = models.ForeignKey(
        RolledUpMonth, on_delete=models.CASCADE, related_name="numbers", db_index=False, verbose_name="月份"
    )
    figure = models.CharField("指标", max_length=60)
    version = models.PositiveSmallIntegerField("口径版本")
    area = models.CharField("发生地", max_length=15, db_collation="C")
    unit = models.BigIntegerField("承办单位", null=True)
    n = models.PositiveIntegerField("分母")
    hits = models.PositiveIntegerField("分子", default=0)
    total = models.FloatField("合计", null=True)

    objects = FigureValueQuerySet.as_manager()

    custody = Custody(
        Scope(one_of("areas", "area")),  # who oversees an area knows how many; a single case is a number too
        for_good("季度报告的依据"),
        not_recorded("每次汇总整月重写，从事项算得出来；汇总本身记在 RolledUpMonth"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "指标数"
        constraints = [
            # Its index serves both the trend of a figure and the writing of a month.
            models.UniqueConstraint(
                name="one_number_per_figure_month_area_and_unit",
                fields=["month", "figure", "area", "unit"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="hits_are_part_of_the_population", condition=Q(hits__lte=models.F("n"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.month_id:%Y-%m} {self.area}: {self.n}"
