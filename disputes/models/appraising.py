"""An expert's opinion that mediation waits for (鉴定)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from security.custody import Custody, Export, of_matter, recorded, with_matter


class Appraisal(models.Model):
    """Once entrusted to an expert body, from when until when, and what it found.

    Of a medical dispute the limit of mediation stands still meanwhile (T-09); of no other.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="appraisals")
    organ = models.CharField("谁来鉴定", max_length=80)
    subject = models.CharField("鉴定什么", max_length=200)
    entrusted_on = models.DateField("哪天委托的")
    ended_on = models.DateField("哪天收到意见", null=True, blank=True)
    finding = models.TextField("鉴定意见", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "entrusted_on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "鉴定"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_appraisal_at_a_time",
                fields=["matter"],
                condition=Q(ended_on=None),
                violation_error_message="已经有一个鉴定在做，等有了意见再委托。",
            ),
            models.CheckConstraint(
                name="appraisal_ends_with_a_finding_after_it_began",
                condition=Q(ended_on=None, finding="")
                | (Q(ended_on__gte=F("entrusted_on")) & ~Q(finding="")),
                violation_error_message="写上鉴定意见，日期不能早于委托。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entrusted_on:%Y-%m-%d} 委托{self.organ}鉴定：{self.subject}"

    @property
    def pending(self) -> bool:
        """Is the opinion still to come?"""
        return self.ended_on is None
