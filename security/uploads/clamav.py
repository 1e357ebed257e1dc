"""Asking ClamAV, where a county has one: clamd's INSTREAM over TCP or a socket of the machine.

Away or confused, it lets nothing through: a file that was not looked at is refused, and said so.
"""

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from security.uploads.refusal import Refused

logger = logging.getLogger(__name__)

SECONDS, CHUNK, ANSWER = 30, 64 * 1024, 4096
INFECTED = "里查出了病毒，没有收。不要再打开它，用杀毒软件查一查它来的电脑或手机。"
AWAY = "现在收不了：查病毒的服务连不上。可以不带附件先提交，过一会儿再补上；一直这样请告诉系统管理员。"


class ClamdAway(Exception):
    """clamd is not there, or gives no answer that we know."""


def look(content: bytes) -> None:
    """Raises Refused for a virus, and where clamd is set and does not answer. Nothing where none is set."""
    if not settings.CLAMD_URL:
        return
    try:
        answer = ask(b"zINSTREAM\0", content)
    except ClamdAway as error:
        logger.error("clamd does not answer: %s", error)
        raise Refused(AWAY) from error
    if answer.endswith(" FOUND"):
        logger.warning("clamd refused an upload: %s", answer.removeprefix("stream: ")[:100])
        raise Refused(INFECTED)
    if answer != "stream: OK":
        logger.error("clamd answers: %s", answer[:100])
        raise Refused(AWAY)


def version() -> str:
    """What clamd says of itself. Raises ClamdAway."""
    return ask(b"zVERSION\0")


def ask(command: bytes, content: bytes | None = None) -> str:
    """One question, one answer. Raises ClamdAway."""
    try:
        with connected() as line:
            line.sendall(command)
            if content is not None:
                for start in range(0, len(content), CHUNK):
                    part = content[start : start + CHUNK]
                    line.sendall(struct.pack(">I", len(part)) + part)
                line.sendall(struct.pack(">I", 0))
            return received(line)
    except (OSError, ValueError) as error:
        raise ClamdAway(type(error).__name__) from error


def connected() -> socket.socket:
    """A connection to where the setting says."""
    where = urlsplit(settings.CLAMD_URL)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(where.path)
        except OSError:
            line.close()
            raise
        return line
    if where.scheme != "tcp" or not where.hostname:
        raise ValueError("CLAMD_URL is neither tcp://host:port nor unix:///path")
    return socket.create_connection((where.hostname, where.port or 3310), timeout=SECONDS)


def received(line: socket.socket) -> str:
    """The answer, up to its end."""
    said = b""
    while not said.endswith(b"\0") and len(said) < ANSWER:
        part = line.recv(ANSWER)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
