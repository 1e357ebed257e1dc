"""The papers of the mediation itself: inquiries, evidence, sessions, the agreement (MD-20 to MD-27). Pure."""

from disputes.dossier.beginning import numbered
from disputes.dossier.record import Record, Settled
from disputes.dossier.wording import made, people_rows, said_duty, sealed, sign, talk_rows
from papers.document.blocks import Heading
from papers.document.fields import TO_SIGN, frame, said_day
from papers.document.forms import Form, Grid, Line, Part, plain

CONFIRMABLE = "双方可以自本协议生效之日起三十日内，共同向有管辖权的人民法院申请司法确认。"


def inquiries(record: Record) -> Form:
    """调查记录: each time somebody was asked, one after the other."""
    parts: list[Part] = []
    for place, talk in enumerate(record.inquiries, start=1):
        parts += [Heading(1, f"第 {place} 次调查"), talk_rows(talk, "调查人", "被调查人"), *plain(talk.notes)]
        parts += sign("被调查人", "调查人")
    return made(record, "调查记录", *parts, day=record.inquiries[-1].at.date() if record.inquiries else None)


def evidence(record: Record) -> Form:
    """证据材料: the list of the files, which are bound behind it."""
    rows = tuple(
        (str(place), scan.name, scan.stage, f"{said_day(scan.on)} {scan.by}")
        for place, scan in enumerate(record.scans, start=1)
    )
    grid = Grid((3, 12, 5, 8), (("序号", "名称", "种类", "何时由谁收到"), *rows), frozenset({0}), head=True)
    return made(record, "证据材料", grid, *plain(f"共 {len(rows)} 份，附后。"))


def sessions(record: Record) -> Form:
    """调解记录: each session, with who was there and what was said (MD-13)."""
    parts: list[Part] = []
    for place, talk in enumerate(record.sessions, start=1):
        parts += [Heading(1, f"第 {place} 次调解"), talk_rows(talk, "调解员", "其他参加人")]
        parts += plain("双方要求不公开，本次调解不公开进行。" if talk.closed_doors else "", talk.notes)
        parts += sign("申请人", "被申请人", "调解员", "记录人")
    return made(
        record, "人民调解记录", *parts, day=record.sessions[-1].at.date() if record.sessions else None
    )


def agreement(record: Record) -> Form:
    """调解协议书, or where they agreed by word of mouth the 口头协议登记表 (MD-20 to MD-24, MD-27)."""
    settled = record.agreement
    if settled is None:
        raise ValueError("还没有协议，出不了这一份。先“达成协议”。")
    return oral(record, settled) if settled.oral else written(record, settled)


def written(record: Record, settled: Settled) -> Form:
    """人民调解协议书: what MD-22 lists, who signs, and in how many copies (MD-24)."""
    signing = [f"{who.part} {who.name}" for who in record.parties]
    return made(
        record,
        "人民调解协议书",
        frame(*people_rows(record.people)),
        Heading(1, "纠纷的主要事实、争议事项"),
        *plain(settled.facts),
        Heading(1, "各方当事人的责任"),
        *plain(settled.duties),
        Heading(1, "协议内容"),
        *plain(settled.content),
        Heading(1, "履行的方式和期限"),
        *plain(*(said_duty(place, duty) for place, duty in enumerate(settled.items, start=1))),
        Heading(1, "其他"),
        *plain(*numbered([CONFIRMABLE, f"{copies(record)}。"])),
        *sign(*signing, dated=False),
        Line(f"调解员（签名）：{TO_SIGN}"),
        *sealed(record, settled.reached_on),
        day=settled.reached_on,
    )


def copies(record: Record) -> str:
    """MD-24: one for each party, one for the committee."""
    return f"本协议一式 {record.copies} 份，当事人各执一份，{record.committee}留存一份"


def oral(record: Record, settled: Settled) -> Form:
    """人民调解口头协议登记表: what the written one says, kept by the mediator (MD-27)."""
    owed = "\n".join(said_duty(place, duty) for place, duty in enumerate(settled.items, start=1))
    recorder = record.sessions[-1].writer if record.sessions else record.mediator
    fields = frame(
        *people_rows(record.people),
        ("主要事实、争议", settled.facts),
        ("各方责任", settled.duties),
        ("协议内容", settled.content),
        ("履行方式、期限", owed),
        ("调解员", record.mediator, "记录人", recorder),
        ("达成日期", said_day(settled.reached_on), "生效日期", said_day(settled.reached_on)),
    )
    return made(
        record,
        "人民调解口头协议登记表",
        fields,
        Line(f"调解员（签名）：{TO_SIGN}", before=1),
        *sealed(record, settled.reached_on),
        day=settled.reached_on,
    )
