"""Petitioners: written down sealed, hidden where they ask for it, put right."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Attachment, Matter, Person
from petitions.dictionaries import Category, Channel
from petitions.models import Petition, Petitioner
from petitions.models.petitioners import MOST_REPRESENTATIVES
from petitions.services.steps import index_of_name, named_in, step
from security.context import admit, everything

Told = Mapping[str, Any]
TEXTS = ("request", "facts", "reasons", "purpose", "complained")
IN_TEXT = "请求、事实、理由里写了信访人的姓名，承办单位会看到。改成“信访人”再隐去。"


def add_petitioners(petition: Matter, people: Iterable[Told], *, by: User, veiled: bool) -> None:
    """Write down who petitions. In the portal's own name: a window may not read them after."""
    with everything("petitioners"):
        for told in people:
            given = dict(told)
            represents, is_body = given.pop("represents", False), given.pop("is_body", False)
            person = casework.add_person(petition, by=by, part=Person.Part.REPORTER, **given)
            Petitioner.objects.create(
                matter=petition,
                person=person,
                represents=represents,
                is_body=is_body,
                name_index=index_of_name(petition, given.get("name", "")),
            )
        if veiled:
            hide(petition)


def hide(petition: Matter, *, hidden: bool = True) -> None:
    """Hide the petitioners of a petition, and what they sent, from all but the petition office, or not."""
    with everything("veil"):
        Person.objects.filter(matter=petition, part=Person.Part.REPORTER).update(veiled=hidden)
        Attachment.objects.filter(matter=petition).update(veiled=hidden)


def refuse_crowd(channel: str, joint: bool, people: Iterable[Told], headcount: int) -> None:
    """Raise MoveDenied where those who come together have too many to speak for them, or none (XF-06)."""
    people = list(people)
    speaking = sum(bool(told.get("represents")) for told in people)
    if len(people) > headcount:
        raise MoveDenied(f"信访人已经写了 {len(people)} 个，人数不能比这少。")
    if channel != Channel.VISIT or not joint:
        return
    if speaking > MOST_REPRESENTATIVES:
        raise MoveDenied(f"多人走访的代表最多 {MOST_REPRESENTATIVES} 人，现在是 {speaking} 人。请大家推选。")
    if not speaking:
        raise MoveDenied("多人走访的要推选代表，1 到 5 人。勾选谁是代表。")


def refuse_named(people: Iterable[Told], texts: Iterable[str]) -> None:
    """Raise MoveDenied where the words of a petition name one who is to be hidden."""
    said = "".join("".join(texts).split())
    names = ("".join(str(told.get("name", "")).split()) for told in people)
    if any(len(name) > 1 and name in said for name in names):
        raise MoveDenied(IN_TEXT)


@transaction.atomic
def veil(petition: Matter, *, by: User, note: str = "", seen: int | None = None, **texts: str) -> Matter:
    """The petitioner asks not to be known to the unit; texts may be written anew, without the name."""
    fresh = step(petition, "veil", by=by, note=note, seen=seen, veiled=True, **texts)
    keep_unnamed(fresh)
    hide(fresh)
    return fresh


def keep_unnamed(petition: Matter) -> None:
    """Raise MoveDenied where what is written already names them: history cannot be written anew."""
    own: Petition = petition.own
    if named_in(petition, [petition.title, *(getattr(own, name) for name in TEXTS)]):
        raise MoveDenied(IN_TEXT)
    if named_in(petition, petition.events.values_list("note", flat=True)):
        raise MoveDenied("经过里已经写了信访人的姓名，隐去也来不及了。请新登记一件，原来那件并过去。")


@transaction.atomic
def unveil(petition: Matter, *, by: User, note: str, seen: int | None = None) -> Matter:
    """They no longer mind, and said so."""
    fresh = step(petition, "unveil", by=by, note=note, seen=seen, veiled=False)
    hide(fresh, hidden=False)
    return fresh


@transaction.atomic
def correct(
    petition: Matter, *, person: Person, by: User, note: str = "", seen: int | None = None, **given: str
) -> Matter:
    """Put a petitioner's details right; what is not given stays as it was sealed."""
    if not given:
        raise MoveDenied("写上要更正的内容，不改的不填。")
    fresh = step(petition, "correct", by=by, note=note, seen=seen)
    refuse_named(
        [given], [fresh.title, *(getattr(fresh.own, name) for name in TEXTS)] if fresh.own.veiled else []
    )
    admit(fresh.pk)
    casework.change(person, by=by, **given)
    if "name" in given:
        index = index_of_name(fresh, given["name"])
        Petitioner.objects.filter(person=person).update(name_index=index)
    return fresh


def must_hide(category: str, asked: bool) -> bool:
    """Is the petitioner hidden? Always, where somebody is accused (XF-60)."""
    return asked or category == Category.ACCUSE
