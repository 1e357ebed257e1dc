"""A year's notice on holidays that one person brought, until another has looked at it (CAL-07)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Role
from jobs.models import Job
from security.custody import ACTOR, Custody, Retention, Scope, of_roles, recorded

KEEPERS_OF_CALENDAR = frozenset({Role.SYSTEM_ADMIN, Role.OFFICE})
READERS = of_roles(*sorted(KEEPERS_OF_CALENDAR)).rows


class NoticeUpload(models.Model):
    """What was uploaded, by whom, and who confirmed or refused it. Two people, never one (CAL-07)."""

    year = models.PositiveSmallIntegerField("年份")
    data = models.JSONField("文件内容")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁上传的"
    )
    uploaded_at = models.DateTimeField("上传时间", db_default=Now(), editable=False)
    confirmed = models.BooleanField("确认", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="谁核对的",
    )
    decided_at = models.DateTimeField("核对时间", null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    looked_at = models.PositiveIntegerField("重算了几条期限", null=True)
    moved = models.PositiveIntegerField("其中改了日子的", null=True)

    custody = Custody(
        Scope(READERS, "放假安排由系统管理员和领导小组办公室管", f"({READERS}) AND {ACTOR} IS NOT NULL"),
        Retention(10, Retention.Then.DELETE, "uploaded_at", "期限的依据"),
        recorded(),
        rights=("SELECT", "INSERT", "UPDATE", "DELETE"),
        stamped=("uploaded_at",),
        fixed=("year", "data", "uploaded_by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "上传的放假通知"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_upload_of_a_year_waits", fields=["year"], condition=Q(decided_at=None)
            ),
            models.CheckConstraint(
                name="upload_is_confirmed_by_another",
                condition=Q(decided_by=None) | ~Q(confirmed=True) | ~Q(decided_by=F("uploaded_by")),
            ),
            models.CheckConstraint(
                name="decided_upload_says_by_whom_and_how",
                condition=Q(confirmed=None, decided_by=None, decided_at=None)
                | Q(confirmed__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年放假通知"
