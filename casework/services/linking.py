"""一码到底: what grew from what, and the one code of a whole chain."""

from typing import Any

from django.db import connection, transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Link, Matter
from casework.services.moves import perform
from security.context import admit, everything


@transaction.atomic
def link(matter: Matter, *, to: Matter, by: User, grew_into: bool, note: str = "", **step: Any) -> Matter:
    """Say that the one grew from the other. From then on both chains have one code, whatever hangs on them.

    Only the words are written into the history: not everybody who reads it may know of the other.
    """
    if matter.pk == to.pk:
        raise MoveDenied("这就是它自己。写另一件的编号。")
    admit(to.pk)
    with connection.cursor() as cursor:  # of two links at once the second sees the first one's codes
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('casework_chain'))")
    source, target = (matter, to) if grew_into else (to, matter)
    if Link.objects.filter(source__in=[source, target], target__in=[source, target]).exists():
        raise MoveDenied(f"和 {to.number} 已经关联过了。")
    fresh = perform(matter, "link", by=by, note=note, **step)
    Link.objects.create(source=source, target=target)
    join_chains(fresh, Matter.objects.get(pk=to.pk))
    return fresh


def join_chains(matter: Matter, other: Matter) -> None:
    """Give both chains the code of whichever came first: its papers may be in somebody's hands."""
    first, second = sorted([matter, other], key=lambda one: (one.registered_at, one.pk))
    with everything("chains"):  # some of them may be out of this user's sight
        Matter.objects.filter(chain=second.chain).update(chain=first.chain)
    matter.chain = first.chain


def refuse_open_children(matter: Matter, *, by: User, why: str = "") -> None:
    """T6: raise MoveDenied where something that grew from the matter is still open, naming it.

    Unless it is said why that need not be done first. What is out of the user's sight is not asked for.
    """
    if why:
        return
    if open_ones := list(open_children(matter, by)):
        raise MoveDenied(unfinished(open_ones))


def open_children(matter: Matter, by: User) -> Any:
    """What grew from the matter and is still open, as far as the user sees."""
    return Matter.objects.visible_to(by).open().filter(grew_from__source=matter.pk).order_by("pk").distinct()


def unfinished(matters: list[Matter]) -> str:
    """The sentence that names them (ux.md 7.4)."""
    named = "、".join(str(matter) for matter in matters)
    return f"还有 {len(matters)} 件子案没办结：{named}。先办结它们，或说明为什么不用办。"
