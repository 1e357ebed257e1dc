from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any, NoReturn, Self

import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Now

from accounts.models.roles import (
    ADMINISTRATORS,
    LOGGERS,
    NOTHING_ELSE,
    OVERSEERS,
    Role,
    oversees,
)
from accounts.models.units import Unit
from areas.models import Area
from security.custody import (
    ACTOR,
    Custody,
    Export,
    Scope,
    for_good,
    of_roles,
    open_to_all,
    recorded,
)

NOWHERE = "-"  # begins no code of an area: what an administrator's post covers


class UserManager(BaseUserManager["User"]):
    def create_superuser(self, *args: Any, **fields: Any) -> NoReturn:
        """Nobody is above the duties. The first accounts of a county come otherwise."""
        raise ImproperlyConfigured("平台没有超级用户。第一次请运行 manage.py first_administrators。")


class User(AbstractBaseUser):
    """Who signs in. What they may do comes from their duties, and from nothing else: Django's own flags,
    groups and permissions, by which it could come past them, are not even columns.
    """

    # What casework read of the user's rights and desk: kept as long as this object, which is one request.
    scope: Any = None
    desk: Any = None
    waiting: Any = None

    username = models.CharField(
        "用户名",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator(message="用户名只能用字母、数字和 @ . + - _。")],
        error_messages={"unique": "已经有人用这个用户名。"},
    )
    name = models.CharField("姓名", max_length=50)
    phone = models.CharField("手机", max_length=20, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True, help_text="人走了就停用，不删除。")
    date_joined = models.DateTimeField("开通时间", db_default=Now())
    password_set_at = models.DateTimeField("密码设定时间", db_default=Now())
    password_temporary = models.BooleanField(
        "临时密码", default=False, help_text="由别人给的密码，第一次登录要换。"
    )

    last_login = None  # Stay knows more
    is_superuser = False  # asked by libraries
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    objects = UserManager()

    # Their own password, too, is set by a service, in the portal's own name.
    custody = Custody(
        open_to_all("工作人员的姓名写在每件事的经过里；登录之前就要读", Role.SYSTEM_ADMIN),
        for_good("经过里有他们；停用不删除"),
        recorded("username", "name"),
        Export.INTERNAL,
    )

    class Meta:
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        return str(self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the admin site asks: whether one of the roles keeps such rows (settings.ADMINISTRATION)."""
        return self.is_active and perm in set(self.rights)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(right.startswith(f"{app_label}.") for right in self.rights)

    @property
    def rights(self) -> Iterator[str]:
        """The rights of the user's roles in Django's words, as "areas.change_area"."""
        for role in self.roles:
            for model, verbs in settings.ADMINISTRATION.get(role, {}).items():
                app, name = model.split(".")
                yield from (f"{app}.{verb}_{name}" for verb in verbs.split())

    @cached_property
    def held(self) -> list["Duty"]:
        """The user's duties, read once for each request: every question of right is asked of them.

        The outlines of places stay where they are: a county's is as long as a page.
        """
        placed = self.duties.select_related("unit", "unit__area", "area")
        return list(placed.defer("unit__area__outline", "area__outline"))

    @property
    def roles(self) -> set[str]:
        return {duty.role for duty in self.held}

    @property
    def overseen(self) -> set[str]:
        """Codes of the areas that the user oversees."""
        return self.covers(OVERSEERS)

    def covers(self, roles: Collection[str]) -> set[str]:
        """Codes of the areas of the user's duties with one of these roles."""
        return {duty.area_code for duty in self.held if duty.role in roles}

    @property
    def units(self) -> set[int]:
        """Ids of the units whose matters the user handles; a duty for a grid alone does not handle."""
        return {duty.unit_id for duty in self.held if duty.unit_id and not duty.area_id}

    @property
    def seats(self) -> set[int]:
        """Ids of all units the user sits in."""
        return {duty.unit_id for duty in self.held if duty.unit_id}

    @property
    def administers(self) -> bool:
        """Does this user keep the platform itself, and so no part of the county's work?"""
        return bool(self.roles & ADMINISTRATORS)

    @property
    def logs(self) -> bool:
        """Does this user write down what happens in an area of theirs?"""
        return bool(self.roles & LOGGERS)

    def holds(self, roles: Collection[str], matter: Any) -> bool:
        """Does one of the user's duties with such a role reach the matter?"""
        return any(duty.role in roles and duty.reaches(matter) for duty in self.held)

    def leads(self, matter: Any) -> bool:
        """Is the user a head of the unit that has the matter?"""
        return any(duty.leads and not duty.area_id and duty.unit_id == matter.unit_id for duty in self.held)

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

    def last_resort(self, area_code: str) -> "Duty | None":
        """The post that decides about what was handed back twice: that of the smallest place around."""
        named = self.current().filter(last_resort=True).select_related("user", "unit").order_by("-pk")
        around = {len(duty.area_code): duty for duty in named if area_code.startswith(duty.area_code)}
        return around[max(around)] if around else None


class Duty(models.Model):
    """A role that a user holds in a unit. Authority in the portal comes from duties alone.

    `area` narrows it to a part of the unit's area: a grid worker sits in the township's centre and
    covers one grid. The three administrators sit in no unit, so that nothing of the county's work
    reaches them; whoever is one of them is nothing else.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties", verbose_name="人员"
    )
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name="单位",
        help_text="三个管理员不属于任何单位，不填；其他岗位都要填。",
    )
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
    last_resort = models.BooleanField(
        "兜底负责人",
        default=False,
        db_default=False,
        help_text="案件第二次被退回时，由他来定承办单位。勾在镇街分派员或综治中心的岗位上。",
    )

    objects = DutyQuerySet.as_manager()

    custody = Custody(
        Scope(
            "true",
            "谁管哪里、谁承办，同事都要看得到",
            f"{of_roles(Role.SECURITY_ADMIN).rows} AND user_id <> {ACTOR}",  # never their own
        ),
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
            ),
            models.UniqueConstraint(
                name="one_administrator_post_each",
                fields=["user"],
                condition=Q(role__in=sorted(ADMINISTRATORS)),
                violation_error_message="系统管理员、安全管理员、审计管理员要由三个人分别担任。",
            ),
            models.CheckConstraint(
                name="only_administrators_sit_in_no_unit",
                condition=Q(role__in=sorted(ADMINISTRATORS), unit=None, area=None, leads=False)
                | (~Q(role__in=sorted(ADMINISTRATORS)) & Q(unit__isnull=False)),
                violation_error_message="三个管理员不填单位；其他岗位都要填单位。",
            ),
            models.CheckConstraint(
                name="last_resort_may_dispatch",
                condition=Q(last_resort=False) | Q(role__in=[Role.TOWN, Role.CENTER]),
                violation_error_message="兜底负责人要能派单：勾在镇街分派员或综治中心的岗位上。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="administrators_do_nothing_else",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("administers", "boolean")],
                func=NOTHING_ELSE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit or ''} {self.get_role_display()}".strip()

    def clean(self) -> None:
        if self.unit and self.area_id and not self.area_id.startswith(self.unit.area_id):
            raise ValidationError({"area": f"“{self.area}”不在“{self.unit}”的管辖范围里，换一个。"})
        others = set(
            Duty.objects.filter(user=self.user_id).exclude(pk=self.pk).values_list("role", flat=True)
        )
        if others and (self.role in ADMINISTRATORS or others & ADMINISTRATORS):
            raise ValidationError(
                "管理员不能兼任别的岗位，别的岗位也不能兼任管理员。给另一个人，或另开账号。"
            )

    @property
    def area_code(self) -> str:
        """Code of the area that this duty covers."""
        return self.area_id or (self.unit.area_id if self.unit else NOWHERE)

    def reaches(self, matter: Any) -> bool:
        """By overseeing the matter's area, or by sitting in the unit that handles it."""
        around = oversees(self.role, matter.kind) and matter.area_id.startswith(self.area_code)
        return around or (not self.area_id and self.unit_id == matter.unit_id)
