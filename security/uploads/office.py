"""Word and Excel files (OOXML): a zip of XML parts. Refused where something in it runs, fetches or swells.

The copy holds the same parts, zipped anew: without what stood before, behind or between them, without the
names of who wrote it, and with pictures that know no place.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from security.uploads import refusal
from security.uploads.embedded import bare
from security.uploads.pictures import BROKEN, Clean
from security.uploads.refusal import Refused
from security.uploads.sorts import Sort

PARTS, BYTES, RATIO, RATIO_FROM = 5000, 300_000_000, 200, 5_000_000
MAIN = {
    Sort.DOCX: b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    Sort.XLSX: b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
MACROS = re.compile(rb"macroenabled|vbaproject|ms-office\.vba|macrosheet", re.IGNORECASE)
MACRO_PARTS = re.compile(r"vba|macrosheets|dialogsheets|/customui|keymap|/attachedtoolbars", re.IGNORECASE)
INSIDE_PARTS = re.compile(
    r"embeddings/|activex|ctrlprops|oleobject|afchunk|\.(bin|exe|dll|js|vbs|html?|mht|rtf)$", re.I
)
LINK_PARTS = re.compile(r"externallinks/|connections\.xml|querytables/|webextensions|/model/", re.IGNORECASE)
HARMLESS_BIN = re.compile(r"printersettings/[^/]+\.bin$", re.IGNORECASE)
ARCHIVES = (
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"\x7fELF",
    b"%PDF",
)
DDE = re.compile(
    rb"DDEAUTO|\bDDE\s|INCLUDETEXT|INCLUDEPICTURE\s+\W*(https?|file|\\\\)|ddeLink", re.IGNORECASE
)
WEBSERVICE = re.compile(rb"<f[^>]*>[^<]*(WEBSERVICE|CALL|REGISTER\.ID|EXEC|RTD)\s*\(", re.IGNORECASE)
TEXT_OF_FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
TARGET = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
LINKS = (b"http://", b"https://", b"mailto:", b"tel:", b"#")
DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Who wrote it, when, with what: written anew without.
PROPERTIES = {
    "docProps/core.xml": DECLARED
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": DECLARED
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": DECLARED
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def cleaned(content: bytes, sort: Sort) -> Clean:
    """The same document zipped anew. Raises Refused."""
    try:
        parts = unpacked(content)
        check(parts, sort)
        return Clean(sort, packed(parts))
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, KeyError, OSError) as error:
        raise Refused(refusal.BROKEN_OFFICE) from error
    except BROKEN as error:
        raise Refused(refusal.BROKEN_OFFICE) from error


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts by their names. Raises Refused where the zip is not one that an office program writes."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        members = package.infolist()
        check_members(members)
        return {member.filename: read(package, member) for member in members if not member.is_dir()}


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Names, sizes and flags, before a byte is unpacked."""
    names = [member.filename.lower() for member in members]
    if len(members) > PARTS or sum(member.file_size for member in members) > BYTES:
        raise Refused(refusal.SWOLLEN)
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(refusal.LOCKED)
    if len(set(names)) != len(names):  # programs differ on which of two they read
        raise Refused(refusal.BROKEN_OFFICE)
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable():
            raise Refused(refusal.BROKEN_OFFICE)


def read(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One part, never more of it than it says of itself."""
    with package.open(member) as part:
        data = part.read(member.file_size + 1)
    if len(data) > member.file_size or (len(data) > RATIO_FROM and len(data) > RATIO * member.compress_size):
        raise Refused(refusal.SWOLLEN)
    return data


def check(parts: dict[str, bytes], sort: Sort) -> None:
    """Raises Refused for what runs, what lies inside, what fetches."""
    types = parts["[Content_Types].xml"]
    if MACROS.search(types):
        raise Refused(refusal.MACRO)
    if MAIN[sort] not in types:
        raise Refused(refusal.BROKEN_OFFICE)
    for name, data in parts.items():
        check_name(name)
        if name.lower().endswith((".xml", ".rels", ".vml")):
            check_xml(data)
            check_words(data)
        elif data.startswith(ARCHIVES):
            raise Refused(refusal.OFFICE_INSIDE)
        if name.lower().endswith(".rels"):
            check_links(data)


def check_name(name: str) -> None:
    if MACRO_PARTS.search(name):
        raise Refused(refusal.MACRO)
    if LINK_PARTS.search(name):
        raise Refused(refusal.OFFICE_LINK)
    if INSIDE_PARTS.search(name) and not HARMLESS_BIN.search(name):
        raise Refused(refusal.OFFICE_INSIDE)


def check_xml(data: bytes) -> None:
    """Raises Refused for what is no XML, or declares a document type: entities grow, or read other files."""

    def declared(*_: object) -> None:
        raise Refused(refusal.OFFICE_XML)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused(refusal.BROKEN_OFFICE) from error


def check_words(data: bytes) -> None:
    """Fields and formulas that start programs or fetch; a field cut into pieces is joined."""
    plain = data.decode("utf-16").encode() if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data
    field = b"".join(one or other for one, other in TEXT_OF_FIELD.findall(plain))
    if DDE.search(field) or b"<ddeLink" in plain or WEBSERVICE.search(plain):
        raise Refused(refusal.OFFICE_LINK)


def check_links(data: bytes) -> None:
    """Relationships that lead out: a link to click is fine, what is fetched on opening is not."""
    for relation in TARGET.findall(data):
        kind = attribute(relation, b"Type").rpartition(b"/")[2].lower()
        target = attribute(relation, b"Target").strip().lower()
        if kind in {b"vbaproject", b"wordvbadata"}:
            raise Refused(refusal.MACRO)
        if kind in {b"oleobject", b"package", b"control", b"afchunk"}:
            raise Refused(refusal.OFFICE_INSIDE)
        outside = attribute(relation, b"TargetMode").lower() == b"external"
        if outside and (kind != b"hyperlink" or not target.startswith(LINKS)):
            raise Refused(refusal.OFFICE_LINK)


def attribute(relation: bytes, name: bytes) -> bytes:
    found = re.search(rb"\b" + name + rb"\s*=\s*([\"'])(.*?)\1", relation, re.DOTALL)
    return found.group(2) if found else b""


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts in a new zip, the list of them first."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            data = PROPERTIES.get(name, parts[name])
            when = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            when.compress_type = zipfile.ZIP_DEFLATED
            is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
            package.writestr(when, data if is_xml else bare(data))
    return kept.getvalue()
