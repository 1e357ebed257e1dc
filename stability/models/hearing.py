"""How people and experts were heard (RA-03, RA-06, RA-09): words and numbers, nobody by name but experts."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter
from stability.dictionaries import Method
from stability.models.listed import AffectedGroup

# What people said in one way of asking is counted by groups of this very decision.
SAME_MATTER = """
    IF NEW.matter_id <> (SELECT matter_id FROM stability_consultation WHERE id = NEW.consultation_id)
    OR NEW.matter_id <> (SELECT matter_id FROM stability_affectedgroup WHERE id = NEW.group_id) THEN
        RAISE EXCEPTION 'counted in another matter'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tally_is_of_one_matter';
    END IF;
    RETURN NULL;
"""


class Consultation(models.Model):
    """One way in which people were heard: when, what they said, what was taken up or why not."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consultations")
    round = models.PositiveSmallIntegerField("第几轮")
    method = models.CharField("方式", max_length=12, choices=Method)
    began_on = models.DateField("哪天开始")
    ended_on = models.DateField("哪天结束")
    said = models.TextField("主要意见")
    adopted = models.TextField("采纳情况，没有采纳的为什么")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(), with_matter(), recorded("method"), Export.INTERNAL, rights=APPEND, stamped=("at",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "听取意见"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="consultation_says_what_became_of_it",
                condition=~Q(said="") & ~Q(adopted=""),
                violation_error_message="写明主要意见，采纳了什么、没有采纳的为什么。",
            ),
            models.CheckConstraint(
                name="consultation_takes_its_days",
                condition=Q(ended_on__gte=F("began_on")),
                violation_error_message="结束不能早于开始。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.began_on:%Y-%m-%d} ～ {self.ended_on:%Y-%m-%d}"


class Tally(models.Model):
    """Of one group, how many were asked in this way, and how many are for and against it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="tallies")
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="tallies")
    group = models.ForeignKey(AffectedGroup, on_delete=models.PROTECT, related_name="tallies")
    asked = models.PositiveIntegerField("问了多少人")
    supporting = models.PositiveIntegerField("支持")
    opposing = models.PositiveIntegerField("反对")

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND)

    class Meta:
        verbose_name = verbose_name_plural = "各群体的意见"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="tally_is_of_one_matter",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=SAME_MATTER,
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="group_is_counted_once_in_a_consultation", fields=["consultation", "group"]
            ),
            models.CheckConstraint(
                name="no_more_answer_than_were_asked",
                condition=Q(asked__gte=1) & Q(asked__gte=F("supporting") + F("opposing")),
                violation_error_message="支持和反对加起来不能比问的人多。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group.name}：问 {self.asked} 人，支持 {self.supporting}，反对 {self.opposing}"


class Expert(models.Model):
    """An expert who was asked: declared to have no interest in it, and signed (713号令 19–20; RA-09)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="experts")
    round = models.PositiveSmallIntegerField("第几轮")
    name = models.CharField("专家", max_length=40)
    post = models.CharField("单位和职称", max_length=80)
    independent = models.BooleanField("声明没有利害关系")
    opinion = models.TextField("论证意见")
    adopted = models.TextField("采纳情况，没有采纳的为什么")
    signed_on = models.DateField("哪天签的名")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND, stamped=("at",))

    class Meta:
        verbose_name = verbose_name_plural = "专家论证"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="expert_has_no_interest_in_it",
                condition=Q(independent=True),
                violation_error_message="有利害关系的专家不能参加，换一位（重大行政决策程序暂行条例 20）。",
            ),
            models.CheckConstraint(
                name="expert_says_what_and_is_heard",
                condition=~Q(name="") & ~Q(opinion="") & ~Q(adopted=""),
                violation_error_message="写明专家、论证意见和采纳情况。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.post}）{self.signed_on:%Y-%m-%d} 签名"
