"""填报项: what the office asks of member units each quarter, from one quarter to another."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from areas.models import Area
from pilot.quarters import Quarter
from security.custody import Custody, Export, for_good, open_to_all, recorded

QUARTER = r"^20\d\d[Q][1-4]$"
NO_PERSON = "填报项里没有人，也没有事项"
WHY_KEPT = "每个季度报了什么，要查得到"


class ItemSort(models.TextChoices):
    """Where the value of an item comes from."""

    FIGURE = "figure", "平台指标"
    TASK = "task", "重点任务"
    NUMBER = "number", "数字"
    TEXT = "text", "文字"


class ItemQuerySet(models.QuerySet["Item"]):
    def standing(self, county: str, quarter: Quarter) -> Self:
        """Those that are asked in this quarter of the county's units."""
        begun = self.filter(area=county, since__lte=str(quarter))
        return begun.filter(Q(until="") | Q(until__gte=str(quarter)))

    def asked_of(self, unit: int) -> Self:
        """Those that are asked of this unit: where none is named, of all."""
        return self.filter(Q(units=None) | Q(units__unit=unit)).distinct()


class Item(models.Model):
    """One thing to report. It is never changed, only retired: what was asked in a quarter stays legible."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    label = models.CharField("填报项", max_length=80)
    sort = models.CharField("从哪里来", max_length=8, choices=ItemSort)
    figure = models.CharField("哪个指标", max_length=60, blank=True)
    measure = models.CharField("单位", max_length=12, blank=True, help_text="万元、%、人次、个、日期……")
    basis = models.CharField("依据", max_length=120)
    since = models.CharField("自哪个季度", max_length=6)
    until = models.CharField("至哪个季度", max_length=6, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ItemQuerySet.as_manager()

    custody = Custody(
        open_to_all(NO_PERSON, Role.OFFICE),
        for_good(WHY_KEPT),
        recorded("sort", "figure", "since", "until"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("area_id", "label", "sort", "figure", "measure", "basis", "since", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "填报项"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="item_is_asked_from_a_quarter",
                condition=Q(since__regex=QUARTER) & (Q(until="") | Q(until__regex=QUARTER)),
                violation_error_message="季度像 2026Q1 这样写。",
            ),
            models.CheckConstraint(
                name="item_says_what_and_by_which_rule",
                condition=~Q(label="") & ~Q(basis=""),
                violation_error_message="写明填什么、依据哪个文件。",
            ),
            models.CheckConstraint(
                name="item_of_a_figure_names_it",
                condition=Q(sort=ItemSort.FIGURE) & ~Q(figure="") | ~Q(sort=ItemSort.FIGURE) & Q(figure=""),
                violation_error_message="平台指标要选是哪一个；别的不选。",
            ),
            models.UniqueConstraint(
                name="one_item_of_a_label",
                fields=["area", "label"],
                condition=Q(until=""),
                violation_error_message="已经有这个填报项。",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ItemUnit(models.Model):
    """A unit of which an item is asked; an item that names none is asked of all."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")

    custody = Custody(
        open_to_all(NO_PERSON, Role.OFFICE),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT"),
        fixed=("item_id", "unit_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "填报项的单位"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_unit_is_asked_once", fields=["item", "unit"])]

    def __str__(self) -> str:
        return str(self.unit)
