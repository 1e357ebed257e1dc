"""申诉: an organisation objects to one row of its score; the answer stays beside it. And what changes a score
after that: a recalculation before it is decided, a correction of two persons afterwards.
"""

from fractions import Fraction
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role, Unit, User
from assessment import scoring
from assessment.models.raising import each_row, refused, run_stays
from assessment.models.runs import WHY_KEPT
from assessment.models.scores import Score
from assessment.workflow import RunState
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS
from security.custody import APPEND, Custody, Export, Scope, for_good, of_roles, recorded, through

OF_SCORE = "SELECT s.run_id FROM assessment_score s WHERE s.id = it.score_id"
RUN_OF = "SELECT 1 FROM assessment_score s JOIN assessment_run r ON r.id = s.run_id WHERE s.id = score_id"
KEPT_BY = f"EXISTS ({RUN_OF} AND ({one_of('areas', 'r.area_id')})) AND ({WRITERS})"
OWN = among("units", "unit_id")
# Its own unit objects, while it may: to the last day, of a run that is up for it.
IN_TIME = f"""
IF NOT EXISTS (
    SELECT FROM assessment_score s JOIN assessment_run r ON r.id = s.run_id
      JOIN assessment_target t ON t.id = s.target_id
     WHERE s.id = NEW.score_id AND t.unit_id = NEW.unit_id AND r.state = 'noticed'
       AND (now() AT TIME ZONE 'Asia/Shanghai')::date <= r.appeal_until
) THEN
    {refused("appeal_is_of_its_own_score_and_in_time")}
END IF;
RETURN NEW;
"""
DECIDED = each_row(f"""
    IF NOT EXISTS (
        SELECT FROM assessment_score s JOIN assessment_run r ON r.id = s.run_id
         WHERE s.id = it.score_id AND r.state IN ('decided', 'published')
    ) THEN
        {refused("correction_is_of_what_was_decided")}
    END IF;
""")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> Self:
        return self.filter(answered_at=None)


class Appeal(models.Model):
    """What the organisation says against one row, and what the office answered."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="appeals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位")
    words = models.TextField("哪里不对")
    evidence = models.TextField("佐证")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁提的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    due_on = models.DateField("哪天以前答复")
    upheld = models.BooleanField("成立", null=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = AppealQuerySet.as_manager()

    custody = Custody(
        Scope(f"{OWN} OR {KEPT_BY}"),
        for_good(WHY_KEPT),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("score_id", "unit_id", "words", "evidence", "by_id", "due_on"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核申诉"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_appeal_of_a_score",
                fields=["score"],
                condition=Q(answered_at=None),
                violation_error_message="这一项已经提了申诉，等办公室答复。",
            ),
            models.CheckConstraint(
                name="appeal_says_what_and_by_which_proof", condition=~Q(words="") & ~Q(evidence="")
            ),
            models.CheckConstraint(
                name="appeal_is_answered_by_somebody_else",
                condition=Q(answered_by=None, answered_at=None, upheld=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False, upheld__isnull=False)
                & ~Q(answered_by=F("by"))
                & ~Q(answer=""),
                violation_error_message="答复要写理由，提申诉的人不能自己答复。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="appeal_is_of_its_own_score_and_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=IN_TIME,
            ),
            pgtrigger.Trigger(
                name="appeal_of_a_decided_run_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("it", "assessment_appeal%ROWTYPE")],
                func=run_stays(OF_SCORE, RunState.NOTICED),
            ),
            pgtrigger.Protect(
                name="answered_appeal_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answered_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}对“{self.score.indicator.name}”的申诉"


class Recalculation(models.Model):
    """A score came to another number before it was decided: from what to what, and why. Written once."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="recalculations")
    old = models.CharField("原来", max_length=90, blank=True)
    new = models.CharField("现在", max_length=90, blank=True)
    reason = models.TextField("为什么")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        Scope(through("assessment_score", "score_id").rows, "", "false"),
        for_good(WHY_KEPT),
        recorded("old", "new"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("score_id", "old", "new", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "重新计算"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="recalculation_is_before_the_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("it", "assessment_recalculation%ROWTYPE")],
                func=run_stays(OF_SCORE, RunState.OPEN, RunState.NOTICED),
            )
        ]

    def __str__(self) -> str:
        return change_of(self.old, self.new)


class Correction(models.Model):
    """更正: points of a decided run that were wrong. One of the office says so, another one or one of the
    leading group confirms it; from then there is a new edition, and the old one stays.
    """

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="corrections")
    old = models.CharField("原来", max_length=90)
    new = models.CharField("更正为", max_length=90)
    reason = models.TextField("原因和依据")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁提的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("核对时间", null=True)

    custody = Custody(
        Scope(
            f"{KEPT_BY} OR confirmed_at IS NOT NULL AND ({through('assessment_score', 'score_id').rows})",
            "",
            f"{of_roles(Role.OFFICE, Role.LEADING_GROUP).rows}",
        ),
        for_good(WHY_KEPT),
        recorded("old", "new"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("score_id", "old", "new", "reason", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核更正"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_correction_of_a_score",
                fields=["score"],
                condition=Q(confirmed_at=None),
                violation_error_message="这一项已经提了更正，等另一个人核对。",
            ),
            models.CheckConstraint(
                name="correction_changes_something_and_says_why",
                condition=~Q(new="") & ~Q(reason="") & ~Q(new=F("old")),
                violation_error_message="写明更正成几分、为什么，不能和原来一样。",
            ),
            models.CheckConstraint(
                name="correction_is_confirmed_by_somebody_else",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("by")),
                violation_error_message="提更正的人不能自己核对。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="correction_is_of_what_was_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("it", "assessment_correction%ROWTYPE")],
                func=DECIDED,
            ),
            pgtrigger.Protect(
                name="confirmed_correction_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.confirmed_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return change_of(self.old, self.new)

    @property
    def points(self) -> Fraction | None:
        return scoring.kept(self.new)


def change_of(old: str, new: str) -> str:
    return f"{scoring.shown(scoring.kept(old))} → {scoring.shown(scoring.kept(new))}"
