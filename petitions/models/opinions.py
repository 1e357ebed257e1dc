"""What the organ says in the end, how it reached the petitioner, and what has to be done of it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from petitions.dictionaries import DeliveryWay, Document, Result, Stage, Verdict
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter

# What is delivered was written before; of an opinion the database knows when.
AFTER_ITS_OPINION = """
    IF EXISTS (
        SELECT FROM petitions_opinion o
        WHERE o.id = NEW.opinion_id
            AND (o.issued_on IS NULL OR o.issued_on > NEW.delivered_on OR o.matter_id <> NEW.matter_id)
    ) THEN
        RAISE EXCEPTION 'an opinion is delivered after it was issued'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opinion_is_delivered_after_it_was_issued';
    END IF;
    RETURN NULL;
"""


class Opinion(models.Model):
    """信访处理意见书, 复查意见书 or 复核意见书 (XF-50): a draft until a head approves it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="opinions")
    stage = models.CharField("哪一级", max_length=8, choices=Stage)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="出具单位")
    result = models.CharField("结论", max_length=8, choices=Result)
    verdict = models.CharField("对原意见", max_length=8, choices=Verdict, blank=True)
    request = models.TextField("信访人的请求")
    findings = models.TextField("查明的事实和理由")
    opinion = models.TextField("处理意见")
    legal_basis = models.TextField("法律法规政策依据")
    remedy = models.TextField("救济途径和期限", blank=True)
    task = models.TextField("要落实什么", blank=True)
    task_due_on = models.DateField("哪天以前落实", null=True, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁拟的")
    drafted_at = models.DateTimeField(db_default=Now(), editable=False)
    issued_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁批的"
    )
    issued_on = models.DateField("出具日期", null=True)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("stage", "result", "verdict"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("matter_id", "stage", "unit_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "意见书"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(
                name="issued_opinion_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.issued_on IS NOT NULL AND current_user <> 'governance_keeper'"
                ),
            )
        ]
        constraints = [
            models.UniqueConstraint(name="one_opinion_of_a_stage", fields=["matter", "stage"]),
            models.CheckConstraint(
                name="opinion_is_whole",
                condition=~Q(request="") & ~Q(findings="") & ~Q(opinion="") & ~Q(legal_basis=""),
                violation_error_message="意见书要写明请求、事实和理由、处理意见、法律依据，缺一样都不行。",
            ),
            models.CheckConstraint(
                name="review_says_what_of_the_opinion_before",
                condition=Q(stage=Stage.HANDLING, verdict="") | (~Q(stage=Stage.HANDLING) & ~Q(verdict="")),
                violation_error_message="复查、复核意见要写维持还是变更；处理意见不写。",
            ),
            models.CheckConstraint(
                name="support_says_what_is_to_be_done",
                condition=(Q(result=Result.SUPPORT) & ~Q(task="") & Q(task_due_on__isnull=False))
                | (~Q(result=Result.SUPPORT) & Q(task="", task_due_on=None)),
                violation_error_message="支持请求的，写明要落实什么、哪天以前；别的不写。",
            ),
            models.CheckConstraint(
                name="opinion_is_approved_by_another",
                condition=Q(issued_by=None) | ~Q(issued_by=F("drafted_by")),
                violation_error_message="自己拟的要由另一位负责人来批。",
            ),
            models.CheckConstraint(
                name="issued_opinion_names_the_remedy",
                condition=Q(issued_on=None, issued_by=None)
                | (Q(issued_on__isnull=False, issued_by__isnull=False) & ~Q(remedy="")),
                violation_error_message="意见书要写明信访人还可以怎么办、期限多长。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}意见：{self.get_result_display()}"


class Delivery(models.Model):
    """A document reached the petitioner, in this way, on this day, and this proves it (XF-55). Never changed.

    Without a row of this the citizen's thirty days do not run.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="deliveries")
    document = models.CharField("什么文书", max_length=10, choices=Document)
    opinion = models.ForeignKey(
        Opinion, null=True, on_delete=models.PROTECT, related_name="deliveries", verbose_name="哪份意见书"
    )
    document_on = models.DateField("文书日期")
    way = models.CharField("怎么送的", max_length=6, choices=DeliveryWay)
    delivered_on = models.DateField("送达日期")
    proof = models.CharField("送达证明", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("document", "way"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("written_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="opinion_is_delivered_after_it_was_issued",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__opinion__isnull=False),
                func=AFTER_ITS_OPINION,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="delivery_has_its_proof",
                condition=~Q(proof=""),
                violation_error_message="写明凭什么证明送到了：回证、邮件单号或系统记录。",
            ),
            models.CheckConstraint(
                name="document_is_written_before_it_is_delivered",
                condition=Q(delivered_on__gte=F("document_on")),
                violation_error_message="送达日期早于文书日期，改一个。",
            ),
            models.CheckConstraint(
                name="opinion_is_delivered_as_what_it_is",
                condition=Q(
                    opinion=None, document__in=["acceptance", "refusal", "guidance", "extension", "reply"]
                )
                | Q(opinion__isnull=False, document__in=["handling", "review", "recheck"]),
            ),
            models.UniqueConstraint(
                name="opinion_is_delivered_once", fields=["opinion"], condition=Q(opinion__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()} {self.delivered_on:%Y-%m-%d} {self.get_way_display()}"


class Execution(models.Model):
    """What the organ has to do of what it supported, and by when; what shows that it is done (XF-51)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="executions")
    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="execution")
    what = models.TextField("要落实什么")
    began_on = models.DateField("从哪天起")
    due_on = models.DateField("哪天以前")
    done_on = models.DateField("哪天落实的", null=True)
    evidence = models.TextField("落实的证明", blank=True)
    void = models.BooleanField("不用了", default=False, help_text="复查、复核变更了原意见。")

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("matter_id", "opinion_id", "began_on", "due_on"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "落实"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="execution_is_due_after_the_opinion",
                condition=Q(due_on__gt=F("began_on")),
                violation_error_message="落实的日期要在出具意见以后。",
            ),
            models.CheckConstraint(
                name="execution_done_is_shown",
                condition=Q(done_on=None, evidence="") | (Q(done_on__gte=F("began_on")) & ~Q(evidence="")),
                violation_error_message="写明哪天落实的、有什么证明。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}（{self.due_on:%Y-%m-%d} 以前）"

    @property
    def days(self) -> int:
        """How long there is, from the day of the opinion."""
        return (self.due_on - self.began_on).days
