"""Bodies that act."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models.roles import Role
from areas.models import Area
from security.custody import Custody, Export, for_good, open_to_all, recorded

# Units and all their superiors, as the common table "line".
LINE_OF_UNITS = """
WITH RECURSIVE line AS (
    SELECT id, parent_id FROM accounts_unit WHERE id = ANY(%(ids)s)
    UNION SELECT unit.id, unit.parent_id FROM accounts_unit unit JOIN line ON unit.id = line.parent_id
)
"""
# Units and all that are below them.
UNDER_UNITS = """
WITH RECURSIVE below AS (
    SELECT id FROM accounts_unit WHERE id = ANY(%(ids)s)
    UNION SELECT unit.id FROM accounts_unit unit JOIN below ON unit.parent_id = below.id
)
SELECT id FROM below
"""


class UnitQuerySet(models.QuerySet["Unit"]):
    def serving(self, area_code: str) -> Self:
        """Units whose area is this one or lies around it: those that a case there can be sent to."""
        return self.filter(area__in=Area(code=area_code).lineage, active=True)

    def under(self, units: Collection[int]) -> Self:
        """These units and all below them. One query, before this one."""
        below = [row.pk for row in self.model.objects.raw(UNDER_UNITS, {"ids": list(units)})] if units else []
        return self.filter(pk__in=below)


class Unit(models.Model):
    """A body that acts: an office, a centre, a mediation committee, a department."""

    name = models.CharField("名称", max_length=60)
    code = models.CharField(
        "外部编号", max_length=40, blank=True, help_text="导入案件时用来认出这个单位，可以不填。"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="units", verbose_name="管辖区划")
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sub_units",
        verbose_name="上级单位",
    )
    active = models.BooleanField("在用", default=True)

    objects = UnitQuerySet.as_manager()

    custody = Custody(
        open_to_all("单位和它的名称是公开的", Role.SYSTEM_ADMIN),
        for_good("经过里有它"),
        recorded("name", "code", "area_id"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["area_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="unit_is_not_its_own_superior",
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                violation_error_message="单位不能是自己的上级。",
            ),
            models.UniqueConstraint(
                name="unit_name_is_unique_in_its_area",
                fields=["area", "name"],
                violation_error_message="这个区划里已有同名的单位。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
