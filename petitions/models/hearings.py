"""A hearing (听证), and what is still done for people after the end."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from petitions.dictionaries import Aftercare, Stage
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter


class Hearing(models.Model):
    """Announced, held from one day to another, written down, with what came of it (XF-56).

    Only that of a recheck lets the clock stand still, from its first day to its last (T-09).
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="hearings")
    stage = models.CharField("哪一级", max_length=8, choices=Stage)
    noticed_on = models.DateField("听证通知日期")
    held_from = models.DateField("从哪天起听证")
    held_until = models.DateField("到哪天结束", null=True, blank=True)
    place = models.CharField("在哪里", max_length=80)
    minutes = models.TextField("听证笔录", blank=True)
    outcome = models.TextField("听证结论", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("stage"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("written_at",),
        fixed=("matter_id", "stage", "noticed_on", "held_from", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "听证"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_hearing_at_a_time", fields=["matter"], condition=Q(held_until=None)
            ),
            models.CheckConstraint(
                name="hearing_is_announced_first",
                condition=Q(held_from__gte=F("noticed_on")),
                violation_error_message="先通知再听证，检查日期。",
            ),
            models.CheckConstraint(
                name="hearing_that_ended_is_written_down",
                condition=Q(held_until=None, minutes="", outcome="")
                | (Q(held_until__gte=F("held_from")) & ~Q(minutes="") & ~Q(outcome="")),
                violation_error_message="听证结束的，写笔录和结论；结束不早于开始。",
            ),
        ]

    def __str__(self) -> str:
        until = f" 到 {self.held_until:%Y-%m-%d}" if self.held_until else ""
        return f"{self.get_stage_display()}听证 {self.held_from:%Y-%m-%d}{until}"


class FollowUp(models.Model):
    """What was done for the petitioner after the end (XF-57), by the four labels of Art. 27 (XF-58)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="aftercare")
    label = models.CharField("做到哪一样", max_length=10, choices=Aftercare)
    note = models.TextField("做了什么")
    done_on = models.DateField("哪天")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁记的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(), with_matter(), recorded("label"), Export.INTERNAL, rights=APPEND, stamped=("at",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "后续工作"
        ordering = ["done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="aftercare_says_what_was_done",
                condition=~Q(note=""),
                violation_error_message="写一句做了什么。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.done_on:%Y-%m-%d} {self.get_label_display()}"
