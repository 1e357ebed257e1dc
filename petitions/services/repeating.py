"""First or repeated (domain.md 1.6): a clerk says so, of the petition and never of the person."""

from typing import Any

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from petitions.services.steps import step


def mark_repeat(petition: Matter, *, of: Matter, by: User, note: str = "", **rest: Any) -> Matter:
    """The same people ask the same again. It keeps its own clocks; figures count it as a repeat.

    While the earlier one is being handled they belong together instead: there it is merged (1.6 a).
    """
    if of.pk == petition.pk:
        raise MoveDenied("这就是它自己。写以前那一件的编号。")
    if of.kind != petition.kind:
        raise MoveDenied("写以前那件信访件的编号。")
    if of.registered_at > petition.registered_at:
        raise MoveDenied(f"{of.number} 登记得比这件晚。到那一件上去记。")
    return step(petition, "mark_repeat", by=by, note=note, is_repeat=True, repeats=of, **rest)


def mark_first(petition: Matter, *, by: User, note: str, **rest: Any) -> Matter:
    """It was marked in error, or brings new facts and reasons (XF-41)."""
    return step(petition, "mark_first", by=by, note=note, is_repeat=False, repeats=None, **rest)
