"""Files of a matter: the clean copies that are served, and the originals that stay sealed as evidence."""

from pathlib import PurePath
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from areas.models import inside
from casework.models.matter import Matter
from casework.models.people import UNVEILED
from casework.models.scope import Scope as VisibleScope
from security import clock
from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Retention,
    Scope,
    for_good,
    of_matter,
    recorded,
    through,
    with_matter,
)

PICTURE = "image/jpeg"  # what every photo is kept as


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> Self:
        unveiled = inside(VisibleScope.of(user).unveiled, "matter__area")
        return self.filter(Q(veiled=False) | unveiled, matter__in=Matter.objects.visible_to(user))


def stored_name(attachment: "Attachment", name: str) -> str:
    """Where a file is put: a random name, so nothing of what the user wrote reaches the disk."""
    return f"matters/{clock.today():%Y/%m}/{uuid4().hex}{PurePath(name).suffix.lower()}"


def sealed_name(original: "Original", name: str) -> str:
    """The same for an original, in a folder of its own that no web server is shown."""
    return f"originals/{clock.today():%Y/%m}/{uuid4().hex}.sealed"


class Attachment(models.Model):
    """A file in a matter, as it is served: our own copy. Who sees the matter sees the file."""

    class Stage(models.TextChoices):
        BEFORE = "before", "办理前"
        AFTER = "after", "办理后"
        OTHER = "other", "其他材料"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.BEFORE)
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to=stored_name)
    thumbnail = models.FileField(upload_to=stored_name, blank=True)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)  # bytes of the copy that is served
    veiled = models.BooleanField(
        default=False, db_default=False, editable=False
    )  # shows who petitions, to those alone who may know (XF-61)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(db_default=Now())

    objects = AttachmentQuerySet.as_manager()

    custody = Custody(
        Scope(f"{of_matter().rows} AND (NOT veiled OR {UNVEILED})"),
        with_matter(Retention.Then.DELETE),
        recorded("stage", "content_type", "sha256"),
        said=("at",),
        fixed=("matter_id", "file", "sha256", "size", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]
        indexes = [models.Index("by", "at", name="attachment_of_a_day")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.content_type == PICTURE


class Original(models.Model):
    """A file as it came, sealed with a key of its matter; the portal cannot open it without a ticket."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="original")
    file = models.FileField(upload_to=sealed_name)
    sha256 = models.CharField("原件的校验码", max_length=64)
    size = models.PositiveIntegerField("原件的字节数")

    custody = Custody(
        through("casework_attachment", "attachment_id"),
        with_matter(Retention.Then.DELETE),
        recorded("sha256"),
        fixed=("attachment_id", "file", "sha256", "size"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "封存的原件"

    def __str__(self) -> str:
        return str(self.pk)


class OriginalLook(models.Model):
    """One look at an original: who, which, what for, when. Committed before the file is opened.

    The database writes by whom, when and in which transaction; it stays when the file is gone.
    """

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="original_looks", verbose_name="事项"
    )
    original = models.UUIDField("哪个原件")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="谁取用",
    )
    words = models.CharField("用途", max_length=200)
    asked_at = models.DateTimeField("申请时间", db_default=Now(), editable=False)
    address = models.CharField("从哪里", max_length=45, blank=True)
    xid = models.BigIntegerField("事务", default=0)
    shown_at = models.DateTimeField("取用时间", null=True)

    custody = Custody(
        Scope(of_matter().rows, written=f"{of_matter().rows} AND by_id = {ACTOR}"),
        for_good("谁取用过原件，要一直查得到"),
        recorded(),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("asked_at",),
        fixed=("matter_id", "original", "by_id", "words", "address", "xid"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "原件取用记录"
        ordering = ["-pk"]
        indexes = [models.Index("original", name="looks_at_an_original")]
        constraints = [
            models.CheckConstraint(
                name="look_says_what_for",
                condition=~models.Q(words=""),
                violation_error_message="写一句用来做什么。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id} → {self.original}"
