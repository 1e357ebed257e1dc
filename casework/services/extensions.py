"""More time for a limit: asked for by who has it in hand, granted or refused by another. Nothing else moves
the end of a limit that runs, but that it stands still (standing_still.py).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Duty, User
from casework.clocks import ONE_DAY, midnight_of
from casework.exceptions import ExtensionDenied
from casework.models import Deadline, Event, Extension, Matter, Telling
from casework.models.calendar import full_calendar
from casework.rules import rules, totals
from casework.services.messages import notify
from casework.services.recomputing import ends_moved, limit_of
from casework.services.residents import tell_resident
from casework.tellings import sentence
from security import clock
from security.context import admit

DELAYED = Telling.Event.DELAYED


def may_ask(user: User, deadline: Deadline) -> bool:
    """May the user ask for more time? Who can make the move that keeps the limit may."""
    matter, rule = deadline.matter, rules().get(deadline.limit)
    if rule is None or rule.extension is None or deadline.met_at or deadline.dropped_at or matter.closed_at:
        return False
    keeping = [move for move in matter.flow if deadline.limit in move.meets]
    return any((user.handles if move.in_unit else user.holds)(move.roles, matter) for move in keeping)


def may_decide(user: User, extension: Extension) -> bool:
    """May the user grant or refuse it? A duty that the rule names, and not one's own request."""
    rule = rules().get(extension.deadline.limit)
    return bool(
        rule
        and rule.extension
        and extension.decided_at is None
        and extension.asked_by_id != user.pk
        and user.holds(rule.extension.approvers, extension.matter)
        and (not rule.extension.by_head or user.leads(extension.matter))
    )


def most(deadline: Deadline) -> int:
    """By how much the limit may be made longer now, in its unit; 0 where it was so often enough."""
    rule = rules().get(deadline.limit)
    if rule is None or rule.extension is None:
        return 0
    before = deadline.extensions.filter(granted=True).count()
    return rule.extension.most_for(deadline.amount, deadline.matter) if before < rule.extension.times else 0


@transaction.atomic
def ask_extension(deadline: Deadline, *, amount: int, reason: str, by: User) -> Extension:
    """Ask for so many more of the limit's unit. It stands in the history; those who may grant it are told.

    Raises ExtensionDenied. The limit runs on meanwhile.
    """
    deadline = locked(deadline)
    matter = deadline.matter
    if not may_ask(by, deadline):
        raise ExtensionDenied("这条期限现在不能由您申请延长。由承办的人在办结前申请。")
    if deadline.extensions.waiting().exists():
        raise ExtensionDenied("已经有一个申请在等答复，等批了再说。")
    if not 0 < amount <= most(deadline):
        raise ExtensionDenied(f"这条期限{limits_in_words(deadline)}。")
    refuse_after_last_day(deadline)
    asked = Extension.objects.create(
        matter=matter, deadline=deadline, amount=amount, reason=reason, asked_by=by
    )
    write_event(matter, "ask_extension", f"{asked}：{reason}", by=by)
    people = [user for user in approvers(deadline) if user.pk != by.pk]
    notify(
        people,
        key=f"extension:{asked.pk}:asked",
        text=f"申请延期：{matter}。{asked}。{reason}",
        matter=matter,
    )
    return asked


def limits_in_words(deadline: Deadline) -> str:
    """How much more time there is, as a sentence's end."""
    left = most(deadline)
    return f"最多再延长 {left} {deadline.unit}" if left else "已经延长过，不能再延"


@transaction.atomic
def decide_extension(extension: Extension, *, granted: bool, answer: str, by: User) -> Extension:
    """Grant or refuse it. Both stand in the history, and whoever asked is told; granted, the end moves.

    Raises ExtensionDenied. The end is the later of the old one and of the longer limit's: a limit that is
    made longer never ends earlier.
    """
    deadline = locked(extension.deadline)
    extension = (
        Extension.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=extension.pk)
    )
    extension.deadline, extension.matter = deadline, deadline.matter
    if extension.decided_at:
        raise ExtensionDenied("这个申请已经有答复了。刷新页面看看。")
    if not may_decide(by, extension):
        raise ExtensionDenied("您不能批这个申请：自己的申请由别人批，批的人要有这个岗位。")
    if granted and (deadline.met_at or deadline.dropped_at):
        raise ExtensionDenied("这条期限已经走完了，不用再延长。")
    refuse_too_late(extension, granted)
    extension.granted, extension.answer = granted, answer
    extension.decided_by, extension.decided_at = by, clock.asked()
    extension.save(update_fields=["granted", "answer", "decided_by", "decided_at"])
    if granted and not is_announced(deadline):
        lengthen(deadline, extension.amount)
    tell(extension, by=by)
    return extension


def is_announced(deadline: Deadline) -> bool:
    """Is this limit longer only once the resident was told?"""
    rule = rules().get(deadline.limit)
    return bool(rule and rule.extension and rule.extension.announced)


def last_day_to_announce(deadline: Deadline) -> date:
    """The limit's own last day, not rolled off a rest day: after it nothing makes it longer (XF-52)."""
    return timezone.localdate(deadline.started_at) + ONE_DAY * deadline.amount


def refuse_too_late(extension: Extension, granted: bool) -> None:
    """Raise ExtensionDenied where the resident could not be told in time any more."""
    if granted:
        refuse_after_last_day(extension.deadline)


def refuse_after_last_day(deadline: Deadline) -> None:
    """Raise ExtensionDenied where the limit's own days are over: nobody was told in time (XF-52)."""
    last = last_day_to_announce(deadline)
    if is_announced(deadline) and clock.today() > last:
        raise ExtensionDenied(f"批准和告知都要在 {last:%Y-%m-%d} 以前，已经过了，不能再延长。请尽快答复。")


@transaction.atomic
def announce_extension(matter: Matter, key: str, *, by: User) -> Extension:
    """The resident is told today that this limit was granted more time: from now on it is longer.

    Raises ExtensionDenied where nothing was granted, or the limit's own days are over (XF-52).
    """
    found = matter.extensions.filter(granted=True, told_on=None, deadline__limit=key).order_by("-pk").first()
    if found is None:
        raise ExtensionDenied("没有批准了还没告知的延期。先申请延期，由单位负责人批。")
    deadline = locked(found.deadline)
    found.deadline = deadline
    refuse_too_late(found, granted=True)
    found.told_on = clock.today()
    found.save(update_fields=["told_on"])
    lengthen(deadline, found.amount)
    tell_delayed(deadline, by=by)
    return found


def tell(extension: Extension, *, by: User) -> None:
    """Write it into the history, and tell those concerned: who asked, and who has the matter in hand."""
    deadline, matter = extension.deadline, extension.matter
    waits = extension.granted and is_announced(deadline)
    verdict = f"同意，到 {until(deadline)}" if extension.granted else "不同意"
    verdict = "同意，告知信访人以后生效" if waits else verdict
    said = f"{extension}：{verdict}" + (f"。{extension.answer}" if extension.answer else "")
    write_event(matter, "grant_extension" if extension.granted else "refuse_extension", said, by=by)
    people = {extension.asked_by, matter.holder or extension.asked_by} - {by}
    notify(list(people), key=f"extension:{extension.pk}:decided", text=f"{matter}。{said}", matter=matter)
    if extension.granted and not waits:
        tell_delayed(deadline, by=by)


def tell_delayed(deadline: Deadline, *, by: User) -> None:
    """Tell the resident until when they have to wait now."""
    matter = deadline.matter
    last = timezone.localtime(deadline.due_at - ONE_DAY if not deadline.timed else deadline.due_at)
    said = sentence(DELAYED, matter.number, until=f"{last.month}月{last.day}日")
    tell_resident(matter, said, event=DELAYED, by=by)


def until(deadline: Deadline) -> str:
    """The last moment, in words."""
    local = timezone.localtime(deadline.due_at)
    return f"{local:%Y-%m-%d %H:%M}" if deadline.timed else f"{deadline.legal_on:%Y-%m-%d}"


def lengthen(deadline: Deadline, more: int) -> None:
    """Move the end of the limit by so much, counted from its start; that of the whole goes along."""
    calendar, zone = full_calendar(), timezone.get_default_timezone()
    was = deadline.due_at
    deadline.extended += more
    limit = limit_of(deadline)
    due = limit.due(deadline.started_at, calendar, zone)
    if due.at > was:
        deadline.due_at, deadline.legal_on, deadline.target_on = due.at, due.legal_on, due.target_on
    deadline.warn_at = max(deadline.warn_at, limit.warn_at(deadline.started_at, due, calendar, zone))
    deadline.told, deadline.provisional = "", due.provisional
    deadline.calendar = calendar.version(timezone.localdate(deadline.started_at, zone), deadline.legal_on)
    deadline.save()
    carry_whole(deadline, deadline.due_at - was)
    ends_moved([deadline.matter])


def carry_whole(stage: Deadline, moved: object) -> None:
    """Let the whole matter's limit end as much later as one of its stages does, on a working day."""
    calendar, zone = full_calendar(), timezone.get_default_timezone()
    whole = Deadline.objects.running().filter(matter=stage.matter, limit__in=totals()).first()
    if whole is None or whole.pk == stage.pk:
        return
    last = (whole.due_at + moved - ONE_DAY / 2).astimezone(zone).date()  # type: ignore[operator]
    last = max(calendar.roll_forward(last), whole.legal_on)
    whole.legal_on = whole.target_on = last
    whole.due_at, whole.told = midnight_of(last + ONE_DAY, zone), ""
    whole.warn_at += moved  # type: ignore[operator]
    whole.save()


def note_promise(deadline: Deadline, *, at: datetime | None = None) -> None:
    """Remember that a resident was told of the end of this limit: it will not be put off by a notice."""
    admit(deadline.matter_id)
    Deadline.objects.filter(pk=deadline.pk).update(promised_at=at or clock.asked())


def locked(deadline: Deadline) -> Deadline:
    """The limit as it stands, its matter locked: no move comes between."""
    admit(deadline.matter_id)
    matter = Matter.objects.locked().get(pk=deadline.matter_id)
    fresh = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    fresh.matter = matter
    return fresh


def approvers(deadline: Deadline) -> list[User]:
    """Who may grant more time for this limit, nearest around the matter."""
    rule = rules()[deadline.limit]
    if rule.extension is None:
        return []
    around = Duty.objects.current().filter(
        role__in=rule.extension.approvers, unit__area__in=deadline.matter.area.lineage
    )
    return list({duty.user for duty in around.select_related("user")})


def write_event(matter: Matter, what: str, note: str, *, by: User) -> Event:
    """A line of the matter's history that changes no status."""
    return Event.objects.create(
        matter=matter,
        move=what,
        from_status=matter.status,
        to_status=matter.status,
        note=note,
        unit_id=matter.unit_id,
        by=by,
        at=clock.asked(),
    )
