"""Photos: decoded, turned upright, made smaller and written anew as JPEG. Nothing else of them goes on.

What rode along (place, device, a program behind the picture) is not copied, so it cannot be served.
"""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from security.uploads import refusal
from security.uploads.refusal import Refused
from security.uploads.sorts import Sort

MAX_PIXELS = 60_000_000
MAX_SIDE = 2000
THUMBNAIL_SIDE = 320
FORMATS = {Sort.JPEG: "JPEG", Sort.PNG: "PNG", Sort.WEBP: "WEBP", Sort.HEIC: "HEIF"}
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)


@dataclass(frozen=True)
class Clean:
    """What is kept and served instead of the file that came."""

    sort: Sort
    content: bytes
    thumbnail: bytes = b""


def cleaned(content: bytes, sort: Sort) -> Clean:
    """Our own JPEG of the photo, and a thumbnail. Raises Refused."""
    try:
        image = opened(content, sort)
        picture = upright(smaller(image, MAX_SIDE))
        return Clean(Sort.JPEG, jpeg(picture, MAX_SIDE), jpeg(picture, THUMBNAIL_SIDE))
    except BROKEN as error:
        raise Refused(refusal.NO_PICTURE) from error


def opened(content: bytes, sort: Sort) -> Image.Image:
    """The picture, its pixels counted before one of them is decoded."""
    if sort is Sort.HEIC:
        from pi_heif import register_heif_opener

        register_heif_opener()
    image = Image.open(BytesIO(content), formats=(FORMATS[sort],))
    if image.width * image.height > MAX_PIXELS:
        raise Refused(refusal.TOO_MANY_PIXELS)
    return image


def smaller(image: Image.Image, side: int) -> Image.Image:
    """At most so many pixels a side. A JPEG is decoded at a fraction of its size, which spares the memory."""
    if image.mode not in {"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"}:
        image.load()
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.draft(None, (side, side))
    image.thumbnail((side, side))
    return image


def upright(image: Image.Image) -> Image.Image:
    """The picture as its camera was held, or as it lies where that is broken; nothing shines through."""
    # Broken EXIF breaks the library in a dozen ways; the picture itself is as good as it was.
    with suppress(Exception):
        image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    return image.convert("RGB")


def jpeg(picture: Image.Image, side: int) -> bytes:
    """The picture as JPEG, at most so many pixels a side, without metadata."""
    copy = Image.frombytes(
        "RGB", picture.size, picture.tobytes()
    )  # the pixels, and nothing that hangs on them
    copy.thumbnail((side, side))
    kept = BytesIO()
    copy.save(kept, "JPEG", quality=82, optimize=True)
    return kept.getvalue()
