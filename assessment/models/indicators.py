"""考核指标: what a group is measured by, as a tree with full marks, formulas and sources."""

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Unit
from assessment import scoring
from assessment.models.raising import scheme_stays
from assessment.models.schemes import ALL_WRITES, OF_GROUP, WHY_KEPT, TargetGroup
from security.custody import Custody, Export, for_good, recorded, through


class Kind(models.TextChoices):
    """算法. None is a heading."""

    HEADING = "", "标题"
    RATE = "rate", "比率乘分值"
    THRESHOLD = "threshold", "达标递减"
    SLOPES = "slopes", "分段递减"
    BANDS = "bands", "分档计分"
    EVENTS = "events", "按件加扣分"
    CHECKLIST = "checklist", "对照清单"
    SURVEY = "survey", "满意度调查"
    AVERAGE = "average", "与平均比较"
    RANK = "rank", "位次变化"
    DIRECT = "direct", "直接打分"
    VETO = "veto", "一票否决"


class Source(models.TextChoices):
    """Where the numbers come from."""

    FIGURE = "figure", "平台指标"
    SELF = "self", "单位自评"
    SCORER = "scorer", "部门考评"
    VISIT = "visit", "实地考评"
    SURVEY = "survey", "调查结果"
    OFFICE = "office", "办公室核定"


class Indicator(models.Model):
    """考核指标: a heading, or what is scored, with its formula in the words of assessment.scoring.reading."""

    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField("编号", max_length=12)
    name = models.CharField("指标", max_length=80)
    parent = models.CharField("上级", max_length=12, blank=True)
    full = models.DecimalField("分值", max_digits=7, decimal_places=2)
    kind = models.CharField("算法", max_length=10, choices=Kind, blank=True)
    rule = models.CharField("算法的数", max_length=300, blank=True)
    source = models.CharField("数从哪里来", max_length=8, choices=Source, blank=True)
    figure = models.CharField("平台指标", max_length=60, blank=True)
    scorer = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁打分"
    )
    basis = models.TextField("评分标准原文")
    evidence = models.BooleanField("要佐证", default=False)
    extra = models.BooleanField("满分以外", default=False)

    custody = Custody(
        through("assessment_targetgroup", "group_id"),
        for_good(WHY_KEPT),
        recorded("code", "parent", "kind", "rule", "source", "figure"),
        Export.INTERNAL,
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核指标"
        ordering = ["group_id", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_indicator_of_a_code", fields=["group", "code"]),
            models.CheckConstraint(
                name="scored_indicator_says_from_where",
                condition=Q(kind="", source="", figure="", scorer=None) | ~Q(kind="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="figure_is_named_where_it_counts",
                condition=Q(source="figure") & ~Q(figure="") | ~Q(source="figure") & Q(figure=""),
            ),
            models.CheckConstraint(
                name="department_scores_by_name",
                condition=~Q(source="scorer") | Q(scorer__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_scheme_stays",
                when=pgtrigger.Before,
                operation=ALL_WRITES,
                declare=[("it", "assessment_indicator%ROWTYPE")],
                func=scheme_stays(OF_GROUP),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def node(self) -> scoring.Node:
        """As the pure engine knows it."""
        full = scoring.read(str(self.full))
        return scoring.Node(self.code, self.name, full, self.kind, self.rule, self.parent, self.extra)

    @property
    def is_filled_in(self) -> bool:
        return bool(self.kind) and self.source != Source.FIGURE
