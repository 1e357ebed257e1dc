"""Photos that people add. What is kept is our own re-encoded copy, with no place or device in it."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from accounts.models import User
from casework.models import Attachment, Matter

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 60_000_000
MAX_SIDE = 2000
THUMBNAIL_SIDE = 320


def attach_photo(
    matter: Matter,
    photo: ContentFile,
    *,
    by: User,
    stage: str = Attachment.Stage.BEFORE,
    name: str = "",
    at: datetime | None = None,
) -> Attachment:
    """Keep a photo that `clean_photo` returned with the matter, and a thumbnail of it.

    `at` is for history that is loaded, else the database's time.
    """
    content = photo.read()
    small = ContentFile(jpeg(Image.open(BytesIO(content)), THUMBNAIL_SIDE), name="t.jpg")
    return Attachment.objects.create(
        matter=matter,
        stage=stage,
        name=(name or photo.name or "照片")[:120],
        file=ContentFile(content, name="p.jpg"),
        thumbnail=small,
        content_type="image/jpeg",
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        **({"at": at} if at else {}),
    )


def clean_photo(upload: Any) -> ContentFile:
    """A re-encoded JPEG of an uploaded photo. Raises ValidationError that says what is wrong with it.

    Re-encoding drops the place (EXIF) and whatever else rode along; a renamed file is told by content.
    """
    if not upload.size:
        raise ValidationError("照片是空的，没有内容。重新拍一张，或者不带照片先提交。")
    if upload.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 1_000_000
        raise ValidationError(f"照片超过 {limit} MB，没压缩成功。可以不带照片先提交。")
    return ContentFile(jpeg(opened(upload), MAX_SIDE), name=f"{upload.name[:100]}")


def opened(upload: Any) -> Image.Image:
    """The picture in the upload, its size looked at before its pixels are decoded."""
    try:
        image = Image.open(upload, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError("照片的像素太大，打不开。换一张小一点的，或者不带照片先提交。")
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("这个文件不是能打开的照片。换一张 JPG 或 PNG，或者不带照片先提交。") from error
    return image


def turned(image: Image.Image) -> Image.Image:
    """The picture as its camera was held; as it lies where what it says of that is broken."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        # Broken EXIF breaks the library in a dozen ways; the picture itself is as good as it was.
        return image


def jpeg(image: Image.Image, side: int) -> bytes:
    """The picture upright, at most so many pixels a side, without metadata."""
    upright = turned(image).convert("RGB")
    upright.thumbnail((side, side))
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=82, optimize=True)
    return kept.getvalue()
