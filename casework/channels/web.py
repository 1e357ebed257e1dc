"""A JSON request to a service outside, which tells apart "nothing left" from "no answer"."""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from casework.exceptions import MaybeSent

TIMEOUT = 10  # seconds
LONGEST_ANSWER = 65_536


def post(url: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The answer. Raises OSError where nothing left or the service was busy; ValueError where it refused;
    MaybeSent where it may have taken the request and did not say so.
    """
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        connection.connect()
        status, said = exchanged(
            connection, parts.path + (f"?{parts.query}" if parts.query else ""), body, headers
        )
    finally:
        connection.close()
    if status == 429:
        raise OSError("对方说太忙，晚些再试（429）")
    if status >= 500:
        raise MaybeSent(f"对方出错（{status}）")
    if status >= 400:
        raise ValueError(f"对方不收（{status}）")
    return said


def exchanged(
    connection: HTTPConnection, path: str, body: dict[str, Any], headers: dict[str, str] | None
) -> tuple[int, dict[str, Any]]:
    """Send, and read the answer: its status, and what it says where that is a JSON object."""
    said = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    try:
        connection.request("POST", path, json.dumps(body, ensure_ascii=False).encode(), said)
        response = connection.getresponse()
        text = response.read(LONGEST_ANSWER)
    except (OSError, HTTPException) as error:
        raise MaybeSent(f"没有等到回答：{type(error).__name__}") from error
    try:
        answer = json.loads(text or b"{}")
    except ValueError:
        answer = {}
    return response.status, answer if isinstance(answer, dict) else {}
