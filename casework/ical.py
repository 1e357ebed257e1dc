"""Calendars as programs read them (RFC 5545). Pure: events in, text out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

PRODUCT = "-//county governance portal//deadlines//ZH"
LINE = 75  # octets, without the line break
ZONE = "Asia/Shanghai"
# No daylight saving since 1991: that year's last change holds for every event of ours.
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T020000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class CalendarEvent:
    """One entry: a whole day, a moment, or from one to another. `uid` is the same each time it is read."""

    uid: str
    summary: str
    description: str
    when: date | datetime
    stamp: datetime
    url: str = ""
    ends: datetime | None = None


def written(name: str, events: Iterable[CalendarEvent], zone: tzinfo) -> bytes:
    """The calendar as a file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *TIMEZONE,
    ]
    for event in events:
        lines += entry(event, zone)
    lines.append("END:VCALENDAR")
    return b"".join(part for line in lines for part in folded(line))


def entry(event: CalendarEvent, zone: tzinfo) -> Iterator[str]:
    """The lines of one event. A day or a moment takes up nobody's time; what lasts does."""
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if isinstance(event.when, datetime):
        yield f"DTSTART;TZID={ZONE}:{event.when.astimezone(zone):%Y%m%dT%H%M%S}"
        if event.ends:
            yield f"DTEND;TZID={ZONE}:{event.ends.astimezone(zone):%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.when:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.when + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:OPAQUE" if event.ends else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """As a value of text: what would end it, or begin another, is marked."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, none of which cuts a character; all but the first begin
    with a space.
    """
    piece = b""
    for char in line:
        encoded = char.encode()
        if len(piece) + len(encoded) > LINE:
            yield piece + b"\r\n"
            piece = b" "
        piece += encoded
    yield piece + b"\r\n"


def tag_of(body: bytes) -> str:
    """By which a program knows whether it has read this already."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
