"""What the petition office recommends when a petition goes wrong, and what is done with those who lead."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from petitions.dictionaries import Advice, Answered, Measured, SupervisionGround
from petitions.models.routing import NOT_TO_THE_ACCUSED
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter


class Recommendation(models.Model):
    """To mend the work, to mend a policy, or to call somebody to account (XF-63): the receiver answers in
    writing whether it is taken up, in thirty days unless another day is written.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recommendations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="给哪个单位")
    ground = models.CharField("为什么督办", max_length=10, choices=SupervisionGround)
    kind = models.CharField("哪一种建议", max_length=8, choices=Advice)
    words = models.TextField("建议什么")
    sent_on = models.DateField("哪天提的")
    due_on = models.DateField("哪天以前书面反馈")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁提的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    answer = models.CharField("采纳情况", max_length=6, choices=Answered, blank=True)
    feedback = models.TextField("书面反馈", blank=True)
    answered_on = models.DateField("哪天反馈的", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁反馈的"
    )

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("ground", "kind", "answer"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("matter_id", "unit_id", "ground", "kind", "words", "sent_on", "due_on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "督办建议"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="accused_is_never_recommended_to",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=NOT_TO_THE_ACCUSED,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="recommendation_says_what",
                condition=~Q(words=""),
                violation_error_message="写明建议什么。",
            ),
            models.CheckConstraint(
                name="feedback_is_due_after_the_recommendation",
                condition=Q(due_on__gt=F("sent_on")),
                violation_error_message="反馈的日期要在提建议以后。",
            ),
            models.CheckConstraint(
                name="feedback_is_written",
                condition=Q(answer="", feedback="", answered_on=None, answered_by=None)
                | (
                    ~Q(answer="")
                    & ~Q(feedback="")
                    & Q(answered_on__gte=F("sent_on"), answered_by__isnull=False)
                ),
                violation_error_message="反馈要书面写明采纳没有、怎么做的。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sent_on:%Y-%m-%d} {self.get_kind_display()}（{self.get_ground_display()}）"


class Measure(models.Model):
    """约谈, 通报, 挂牌督办, 责令限期整改 (XF-64), by the joint conference, in a document of the county's."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="measures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="对哪个单位")
    kind = models.CharField("哪一种", max_length=8, choices=Measured)
    document = models.CharField("文书或记录的文号", max_length=80)
    words = models.TextField("内容和要求")
    taken_on = models.DateField("哪天")
    until = models.DateField("哪天以前改好", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(), with_matter(), recorded("kind"), Export.INTERNAL, rights=APPEND, stamped=("at",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "约谈通报"
        ordering = ["taken_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_has_its_document",
                condition=~Q(document="") & ~Q(words=""),
                violation_error_message="写明文书或记录的文号，还有内容和要求。",
            ),
            models.CheckConstraint(
                name="what_is_mended_has_its_day",
                condition=Q(until=None) & ~Q(kind="mend") | Q(until__gt=F("taken_on")),
                violation_error_message="限期整改的写明哪天以前改好，要在这天以后。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken_on:%Y-%m-%d} {self.get_kind_display()}（{self.document}）"
