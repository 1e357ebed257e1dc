"""What an answer of the portal says: body, headers, cookies, files opened, in one text."""

import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from django.core.cache import cache
from pypdf import PdfReader

HTML_ESCAPES = {"&amp;": "&", "&quot;": '"', "&#x27;": "'", "&lt;": "<", "&gt;": ">"}


def said(response: Any) -> str:
    """All that a response says to the one who gets it."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    cookies = response.cookies.output()
    return "\n".join([unquote(headers), cookies, opened(content(response), response)])


def content(response: Any) -> bytes:
    """The body, read to its end where it is streamed."""
    body: bytes = response.getvalue() if response.streaming else response.content
    return gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body


def opened(data: bytes, response: Any = None) -> str:
    """The text in a body, whatever it is packed in."""
    if data[:2] == b"\x1f\x8b":
        return opened(gzip.decompress(data))
    if data[:4] == b"PK\x03\x04":
        return unzipped(data)
    if data[:5] == b"%PDF-":
        return pdf_text(data)
    if data[:15] == b"BEGIN:VCALENDAR":
        data = data.replace(b"\r\n ", b"")  # where a line was folded
    text = data.decode("utf-8", errors="replace")
    if response is not None and "json" in response.headers.get("Content-Type", ""):
        return json.dumps(json.loads(text), ensure_ascii=False) if text else ""
    for escape, letter in HTML_ESCAPES.items():
        text = text.replace(escape, letter)
    return text


def unzipped(data: bytes) -> str:
    """Names and contents of everything in a zip, a Word or an Excel file; XML also with its tags taken out,
    because a word may be cut into runs.
    """
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            found += [name, opened(part)]
            if name.endswith((".xml", ".rels")):
                found.append("".join(ElementTree.fromstring(part).itertext()))  # noqa: S314 - our own file
    return "\n".join(found)


def pdf_text(data: bytes) -> str:
    """The text of a PDF: its pages, and what it says of itself."""
    reader = PdfReader(io.BytesIO(data))
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join([*pages, str(reader.metadata)]).replace("\x00", "")


def mailed(mail: Any) -> str:
    """A mail as it goes out, its parts decoded, with all its headers."""
    message: EmailMessage = mail.message()
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    return "\n".join([*map(str, message.items()), *(opened(part) for part in parts), str(mail.subject)])


def cached() -> str:
    """All keys and values in the cache, which all users share."""
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    keys = list(client.scan_iter())
    values = [client.get(key) if client.type(key) == b"string" else b"" for key in keys]
    return "\n".join(opened(part) for part in [*keys, *filter(None, values)])
