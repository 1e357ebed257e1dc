"""Files that people add: checked in a process of its own, kept as a clean copy, the original sealed."""

import hashlib
import logging
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from casework.models import Attachment, Matter, Original
from casework.services.originals import keep
from casework.services.people import may_reveal
from security import clock
from security.uploads.checking import Checked, check
from security.uploads.refusal import Refused

logger = logging.getLogger(__name__)

MILLION = 1_000_000


def cleaned(upload: Any) -> Checked:
    """What may be kept of an uploaded file. Raises ValidationError that says what is wrong with it."""
    name = str(upload.name)[-200:]
    if upload.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // MILLION
        raise ValidationError(f"“{name}”超过 {limit} MB，太大了。压缩、拆开，或者不带它先提交。")
    try:
        return check(upload.chunks(), name=name)
    except Refused as error:
        raise ValidationError(f"“{name}”{error}") from error


@transaction.atomic
def attach(
    matter: Matter,
    file: Checked,
    *,
    by: User,
    stage: str = Attachment.Stage.BEFORE,
    at: datetime | None = None,
) -> Attachment:
    """Keep a checked file with the matter, and seal what came. `at` is for history that is loaded."""
    suffix = file.name.rpartition(".")[2]
    attachment = Attachment.objects.create(
        matter=matter,
        stage=Attachment.Stage(stage),
        name=file.name[:120],
        file=ContentFile(file.content, name=f"p.{suffix}"),
        thumbnail=ContentFile(file.thumbnail, name="t.jpg") if file.thumbnail else "",
        content_type=file.content_type,
        sha256=hashlib.sha256(file.content).hexdigest(),
        size=len(file.content),
        by=by,
        **({"at": at} if at else {}),
    )
    keep(attachment, file)
    return attachment


def may_attach(user: User, matter: Matter) -> bool:
    """Whoever handles the matter, by some move of its table, as long as it is open."""
    return matter.closed_at is None and may_reveal(user, matter)


def not_there(matter: Matter, files: Iterable[Checked]) -> list[Checked]:
    """Those that the matter does not have yet: the same file sent twice is one."""
    files = list(files)
    sent = [file.sha256 for file in files]
    held = set(
        Original.objects.filter(attachment__matter=matter, sha256__in=sent).values_list("sha256", flat=True)
    )
    return [file for place, file in enumerate(files) if file.sha256 not in {*held, *sent[:place]}]


def attach_all(matter: Matter, files: Iterable[Checked], *, by: User, stage: str) -> None:
    """Keep all of them, or none."""
    with transaction.atomic():
        for file in files:
            attach(matter, file, by=by, stage=stage)


def check_disk() -> None:
    """Raises ValidationError while too little of the disk is free: what is typed must still find room."""
    if (free := free_of_disk()) < settings.UPLOAD_DISK_FREE:
        logger.error("no upload is taken: %.0f %% of the disk is free", free * 100)
        raise ValidationError(
            "服务器的存储快满了，现在收不了附件。可以不带附件先提交，过后再补；请告诉系统管理员。"
        )


def free_of_disk() -> float:
    """How much of the disk that holds the files is free, of 1."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(settings.MEDIA_ROOT)
    return disk.free / disk.total


def check_room(files: Iterable[Checked], *, matter: Matter | None) -> None:
    """Raises ValidationError where the files are more than one matter, or one user in a day, may have.

    Two that are sent at the same moment may pass it together: it is a bound on greed, not an account.
    """
    files = list(files)
    size = sum(file.size for file in files)
    if not files:
        return
    if matter:
        size_of = F("size") + Coalesce("original__size", 0)
        held = matter.attachments.aggregate(files=Count("pk"), bytes=Sum(size_of, default=0))
        if held["files"] + len(files) > settings.UPLOAD_MATTER_FILES:
            raise ValidationError(
                f"这一件已有 {held['files']} 个附件，最多 {settings.UPLOAD_MATTER_FILES} 个。"
                "去掉几个，只交办理要用的。"
            )
        if held["bytes"] + size > settings.UPLOAD_MATTER_BYTES:
            limit = settings.UPLOAD_MATTER_BYTES // MILLION
            raise ValidationError(f"这一件的附件加起来超过 {limit} MB。压缩小一些，只交办理要用的。")
    sent, taken = sent_today()
    if sent + len(files) > settings.UPLOAD_DAY_FILES or taken + size > settings.UPLOAD_DAY_BYTES:
        limit = settings.UPLOAD_DAY_BYTES // MILLION
        raise ValidationError(
            f"您今天已传 {sent} 个附件，一天最多 {settings.UPLOAD_DAY_FILES} 个、{limit} MB。"
            "文字可以先提交，附件明天再补；急用请找系统管理员调高。"
        )


def sent_today() -> tuple[int, int]:
    """How many files the user of this request has sent in the last 24 hours, and how many bytes they take."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal.sent_since(%s)", [clock.now() - timedelta(days=1)])
        files, size = cursor.fetchone()
    return int(files), int(size)
