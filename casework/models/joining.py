"""Who came with what was known already: joined to the matter, and told how it goes on (G4, F13)."""

from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import User
from casework.models.matter import Matter
from casework.models.people import Person
from casework.models.records import SEEN_MATTER, Event
from security.custody import ACTOR, Custody, Scope, recorded, with_matter


class JoiningQuerySet(models.QuerySet["Joining"]):
    def of(self, user: User) -> Self:
        """The user's own."""
        return self.filter(by=user.pk)


class Joining(models.Model):
    """One report that turned out to be known: its words are a line of the matter's history.

    Whoever joined sees this row though the matter may be out of their sight; what it then says of the
    matter comes out of portal.joined alone.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="joinings")
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="joining")
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField("提交号", null=True, help_text="同一次提交只加入一次。")

    objects = JoiningQuerySet.as_manager()

    custody = Custody(
        Scope(f"by_id = {ACTOR} OR {SEEN_MATTER}", written=f"{SEEN_MATTER} AND by_id = {ACTOR}"),
        with_matter(),
        recorded(),
        rights=("SELECT", "INSERT", "DELETE"),  # goes with its matter
    )

    class Meta:
        verbose_name = verbose_name_plural = "一起反映"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="submission_joins_once", fields=["by", "submission"]),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} + {self.matter_id}"
