"""得分: one organisation, one indicator, with the rows that it was counted from as they were then."""

from fractions import Fraction
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from assessment import scoring
from assessment.models.indicators import Indicator
from assessment.models.raising import run_stays
from assessment.models.runs import WHY_KEPT, Run
from assessment.models.schemes import Target
from assessment.workflow import RunState
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS, county_of, decides_list, writes_list
from security.custody import Custody, Export, Scope, for_good, not_recorded

OF_TARGET = (
    f"EXISTS (SELECT 1 FROM assessment_target t WHERE t.id = target_id AND {among('units', 't.unit_id')})"
)
KEPT_BY = f"({one_of('areas', 'r.area_id')}) AND ({WRITERS})"
OF_RUN = (
    f"EXISTS (SELECT 1 FROM assessment_run r WHERE r.id = run_id AND (r.state = 'published' OR {KEPT_BY}))"
)


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user: User) -> Self:
        """Its own organisation's always; all to the office and the leading group; all in the county to
        everybody there once they were published.
        """
        county = county_of(user)
        if not county:
            return self.none()
        here = self.filter(run__area=county)
        if writes_list(user) or decides_list(user):
            return here
        return here.filter(Q(target__unit__in=user.units) | Q(run__state=RunState.PUBLISHED))


class Score(models.Model):
    """`exact` are the points as a fraction; "" is not known, and `missing` says why. `ruled` is what an
    upheld appeal made of them. `rows`, `hit_rows` and `left_rows` are the matters that the figure counted.
    Written by the portal alone.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="scores")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+", verbose_name="被考核单位")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="指标")
    exact = models.CharField("得分", max_length=90, blank=True)
    ruled = models.CharField("申诉以后", max_length=90, blank=True)
    formula = models.TextField("怎么算的", blank=True)
    missing = models.TextField("还差什么", blank=True)
    would = models.TextField("怎样会变", blank=True)
    definition = models.TextField("口径", blank=True)
    version = models.PositiveSmallIntegerField("口径版本", default=0)
    formulas = models.PositiveSmallIntegerField("算法版本", default=scoring.VERSION)
    rows = ArrayField(models.BigIntegerField(), verbose_name="哪些事项", default=list)
    hit_rows = ArrayField(models.BigIntegerField(), verbose_name="其中达到的", default=list)
    left_rows = ArrayField(models.BigIntegerField(), verbose_name="剔除的", default=list)
    digest = models.CharField("指纹", max_length=64)

    objects = ScoreQuerySet.as_manager()

    custody = Custody(
        Scope(f"{OF_TARGET} OR {OF_RUN}", "", "false"),
        for_good(WHY_KEPT),
        not_recorded("从填写和事项算得出来；每次改动记在 Recalculation，审定的记在 Edition"),
        Export.INTERNAL,
        fixed=("run_id", "target_id", "indicator_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核得分"
        ordering = ["target_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(name="one_score_of_an_indicator", fields=["run", "target", "indicator"])
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_decided_run_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("it", "assessment_score%ROWTYPE")],
                func=run_stays("it.run_id", RunState.OPEN, RunState.NOTICED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.indicator}"

    def get_absolute_url(self) -> str:
        return reverse("assessment:score", args=[self.pk])

    @property
    def points(self) -> Fraction | None:
        """As they stand before any correction."""
        return scoring.kept(self.ruled or self.exact)

    @property
    def shown(self) -> str:
        return scoring.shown(self.points)

    @property
    def counted(self) -> int:
        return len(self.rows)
