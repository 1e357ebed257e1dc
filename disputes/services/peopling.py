"""Parties and who acts for them, after the registration: brought in, put right, gone (MD-16)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter, Person
from casework.services import add_person, perform
from casework.services.people import change
from casework.services.sealing import index_of
from disputes.dictionaries import Nature, PartyRole
from disputes.models import Party
from disputes.models.parties import MOST_SPEAKERS
from security import clock
from security.encryption import blind_index
from security.identifiers import bare

DETAILS = {"name": "姓名", "phone": "电话", "id_number": "证件号码", "address": "住址"}
PARTS = {
    PartyRole.PARTY: Person.Part.PARTY,
    PartyRole.AGENT: Person.Part.AGENT,
    PartyRole.GUARDIAN: Person.Part.OTHER,
}


@transaction.atomic
def bring_in(
    dispute: Matter,
    *,
    by: User,
    role: str,
    name: str,
    side: str = "",
    nature: str = Nature.NATURAL,
    acts_for: Party | None = None,
    authorisation: str = "",
    speaks: bool = False,
    seen: int | None = None,
    **details: str,
) -> Matter:
    """One more party, or somebody who acts for one; who it is stands in the history, masked."""
    refuse_odd(dispute, role, acts_for)
    details["name"] = name
    if role == PartyRole.PARTY:
        refuse_known(dispute, details)
    side = acts_for.side if acts_for else side
    if speaks and current(dispute).filter(speaks=True, side=side).count() >= MOST_SPEAKERS:
        raise MoveDenied(
            f"一方最多推选 {MOST_SPEAKERS} 名代表，已经够了。先让一位退出，或者不勾“推选的代表”。"
        )
    fresh = perform(dispute, "bring_in", by=by, note=PartyRole(role).label, seen=seen)
    person = add_person(fresh, by=by, part=PARTS[PartyRole(role)], **details)
    Party.objects.create(
        matter=fresh,
        person=person,
        side=side,
        nature=nature,
        role=role,
        acts_for=acts_for,
        authorisation=authorisation,
        speaks=speaks,
    )
    return fresh


def current(dispute: Matter) -> Any:
    """The parties of the dispute, those who left and those who act for others not among them."""
    return Party.objects.filter(matter=dispute, role=PartyRole.PARTY, ended_on=None)


def refuse_odd(dispute: Matter, role: str, acts_for: Party | None) -> None:
    """Raise MoveDenied where somebody acts for nobody, or a party for another."""
    if role == PartyRole.PARTY and acts_for is None:
        return
    if role == PartyRole.PARTY:
        raise MoveDenied("当事人自己不选“替哪一位”。代理人、监护人才选。")
    if acts_for is None or not current(dispute).filter(pk=acts_for.pk).exists():
        raise MoveDenied("选一下替哪一位当事人。")


def refuse_known(dispute: Matter, details: dict[str, str], besides: Person | None = None) -> None:
    """Raise MoveDenied for one who is a party already, or mediates: nobody quarrels with themselves."""
    parties = Person.objects.filter(matter=dispute, part=Person.Part.PARTY)
    number = bare(details.get("id_number", ""))
    others = parties.exclude(pk=besides.pk) if besides else parties
    if number and others.filter(sealed__id_number_index=blind_index("id_number", number)).exists():
        raise MoveDenied("已经有一位当事人是这个证件号码。是同一个人的，不用再登记；不是的，检查号码。")
    mediator, phone = dispute.own.mediator, index_of(details.get("phone", ""))
    if mediator and phone and phone == index_of(mediator.user.phone):
        raise MoveDenied(f"这个电话是调解员{mediator}的：当事人自己不能调解。先“换调解员”，再登记。")


@transaction.atomic
def correct(
    dispute: Matter, *, by: User, party: Party, note: str, seen: int | None = None, **details: str
) -> Matter:
    """Put details of somebody right; what is not given stays. Which, and why, stands in the history."""
    given = {name: value for name, value in details.items() if value}
    if not given:
        raise MoveDenied("写上要更正的那一样，其余的不填。")
    if party.matter_id != dispute.pk or party.ended_on:
        raise MoveDenied("选一位现在的当事人或代理人。")
    if party.role == PartyRole.PARTY:
        refuse_known(dispute, given, besides=party.person)
    what = "、".join(label for name, label in DETAILS.items() if name in given)
    fresh = perform(dispute, "correct", by=by, note=f"{party.standing}的{what}：{note}", seen=seen)
    change(party.person, by=by, **given)
    return fresh


@transaction.atomic
def leave(
    dispute: Matter, *, by: User, party: Party, ended_on: date, note: str, seen: int | None = None
) -> Matter:
    """Somebody is in it no more, and who acted for them neither. Both sides stay."""
    if party.matter_id != dispute.pk or party.ended_on:
        raise MoveDenied("选一位现在的当事人或代理人。")
    if not party.matter.registered_at.date() <= ended_on <= clock.today():
        raise MoveDenied("退出的日期要在登记以后、今天以前。")
    others = current(dispute).filter(side=party.side).exclude(pk=party.pk)
    if party.role == PartyRole.PARTY and not others.exists():
        raise MoveDenied("这一方只有这一位，退出就没有双方了。不调解了，点“一方不同意调解”或“终止调解”。")
    fresh = perform(dispute, "leave", by=by, note=f"{party.standing}：{note}", seen=seen)
    going = Party.objects.filter(
        matter=fresh, pk__in=[party.pk, *party.spoken_by.values_list("pk", flat=True)]
    )
    people = list(going.filter(ended_on=None).values_list("person", flat=True))
    Party.objects.filter(pk__in=people).update(ended_on=ended_on, ended_why=note)
    Person.objects.filter(pk__in=people).update(part=Person.Part.OTHER)
    return fresh
