"""What was found: four sides, risk points, measures against them, and the level of each round."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter
from stability.dictionaries import CHANCES, IMPACTS, Dimension, Level
from stability.levels import of_point


class Finding(models.Model):
    """What was found on one of the four sides (RA-05): in words and in numbers, on what evidence (RA-03)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="findings")
    round = models.PositiveSmallIntegerField("第几轮")
    dimension = models.CharField("哪一方面", max_length=12, choices=Dimension)
    finding = models.TextField("结论")
    evidence = models.TextField("依据和佐证")
    figures = models.TextField("定量情况")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(), with_matter(), recorded("dimension"), Export.INTERNAL, rights=APPEND, stamped=("at",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "分析论证"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_has_its_evidence_and_its_numbers",
                condition=~Q(finding="") & ~Q(evidence="") & ~Q(figures=""),
                violation_error_message="写明结论、依据，还要有数。",
            ),
            models.UniqueConstraint(
                name="each_side_is_found_once_in_a_round",
                fields=["matter", "round", "dimension"],
                violation_error_message="这一方面已经记过了，选别的方面。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}：{self.finding}"


class RiskPoint(models.Model):
    """A risk, how likely it is and how grave it would be, 1 to 5 each (RA-03)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="risks")
    round = models.PositiveSmallIntegerField("第几轮")
    what = models.CharField("风险点", max_length=120)
    cause = models.TextField("成因和可能的后果")
    probability = models.PositiveSmallIntegerField("发生的概率", choices=CHANCES)
    impact = models.PositiveSmallIntegerField("影响程度", choices=IMPACTS)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND, stamped=("at",))

    class Meta:
        verbose_name = verbose_name_plural = "风险点"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="risk_is_estimated_from_one_to_five",
                condition=Q(probability__range=(1, 5), impact__range=(1, 5)) & ~Q(what=""),
                violation_error_message="概率和影响各选 1 到 5。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}（{self.probability}×{self.impact}，{self.level.label}）"

    @property
    def level(self) -> Level:
        return of_point(self.probability, self.impact)


class Measure(models.Model):
    """What is done against a risk, by which unit, to when (RA-03); and that it was done."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="risk_measures")
    risk = models.ForeignKey(RiskPoint, on_delete=models.PROTECT, related_name="measures")
    what = models.TextField("措施")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位")
    due_on = models.DateField("哪天以前")
    done_on = models.DateField("哪天落实的", null=True, blank=True)
    outcome = models.TextField("落实情况", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("matter_id", "risk_id", "what", "unit_id", "due_on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "防范措施"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_that_was_done_says_how",
                condition=~Q(what="")
                & (Q(done_on=None, outcome="") | (Q(done_on__isnull=False) & ~Q(outcome=""))),
                violation_error_message="写明措施；落实了的写哪天、怎么落实的。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}（{self.unit}，{self.due_on:%Y-%m-%d} 以前）"


class Grading(models.Model):
    """The level that one round led to, kept when the plan is adjusted and assessed again (RA-07, RA-08)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="gradings")
    round = models.PositiveSmallIntegerField("第几轮")
    level = models.CharField("风险等级", max_length=6, choices=Level)
    proposed = models.CharField("平台建议的等级", max_length=6, choices=Level)
    reason = models.TextField("理由")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("level", "proposed"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "风险等级"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(
                name="level_of_a_round_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("current_user <> 'governance_keeper'"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_round_has_one_level",
                fields=["matter", "round"],
                violation_error_message="这一轮已经定了等级，刷新页面看看。",
            ),
            models.CheckConstraint(name="grading_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"第 {self.round} 轮：{self.get_level_display()}"
