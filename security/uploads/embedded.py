"""Pictures inside papers: what they say of place and device is cut out; their pixels stay as they are."""

import re
import struct
from io import BytesIO

from PIL import Image

from security.uploads.pictures import MAX_PIXELS

ADOBE = 0xEE  # the segment that says how colours are meant
SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD"}
)
JP2_DROPPED = frozenset({b"uuid", b"xml ", b"uinf"})


def bare(content: bytes) -> bytes:
    """The picture without metadata; as it is, where it is of no kind that holds any."""
    if content.startswith(b"\xff\xd8"):
        return bare_jpeg(content)
    if content.startswith(PNG_START):
        return bare_png(content)
    if content[4:8] == b"jP  ":
        return bare_jp2(content)
    if content[:4] in {b"II*\x00", b"MM\x00*", b"RIFF"}:
        return written_anew(content)
    return content


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG without comments and APP segments, but for the one that says how colours are meant.

    What stands behind the end of the picture goes, a second picture too.
    """
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content) and content[at] == 0xFF and (marker := content[at + 1]) != END:
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == SCAN:  # coded pixels follow, up to the next marker that is none of theirs
            found = NEXT_MARKER.search(content, end)
            end = found.start() if found else len(content)
        if not (0xE0 <= marker <= 0xEF or marker == COMMENT) or marker == ADOBE:
            kept += content[at:end]
        at = end
    return bytes(kept + b"\xff\xd9")


def bare_png(content: bytes) -> bytes:
    """A PNG with the chunks that make its picture alone."""
    kept, at = bytearray(PNG_START), len(PNG_START)
    while at + 12 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        kind = content[at + 4 : at + 8]
        if kind in PNG_KEPT:
            kept += content[at : at + 12 + length]
        if kind == b"IEND":
            break
        at += 12 + length
    return bytes(kept)


def bare_jp2(content: bytes) -> bytes:
    """A JPEG 2000 without the boxes that may say anything."""
    kept, at = bytearray(), 0
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if length < 8:  # to the end, or longer than anybody sends
            kept += content[at:]
            break
        if content[at + 4 : at + 8] not in JP2_DROPPED:
            kept += content[at : at + length]
        at += length
    return bytes(kept)


def written_anew(content: bytes) -> bytes:
    """TIFF and WEBP, whose metadata stand between everything else: decoded and written again."""
    image = Image.open(BytesIO(content), formats=("TIFF", "WEBP"))
    if image.width * image.height > MAX_PIXELS:
        raise ValueError("more pixels than any office paper needs")
    copy = Image.frombytes(image.mode, image.size, image.tobytes())
    if image.mode == "P" and (palette := image.getpalette()):
        copy.putpalette(palette)
    kept = BytesIO()
    copy.save(kept, image.format)
    return kept.getvalue()
