"""Which set of periods holds here, and what the county switched on (domain.md 1.10), by version."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, User
from petitions.dictionaries import ProfileName, Subject
from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Scope,
    for_good,
    of_roles,
    open_to_all,
    recorded,
)

OWN_HAND = f"({of_roles(Role.SYSTEM_ADMIN).rows}) AND by_id = {ACTOR}"


class ProfileQuerySet(models.QuerySet["Profile"]):
    def in_force(self, on: date) -> "Profile | None":
        """The version that holds on this day; None where the county has said nothing: the national one."""
        return self.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()


class Profile(models.Model):
    """One version of the county's choice. Never changed: a petition keeps the one it began with (T-10)."""

    name = models.CharField("按哪一套期限", max_length=10, choices=ProfileName, default=ProfileName.NATIONAL)
    fast_track = models.BooleanField(
        "简易办理", default=False, help_text="事实清楚的，3 个工作日内受理，10 个工作日内答复。"
    )
    lapse_is_final = models.BooleanField(
        "期满终结",
        default=False,
        help_text="没有按期申请复查、复核的，再提出来可以不再受理（N5）。本地有规定的才开。",
    )
    valid_from = models.DateField("从哪天起")
    basis = models.CharField("依据", max_length=120)
    reason = models.CharField("为什么改", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁改的")
    created_at = models.DateTimeField("写下时间", db_default=Now(), editable=False)

    objects = ProfileQuerySet.as_manager()

    custody = Custody(
        Scope("true", "办理期限是公开的规定", OWN_HAND),
        for_good("期限的依据"),
        recorded("name", "basis", "reason"),
        Export.PUBLIC,
        rights=APPEND,
        stamped=("created_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "信访办理口径"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="profile_says_why",
                condition=~Q(basis="") & ~Q(reason=""),
                violation_error_message="写明依据和为什么改。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.valid_from:%Y-%m-%d}"


class TopicQuerySet(models.QuerySet["Topic"]):
    def in_use(self, today: date) -> Self:
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=today))


class Topic(models.Model):
    """The second level of what petitions are about, as the county has it: one topic of one subject."""

    code = models.CharField("代码", max_length=8, primary_key=True, db_collation="C")
    subject = models.CharField("大类", max_length=2, choices=Subject)
    name = models.CharField("名称", max_length=60)
    retired_on = models.DateField("停用日期", null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    custody = Custody(
        open_to_all("内容分类是公开的目录", Role.SYSTEM_ADMIN),
        for_good("信访件按它分类"),
        recorded("code", "name", "subject"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "内容小类"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="topic_code_begins_with_its_subject",
                condition=Q(code__startswith=models.F("subject")) & ~Q(name=""),
                violation_error_message="小类的代码要以大类的两位代码开头，还要有名称。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}/{self.name}"
