"""What people are told: a notice on screen, and messages that carry it elsewhere."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models.matter import Matter
from security.custody import Custody, Retention, Scope, of_matter, of_roles, of_user, recorded


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to(self, user: User) -> Self:
        return self.filter(recipient=user)

    def visible_to(self, user: User) -> Self:
        """The user's own, less those about a matter that they may not see any more: a notice names it."""
        return self.to(user).filter(Q(matter=None) | Q(matter__in=Matter.objects.visible_to(user)))

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something a user is told, written in the transaction that causes it. On screen it is there at once.

    The key makes it once: the same cause written twice is one notice.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name="收件人"
    )
    matter = models.ForeignKey(
        Matter, null=True, on_delete=models.CASCADE, related_name="notices", verbose_name="事项"
    )
    key = models.CharField("键", max_length=120)
    text = models.TextField("内容")
    created_at = models.DateTimeField("时间", db_default=Now())
    read_at = models.DateTimeField("已读时间", null=True)

    objects = NoticeQuerySet.as_manager()

    custody = Custody(
        Scope(f"{of_user('recipient_id').rows} AND (matter_id IS NULL OR {of_matter().rows})"),
        Retention(2, Retention.Then.DELETE, "created_at"),
        recorded("key"),
        stamped=("created_at",),
        fixed=("recipient_id", "matter_id", "key", "text"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["recipient", "-id"], name="notice_of_recipient")]
        constraints = [models.UniqueConstraint(name="notice_is_written_once", fields=["key"])]

    def __str__(self) -> str:
        return self.text


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self, now: datetime) -> Self:
        return self.filter(state=Message.State.WAITING, try_after__lte=now).order_by("try_after", "pk")

    def abandoned(self, before: datetime) -> Self:
        """Claimed by a worker that never came back: nobody knows whether they left."""
        return self.filter(state=Message.State.CLAIMED, claimed_at__lt=before)


class Message(models.Model):
    """One notice on its way through one channel: claim (committed), then send, then confirm.

    A worker killed between claim and confirm leaves the message claimed; it becomes "unknown", for a
    person to look at, and is never sent twice by itself.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "电子邮件"

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        CLAIMED = "claimed", "正在发"
        SENT = "sent", "已发"
        UNKNOWN = "unknown", "不知道发出没有"
        FAILED = "failed", "发不出去"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="messages", verbose_name="提醒")
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    try_after = models.DateTimeField("何时再试", db_default=Now())
    claimed_at = models.DateTimeField("领取时间", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    error = models.CharField("原因", max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    custody = Custody(
        of_roles("system_admin"), Retention(2, Retention.Then.DELETE, "sent_at"), recorded("channel", "state")
    )

    class Meta:
        verbose_name = verbose_name_plural = "外发消息"
        ordering = ["-pk"]
        indexes = [models.Index("try_after", name="message_waiting", condition=Q(state="waiting"))]
        constraints = [
            models.UniqueConstraint(name="notice_goes_once_through_a_channel", fields=["notice", "channel"]),
            models.CheckConstraint(
                name="sent_message_has_a_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} → {self.notice_id}"
