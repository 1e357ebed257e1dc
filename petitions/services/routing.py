"""Where a petition goes: sent on, objected to, decided by the conference, taken back (XF-30 to 35)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Duty, Unit, User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services.moves import MOMENT
from petitions.dictionaries import Sending
from petitions.limits import HANDLERS, ORG_NOTIFY
from petitions.models import Objection, Routing
from petitions.services.accusing import units_accused
from petitions.services.classifying import routing_since
from petitions.services.steps import step
from petitions.services.telling import tell_office, tell_unit
from security import clock
from security.clock import day_begins


@transaction.atomic
def route(
    petition: Matter,
    *,
    to: Unit,
    by: User,
    sending: str = Sending.FORWARD,
    report_by: date | None = None,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """Forward it to the organ that may handle it, or assign it with a day to report by (XF-31).

    An organ that received the petition itself has its time from that day on (XF-33).
    """
    refuse_accused(petition, to)
    send(petition, by=by, sending=sending, unit=to, report_by=report_by)
    direct = to.pk in petition.created_by.seats
    since = {ORG_NOTIFY: day_begins(petition.own.received_on)} if direct else {}
    fresh = step(
        petition, "route", by=by, note=note, seen=seen, unit=to, organ=to, routed_at=MOMENT, since=since
    )
    tell_unit(fresh, by=by, text=f"转来一件信访：{fresh.number}")
    return fresh


def refuse_accused(petition: Matter, to: Unit) -> None:
    """Raise MoveDenied where it complains of the unit or of one above it; or nobody handles there."""
    if to.pk in units_accused(petition):
        raise MoveDenied("反映的就是这个单位或它的上级，不能转给它（信访工作条例 30）。换一个单位。")
    if not Duty.objects.current().filter(unit=to, role__in=HANDLERS, area=None).exists():
        raise MoveDenied(f"{to}在平台上还没有承办的人。请安全管理员先给岗位，或者用“转送外单位”。")


def send(petition: Matter, *, by: User, sending: str, **where: Any) -> Routing:
    """Write down where it goes; where it was before ends."""
    if (sending == Sending.ASSIGN) != bool(where.get("report_by")):
        raise MoveDenied("交办的写明哪天以前报结果；转送的不写。")
    if where.get("report_by") and where["report_by"] <= clock.today():
        raise MoveDenied("报结果的日期要在今天以后。")
    end_routing(petition)
    sent: Routing = Routing.objects.create(
        matter=petition, by=by, sending=sending, sent_on=clock.today(), **where
    )
    return sent


def end_routing(petition: Matter) -> None:
    """Whoever had it has it no more."""
    Routing.objects.filter(matter=petition, ended_on=None).update(ended_on=clock.today())


@transaction.atomic
def send_out(petition: Matter, *, outside: str, by: User, note: str = "", seen: int | None = None) -> Matter:
    """Forward it to an organ that is not in the portal, by its name: here it ends."""
    send(petition, by=by, sending=Sending.FORWARD, outside=outside)
    said = f"{outside}。{note}" if note else outside
    return step(petition, "send_out", by=by, note=said, seen=seen, routed_at=MOMENT, ended_at=MOMENT)


@transaction.atomic
def transfer_discipline(
    petition: Matter, *, outside: str, by: User, note: str = "", seen: int | None = None
) -> Matter:
    """An accusation goes to whoever has the power over the accused; no more is seen of it here (30)."""
    send(petition, by=by, sending=Sending.FORWARD, outside=outside)
    said = f"{outside}。{note}" if note else outside
    return step(
        petition, "transfer_discipline", by=by, note=said, seen=seen, routed_at=MOMENT, ended_at=MOMENT
    )


@transaction.atomic
def object(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:  # noqa: A001 - a move
    """It is not ours: with reasons, within five working days (XF-34)."""
    sent = petition.own.routing
    fresh = step(petition, "object", by=by, note=note, seen=seen)
    Objection.objects.create(matter=fresh, routing=sent, reasons=note, by=by)
    tell_office(fresh, by=by, text=f"对转送提异议：{fresh.number}，{fresh.unit}")
    return fresh


def decide(petition: Matter, agreed: bool, answer: str, by: User) -> None:
    Objection.objects.filter(matter=petition, agreed=None).update(agreed=agreed, answer=answer, decided_by=by)


@transaction.atomic
def sustain(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """Whoever sent it agrees: it comes back, to be sent to somebody else."""
    text = f"同意异议，收回：{petition.number}"
    tell_unit(petition, by=by, text=text)
    decide(petition, True, note, by)
    end_routing(petition)
    since = routing_since(petition)
    return step(
        petition, "sustain", by=by, note=note, seen=seen, unit=None, organ=None, holder=None, since=since
    )


@transaction.atomic
def overrule(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """It is theirs after all; no second objection."""
    decide(petition, False, note, by)
    fresh = step(petition, "overrule", by=by, note=note, seen=seen)
    tell_unit(fresh, by=by, text=f"不同意异议，请受理：{fresh.number}")
    return fresh


@transaction.atomic
def to_joint(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """Organs cannot agree whose it is: the joint conference decides (XF-35)."""
    decide(petition, False, note, by)
    return step(petition, "to_joint", by=by, note=note, seen=seen)


@transaction.atomic
def decide_competence(
    petition: Matter,
    *,
    to: Unit,
    note: str,
    by: User,
    sending: str = Sending.FORWARD,
    report_by: date | None = None,
    seen: int | None = None,
) -> Matter:
    """The joint conference says whose it is; that stands (XF-35)."""
    refuse_accused(petition, to)
    send(petition, by=by, sending=sending, unit=to, report_by=report_by)
    fresh = step(
        petition,
        "decide_competence",
        by=by,
        note=note,
        seen=seen,
        unit=to,
        organ=to,
        holder=None,
        routed_at=MOMENT,
    )
    tell_unit(fresh, by=by, text=f"联席会议确定由你单位办理：{fresh.number}")
    return fresh


@transaction.atomic
def recall(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """Taken back from the unit. Its clock of handling goes on where it is accepted again (T-10)."""
    tell_unit(petition, by=by, text=f"收回一件信访：{petition.number}")
    end_routing(petition)
    since = routing_since(petition)
    return step(
        petition, "recall", by=by, note=note, seen=seen, unit=None, organ=None, holder=None, since=since
    )


@transaction.atomic
def report_back(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """Whoever assigned it hears how it was handled (XF-31)."""
    sent = petition.own.routing
    fresh = step(petition, "report_back", by=by, note=note, seen=seen)
    Routing.objects.filter(pk=sent.pk).update(reported_on=clock.today())
    tell_office(fresh, by=by, text=f"报来办理结果：{fresh.number}")
    return fresh


@transaction.atomic
def report_up(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """Whoever sent it here hears what became of it; what was said stands in the history."""
    return step(petition, "report_up", by=by, note=note, seen=seen, answered_sender_on=clock.today())
