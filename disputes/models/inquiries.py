"""What was found out beside the sessions (调查记录, domain.md 2.5)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from security.custody import Custody, Export, of_matter, recorded, with_matter


class Inquiry(models.Model):
    """Once asked or looked at: who was asked, when, where, what they said, by whom (调查记录)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="inquiries")
    held_at = models.DateTimeField("什么时候")
    place = models.CharField("在哪里", max_length=80)
    asked = models.CharField("问了谁", max_length=80)
    notes = models.TextField("调查到什么")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁调查")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("written_at",),
        fixed=("matter_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "调查记录"
        ordering = ["held_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="inquiry_says_who_and_what",
                condition=~Q(asked="") & ~Q(notes=""),
                violation_error_message="问了谁、调查到什么，都要写。",
            ),
            models.CheckConstraint(
                name="inquiry_was_held_before_it_was_written",
                condition=Q(held_at__lte=F("written_at")),
                violation_error_message="调查的时间不能在以后。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_at:%Y-%m-%d %H:%M} {self.place}"
