"""What a file is, told by its first bytes: never by its name, never by what the browser says of it."""

import re
from enum import StrEnum

from security.uploads import refusal
from security.uploads.refusal import Refused


class Sort(StrEnum):
    """What is taken. The value is the suffix under which the clean copy is kept and served."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"
    CSV = "csv"


PICTURES = frozenset({Sort.JPEG, Sort.PNG, Sort.WEBP, Sort.HEIC})
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc"})

# How a file that is not taken begins, and what to say of it.
REFUSED_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refusal.OLD_OFFICE),
    (b"Rar!", refusal.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", refusal.ARCHIVE),
    (b"\x1f\x8b", refusal.ARCHIVE),
    (b"BZh", refusal.ARCHIVE),
    (b"\xfd7zXZ\x00", refusal.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", refusal.ARCHIVE),
    (b"MSCF", refusal.ARCHIVE),
    (b"{\\rtf", refusal.RICH_TEXT),
    (b"GIF8", refusal.OTHER_PICTURE),
    (b"BM", refusal.OTHER_PICTURE),
    (b"II*\x00", refusal.OTHER_PICTURE),
    (b"MM\x00*", refusal.OTHER_PICTURE),
    (b"\x00\x00\x01\x00", refusal.OTHER_PICTURE),
    (b"8BPS", refusal.OTHER_PICTURE),
    (b"%!PS", refusal.PROGRAM),
    (b"MZ", refusal.PROGRAM),
    (b"\x7fELF", refusal.PROGRAM),
    (b"\xca\xfe\xba\xbe", refusal.PROGRAM),
    (b"\xcf\xfa\xed\xfe", refusal.PROGRAM),
    (b"dex\n", refusal.PROGRAM),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", refusal.PROGRAM),
    (b"#!", refusal.PROGRAM),
    (b"ID3", refusal.SOUND_OR_FILM),
    (b"\xff\xfb", refusal.SOUND_OR_FILM),
    (b"\xff\xf1", refusal.SOUND_OR_FILM),
    (b"OggS", refusal.SOUND_OR_FILM),
    (b"fLaC", refusal.SOUND_OR_FILM),
    (b"#!AMR", refusal.SOUND_OR_FILM),
    (b"\x1aE\xdf\xa3", refusal.SOUND_OR_FILM),
    (b"FLV\x01", refusal.SOUND_OR_FILM),
    (b"FWS", refusal.PROGRAM),
    (b"CWS", refusal.PROGRAM),
)
# Markup and programs that are text: found at the beginning of any line, whatever the file is called.
MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|svg|script|iframe|object|embed|form|img|meta|link|style|\?xml|\?php|\?=|%@)",
    re.IGNORECASE,
)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Word and Excel wrap what has a password
MARKUP_WITHIN = 1_000_000  # bytes looked through for it


def sort_of(content: bytes, name: str) -> Sort:
    """What the file is. Raises Refused for all that is not taken. The name only parts CSV from text."""
    if not content:
        raise Refused(refusal.EMPTY)
    if content.startswith(b"\xff\xd8\xff"):
        return Sort.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Sort.PNG
    if content[:4] == b"RIFF":
        return webp(content)
    if content[4:8] == b"ftyp":
        return heic(content)
    if content.startswith(b"%PDF-"):
        return Sort.PDF
    if content[:4] in {b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"}:
        return package(content)
    if b"%PDF-" in content[:1024]:
        raise Refused(refusal.PDF_HEAD)
    return text(content, name)


def webp(content: bytes) -> Sort:
    if content[8:12] == b"WEBP":
        return Sort.WEBP
    raise Refused(refusal.SOUND_OR_FILM)


def heic(content: bytes) -> Sort:
    """A picture of a phone, where its brands say so; else a film, or AVIF."""
    if content[8:12] in HEIF_BRANDS:
        return Sort.HEIC
    raise Refused(refusal.OTHER_PICTURE if content[8:12] in {b"avif", b"avis"} else refusal.SOUND_OR_FILM)


def package(content: bytes) -> Sort:
    """A zip: Word and Excel say what they are in the names of their parts, which office.py opens."""
    if b"word/document.xml" in content:
        return Sort.DOCX
    if b"xl/workbook." in content:
        return Sort.XLSX
    raise Refused(refusal.OFD if b"OFD.xml" in content else refusal.ARCHIVE)


def text(content: bytes, name: str) -> Sort:
    """Plain text or CSV; what looks like markup or a program in it is refused."""
    if ENCRYPTED in content[:1_000_000] and content.startswith(REFUSED_STARTS[0][0]):
        raise Refused(refusal.LOCKED)
    for start, sentence in REFUSED_STARTS:
        if content.startswith(start):
            # The longest one that fits speaks: #!AMR is a sound, and #! a program.
            longer = [
                said
                for other, said in REFUSED_STARTS
                if content.startswith(other) and len(other) > len(start)
            ]
            raise Refused(longer[0] if longer else sentence)
    looked = content[:MARKUP_WITHIN].replace(b"\x00", b"")  # UTF-16 hides it from nobody
    if MARKUP.search(looked):
        raise Refused(refusal.PAGE)
    suffix = name.rpartition(".")[2].lower()
    if suffix in {"csv", "txt", "text", "log", "md", "tsv"}:
        return Sort.CSV if suffix in {"csv", "tsv"} else Sort.TXT
    raise Refused(refusal.NO_PICTURE if suffix in {"jpg", "jpeg", "png", "webp", "heic"} else refusal.UNKNOWN)
