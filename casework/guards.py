"""Why a move may not be made though the status and the duty allow it. Each reads the matter, asks no more.

A guard gives the sentence that says why not, and what to do; or nothing.
"""

from typing import Any

RETURNS_AT_MOST = 2


def not_returned_yet(matter: Any, by: Any) -> str:
    """T3: the first return goes to whoever dispatches."""
    return "已经退回过 1 次。刷新页面，用“再次退回”。" if matter.returns else ""


def returned_once(matter: Any, by: Any) -> str:
    """T3: the second return goes to whoever decides in the end; there is no third."""
    if matter.returns >= RETURNS_AT_MOST:
        return "已经退回过 2 次，承办单位由兜底负责人定了，不能再退回。办不了就请派单的人“撤回”。"
    return "" if matter.returns else "还没有退回过，用“退回”。"


def meant_for_them(matter: Any, by: Any) -> str:
    """What was put into somebody's hands to decide is theirs alone."""
    if matter.holder_id in (None, by.pk):
        return ""
    return f"这件由{matter.holder}来定。您可以看，等定了再办。"


def asked_by_another(matter: Any, by: Any) -> str:
    """Nobody approves what they asked for."""
    asked = matter.postponement
    return "这是您自己申请的，要由另一个人来批。" if asked and asked.asked_by_id == by.pk else ""


def not_supervised(matter: Any, by: Any) -> str:
    running = matter.supervision
    return f"{running.by}已经在督办，到 {running.until:%Y-%m-%d}。先解除，再重新督办。" if running else ""


def put_it_themselves(matter: Any, by: Any) -> str:
    """Whoever put it under supervision lifts it; where they left, anybody of their kind."""
    running = matter.supervision
    if running is None:
        return "现在没有在督办。"
    if running.by_id == by.pk or not running.by.is_active:
        return ""
    return f"是{running.by}督办的，由{running.by}来解除；办结时自动解除。"


def other_is_open(matter: Any, by: Any) -> str:
    """What was merged can be taken out while the other is open."""
    leading = matter.follows
    if leading is None:
        return "和它一起办的那件您看不到，不能拆开。请综治中心来拆。"
    if leading.closed_at:
        return f"{leading.number} 已经{leading.status_label}，不能拆开。没办好的，在那件上“重新办理”。"
    return ""
