"""领导小组 (LG-01): one in a county, in versions. Each is a whole list; what was adopted stays as it was."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role, User
from areas.models import Area
from casework.models.matter import one_of
from security.custody import Custody, Export, Scope, for_good, of_roles, recorded

PROGRAMME = (Role.OFFICE, Role.LEADING_GROUP)
CONCERNED = frozenset({*PROGRAMME, Role.MEMBER_UNIT})
WRITERS = of_roles(*PROGRAMME).rows
WHY_KEPT = "谁什么时候负责什么，要查得到"


def county_of(user: User) -> str:
    """The code of the county in which the user works; none for those who keep the platform."""
    codes = {duty.area_code[:6] for duty in user.held if duty.unit_id}
    return min(codes, default="")


def writes_list(user: User) -> bool:
    """Does the user sit in the office of the whole county?"""
    return any(duty.role == Role.OFFICE and len(duty.area_code) == 6 for duty in user.held)


def decides_list(user: User) -> bool:
    """Does the user sit in the leading group of the whole county?"""
    return any(duty.role == Role.LEADING_GROUP and len(duty.area_code) == 6 for duty in user.held)


class GroupVersionQuerySet(models.QuerySet["GroupVersion"]):
    def visible_to(self, user: User) -> Self:
        """What was adopted in the user's county; the draft to those who write it or decide on it."""
        here = self.filter(area=county_of(user)) if county_of(user) else self.none()
        return here if writes_list(user) or decides_list(user) else here.adopted()

    def adopted(self) -> Self:
        return self.exclude(adopted_at=None)

    def drafts(self) -> Self:
        return self.filter(adopted_at=None)

    def standing(self, on: date) -> Self:
        """Those that had come into force by this day, the one that holds first."""
        return self.adopted().filter(valid_from__lte=on).order_by("-valid_from")


class GroupVersion(models.Model):
    """One list of the leading group: in which document, of which day, from when on.

    A new one begins as a copy of the last; its author changes it, somebody else adopts it (LG-04).
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="哪个县")
    number = models.PositiveSmallIntegerField("第几版")
    document = models.CharField("文号", max_length=80, blank=True)
    dated_on = models.DateField("发文日期", null=True)
    valid_from = models.DateField("自哪天起", null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁起草")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    adopted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的"
    )
    adopted_at = models.DateTimeField("定的时间", null=True)

    objects = GroupVersionQuerySet.as_manager()

    custody = Custody(
        Scope(f"adopted_at IS NOT NULL OR {one_of('areas')}", "", f"({one_of('areas')}) AND ({WRITERS})"),
        for_good(WHY_KEPT),
        recorded("document"),
        Export.INTERNAL,
        stamped=("made_at",),
        fixed=("area_id", "number", "made_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "领导小组名单"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="one_list_of_a_number", fields=["area", "number"]),
            models.UniqueConstraint(
                name="one_draft_of_the_list",
                fields=["area"],
                condition=Q(adopted_at=None),
                violation_error_message="已经有一份草稿，先定下来或者删掉。",
            ),
            models.UniqueConstraint(
                name="one_list_from_a_day",
                fields=["area", "valid_from"],
                violation_error_message="自这天起已经有一版名单。",
            ),
            models.CheckConstraint(
                name="list_is_adopted_by_somebody_else",
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("made_by")),
                violation_error_message="起草的人不能自己定，由另一个人来定。",
            ),
            models.CheckConstraint(
                name="adopted_list_names_its_document",
                condition=Q(adopted_by=None, adopted_at=None)
                | Q(
                    adopted_by__isnull=False,
                    adopted_at__isnull=False,
                    dated_on__isnull=False,
                    valid_from__isnull=False,
                )
                & ~Q(document=""),
                violation_error_message="定下来的名单要写明文号、发文日期和自哪天起。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="adopted_list_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.adopted_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版（{self.document or '草稿'}）"

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None
