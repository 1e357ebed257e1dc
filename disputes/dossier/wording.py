"""How the papers of a file say days, money and people, and where they are signed. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from disputes.amounts import in_capitals
from disputes.dossier.record import Duty, Record, Talk, Who
from papers.document.fields import TO_DATE, TO_SIGN, frame, said_day, seal_of
from papers.document.forms import CHARACTERS, Form, Grid, Line, Part

SHORTEST = 8  # half characters that a name is still written on


def said_moment(at: datetime) -> str:
    return f"{said_day(at.date())}{at:%H:%M}"


def said_money(amount: Decimal | None) -> str:
    """In figures and in capitals, of one number (M3)."""
    return f"{amount:,.2f} 元（大写：{in_capitals(amount)}）" if amount is not None else ""


def said_duty(place: int, duty: Duty) -> str:
    """One thing owed, as a clause of what was picked: what, to which day, how, and how much (M3, MD-22)."""
    how = f"，方式：{duty.manner}" if duty.manner else ""
    money = f"，金额 {said_money(duty.amount)}" if duty.amount is not None else ""
    return f"{place}. {duty.text.rstrip('。；')}，于 {said_day(duty.due_on)} 以前履行{how}{money}。"


def names(people: Iterable[Who]) -> str:
    return "、".join(who.name or "（没有写姓名）" for who in people)


def sign(*who: str, dated: bool = True) -> tuple[Part, ...]:
    """Lines to sign on, and the day."""
    lines = [
        Line(text, before=0 if place or again else 1)
        for place, one in enumerate(who)
        for again, text in enumerate(to_sign(f"{one}（签名、盖章或按指印）："))
    ]
    return (*lines, *((Line(TO_DATE, "right", before=1),) if dated else ()))


def to_sign(asked: str) -> tuple[str, ...]:
    """What is asked for and where to write it: on one line, or below it where the name is a long one."""
    room = 2 * CHARACTERS - sum(2 if unicodedata.east_asian_width(one) in "FWA" else 1 for one in asked) - 1
    return (asked + TO_SIGN[:room],) if room >= SHORTEST else (asked, TO_SIGN)


def sealed(record: Record, day: date | None) -> tuple[Part, ...]:
    """The committee's name above the day, where its seal goes."""
    return seal_of(record.committee, day)


def person_rows(who: Who) -> tuple[tuple[str, ...], ...]:
    """A party's details as four labelled fields."""
    number = "信用代码" if who.legal else "身份证号"
    return (
        (who.part, who.name, "电话", who.phone),
        (number, who.id_number, "住址", who.address),
    )


def people_rows(people: Iterable[Who]) -> tuple[tuple[str, ...], ...]:
    return tuple(row for who in people for row in person_rows(who))


def talk_rows(talk: Talk, who: str, others: str) -> Grid:
    """When, where and with whom somebody spoke."""
    return frame(
        ("时间", said_moment(talk.at), "地点", talk.place),
        (who, talk.mediator, "记录人", talk.writer),
        (others, talk.others or "没有"),
    )


def made(record: Record, title: str, *parts: Part, day: date | None = None) -> Form:
    """A paper of this file, with its number below the title."""
    number = Line(record.volume, "right")
    return Form(title, record.committee, day or record.registered_on, (number, *parts))
