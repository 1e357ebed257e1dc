"""What a county's own form of a paper may ask for, by name: `{{ 申请人 }}` in a Word file. Pure."""

from collections.abc import Callable, Iterable

from disputes.dossier.beginning import outcome
from disputes.dossier.ending import stands, stated
from disputes.dossier.record import Record, Talk, Who
from disputes.dossier.sheets import NEEDS_PAGES, Bound
from disputes.dossier.wording import names, said_duty, said_moment, said_money
from papers.document.fields import said_day


def person(who: Who) -> str:
    """One line: name, number, phone, address, what is not known left out."""
    number = "信用代码" if who.legal else "身份证号"
    known = ((number, who.id_number), ("电话", who.phone), ("住址", who.address))
    return "，".join([who.name, *(f"{label}{value}" for label, value in known if value)])


def persons(people: Iterable[Who]) -> str:
    return "\n".join(f"{who.part}：{person(who)}" for who in people)


def talks(held: Iterable[Talk]) -> str:
    """Each talk under when and where it was held."""
    return "\n".join(f"{said_moment(one.at)} {one.place} {one.others}\n{one.notes}" for one in held)


def duties(record: Record) -> str:
    items = record.agreement.items if record.agreement else ()
    return "\n".join(said_duty(place, duty) for place, duty in enumerate(items, start=1))


def performed(record: Record) -> str:
    items = record.effective.items if record.effective else ()
    return "\n".join(f"{duty.text}：{stands(duty)}" for duty in items)


def visited(record: Record) -> str:
    return "\n".join(f"{said_day(one.on)} {one.performance} {one.notes}" for one in record.visits)


def of_agreement(name: str) -> Callable[[Record], str]:
    """A text of the agreement, or nothing while there is none."""
    return lambda record: getattr(record.agreement, name) if record.agreement else ""


PLACEHOLDERS: dict[str, Callable[[Record], str]] = {
    "卷号": lambda record: record.volume,
    "编号": lambda record: record.number,
    "调委会": lambda record: record.committee,
    "地点": lambda record: record.place,
    "县": lambda record: record.county,
    "纠纷类型": lambda record: record.justice_type,
    "来源": lambda record: record.source,
    "请求": lambda record: record.request,
    "事实": lambda record: record.facts,
    "涉及金额": lambda record: said_money(record.amount),
    "涉及人数": lambda record: f"{record.heads} 人",
    "登记人": lambda record: record.registrar,
    "登记日期": lambda record: said_day(record.registered_on),
    "受理日期": lambda record: said_day(record.accepted_on),
    "告知日期": lambda record: said_day(record.notified_on),
    "调解员": lambda record: record.mediator,
    "怎样确定": lambda record: record.selection,
    "当事人": lambda record: persons(record.people),
    "申请人": lambda record: names(record.of("申请人")),
    "被申请人": lambda record: names(record.of("被申请人")),
    "代理人": lambda record: names(record.of("代理人")),
    "调查记录": lambda record: talks(record.inquiries),
    "调解记录": lambda record: talks(record.sessions),
    "主要事实": of_agreement("facts"),
    "各方责任": of_agreement("duties"),
    "协议内容": of_agreement("content"),
    "履行事项": duties,
    "履行情况": performed,
    "达成日期": lambda record: said_day(record.agreement.reached_on) if record.agreement else "",
    "生效日期": lambda record: said_day(record.effective.effective_on) if record.effective else "",
    "协议份数": lambda record: str(record.copies),
    "回访记录": visited,
    "附件清单": lambda record: "\n".join(scan.name for scan in record.scans),
    "结果": outcome,
    "终止原因": lambda record: f"{record.ending} {record.ending_note}".strip(),
    "终止日期": lambda record: said_day(record.ended_on),
    "其他途径": lambda record: f"{record.way} {record.way_note}".strip(),
    "不受理理由": lambda record: f"{record.refusal} {record.refusal_note}".strip(),
    "不受理日期": lambda record: said_day(record.declined_on),
    "立卷人": lambda record: record.filed_by,
    "立卷日期": lambda record: said_day(record.filed_on),
    "今天": lambda record: said_day(record.today),
}


# Of the papers that speak of the bound file: known only when all of it is laid out.
COUNTED: dict[str, Callable[[Record, Bound], str]] = {
    "卷内目录": lambda record, bound: "\n".join(
        f"{place}. {name}，第 {page} 页" for place, (name, page) in enumerate(bound.lines, start=1)
    ),
    "本卷页数": lambda record, bound: f"{bound.pages} 页",
    "附件份数": lambda record, bound: f"{len(record.scans)} 份",
    "还缺什么": lambda record, bound: "、".join(bound.lacking) or "必备材料齐全",
    "情况说明": lambda record, bound: "\n".join(stated(record, bound.lacking, bound.pages)),
}


def names_for(paper: str) -> frozenset[str]:
    """The placeholders that this paper's form may ask for."""
    return frozenset({*PLACEHOLDERS, *(COUNTED if paper in NEEDS_PAGES else ())})


def values(paper: str, record: Record, bound: Bound) -> dict[str, str]:
    """What stands for each placeholder of this paper in this dispute."""
    found = {name: say(record) for name, say in PLACEHOLDERS.items()}
    if paper in NEEDS_PAGES:
        found |= {name: say(record, bound) for name, say in COUNTED.items()}
    return found
