"""Which papers there are, in the order of the file, when each can be made and when it is bound. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from disputes.dossier import beginning, ending, middle
from disputes.dossier.record import Record
from papers.document.forms import Form


@dataclass(frozen=True)
class Bound:
    """How the papers stand in the bound file: each name with its first page, all pages, what is missing."""

    lines: tuple[tuple[str, str], ...] = ()
    pages: int = 0
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A paper of the file. `place` is its number in the ministry's order, 0 before the first.

    `lacks` says what has to be done before it can be made, or nothing; `binds` whether it stands in the
    bound file: a form that waits to be signed can be made, and is not bound yet.
    """

    key: str
    place: int
    name: str
    compose: Callable[[Record, Bound], Form]
    lacks: Callable[[Record], str]
    binds: Callable[[Record], bool]


def always(record: Record) -> str:
    return ""


def unless(sentence: str, holds: Callable[[Record], object]) -> Callable[[Record], str]:
    """What is lacking until something holds."""
    return lambda record: "" if holds(record) else sentence


def of(compose: Callable[[Record], Form]) -> Callable[[Record, Bound], Form]:
    """A paper that says the same wherever it stands."""
    return lambda record, bound: compose(record)


def taken(record: Record) -> object:
    return record.accepted_on


def confirmable(record: Record) -> bool:
    return bool(record.effective and not record.effective.oral)


ACCEPT = "还没有受理。先“受理”。"
SHEETS: tuple[Sheet, ...] = (
    Sheet("cover", 0, "封面", of(beginning.cover), always, lambda record: True),
    Sheet(
        "contents",
        0,
        "卷内目录",
        lambda record, bound: beginning.contents(record, bound.lines),
        always,
        lambda record: True,
    ),
    Sheet(
        "application",
        1,
        "人民调解申请书",
        of(beginning.application),
        unless("这件不是当事人申请的，用受理登记表。", lambda record: record.applied),
        lambda record: record.applied,
    ),
    Sheet("registration", 1, "受理登记表", of(beginning.registration), always, lambda record: True),
    Sheet(
        "declined",
        1,
        "不受理告知书",
        of(ending.declined),
        unless("这件没有不受理。", lambda record: record.declined_on),
        lambda record: bool(record.declined_on),
    ),
    Sheet(
        "rights",
        2,
        "权利义务告知书",
        of(beginning.rights),
        unless(ACCEPT, taken),
        lambda record: bool(record.notified_on),
    ),
    Sheet(
        "identity",
        3,
        "当事人身份证明",
        of(beginning.identity),
        unless(ACCEPT, taken),
        lambda record: record.identified,
    ),
    Sheet(
        "mandate",
        4,
        "授权委托书",
        of(beginning.mandate),
        unless(ACCEPT, taken),
        lambda record: bool(record.of("代理人")),
    ),
    Sheet(
        "inquiries",
        5,
        "调查记录",
        of(middle.inquiries),
        unless("还没有调查记录。先“记一次调查”。", lambda record: record.inquiries),
        lambda record: bool(record.inquiries),
    ),
    Sheet(
        "evidence",
        6,
        "证据材料",
        of(middle.evidence),
        unless("还没有附件。先“加附件”。", lambda record: record.scans),
        lambda record: bool(record.scans),
    ),
    Sheet(
        "sessions",
        7,
        "调解记录",
        of(middle.sessions),
        unless("还没有调解记录。先“记一次调解”。", lambda record: record.sessions),
        lambda record: bool(record.sessions),
    ),
    Sheet(
        "ended",
        7,
        "终止调解告知书",
        of(ending.ended),
        unless("调解没有终止。", lambda record: record.ending),
        lambda record: bool(record.ending),
    ),
    Sheet(
        "agreement",
        8,
        "调解协议书（口头协议登记表）",
        of(middle.agreement),
        unless("还没有协议。先“达成协议”。", lambda record: record.agreement),
        lambda record: bool(record.effective),
    ),
    Sheet(
        "performance",
        9,
        "履行凭证",
        of(ending.performance),
        unless("协议还没有生效。", lambda record: record.effective),
        lambda record: bool(
            record.effective and any(duty.paid or duty.done_on for duty in record.effective.items)
        ),
    ),
    Sheet(
        "visits",
        10,
        "回访记录",
        of(ending.visits),
        unless("还没有回访。", lambda record: record.visits),
        lambda record: bool(record.visits),
    ),
    Sheet(
        "confirmation",
        11,
        "司法确认申请书",
        of(ending.confirmation),
        unless("书面协议生效以后才能申请司法确认。", confirmable),
        lambda record: record.confirmed,
    ),
    Sheet(
        "court",
        11,
        "司法确认材料",
        of(ending.court),
        unless("还没有向法院申请过。先“申请司法确认”。", lambda record: record.trials),
        lambda record: bool(record.trials),
    ),
    Sheet(
        "account",
        12,
        "卷宗情况说明",
        lambda record, bound: ending.account(record, bound.lacking, bound.pages),
        always,
        lambda record: True,
    ),
    Sheet(
        "back",
        13,
        "备考表（封底）",
        lambda record, bound: ending.back(record, bound.pages),
        always,
        lambda record: True,
    ),
)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
FRONT = frozenset({"cover", "contents"})  # they bear no page numbers
NEEDS_PAGES = frozenset({"contents", "account", "back"})


def bound_sheets(record: Record) -> tuple[Sheet, ...]:
    """The papers of this dispute's file, in their order."""
    return tuple(sheet for sheet in SHEETS if sheet.binds(record) and not sheet.lacks(record))
