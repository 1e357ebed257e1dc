"""A limit that somebody asks to be made longer, and who said yes or no."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models.matter import Matter
from casework.models.records import Deadline
from security.custody import Custody, Export, of_matter, recorded, with_matter

WAITING = Q(decided_at=None)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(matter__in=Matter.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(WAITING)


class Extension(models.Model):
    """One request for more time, with its reason, and the answer of another person."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="extensions")
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="extensions")
    amount = models.PositiveSmallIntegerField("延长多久")  # of the limit's own unit
    reason = models.TextField("为什么")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    granted = models.BooleanField(null=True)
    answer = models.TextField("答复", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    told_on = models.DateField(
        "哪天告诉群众的", null=True, help_text="条文要求告诉了才算的，从这天起才延长。"
    )

    objects = ExtensionQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("asked_at",),
        fixed=("matter_id", "deadline_id", "amount", "asked_by_id"),
        system=("granted", "decided_by_id", "decided_at", "told_on"),
        served="NEW.matter_id = ANY(portal.admitted())",
    )

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_extension_waits_for_a_limit", fields=["deadline"], condition=WAITING
            ),
            models.CheckConstraint(
                name="extension_is_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="decided_extension_says_by_whom_and_how",
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_has_length_and_reason", condition=Q(amount__gt=0) & ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline.label}延长 {self.amount} {self.deadline.unit}"
