"""A hearing to come: announced beforehand, so that its notice is sent in time (XF-56)."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from petitions.dictionaries import Stage
from petitions.models.hearings import Hearing
from security.custody import Custody, Export, of_matter, recorded, with_matter

STANDING = Q(hearing=None, called_off="")


class HearingPlanQuerySet(models.QuerySet["HearingPlan"]):
    def standing(self) -> Self:
        """Those that were neither held nor called off."""
        return self.filter(STANDING)


class HearingPlan(models.Model):
    """When and where people are heard. It ends as the hearing that was held, or called off with a reason.

    The notice to the petitioner is made from it, before the hearing.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="hearing_plans")
    stage = models.CharField("哪一级", max_length=8, choices=Stage)
    noticed_on = models.DateField("听证通知日期")
    on = models.DateField("哪天听证")
    begins = models.TimeField("几点开始", null=True, blank=True)
    ends = models.TimeField("几点结束", null=True, blank=True)
    place = models.CharField("在哪里", max_length=80)
    called_off = models.CharField("取消的原因", max_length=80, blank=True)
    hearing = models.OneToOneField(
        Hearing, null=True, on_delete=models.PROTECT, related_name="plan", editable=False
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁约的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = HearingPlanQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("stage"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("written_at",),
        fixed=("matter_id", "stage", "noticed_on", "on", "begins", "ends", "place", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "约定的听证"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_hearing_is_planned_at_a_time",
                fields=["matter"],
                condition=STANDING,
                violation_error_message="已经约了一次听证，先取消再改约。",
            ),
            models.CheckConstraint(
                name="hearing_is_planned_after_its_notice",
                condition=Q(on__gte=F("noticed_on")) & ~Q(place=""),
                violation_error_message="先通知再听证，写明在哪里。",
            ),
            models.CheckConstraint(
                name="planned_hearing_ends_after_it_begins",
                condition=Q(begins=None, ends=None) | Q(ends__gt=F("begins")),
                violation_error_message="结束要晚于开始。",
            ),
            models.CheckConstraint(
                name="hearing_that_was_held_is_not_called_off", condition=Q(hearing=None) | Q(called_off="")
            ),
        ]

    def __str__(self) -> str:
        hours = f" {self.begins:%H:%M}～{self.ends:%H:%M}" if self.begins and self.ends else ""
        return f"{self.get_stage_display()}听证 {self.on:%Y-%m-%d}{hours}，{self.place}"

    @property
    def stands(self) -> bool:
        """Neither held nor called off."""
        return self.hearing_id is None and not self.called_off
