from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from security.custody import Custody, Retention, for_good, not_recorded, of_roles, of_user, recorded


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> Self:
        return self.filter(finished_at=None)

    def visible_to(self, user: User) -> Self:
        """A user sees the work that they asked for."""
        return self.filter(by=user)


class Job(models.Model):
    """A piece of long work with visible progress: a roll-up, a report.

    The row is the truth; Celery only wakes it. Whoever runs it holds the advisory lock of its id, which
    the database frees when that process dies, so a killed worker's job is taken up again by the sweep.
    """

    work = models.CharField("工作", max_length=40)
    title = models.CharField("标题", max_length=120)
    key = models.CharField("键", max_length=120, help_text="同一键同时只有一个没做完的任务。")
    given = models.JSONField("参数", default=dict)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.CharField("进展", max_length=200, blank=True)
    error = models.TextField("出错原因", blank=True)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    result_url = models.CharField("结果", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="谁要的",
    )
    created_at = models.DateTimeField("提出时间", db_default=Now())
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    custody = Custody(
        of_user("by_id"),
        Retention(1, Retention.Then.DELETE, "finished_at"),
        recorded("work", "key"),
        stamped=("created_at",),
        fixed=("work", "key", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-pk"]
        indexes = [models.Index("created_at", name="job_unfinished", condition=Q(finished_at=None))]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_job_per_key", fields=["key"], condition=Q(finished_at=None)
            ),
            models.CheckConstraint(
                name="job_is_not_more_than_done", condition=Q(done__lte=F("total")) | Q(total=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """0 to 100; 100 only when the job ended well."""
        if self.finished_at and not self.error:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def state(self) -> str:
        """One word for the page: waiting, running, failed or finished."""
        if self.finished_at:
            return "failed" if self.error else "finished"
        return "running" if self.started_at else "waiting"

    def reports(self, **changes: Any) -> None:
        """Write progress at once, outside any transaction of the work itself."""
        Job.objects.filter(pk=self.pk).update(**changes)
        for field, value in changes.items():
            setattr(self, field, value)


class Heartbeat(models.Model):
    """When a task that the clock wakes last came to its end. Silence says that the clock, or every worker,
    is dead: nothing else would.
    """

    task = models.CharField("任务", max_length=60, primary_key=True)
    at = models.DateTimeField("最近一次做完", db_default=Now())

    custody = Custody(
        of_roles("system_admin"),
        for_good("每个定时任务只有一行"),
        not_recorded("每半分钟写一次，只是一个时刻"),
        rights=("SELECT", "INSERT", "UPDATE"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "定时任务的心跳"
        ordering = ["task"]

    def __str__(self) -> str:
        return self.task
