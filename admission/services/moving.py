"""The one way by which a request moves: the row is locked, the move looked up, and written down."""

from typing import Any

from django.db import transaction

from accounts.models import Duty, User
from admission.exceptions import AdmissionDenied
from admission.models import Request, Step
from admission.selectors import asked_columns, asking_units, in_sum
from admission.workflow import ASKER, MOVES, OFFICE, WITH_WORDS
from casework import services as casework
from pilot.models.group import county_of, writes_list
from security import clock

WHOSE = {
    ASKER: "这是{unit}的申请，由{unit}的人来办。",
    OFFICE: "由县领导小组办公室的另一个人来审批，写的人、送的人不能自己批。",
    "either": "由{unit}或者县领导小组办公室来停用。",
}


def refuse(holds: bool, sentence: str) -> None:
    if not holds:
        raise AdmissionDenied(sentence)


def locked(request: Request) -> Request:
    """As it now stands, held to the end."""
    return Request.objects.select_for_update(of=("self",)).select_related("unit").get(pk=request.pk)


def may(user: User, request: Request, who: str) -> bool:
    """Is the move this user's to make, as far as the post goes?"""
    asks = request.unit_id in asking_units(user)
    in_office = writes_list(user) and request.area_id == county_of(user)
    decides = in_office and user.pk not in (request.by_id, request.sent_by_id)
    return {ASKER: asks, OFFICE: decides}.get(who, asks or in_office)


def hold_may(user: User, request: Request, who: str) -> None:
    """Raise AdmissionDenied where the move is not this user's."""
    refuse(may(user, request, who), WHOSE[who].format(unit=request.unit))


def open_to(user: User, request: Request) -> list[str]:
    """The moves that this user can make now."""
    return [
        name
        for name, move in MOVES.items()
        if request.state in move.sources and may(user, request, move.who) and fits(request, name)
    ]


def fits(request: Request, name: str) -> bool:
    """With nothing to ask it is taken; with something, handed in."""
    return name not in ("take", "submit") or bool(asked_columns(request)) == (name == "submit")


@transaction.atomic
def press(request: Request, name: str, *, by: User, note: str = "") -> Request:
    """Make the move and write it down. Raises AdmissionDenied."""
    move = MOVES[name]
    hold_may(by, request, move.who)  # first: of what somebody may not write the database locks nothing
    fresh = locked(request)
    hold_may(by, fresh, move.who)
    refuse(fresh.state in move.sources, f"现在是“{fresh.standing}”，不能{move.label}。刷新这一页看看。")
    refuse(bool(note.strip()) or name not in WITH_WORDS, f"写一句为什么{move.label}。")
    before = changes(fresh, name, by)
    for field, value in before.items():
        setattr(fresh, field, value)
    fresh.state = move.target
    fresh.save(update_fields=["state", *before])
    Step.objects.create(request=fresh, move=name, by=by, note=note.strip())
    tell(fresh, name, note)
    return fresh


def changes(request: Request, name: str, by: User) -> dict[str, Any]:
    """What changes along with the move. Raises AdmissionDenied where something is still to do."""
    if name in ("take", "submit"):
        columns = list(request.columns.all())
        refuse(
            all(one.answer != "open" for one in columns), f"{in_sum(columns)}。核对完再{MOVES[name].label}。"
        )
        refuse(fits(request, name), "有要问的栏就送审批，一栏也不问就直接取。")
    if name == "submit":
        refuse(request.until >= clock.today(), "结束的日子已经过了，改一个再送。")
        spent = request.cost(len(asked_columns(request)), request.asked.count())
        return {"sent_by": by, "spent": spent}
    if name in ("approve", "refuse"):
        return {"decided_by": by, "decided_at": clock.now()}
    return {"decided_by": None, "decided_at": None} if name == "redo" else {}


def tell(request: Request, name: str, note: str) -> None:
    """Whoever asked hears how it was decided; whoever is asked, that there is something to fill in."""
    key = f"admission:{request.pk}:{request.steps.count()}"
    if name in ("approve", "refuse"):
        why = f"：{note.strip()}" if note.strip() else "。"
        asker = request.sent_by or request.by
        text = f"表格“{request}”{MOVES[name].label}{why}"
        casework.notify([asker], key=f"{key}:asker", text=text, heading="表格准入")
    if name == "approve":
        for asked in request.asked.select_related("unit"):
            seated = Duty.objects.current().filter(unit=asked.unit_id, area=None).select_related("user")
            people = sorted({duty.user for duty in seated}, key=lambda user: user.pk)
            text = f"请填表格“{request}”，{request.until:%m月%d日}以前。{request.unit}要，已经准入。"
            casework.notify(people, key=f"{key}:{asked.unit_id}", text=text, heading="表格准入")
