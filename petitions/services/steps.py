"""One step of a petition: whoever is hidden is not named to those from whom they are hidden (XF-61)."""

from collections.abc import Iterable
from typing import Any

from accounts.models import UNVEILERS, User
from casework.exceptions import MoveDenied
from casework.models import Matter, Person
from casework.services import perform
from casework.services.sealing import index_of
from petitions.models import Petitioner
from security.context import everything
from security.encryption import blind_index

SHORTEST, LONGEST = 2, 4  # signs of a name that are looked for; of a longer one the first four
NAMED_BEFORE = "这段话里写了信访人的姓名，那件信访件隐去了他们，办这一件的人会看到。改成“信访人”再提交。"
NAMED = "这段话里写了信访人的姓名，承办单位会看到。改成“信访人”再提交。"


def step(matter: Matter, move: str, *, by: User, note: str = "", **rest: Any) -> Matter:
    """Make the move. Raises MoveDenied where its words name a hidden petitioner, or it is by a petitioner."""
    if move != "recuse":
        refuse_own(matter, by)
    refuse_names(matter, by, note, *(value for value in rest.values() if isinstance(value, str)))
    return perform(matter, move, by=by, note=note, **rest)


def refuse_own(matter: Matter, by: User) -> None:
    """Raise MoveDenied for an official who petitions here, as far as the phone tells: they may step aside,
    and no more (XF-10). Asked in the portal's own name: of a hidden petitioner the unit sees no row.
    """
    if not (phone := index_of(by.phone)):
        return
    with everything("own petition"):
        people = Person.objects.filter(matter=matter, part=Person.Part.REPORTER)
        own = people.filter(sealed__phone_index=phone).exists()
    if own:
        raise MoveDenied("这件的信访人留的是您的电话：自己的信访件由别的人来办。点“回避”，换一个人。")


def refuse_names(matter: Matter, by: User, *texts: str) -> None:
    """Raise MoveDenied where a hidden petitioner is named. Only whoever may know them is asked: anybody else
    would learn the name from the refusal itself.
    """
    if matter.own.veiled and may_know(matter, by) and named_in(matter, texts):
        raise MoveDenied(NAMED)


def may_know(petition: Matter, by: User) -> bool:
    """May this official know who petitions, also where they are hidden?"""
    return any(petition.area_id.startswith(area) for area in by.covers(UNVEILERS))


def refuse_names_before(matter: Matter, kind: str, by: User, words: list[str]) -> None:
    """What grew from a petition does not name whom that hides, either (casework/naming.py). A petition's own
    steps look for themselves.
    """
    if kind == "petition" or not words or not by.covers(UNVEILERS):
        return
    for petition in Matter.objects.filter(chain=matter.chain, petition__veiled=True):
        if may_know(petition, by) and named_in(petition, words):
            raise MoveDenied(NAMED_BEFORE)


def named_in(matter: Matter, texts: Iterable[str]) -> bool:
    """Does a text name a petitioner? By blind indexes of their names: the portal cannot read the vault."""
    known = set(Petitioner.objects.filter(matter=matter).values_list("name_index", flat=True)) - {""}
    return bool(known) and any(index_of_name(matter, piece) in known for piece in pieces(texts))


def pieces(texts: Iterable[str]) -> set[str]:
    """All runs of two to four signs of the texts, spaces left out."""
    found: set[str] = set()
    for text in texts:
        whole = "".join(text.split())
        for length in range(SHORTEST, LONGEST + 1):
            found |= {whole[start : start + length] for start in range(len(whole) - length + 1)}
    return found


def index_of_name(matter: Matter, name: str) -> str:
    """The blind index of a name in this matter alone; "" for what is too short to be looked for."""
    bare = "".join(name.split())[:LONGEST]
    return blind_index(f"petitioner:{matter.pk}", bare) if len(bare) >= SHORTEST else ""
