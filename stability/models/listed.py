"""Whom and which places a decision touches: groups in numbers, places by their codes."""

from django.db import models
from django.db.models import Q

from areas.models import Area
from casework.models import Matter
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter


class AffectedArea(models.Model):
    """A village, a grid or a township that the decision touches."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="affected_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="影响到哪里")

    custody = Custody(of_matter(), with_matter(), recorded("area_id"), Export.INTERNAL)

    class Meta:
        verbose_name = verbose_name_plural = "影响到的地方"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="area_is_affected_once", fields=["matter", "area"]),
        ]

    def __str__(self) -> str:
        return str(self.area)


class AffectedGroup(models.Model):
    """People whom the decision touches alike: what they have in common, and how many they are."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="affected_groups")
    name = models.CharField("哪些人", max_length=40)
    heads = models.PositiveIntegerField("多少人")

    custody = Custody(of_matter(), with_matter(), recorded(), Export.INTERNAL, rights=APPEND)

    class Meta:
        verbose_name = verbose_name_plural = "影响到的群体"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="group_is_named_once",
                fields=["matter", "name"],
                violation_error_message="同一个群体写了两次。",
            ),
            models.CheckConstraint(
                name="group_has_people",
                condition=Q(heads__gte=1) & ~Q(name=""),
                violation_error_message="写明哪些人、多少人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.heads} 人）"
