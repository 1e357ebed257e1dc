"""任务 (LG-02): what the list of the year, a meeting or a leader gave to a unit, to a day, with its proof."""

from collections.abc import Collection

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from casework.clocks import Limit
from casework.kinds import kind
from casework.models import Deadline, LimitRule, Matter
from pilot.limits import DUE
from pilot.models.meetings import Decision
from pilot.workflow import TASK_FLOW
from security import clock
from security.custody import Custody, Export, of_matter, recorded, with_matter

FIRST_YEAR, LAST_YEAR = 2000, 2100
KEPT = "NEW.matter_id = ANY(portal.admitted())"
MOMENTS = ("assigned_at", "submitted_at", "finished_at")


class TaskSource(models.TextChoices):
    """Where a task comes from."""

    LIST = "list", "年度工作清单"
    MEETING = "meeting", "会议议定"
    INSTRUCTION = "instruction", "领导批示"


@kind(workflow=TASK_FLOW, searched=("text", "evidence", "result"))
class Task(models.Model):
    """What one unit has to do by a day, and what it hands in as proof. Others may support it.

    The moments of its steps stand here, written by the moves, so that figures need no history.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="task")
    year = models.PositiveSmallIntegerField("年度")
    text = models.TextField("要求")
    source = models.CharField("来源", max_length=12, choices=TaskSource, default=TaskSource.LIST)
    source_words = models.CharField("来源说明", max_length=120, blank=True)
    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.PROTECT, related_name="task", verbose_name="哪一项议定事项"
    )
    lead = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="牵头单位", help_text="交办给它。"
    )
    due_on = models.DateField("完成日期")
    evidence = models.TextField("要交的佐证")
    result = models.TextField("完成情况", blank=True)

    assigned_at = models.DateTimeField("交办时间", null=True, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    finished_at = models.DateTimeField("完成时间", null=True, editable=False)
    on_time = models.BooleanField("按时提交", null=True, editable=False)
    returned = models.PositiveSmallIntegerField("退回修改次数", default=0, editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("source"),
        Export.INTERNAL,
        fixed=("matter_id", "year", "source", "decision_id"),
        system=(*MOMENTS, "on_time", "returned"),
        served=KEPT,
    )

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        indexes = [
            models.Index("due_on", name="task_by_due_on"),
            models.Index("lead", "due_on", name="task_by_lead"),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_says_what_and_by_what_it_is_proved",
                condition=~Q(text="") & ~Q(evidence=""),
                violation_error_message="写明要做什么、交什么佐证。",
            ),
            models.CheckConstraint(
                name="task_is_of_a_year",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message="年度像 2026 这样写。",
            ),
            models.CheckConstraint(
                name="task_is_finished_after_it_was_handed_in",
                condition=Q(finished_at=None)
                | Q(submitted_at__isnull=False, finished_at__gte=F("submitted_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    @staticmethod
    def page_of(matter: Matter) -> str:
        """The address of a task's page."""
        return reverse("pilot:detail", args=[matter.number])

    @property
    def days_left(self) -> int:
        """From today to its last day."""
        return (self.due_on - timezone.localdate(clock.now())).days

    @property
    def quarter(self) -> str:
        """In which quarter it has to be finished: 2026Q1."""
        return f"{self.due_on.year}Q{(self.due_on.month + 2) // 3}"

    @staticmethod
    def limits_moved(matters: Collection[int]) -> None:
        """More time was granted: so is the day on the task, for the lists, and for when it is sent back."""
        last = Deadline.objects.filter(matter=OuterRef("pk"), limit=DUE).order_by("-pk")
        tasks = Task.objects.filter(matter__in=matters, matter__deadlines__limit=DUE)
        tasks.update(due_on=Subquery(last.values("legal_on")[:1]))

    def limit(self, key: str) -> Limit:
        """The limit for this step, should it start now: the county's own, or the platform's."""
        return LimitRule.objects.limit(key, categories=[], grade="", on=clock.today())


class Milestone(models.Model):
    """How far a task is to be at the end of a quarter of its year."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="milestones")
    quarter = models.PositiveSmallIntegerField("第几季度")
    text = models.CharField("到哪一步", max_length=300)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, fixed=("matter_id", "quarter"))

    class Meta:
        verbose_name = verbose_name_plural = "季度节点"
        ordering = ["quarter"]
        constraints = [
            models.UniqueConstraint(name="one_milestone_of_a_quarter", fields=["matter", "quarter"]),
            models.CheckConstraint(
                name="milestone_is_of_a_quarter",
                condition=Q(quarter__gte=1, quarter__lte=4) & ~Q(text=""),
                violation_error_message="季度节点写明是第 1 到第 4 季度，到哪一步。",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.quarter} 季度：{self.text}"


class Support(models.Model):
    """A unit that supports the one that leads; it writes nothing in its name (LG-03)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="supports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="配合单位")

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, fixed=("matter_id", "unit_id"))

    class Meta:
        verbose_name = verbose_name_plural = "配合单位"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_unit_supports_once", fields=["matter", "unit"])]

    def __str__(self) -> str:
        return str(self.unit)
