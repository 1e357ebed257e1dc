"""Why a move of a task may not be made by this user: nobody approves what they asked for (LG-04)."""

from typing import Any


def last_by(matter: Any, move: str) -> int | None:
    """Who made this move last."""
    found = matter.events.filter(move=move).order_by("pk").last()
    return found.by_id if found else None


def handed_in_by_another(matter: Any, by: Any) -> str:
    """What somebody handed in is checked by somebody else (LG-04)."""
    return "这是您自己提交的，要由另一个人审核。" if last_by(matter, "submit") == by.pk else ""


def cancelling_asked_by_another(matter: Any, by: Any) -> str:
    """Whoever asked that it be cancelled does not decide so (LG-04)."""
    return "这是您自己申请的，要由另一个人来批。" if last_by(matter, "ask_cancel") == by.pk else ""
