"""Petitions of another system are loaded as network petitions: nothing is lost, what is odd is listed."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from casework.models import Matter
from petitions.dictionaries import Channel
from petitions.importing.reading import Row, read_rows
from petitions.models import ImportedRow
from petitions.services.registering import register
from security import clock
from security.context import everything


@dataclass
class Loaded:
    """What became of a file: how many rows, new ones, ones that were here, and what was odd where."""

    rows: int = 0
    new: int = 0
    known: int = 0
    odd: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def kinds(self) -> Counter[str]:
        """How often each sort of oddity came, by its first words without the numbers."""
        return Counter(re.sub(r"[\d-]+|“.*?”", "…", why.partition("，")[0]) for _, _, why in self.odd)


def load(
    path: Path,
    *,
    origin: str,
    area: Area,
    by: User,
    said: Mapping[str, str] | None = None,
    dry: bool = False,
    channel: str = "",
    sender: str = "",
) -> Loaded:
    """Load every row that is not here yet; all or none. Safe to run again. Raises FileUnreadable.

    `channel` is that of all rows: without it, what another organ sent came by it, all else by the network.
    `sender` is the organ that sent the rows whose own column names none, such as the city's 12345.
    """
    result, times = Loaded(), Counter[str]()
    with everything("petitions import"), transaction.atomic():
        known = set(ImportedRow.objects.filter(origin=origin).values_list("number", flat=True))
        for row in read_rows(path, today=clock.today(), said=said):
            result.rows += 1
            number = numbered(row, times)
            result.odd += [(row.line, row.number, why) for why in row.odd]
            if number in known:
                result.known += 1
                continue
            result.new += 1
            if not dry:
                write(row, number, origin=origin, area=area, by=by, channel=channel, sender=sender)
    return result


def numbered(row: Row, times: Counter[str]) -> str:
    """The row's number; where the file gives it to several rows, each of them has a number of its own."""
    times[row.number] += 1
    if times[row.number] == 1:
        return row.number
    row.odd.append(f"编号“{row.number}”在文件里出现过，记成第 {times[row.number]} 个")
    return f"{row.number}#{times[row.number]}"


def write(row: Row, number: str, *, origin: str, area: Area, by: User, channel: str, sender: str) -> Matter:
    """One petition with the row it came from. Its limits count from the day it was received."""
    begun = datetime.combine(row.received_on, time(12), tzinfo=timezone.get_default_timezone())
    sent = {**row.sent, "sender": row.sent["sender"] or sender}
    if not sent["sender"]:
        sent = {}
    matter = register(
        channel=channel or (Channel.OTHER if sent else Channel.NET),
        **sent,
        received_on=row.received_on,
        request=row.request,
        facts=row.facts,
        area=area,
        by=by,
        petitioners=[dict(row.person)] if row.person else [],
        anonymous=not row.person.get("name"),
        unreachable=not (row.person.get("phone") or row.person.get("address")),
        at=min(begun, clock.now()),
    )
    ImportedRow.objects.create(matter=matter, origin=origin, number=number, rest=dict(row.rest))
    return matter
