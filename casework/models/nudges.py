"""催办: an overseer asks whoever has a matter to go on with it (T5)."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.models import Unit
from casework.models.matter import Matter
from security.custody import ACTOR, Custody, Export, Scope, of_matter, recorded, with_matter


class Nudge(models.Model):
    """One 催办 of a matter: at most one a working day, whoever presses. Nobody learns whether it was read.

    `day` is the working day for which it counts: on a rest day it is the next one.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="nudges", verbose_name="事项")
    day = models.DateField("算哪个工作日的")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁催的"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="催谁"
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="催哪个单位"
    )
    at = models.DateTimeField("时间", db_default=Now())

    custody = Custody(
        Scope(of_matter().rows, written=f"{of_matter().rows} AND by_id = {ACTOR}"),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "DELETE"),  # goes with its matter
        stamped=("at",),
        fixed=("matter_id", "day", "by_id", "to_id", "unit_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="nudged_once_a_working_day",
                fields=["matter", "day"],
                violation_error_message="今天已经催过了。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.day}"
