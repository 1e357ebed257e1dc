"""What people are told: a notice on screen, and messages that carry it elsewhere."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models.matter import Matter
from casework.models.people import Person
from casework.models.tellings import Telling
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

    The key makes it once: the same cause written twice is one notice. Its text is for the screen alone;
    what leaves the portal says the heading, the number and the kind.
    """

    class Pace(models.TextChoices):
        """When it may leave the portal (F19)."""

        LATER = "later", "早上汇总"
        SOON = "soon", "白天随到随发"
        VITAL = "vital", "涉及人身安全，随时"

    # How it is to go out, while it is being written: to which unit's group, and rather by SMS.
    group: int | None = None
    by_sms = False

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name="收件人"
    )
    matter = models.ForeignKey(
        Matter, null=True, on_delete=models.CASCADE, related_name="notices", verbose_name="事项"
    )
    key = models.CharField("键", max_length=120)
    heading = models.CharField("标题", max_length=20, default="新的提醒")
    text = models.TextField("内容")
    pace = models.CharField("缓急", max_length=5, choices=Pace, default=Pace.SOON)
    created_at = models.DateTimeField("时间", db_default=Now())
    read_at = models.DateTimeField("已读时间", null=True)

    objects = NoticeQuerySet.as_manager()

    custody = Custody(
        Scope(f"{of_user('recipient_id').rows} AND (matter_id IS NULL OR {of_matter().rows})"),
        Retention(2, Retention.Then.DELETE, "created_at"),
        recorded("key"),
        stamped=("created_at",),
        fixed=("recipient_id", "matter_id", "key", "heading", "text", "pace"),
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
        """What may go at this moment, what cannot wait first."""
        due = self.filter(state=Message.State.WAITING, try_after__lte=now)
        return due.order_by("-vital", "try_after", "pk")

    def going_with(self, first: "Message") -> Self:
        """The message itself and what else waits for the same addressee through the same channel.

        One that was tried before goes as it went then, so that its provider knows it again.
        """
        if first.parcel:
            return self.filter(state=Message.State.WAITING, parcel=first.parcel)
        return self.filter(
            state=Message.State.WAITING,
            parcel=None,
            channel=first.channel,
            recipient=first.recipient_id,
            unit=first.unit_id,
            person=first.person_id,
        )

    def abandoned(self, before: datetime) -> Self:
        """Claimed by a worker that never came back: nobody knows whether they left."""
        return self.filter(state=Message.State.CLAIMED, claimed_at__lt=before)

    def one_of_each_parcel(self) -> Self:
        """The first of those that went together: they are decided about together."""
        return self.order_by("parcel", "pk").distinct("parcel")

    def stuck(self) -> Self:
        """What waits for a person: it may have left, or could not."""
        return self.filter(state__in=[Message.State.UNKNOWN, Message.State.FAILED])


class Message(models.Model):
    """One notice, or one telling, on its way through one channel: claim (committed), send, confirm.

    What waits for the same addressee goes in one parcel, whose number is the key that the provider gets. A
    worker killed between claim and confirm leaves the message claimed; unless the provider knows its key
    again it becomes "unknown", for a person to look at, and is never sent twice by itself.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "电子邮件"
        SMS = "sms", "短信"
        WECOM = "wecom", "企业微信群"
        DINGTALK = "dingtalk", "钉钉群"

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        CLAIMED = "claimed", "正在发"
        SENT = "sent", "已发"
        UNKNOWN = "unknown", "不知道发出没有"
        FAILED = "failed", "发不出去"
        DROPPED = "dropped", "不用发了"

    notice = models.ForeignKey(
        Notice, null=True, on_delete=models.CASCADE, related_name="messages", verbose_name="提醒"
    )
    telling = models.ForeignKey(
        Telling, null=True, on_delete=models.CASCADE, related_name="messages", verbose_name="告诉群众的话"
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="收件人"
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="收件单位的群"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="收件群众"
    )
    vital = models.BooleanField("涉及人身安全", default=False)
    parcel = models.UUIDField("同一次发送", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    try_after = models.DateTimeField("何时再试", db_default=Now())
    claimed_at = models.DateTimeField("领取时间", null=True)
    opened_at = models.DateTimeField("号码取出时间", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    error = models.CharField("原因", max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    custody = Custody(
        of_roles("system_admin"),
        Retention(2, Retention.Then.DELETE, "sent_at"),
        recorded("channel", "state"),
        fixed=("notice_id", "telling_id", "channel", "recipient_id", "unit_id", "person_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "外发消息"
        ordering = ["-pk"]
        indexes = [
            models.Index("try_after", name="message_waiting", condition=Q(state="waiting")),
            models.Index("state", name="message_stuck", condition=Q(state__in=["unknown", "failed"])),
            models.Index("parcel", name="message_by_parcel", condition=Q(parcel__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(name="notice_goes_once_through_a_channel", fields=["notice", "channel"]),
            models.UniqueConstraint(
                name="telling_goes_once_through_a_channel", fields=["telling", "channel"]
            ),
            models.CheckConstraint(
                name="sent_message_has_a_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="message_carries_a_notice_or_a_telling",
                condition=Q(notice__isnull=False, telling=None, person=None)
                | Q(notice=None, telling__isnull=False, person__isnull=False),
            ),
            models.CheckConstraint(
                name="message_has_one_addressee",
                condition=Q(recipient__isnull=False, unit=None, person=None)
                | Q(recipient=None, unit__isnull=False, person=None)
                | Q(recipient=None, unit=None, person__isnull=False),
            ),
        ]
        # portal.address_for alone, which runs as the keeper, says that a number was taken out (vault.sql).
        triggers = [
            pgtrigger.Protect(
                name="opening_is_said_by_the_keeper",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.opened_at IS DISTINCT FROM NEW.opened_at AND current_user <> 'governance_keeper'"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.pk}"
