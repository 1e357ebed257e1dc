"""The file of a dispute as one PDF, bound in the background."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter
from jobs.models import Job
from security import clock
from security.custody import (
    ACTOR,
    Custody,
    Export,
    Retention,
    Scope,
    of_matter,
    recorded,
    with_matter,
)


def volume_name(volume: "Volume", name: str) -> str:
    """Where a bound file is put: a random name, in a folder that no web server is shown."""
    return f"volumes/{clock.today():%Y/%m}/{uuid4().hex}.sealed"


class Volume(models.Model):
    """A dispute's whole file as one PDF, sealed on the disk, for whoever had it bound, some days long."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="volumes")
    key = models.UUIDField("封存时的编号", default=uuid4, editable=False)
    file = models.FileField(upload_to=volume_name)
    full = models.BooleanField("带完整信息", default=False)
    pages = models.PositiveIntegerField("页数")
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("校验码", max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁要的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, related_name="volume")

    custody = Custody(
        Scope(f"by_id = {ACTOR} AND {of_matter().rows}"),
        with_matter(Retention.Then.DELETE),
        recorded("sha256"),
        Export.INTERNAL,
        stamped=("at",),
        fixed=("matter_id", "key", "file", "full", "pages", "size", "sha256", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "整卷"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pages} 页"
