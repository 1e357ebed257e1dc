"""PDF: read by a parser, so that nothing hides in object streams; refused where it acts, written anew else.

The copy has no metadata, no program, nothing behind its end. It is not drawn: its pages stay as they are.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from security.uploads import refusal
from security.uploads.embedded import bare
from security.uploads.pictures import Clean
from security.uploads.refusal import Refused
from security.uploads.sorts import Sort

OBJECTS, DEPTH = 300_000, 60
# Decoded: of one picture, of anything else, of all together.
PICTURE_BYTES, STREAM_BYTES, ALL_BYTES = 120_000_000, 40_000_000, 600_000_000
PICTURE_PIXELS = 150_000_000  # a drawing of A0, scanned
FILTERS = 2
PHOTOS = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
DROPPED = ("/Metadata", "/PieceInfo", "/AA", "/OpenAction", "/LastModified")
# What a name in a dictionary's value says, and why such a PDF is not taken.
KINDS = {
    "/S": {
        "/JavaScript": refusal.PDF_SCRIPT,
        "/Rendition": refusal.PDF_MEDIA,
        "/Movie": refusal.PDF_MEDIA,
        "/Sound": refusal.PDF_MEDIA,
        "/RichMediaExecute": refusal.PDF_MEDIA,
        "/GoTo3DView": refusal.PDF_MEDIA,
        "/Launch": refusal.PDF_ACTION,
        "/ImportData": refusal.PDF_ACTION,
        "/SubmitForm": refusal.PDF_ACTION,
        "/GoToR": refusal.PDF_LINK,
        "/GoToE": refusal.PDF_INSIDE,
    },
    "/Subtype": {
        "/RichMedia": refusal.PDF_MEDIA,
        "/3D": refusal.PDF_MEDIA,
        "/Screen": refusal.PDF_MEDIA,
        "/Movie": refusal.PDF_MEDIA,
        "/Sound": refusal.PDF_MEDIA,
        "/FileAttachment": refusal.PDF_INSIDE,
    },
    "/Type": {"/EmbeddedFile": refusal.PDF_INSIDE},
}
KEYS = {
    "/JS": refusal.PDF_SCRIPT,
    "/JavaScript": refusal.PDF_SCRIPT,
    "/XFA": refusal.PDF_FORM,
    "/EmbeddedFiles": refusal.PDF_INSIDE,
    "/EF": refusal.PDF_INSIDE,
    "/Collection": refusal.PDF_INSIDE,
    "/RichMediaContent": refusal.PDF_MEDIA,
}
LINKS = ("http://", "https://", "mailto:", "tel:", "#")


def cleaned(content: bytes) -> Clean:
    """A copy written anew. Raises Refused."""
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            check(pdf)
            strip(pdf)
            kept = BytesIO()
            pdf.save(
                kept,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                deterministic_id=True,
            )
    except pikepdf.PasswordError as error:
        raise Refused(refusal.LOCKED) from error
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise Refused(refusal.BROKEN_PDF) from error
    return Clean(Sort.PDF, kept.getvalue())


def check(pdf: pikepdf.Pdf) -> None:
    """Raises Refused for what acts, holds other things, or swells."""
    if pdf.is_encrypted:
        raise Refused(refusal.LOCKED)
    if not len(pdf.pages):
        raise Refused(refusal.BROKEN_PDF)
    if len(pdf.objects) > OBJECTS:
        raise Refused(refusal.TOO_HARD)
    room = ALL_BYTES
    for one in pdf.objects:
        for part in parts(one):
            check_dictionary(part)
        if isinstance(one, pikepdf.Stream):
            room -= decoded_size(one, room)


def parts(one: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries in an object, those of streams too; what it only points at comes in its own turn."""
    if depth > DEPTH:
        raise Refused(refusal.TOO_HARD)
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        inner = [one.get(key) for key in one.keys()]  # noqa: SIM118 - a stream is no mapping
    elif isinstance(one, pikepdf.Array):
        inner = list(one)
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from parts(each, depth + 1)


def check_dictionary(part: Any) -> None:
    """Raises Refused for a dictionary that is an action, an attachment, a medium …"""
    keys = set(part.keys())
    for key in keys & KEYS.keys():
        raise Refused(KEYS[key])
    for key in keys & KINDS.keys():
        if (sentence := KINDS[key].get(str(part.get(key)))) and not is_plain_screen(part):
            raise Refused(sentence)
    if "/URI" in keys and "/S" in keys and not str(part.get("/URI")).strip().lower().startswith(LINKS):
        raise Refused(refusal.PDF_LINK)


def is_plain_screen(part: Any) -> bool:
    """Transitions between pages have an /S too, and no part of it is a medium."""
    return str(part.get("/Type", "")) == "/Trans"


def decoded_size(stream: Any, room: int) -> int:
    """How large the stream is when it is read. Raises Refused where it swells beyond what is left."""
    filters = stream.get("/Filter", [])
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if len(names) > FILTERS:
        raise Refused(refusal.SWOLLEN)
    pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    if pixels > PICTURE_PIXELS:
        raise Refused(refusal.SWOLLEN)
    raw = stream.read_raw_bytes()
    if not names or names[0] not in {"/FlateDecode", "/Fl"}:
        return len(raw)
    most = PICTURE_BYTES if str(stream.get("/Subtype", "")) == "/Image" else STREAM_BYTES
    size = swollen(raw, min(room, most))
    if len(names) > 1 and names[1] in {"/FlateDecode", "/Fl"}:  # squeezed twice: nobody needs to
        raise Refused(refusal.SWOLLEN)
    return size


def swollen(raw: bytes, room: int) -> int:
    """The size of what zlib makes of it, read piece by piece. Raises Refused above the room there is."""
    reader, size = zlib.decompressobj(), 0
    try:
        while raw and not reader.eof:
            size += len(reader.decompress(raw, 1 << 20))
            raw = reader.unconsumed_tail
            if size > room:
                raise Refused(refusal.SWOLLEN)
    except zlib.error:  # viewers read as far as they can; so did we
        return size
    return size


def strip(pdf: pikepdf.Pdf) -> None:
    """Take out what says who, where and with what, and what would happen at opening."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for one in pdf.objects:
        for part in parts(one):
            for key in DROPPED:
                if key in part:
                    del part[key]
        if isinstance(one, pikepdf.Stream):
            strip_picture(one)


def strip_picture(stream: Any) -> None:
    """A photo in the PDF keeps its pixels and loses what its camera wrote."""
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names[-1] not in PHOTOS:
        return
    raw = stream.read_raw_bytes()
    if names[:-1] == ["/FlateDecode"]:  # some scanners pack what is packed already
        raw = zlib.decompress(raw)
    elif names[:-1]:
        raise Refused(refusal.TOO_HARD)
    stream.write(bare(raw), filter=pikepdf.Name(names[-1]))
