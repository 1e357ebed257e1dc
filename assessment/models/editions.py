"""版次: what was decided, with the fingerprint of all its numbers; after a correction there is another."""

from fractions import Fraction

from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from assessment import scoring
from assessment.models.runs import WHY_KEPT, Run
from assessment.models.schemes import Target
from casework.models.matter import among, one_of
from pilot.models.group import WRITERS
from security.custody import APPEND, Custody, Export, Scope, for_good, recorded

KEPT_BY = f"({one_of('areas', 'r.area_id')}) AND ({WRITERS})"
TARGET_OF = f"SELECT 1 FROM assessment_target t WHERE t.id = target_id AND {among('units', 't.unit_id')}"


class Edition(models.Model):
    """One edition of a result. `digest` is over all scores and totals. Written once, by the portal."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("第几版")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    words = models.TextField("因为什么", blank=True)
    digest = models.CharField("指纹", max_length=64)

    custody = Custody(
        Scope("true", "哪天定了第几版，全县都知道；总分另有规定", "false"),
        for_good(WHY_KEPT),
        recorded("digest"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
        fixed=("run_id", "number", "by_id", "words", "digest"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核结果的版次"
        ordering = ["run_id", "number"]
        constraints = [models.UniqueConstraint(name="one_edition_of_a_number", fields=["run", "number"])]

    def __str__(self) -> str:
        return f"第{self.number}版"


class EditionTotal(models.Model):
    """One organisation's total and place in an edition. `place` is none where something was not known."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="totals")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+", verbose_name="被考核单位")
    exact = models.CharField("总分", max_length=90)
    place = models.PositiveSmallIntegerField("组内名次", null=True)
    missing = models.PositiveSmallIntegerField("几项还不知道", default=0)
    barred = models.TextField("否决建议", blank=True)

    custody = Custody(
        Scope(
            f"EXISTS ({TARGET_OF}) OR EXISTS (SELECT 1 FROM assessment_edition e JOIN assessment_run r"
            f" ON r.id = e.run_id WHERE e.id = edition_id AND (r.state = 'published' OR {KEPT_BY}))",
            "",
            "false",
        ),
        for_good(WHY_KEPT),
        recorded("exact"),
        Export.INTERNAL,
        rights=APPEND,
        fixed=("edition_id", "target_id", "exact", "place"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核总分"
        ordering = ["edition_id", "target_id"]
        constraints = [models.UniqueConstraint(name="one_total_of_an_edition", fields=["edition", "target"])]

    def __str__(self) -> str:
        return f"{self.target} {self.shown}"

    @property
    def points(self) -> Fraction:
        return scoring.kept(self.exact) or Fraction(0)

    @property
    def shown(self) -> str:
        return scoring.shown(self.points)
