"""What is left when it is quiet again, held against what was acknowledged (safety.md 4.3)."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count

from audit.verifying import verify
from casework.models import Deadline, Event, Matter, Message, Notice
from casework.workflow import Workflow
from chaos.gateway import Gateway
from security import clock

OFF_THE_TABLE = {"register", "nudge"}


@dataclass(frozen=True)
class Line:
    """One count of the verdict. `wrong` are those that must be none."""

    name: str
    count: int
    wrong: bool = False

    @property
    def good(self) -> bool:
        return not self.wrong or self.count == 0


def acknowledged(files: Iterable[Path]) -> list[dict[str, Any]]:
    """What the writers were told; a line that a kill has torn was never told to anybody."""
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
    return found


def of_writes(told: list[dict[str, Any]]) -> list[Line]:
    """Each write that was acknowledged is there, once; each history is a way through the table."""
    keys = {said["key"]: said["matter"] for said in told if "key" in said}
    moves = {(said["matter"], said["move"]) for said in told if "move" in said}
    submissions = Matter.objects.exclude(submission=None).values_list("submission", "pk")
    there = {str(submission): pk for submission, pk in submissions}
    events = Counter(Event.objects.order_by().values_list("matter", "move"))
    lost = sum(there.get(key) != pk for key, pk in keys.items())
    lost += sum((pk, move) not in events for pk, move in moves)
    return [
        Line("确认过的写入", len(told)),
        Line("一个写入也没有", int(not told), wrong=True),
        Line("确认过却丢了的", lost, wrong=True),
        Line("写了两遍的", sum(count - 1 for count in events.values()), wrong=True),
        Line("不合流程的经过", sum(map(illegal, Matter.objects.prefetch_related("events"))), wrong=True),
    ]


def illegal(matter: Matter) -> bool:
    """Is the history no way through the table, or another than the status says?"""
    flow: Workflow = matter.flow
    status = ""
    for event in sorted(matter.events.all(), key=lambda event: event.pk):
        move = flow.moves.get(event.move)
        legal = event.move in OFF_THE_TABLE or (
            move is not None and event.from_status in move.sources and event.to_status == move.target
        )
        if event.from_status != status or not legal:
            return True
        status = event.to_status
    return status != matter.status


def of_messages(gateway: Gateway) -> list[Line]:
    """Each reminder is written once, and out once."""
    doubled = (
        Notice.objects.order_by().values("recipient", "matter", "heading", "text").annotate(n=Count("pk"))
    )
    sent = Message.objects.filter(state=Message.State.SENT)
    parcels = {str(parcel) for parcel in sent.values_list("parcel", flat=True)}
    return [
        Line("提醒", Notice.objects.count()),
        Line("写了两遍的提醒", sum(row["n"] - 1 for row in doubled if row["n"] > 1), wrong=True),
        Line("该提醒没提醒的期限", untold(), wrong=True),
        Line("外发消息", Message.objects.count()),
        Line("没发出去的", Message.objects.exclude(state=Message.State.SENT).count(), wrong=True),
        Line("说发了网关却没收到的", len(parcels - gateway.handed.keys()), wrong=True),
        Line("换个编号又发一遍的", len(gateway.handed.keys() - parcels), wrong=True),
        Line("同一编号内容变了的", gateway.changed, wrong=True),
        Line("同一编号重发的（网关认得，不算两遍）", gateway.resent),
    ]


def untold() -> int:
    """Limits that are over, and nobody was told: of those that remind by themselves."""
    over = Deadline.objects.telling().filter(due_at__lte=clock.asked())
    return over.exclude(told__in=[Deadline.Told.OVERDUE, Deadline.Told.OFFICE]).count()


def of_record() -> list[Line]:
    """The record of writes is whole."""
    verdict = verify()
    return [Line("审计核对发现的问题", len(verdict.findings), wrong=True)]
