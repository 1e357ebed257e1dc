from collections.abc import Collection
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from areas.models import Area
from security.custody import Custody, Export, for_good, open_to_all, recorded


class Role(models.TextChoices):
    """What somebody does in a unit (domain.md 0.3, with mediators and the residents' window)."""

    LEADING_GROUP = "leading_group", "领导小组"
    OFFICE = "office", "领导小组办公室"
    MEMBER_UNIT = "member_unit", "成员单位"
    TOWN = "town", "镇街分派员"
    VILLAGE = "village", "村（社区）"
    GRID = "grid", "网格员"
    CENTER = "center", "综治中心"
    XF_OFFICE = "xf_office", "信访部门"
    COMPETENT_ORG = "competent_org", "承办单位经办人"
    XF_JOINT = "xf_joint", "信访联席会议"
    DISCIPLINE = "discipline", "纪检监察机关"
    ORGDEPT = "orgdept", "组织人事部门"
    JUDICIAL = "judicial", "政法部门"
    MEDIATOR = "mediator", "调解员"
    WINDOW = "window", "群众服务窗口"
    KEEPER = "keeper", "涉密涉隐私事项保管人"


# These roles reach every matter in their duty's area; the others, only what their unit handles.
OVERSEERS = frozenset(
    {Role.LEADING_GROUP, Role.OFFICE, Role.TOWN, Role.VILLAGE, Role.GRID, Role.CENTER, Role.WINDOW}
)

# These roles see things where they happen, and write them down.
LOGGERS = frozenset({Role.GRID, Role.VILLAGE, Role.TOWN, Role.WINDOW, Role.CENTER})

# Units and all their superiors, as the common table "line".
LINE_OF_UNITS = """
WITH RECURSIVE line AS (
    SELECT id, parent_id FROM accounts_unit WHERE id = ANY(%(ids)s)
    UNION SELECT unit.id, unit.parent_id FROM accounts_unit unit JOIN line ON unit.id = line.parent_id
)
"""


class UnitQuerySet(models.QuerySet["Unit"]):
    def serving(self, area_code: str) -> Self:
        """Units whose area is this one or lies around it: those that a case there can be sent to."""
        return self.filter(area__in=Area(code=area_code).lineage, active=True)


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
        open_to_all("单位和它的名称是公开的"),
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


class User(AbstractUser):
    """Who signs in. What they may do comes from their duties, and from nothing else."""

    # What casework read of the user's rights and desk: kept as long as this object, which is one request.
    scope: Any = None
    waiting: int | None = None

    name = models.CharField("姓名", max_length=50)
    phone = models.CharField("手机", max_length=20, blank=True)

    custody = Custody(
        open_to_all("工作人员的姓名写在每件事的经过里；登录之前就要读"),
        for_good("经过里有他们；停用不删除"),
        recorded("username", "name"),
        Export.INTERNAL,
        system=("is_superuser", "is_staff"),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def held(self) -> list["Duty"]:
        """The user's duties, read once for each request: every question of right is asked of them."""
        return list(self.duties.select_related("unit", "unit__area", "area"))

    @property
    def roles(self) -> set[str]:
        return {duty.role for duty in self.held}

    @property
    def overseen(self) -> set[str]:
        """Codes of the areas that the user oversees."""
        return {duty.area_code for duty in self.held if duty.role in OVERSEERS}

    @property
    def units(self) -> set[int]:
        """Ids of the units whose matters the user handles; a duty for a grid alone does not handle."""
        return {duty.unit_id for duty in self.held if not duty.area_id}

    @property
    def seats(self) -> set[int]:
        """Ids of all units the user sits in."""
        return {duty.unit_id for duty in self.held}

    @property
    def logs(self) -> bool:
        """Does this user write down what happens in an area of theirs?"""
        return bool(self.roles & LOGGERS)

    def holds(self, roles: Collection[str], matter: Any) -> bool:
        """Does one of the user's duties with such a role reach the matter?"""
        return any(duty.role in roles and duty.reaches(matter) for duty in self.held)

    def handles(self, roles: Collection[str], matter: Any) -> bool:
        """Has the user such a role, and the matter in hand or in a unit where they have that role?"""
        return any(
            duty.role in roles
            and (matter.holder_id == self.pk or (not duty.area_id and duty.unit_id == matter.unit_id))
            for duty in self.held
        )


class DutyQuerySet(models.QuerySet["Duty"]):
    def current(self) -> Self:
        """Duties of users whose account is in use."""
        return self.filter(user__is_active=True)

    def area_codes(self, roles: Collection[str]) -> set[str]:
        """Codes of the areas that somebody with one of these roles covers. One query."""
        covered = self.current().filter(role__in=roles).annotate(covers=Coalesce("area", "unit__area"))
        return set(covered.values_list("covers", flat=True))


class Duty(models.Model):
    """A role that a user holds in a unit. Authority in the portal comes from duties alone.

    `area` narrows it to a part of the unit's area: a grid worker sits in the township's centre and
    covers one grid.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties", verbose_name="人员"
    )
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties", verbose_name="单位")
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="只管这里",
        help_text="比单位管辖范围小时填，例如一个网格。",
    )
    leads = models.BooleanField("单位负责人", default=False, help_text="超期提醒会同时发给负责人。")

    objects = DutyQuerySet.as_manager()

    custody = Custody(
        open_to_all("谁管哪里、谁承办，同事都要看得到"),
        for_good("说明谁曾有什么权"),
        recorded("role", "area_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["unit_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_duty_per_role_unit_and_area",
                fields=["user", "role", "unit", "area"],
                nulls_distinct=False,
                violation_error_message="这个人在这个单位已有同样的岗位。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()}"

    def clean(self) -> None:
        if self.area_id and self.unit_id and not self.area_id.startswith(self.unit.area_id):
            raise ValidationError({"area": f"“{self.area}”不在“{self.unit}”的管辖范围里，换一个。"})

    @property
    def area_code(self) -> str:
        """Code of the area that this duty covers."""
        return self.area_id or self.unit.area_id

    def reaches(self, matter: Any) -> bool:
        """By overseeing the matter's area, or by sitting in the unit that handles it."""
        oversees = self.role in OVERSEERS and matter.area_id.startswith(self.area_code)
        return oversees or (not self.area_id and self.unit_id == matter.unit_id)
