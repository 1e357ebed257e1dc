"""A petition comes in, at whatever window (首接)."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import transaction

from accounts.models import Role, Unit, User
from areas.models import Area
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Attachment, Grant, Matter
from petitions.dictionaries import Category
from petitions.limits import COUNTY_ROUTE, OFFICE_ROUTE, UPWARD
from petitions.models import Petition, Profile
from petitions.services.accusing import hand_of_office, write_down
from petitions.services.people import (
    TEXTS,
    Told,
    add_petitioners,
    hide,
    must_hide,
    refuse_crowd,
    refuse_named,
)
from petitions.services.telling import tell_office
from security import clock
from security.clock import day_begins
from security.context import everything
from security.uploads.checking import Checked

TITLE_LENGTH = 60
OF_A_PART = ("request", "facts", "reasons", "complained", "category", "path", "subject")


@transaction.atomic
def register(
    *,
    channel: str,
    received_on: date,
    request: str,
    facts: str,
    area: Area,
    by: User,
    petitioners: Iterable[Told] = (),
    parts: Iterable[Told] = (),
    veiled: bool = False,
    units: Iterable[Unit] = (),
    users: Iterable[User] = (),
    submission: UUID | None = None,
    files: tuple[Checked, ...] = (),
    grown_from: Matter | None = None,
    at: datetime | None = None,
    **own: Any,
) -> Matter:
    """Write down a petition with who petitions, whose names are kept sealed; it waits for the office.

    `parts` are further requests of the same letter: each becomes a petition of its own of the same people, in
    the same chain (1.2). `units` and `users` are whom it complains of. The limits count from the day it was
    received (T-07). The same submission twice is one petition.
    """
    people = list(petitioners)
    told: dict[str, Any] = {"units": list(units), "users": list(users)}
    given = {"channel": channel, "received_on": received_on, "request": request, "facts": facts, **own}
    refuse_unlawful(given, people)
    first, new = open_one(
        given,
        people,
        by=by,
        area=area,
        veiled=veiled,
        submission=submission,
        grown_from=grown_from,
        at=at,
        **told,
    )
    if not new:
        return first
    keep_files(first, files, by=by)
    hidden = must_hide(given.get("category", ""), veiled)
    open_parts(first, given, parts, people, by=by, area=area, veiled=hidden, at=at, **told)
    return first


def open_parts(
    first: Matter, given: dict[str, Any], parts: Iterable[Told], people: list[Told], **rest: Any
) -> None:
    """Each further request of the letter of `first`: of the same people, in the same chain (1.2)."""
    for part in parts:
        own_words = {name: part.get(name, "") for name in OF_A_PART}
        open_one(given | own_words | {"part_of": first}, people, grown_from=first, **rest)


def refuse_unlawful(given: dict[str, Any], people: list[Told]) -> None:
    """Raise MoveDenied for what no petition can be."""
    if not clock.today() >= given["received_on"]:
        raise MoveDenied("收到日期不能在以后。")
    if not people and not given.get("anonymous"):
        raise MoveDenied("写上信访人；没有留姓名的，勾选“没有留姓名”。")
    refuse_crowd(given["channel"], given.get("joint", False), people, given.get("headcount", 1))


def open_one(
    given: dict[str, Any],
    people: list[Told],
    *,
    by: User,
    area: Area,
    veiled: bool,
    units: list[Unit],
    users: list[User],
    **rest: Any,
) -> tuple[Matter, bool]:
    """One petition of a letter; with whether it is new."""
    category = given.get("category", "")
    hidden = must_hide(category, veiled)
    if hidden:
        refuse_named(people, (str(given.get(name, "")) for name in TEXTS))
    begun = day_begins(given["received_on"])
    matter, new = casework.register(
        Petition,
        title=title_of(given["request"]),
        area=area,
        by=by,
        confidential=category == Category.ACCUSE,
        since={OFFICE_ROUTE: begun, COUNTY_ROUTE: begun, UPWARD: begun},
        veiled=hidden,
        profile=Profile.objects.in_force(clock.today()),
        **rest,
        **given,
    )
    if new:
        add_petitioners(matter, people, by=by, veiled=hidden)
        write_down(matter, units, users)
        place(matter, by, news=rest.get("at") is None)
    return matter, new


def place(matter: Matter, by: User, *, news: bool) -> None:
    """An accusation is in one hand of the petition office from the first moment; it hears of all else, but
    not of history that is loaded.

    Whoever wrote it down and has no part in it sees it till the end of the day, to print the slip.
    """
    if matter.confidential:
        matter.holder = hand_of_office(matter, by)
        Matter.objects.filter(pk=matter.pk).update(holder=matter.holder)
    if news:
        tell_office(matter, by=by, text=f"登记了一件信访：{matter.number}")
        casework.tell_step(matter, "register", by=by)
    if by.is_active and not by.holds({Role.XF_OFFICE}, matter):  # residents themselves see by their code
        let_see(matter, by)


def let_see(matter: Matter, by: User) -> None:
    right = Permission.objects.get(codename="view_matter", content_type__app_label="casework")
    Grant.objects.create(
        user=by,
        permission=right,
        content_object=matter,
        reason="登记人当天打印回执",
        until=clock.today(),
        by=by,
    )


def keep_files(matter: Matter, files: tuple[Checked, ...], *, by: User) -> None:
    """What came with it: scans show whose it is, so they are hidden as they are."""
    if not files:
        return
    with everything("scans"):
        casework.attach_all(matter, files, by=by, stage=Attachment.Stage.BEFORE)
    if matter.own.veiled:
        hide(matter)


def title_of(request: str) -> str:
    """The first sentence of what is asked, short enough for a list."""
    whole = " ".join(request.split())
    first = next((said for said in re.split("[。？；]", whole) if said.strip()), whole).strip()
    return first if len(first) <= TITLE_LENGTH else f"{first[: TITLE_LENGTH - 1]}…"
