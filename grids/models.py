from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Floor, Now
from django.urls import reverse

from casework.clocks import Limit
from casework.kinds import kind
from casework.models import Deadline, LimitRule, Matter
from grids.cells import ROW, SCALE
from grids.limits import HANDLE
from grids.telling import IN_WORDS, TELLS
from grids.workflow import CASE_FLOW
from security import clock
from security.custody import (
    Custody,
    Export,
    Scope,
    for_good,
    of_matter,
    open_to_all,
    recorded,
    with_matter,
)


class CategoryQuerySet(models.QuerySet["Category"]):
    def in_use(self, today: date) -> Self:
        """Categories that a new case may be given today."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=today))

    def top(self) -> Self:
        return self.filter(code__regex=r"^\d{3}$")


class Category(models.Model):
    """What a case is about: a tree in which a child's code begins with its parent's, three digits a level."""

    code = models.CharField("代码", max_length=12, primary_key=True, db_collation="C")
    name = models.CharField("名称", max_length=60)
    retired_on = models.DateField("停用日期", null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    custody = Custody(
        open_to_all("案件类别是公开的目录", "system_admin"),
        for_good("案件按它分类"),
        recorded("code", "name"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "案件类别"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="category_code_has_a_level",
                condition=Q(code__regex=r"^(\d{3}){1,4}$"),
                violation_error_message="类别代码每级 3 位数字，最多 4 级。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lineage(self) -> list[str]:
        """Codes of this category and of those around it, the widest first."""
        return [self.code[:end] for end in range(3, len(self.code) + 1, 3)]


class Source(models.Model):
    """How a case came in: a patrol, a resident, a hotline …"""

    name = models.CharField("名称", max_length=40, unique=True)
    place = models.PositiveSmallIntegerField("排序", default=100)

    custody = Custody(
        open_to_all("案件来源的目录", "system_admin"),
        for_good("案件按它分类"),
        recorded("name"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "案件来源"
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.name


class Urgency(models.TextChoices):
    URGENT = "urgent", "紧急"
    GENERAL = "general", "一般"
    COMPLEX = "complex", "复杂"
    MAJOR = "major", "重大"


class CategoryBy(models.TextChoices):
    CHOSEN = "chosen", "选的"
    TEXT = "text", "按文字建议的"


# What the moves write of their steps, and nobody by hand: the figures rest on it.
MOMENTS = ("dispatched_at", "accepted_at", "handle_due_at", "finished_at", "checked_at", "first_closed_at")
VERDICTS = ("dispatched_on_time", "on_time", "checked_on_time", "settled", "returned", "reworked", "reopened")


@kind(workflow=CASE_FLOW, searched=("text", "landmark", "result"), tells=TELLS, in_words=IN_WORDS)
class Case(models.Model):
    """Something that a grid worker saw or was told, and that somebody has to put right.

    The moments and verdicts of its steps stand here, written by the moves, so that figures need no history.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="case")
    text = models.TextField("发生了什么")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="cases", verbose_name="类别"
    )
    category_by = models.CharField(
        "类别怎么来的", max_length=10, choices=CategoryBy, default=CategoryBy.CHOSEN, editable=False
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="cases", verbose_name="来源")
    urgency = models.CharField("紧急程度", max_length=10, choices=Urgency, default=Urgency.GENERAL)
    landmark = models.CharField("附近标志物", max_length=100, blank=True)
    lng = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    # Whole numbers, because the policies let an index serve comparisons of these and not of decimals.
    cell = models.GeneratedField(
        expression=Cast(Floor(F("lat") * SCALE) * ROW + Floor(F("lng") * SCALE), models.BigIntegerField()),
        output_field=models.BigIntegerField("格子", null=True),
        db_persist=True,
    )
    result = models.TextField("办理结果", blank=True)

    dispatched_at = models.DateTimeField("派单时间", null=True, editable=False)
    accepted_at = models.DateTimeField("接单时间", null=True, editable=False)
    handle_due_at = models.DateTimeField("处置期限", null=True, editable=False)
    finished_at = models.DateTimeField("办结上报时间", null=True, editable=False)
    checked_at = models.DateTimeField("核查时间", null=True, editable=False)
    first_closed_at = models.DateTimeField("首次办结时间", null=True, editable=False)
    dispatched_on_time = models.BooleanField("按时派单", null=True, editable=False)
    on_time = models.BooleanField("按期处置", null=True, editable=False)
    checked_on_time = models.BooleanField("按时核查", null=True, editable=False)
    settled = models.BooleanField("当场办好", default=False, editable=False)
    returned = models.PositiveSmallIntegerField("退回次数", default=0, editable=False)
    reworked = models.PositiveSmallIntegerField("返工次数", default=0, editable=False)
    reopened = models.PositiveSmallIntegerField("重新办理次数", default=0, editable=False)

    origin = models.CharField("导入来源", max_length=40, blank=True, editable=False)
    origin_number = models.CharField("原编号", max_length=60, blank=True, editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("category_id", "category_by", "urgency", "origin", "origin_number"),
        Export.INTERNAL,
        fixed=("matter_id", "origin", "origin_number"),
        system=(*MOMENTS, *VERDICTS),
        served="NEW.matter_id = ANY(portal.admitted())",
    )

    class Meta:
        verbose_name = verbose_name_plural = "案件"
        indexes = [
            # Each moment that puts a case into a period: the board reads its range, never the whole table.
            models.Index("dispatched_at", name="case_by_dispatched_at"),
            models.Index("handle_due_at", name="case_by_handle_due_at"),
            models.Index("finished_at", name="case_by_finished_at"),
            models.Index("checked_at", name="case_by_checked_at"),
            models.Index("first_closed_at", name="case_by_first_closed_at"),
            models.Index("category", name="case_by_category"),
            models.Index("cell", name="case_by_cell", condition=Q(cell__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_says_what_happened",
                condition=~Q(text=""),
                violation_error_message="写一句发生了什么，几个字就行。",
            ),
            models.CheckConstraint(
                name="case_point_has_both_coordinates",
                condition=Q(lng=None, lat=None) | Q(lng__isnull=False, lat__isnull=False),
                violation_error_message="位置要同时有经度和纬度。",
            ),
            models.CheckConstraint(
                name="finished_case_says_what_was_done",
                condition=Q(finished_at=None) | ~Q(result="") | ~Q(origin=""),
                violation_error_message="写一句办了什么。",
            ),
            models.UniqueConstraint(
                name="imported_case_comes_in_once",
                fields=["origin", "origin_number"],
                condition=~Q(origin=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def vital(self) -> bool:
        """May its limits wake somebody at night? Those of urgent cases may (F19)."""
        return self.urgency == Urgency.URGENT

    @staticmethod
    def page_of(matter: Matter) -> str:
        """The address of a case's page."""
        return reverse("grids:detail", args=[matter.number])

    def limit(self, key: str) -> Limit:
        """The limit for this step, should it start now: the county's own, or the platform's."""
        return LimitRule.objects.limit(
            key, categories=self.category.lineage, grade=self.urgency, on=clock.today()
        )

    @staticmethod
    def limits_moved(matters: Collection[int]) -> None:
        """Ends of limits of these matters were moved: so is the case's own copy, for the figures."""
        handling = Deadline.objects.filter(matter=OuterRef("pk"), limit=HANDLE).order_by("-pk")
        Case.objects.filter(matter__in=matters, handle_due_at__isnull=False, finished_at=None).update(
            handle_due_at=Subquery(handling.values("due_at")[:1])
        )


class Wordlist(models.Model):
    """What the county's closed cases taught of the words of each category (grids.suggesting): numbers alone.

    The newest one is served; the older are kept to go back to.
    """

    made_at = models.DateTimeField("学成时间", db_default=Now(), editable=False)
    cases = models.PositiveIntegerField("学了多少件")
    digest = models.CharField("版本", max_length=16)
    body = models.TextField("词表", help_text="JSON；不含任何人写的话，只有够多的件里都有的字和词。")

    custody = Custody(
        Scope("true", "权重，没有谁写的话", "false"),
        for_good("要能回到上一份"),
        recorded("digest"),
        Export.PUBLIC,
        stamped=("made_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "词表"
        ordering = ["-pk"]
        get_latest_by = "pk"

    def __str__(self) -> str:
        return self.digest
