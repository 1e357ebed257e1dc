"""What stands over a matter for a while: put off to a day, put under supervision, taken along by another."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from casework.models.matter import Matter
from security.custody import Custody, Export, Scope, of_matter, recorded, with_matter


class PostponementQuerySet(models.QuerySet["Postponement"]):
    def current(self) -> Self:
        """Asked for and not answered, or granted and not over."""
        return self.filter(ended_at=None)

    def over(self, today: object) -> Self:
        """Granted, and their day has come."""
        return self.current().filter(agreed=True, until__lte=today)


class Postponement(models.Model):
    """暂缓: a matter that cannot be worked on before a day, asked for by its unit, approved by another.

    A label of ours alone: no limit of the law moves with it (T-09).
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="postponements")
    until = models.DateField("暂缓到")
    words = models.TextField("原因")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = PostponementQuerySet.as_manager()

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("asked_at",),
        fixed=("matter_id", "until", "asked_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "暂缓"
        ordering = ["pk"]
        indexes = [models.Index("until", name="postponement_running", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(
                name="one_postponement_at_a_time", fields=["matter"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_postponement",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="decided_postponement_says_by_whom",
                condition=Q(agreed=None, decided_by=None) | Q(agreed__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"暂缓到 {self.until.month}月{self.until.day}日"


class Supervision(models.Model):
    """督办: a matter that somebody above watches to a day, with what they expect."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="supervisions")
    words = models.TextField("督办要求")
    until = models.DateField("督办到")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("at",),
        fixed=("matter_id", "until", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "督办"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="supervised_once_at_a_time", fields=["matter"], condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"督办到 {self.until.month}月{self.until.day}日"


class Merger(models.Model):
    """并案: a matter that goes along with another until that one is done, or until it is taken out.

    Who sees both sees it, nobody else.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="mergers")
    into = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="taken_along")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    custody = Custody(
        Scope(f"{of_matter().rows} AND {of_matter('into_id').rows}"),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        stamped=("at",),
        fixed=("matter_id", "into_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "并案"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="merged_once_at_a_time", fields=["matter"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(name="merged_into_another", condition=~Q(matter=F("into"))),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.into_id}"
