"""Asking the validator: a process for each file, which knows nothing else. The portal itself decodes none."""

import hashlib
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from security.uploads import clamav, refusal
from security.uploads.refusal import Refused
from security.uploads.sorts import Sort

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
CONTENT_TYPES = {
    Sort.JPEG: "image/jpeg",
    Sort.PDF: "application/pdf",
    Sort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Sort.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Sort.TXT: "text/plain; charset=utf-8",
    Sort.CSV: "text/csv; charset=utf-8",
}
GRACE = 3  # waited so many times the processor's seconds: the machine may have other work


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: the copy that is served, a thumbnail of a photo, and what came."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False)
    original: bytes = field(repr=False)
    sha256: str  # of the original
    peak: int  # bytes of memory that the check took

    @property
    def size(self) -> int:
        """What it takes on the disk, with its original."""
        return len(self.content) + len(self.thumbnail) + len(self.original)


def check(chunks: Iterable[bytes], *, name: str) -> Checked:
    """What may be kept of a file. Raises Refused; a check that crashes or takes too long is a refusal."""
    original = b"".join(chunks)
    clamav.look(original)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered:
        given.write(original)
        given.seek(0)
        run(given, answered, name)
        answered.seek(0)
        answer, content, thumbnail = read(answered)
    if "refused" in answer:
        raise Refused(str(answer["refused"]))
    return Checked(
        name=str(answer["name"]),
        content_type=CONTENT_TYPES[Sort(answer["sort"])],
        content=content,
        thumbnail=thumbnail,
        original=original,
        sha256=hashlib.sha256(original).hexdigest(),
        peak=int(answer["peak"]),
    )


def run(given: IO[bytes], answered: IO[bytes], name: str) -> None:
    """Let the validator read the one and write the other. Raises Refused where it does not end well."""
    limits = {
        "memory": settings.UPLOAD_CHECK_MEMORY,
        "seconds": settings.UPLOAD_CHECK_SECONDS,
        "output": settings.UPLOAD_MAX_BYTES * 3,
        "name": name[:400],
    }
    command = [sys.executable, "-s", "-P", "-m", "security.uploads", json.dumps(limits)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, nothing of it from outside but the name as JSON
            command,
            stdin=given,
            stdout=answered,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=settings.UPLOAD_CHECK_SECONDS * GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        logger.error("the check of an upload took longer than %s s and was stopped", error.timeout)
        raise Refused(refusal.TOO_HARD) from error
    if done.returncode:
        logger.error("the check of an upload ended with %s: %s", done.returncode, last_line(done.stderr))
        raise Refused(refusal.CRASHED)


def last_line(said: bytes) -> str:
    """What went wrong, of a traceback; it may quote the file, so only the kind of error is logged."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].partition(":")[0][:80] if lines else ""


def read(answered: IO[bytes]) -> tuple[dict[str, Any], bytes, bytes]:
    """The validator's answer. Raises Refused where it makes no sense: it may be the file that speaks."""
    try:
        answer = json.loads(answered.readline(10_000))
        if "refused" in answer:
            return answer, b"", b""
        content, thumbnail = answered.read(answer["size"]), answered.read(answer["thumbnail"])
        if len(content) != answer["size"] or Sort(answer["sort"]) not in CONTENT_TYPES or not content:
            raise ValueError("an answer that does not fit itself")
    except (ValueError, KeyError, TypeError) as error:
        logger.exception("the check of an upload gave no answer")
        raise Refused(refusal.CRASHED) from error
    return answer, content, thumbnail
