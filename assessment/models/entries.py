"""填写: what a unit says of itself, a department scores, a visit or survey found; signed by its head (LG-05).

Until it is signed nobody but its unit sees it: no scorer sees another's draft.
"""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from assessment.models.indicators import Indicator
from assessment.models.raising import refused, run_stays
from assessment.models.runs import WHY_KEPT, Run
from assessment.models.schemes import Target
from assessment.workflow import RunState
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS, county_of, decides_list, writes_list
from security.custody import Custody, Export, Scope, for_good, recorded

OWN = among("units", "by_unit_id")
KEPT_BY = (
    f"EXISTS (SELECT 1 FROM assessment_run r WHERE r.id = run_id AND ({one_of('areas', 'r.area_id')}))"
    f" AND ({WRITERS})"
)
OF_TARGET = (
    "EXISTS (SELECT 1 FROM assessment_target t JOIN assessment_run r ON r.id = run_id"
    f" WHERE t.id = target_id AND r.state <> 'open' AND {among('units', 't.unit_id')})"
)
# Whose it is to say: the organisation's own, the named scorer's, else the office's. The office takes the
# signature off what it returns, and changes no word (LG-03).
SAID_BY_ITS_OWN = f"""
IF TG_OP = 'UPDATE' AND NOT portal.everything() AND NOT OLD.by_unit_id = ANY(portal.units()) THEN
    IF NEW.signed_at IS NOT NULL OR (OLD.value, OLD.part, OLD.whole, OLD.sample, OLD.count, OLD.level,
        OLD.doubled, OLD.met, OLD.exempt, OLD.words, OLD.by_id, OLD.target_id, OLD.indicator_id, OLD.run_id)
        IS DISTINCT FROM (NEW.value, NEW.part, NEW.whole, NEW.sample, NEW.count, NEW.level,
        NEW.doubled, NEW.met, NEW.exempt, NEW.words, NEW.by_id, NEW.target_id, NEW.indicator_id, NEW.run_id)
    THEN
        {refused("unit_alone_says_it")}
    END IF;
    RETURN NEW;
END IF;
IF NOT EXISTS (
    SELECT FROM assessment_indicator i JOIN assessment_target t ON t.group_id = i.group_id
      JOIN assessment_targetgroup g ON g.id = i.group_id JOIN assessment_run r ON r.scheme_id = g.scheme_id
     WHERE i.id = NEW.indicator_id AND t.id = NEW.target_id AND r.id = NEW.run_id
       AND i.source NOT IN ('', 'figure')
       AND CASE WHEN i.source = 'self' THEN NEW.by_unit_id = t.unit_id
                WHEN i.scorer_id IS NOT NULL THEN NEW.by_unit_id = i.scorer_id
                ELSE portal.everything() OR portal.holds('office') END
) THEN
    {refused("entry_is_said_by_whose_it_is")}
END IF;
RETURN NEW;
"""


class Exempt(models.TextChoices):
    """免考核, with what it is worth."""

    NO = "", "要考核"
    FULL = "full", "免考核，得满分"
    NONE = "none", "免考核，不得分"


class AssessmentEntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> Self:
        """One's own units'; what was signed to the county's office and leading group; and to the organisation
        that it is about, once it was given notice.
        """
        found = Q(by_unit__in=user.units)
        about = Q(target__unit__in=user.units) & ~Q(run__state=RunState.OPEN) & Q(signed_at__isnull=False)
        found |= about
        if writes_list(user) or decides_list(user):
            found |= Q(run__area=county_of(user), signed_at__isnull=False)
        return self.filter(found)

    def signed(self) -> Self:
        return self.exclude(signed_at=None)


class Entry(models.Model):
    """One thing that was said of an organisation for an indicator. Things that are counted singly have a line
    a level; everything else has one line.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="entries")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+", verbose_name="被考核单位")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="指标")
    by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位填的")
    value = models.DecimalField("数或者比率", max_digits=14, decimal_places=4, null=True)
    part = models.DecimalField("分子", max_digits=14, decimal_places=4, null=True)
    whole = models.DecimalField("分母", max_digits=14, decimal_places=4, null=True)
    sample = models.PositiveIntegerField("样本", null=True)
    count = models.PositiveIntegerField("件数", null=True)
    level = models.CharField("哪一级", max_length=40, blank=True)
    doubled = models.BooleanField("加倍", default=False)
    met = models.TextField("做到的项", null=True)  # noqa: DJ001 - none is not yet looked at, "" is nothing met
    exempt = models.CharField("免考核", max_length=4, choices=Exempt, blank=True)
    words = models.TextField("说明和佐证", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁填的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    signed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="签报人"
    )
    signed_at = models.DateTimeField("签报时间", null=True)

    objects = AssessmentEntryQuerySet.as_manager()

    custody = Custody(
        Scope(
            f"{OWN} OR signed_at IS NOT NULL AND ({KEPT_BY} OR {OF_TARGET})",
            "",
            f"{OWN} OR signed_at IS NOT NULL AND {KEPT_BY}",
        ),
        for_good(WHY_KEPT),
        recorded("exempt"),
        Export.INTERNAL,
        stamped=("at",),
        fixed=("run_id", "target_id", "indicator_id", "by_unit_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核填写"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_entry_of_a_level",
                fields=["run", "target", "indicator", "level", "doubled"],
                violation_error_message="这一级已经填了，改那一条。",
            ),
            models.CheckConstraint(
                name="part_is_within_its_whole",
                condition=Q(part=None, whole=None) | Q(part__gte=0, whole__gte=0, part__lte=F("whole")),
                violation_error_message="分子和分母一起写，不能小于 0，分子不能比分母大。",
            ),
            models.CheckConstraint(
                name="exemption_says_why",
                condition=Q(exempt="") | ~Q(words=""),
                violation_error_message="写明为什么免考核。",
            ),
            models.CheckConstraint(
                name="entry_is_signed_by_somebody",
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_run_that_is_not_open_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("it", "assessment_entry%ROWTYPE")],
                func=run_stays("it.run_id", RunState.OPEN),
            ),
            pgtrigger.Trigger(
                name="entry_is_said_by_whose_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SAID_BY_ITS_OWN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.indicator}"
