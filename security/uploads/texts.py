"""Plain text and CSV: read in whichever of the usual encodings it is, and written anew as UTF-8."""

import csv
import io
import unicodedata

from security.cells import harmless
from security.uploads import refusal
from security.uploads.pictures import Clean
from security.uploads.refusal import Refused
from security.uploads.sorts import Sort

MAX_BYTES = 5_000_000
ENCODINGS = ("utf-8-sig", "gb18030")
KEPT_CONTROLS = frozenset("\t\n\r\f")
# Signs that turn the direction of writing make a text read otherwise than it is.
TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"))


def cleaned(content: bytes, sort: Sort) -> Clean:
    """The text as UTF-8 with the mark that Chinese Excel wants. Raises Refused."""
    if len(content) > MAX_BYTES:
        raise Refused(refusal.TEXT_LONG)
    text = decoded(content).translate(TURNING)
    if any(unicodedata.category(sign) == "Cc" and sign not in KEPT_CONTROLS for sign in set(text)):
        raise Refused(refusal.NO_TEXT)
    if not text.strip():
        raise Refused(refusal.EMPTY)
    return Clean(sort, (table(text) if sort is Sort.CSV else text).encode("utf-8-sig"))


def decoded(content: bytes) -> str:
    """The words. Raises Refused where no encoding fits."""
    marked = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if marked else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(refusal.NO_TEXT)


def table(text: str) -> str:
    """The rows with commas, none of whose cells a spreadsheet takes for a formula. Numbers stay numbers."""
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    kept = io.StringIO()
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(refusal.NO_TEXT) from error
    csv.writer(kept).writerows([cell(each) for each in row] for row in rows)
    return kept.getvalue()


def cell(text: str) -> str:
    try:
        float(text)
    except ValueError:
        return harmless(text)
    return text
