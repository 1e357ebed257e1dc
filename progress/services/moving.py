"""The one way by which a return moves: the row is locked, the move looked up, and written down."""

from typing import Any

from django.db import transaction

from accounts.models import User
from pilot.models.group import county_of, writes_list
from progress.exceptions import ProgressDenied
from progress.models import Return, Step
from progress.models.returns import fills, signs
from progress.workflow import HEAD, MOVES, UNIT

WHOSE = {
    UNIT: "这是{unit}的报送，由{unit}的人来填。",
    HEAD: "要由{unit}的负责人签报。请负责人登录来签。",
    "office": "这一步由县领导小组办公室来做。",
}


def may(user: User, sheet: Return, who: str) -> bool:
    """Is the move this user's to make, as far as the post goes?"""
    if who == UNIT:
        return fills(user, sheet.unit_id)
    if who == HEAD:
        return signs(user, sheet.unit_id)
    in_office = writes_list(user) and sheet.area_id == county_of(user)
    return in_office and not (fills(user, sheet.unit_id) or signs(user, sheet.unit_id))


def refuse(holds: bool, sentence: str) -> None:
    if not holds:
        raise ProgressDenied(sentence)


def locked(sheet: Return) -> Return:
    """As it now stands, held to the end."""
    return Return.objects.select_for_update(of=("self",)).select_related("unit").get(pk=sheet.pk)


def open_to(user: User, sheet: Return) -> list[str]:
    """The moves that this user can make now."""
    return [
        name for name, move in MOVES.items() if sheet.state in move.sources and may(user, sheet, move.who)
    ]


def checked(sheet: Return, name: str, by: User) -> Return:
    """The return, locked, where this move is open to this user. Raises ProgressDenied."""
    move = MOVES[name]
    refuse(may(by, sheet, move.who), WHOSE[move.who].format(unit=sheet.unit))
    fresh = locked(sheet)
    where = fresh.get_state_display()
    refuse(fresh.state in move.sources, f"现在是“{where}”，不能{move.label}。刷新这一页看看。")
    return fresh


@transaction.atomic
def perform(sheet: Return, name: str, *, by: User, note: str = "", **changes: Any) -> Return:
    """Make the move, with what changes along with it, and write it down. Raises ProgressDenied."""
    fresh = checked(sheet, name, by)
    fresh.state = MOVES[name].target
    for field, value in changes.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=["state", *changes])
    Step.objects.create(sheet=fresh, move=name, by=by, note=note)
    return fresh
