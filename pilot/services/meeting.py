"""会议 (LG-02): written down by the office, its minutes issued by somebody else (LG-04), and what was decided
given out as tasks: entered once.
"""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from areas.models import Area
from casework.models import Matter
from pilot.models import Decision, Meeting, TaskSource
from pilot.models.group import county_of, decides_list, writes_list
from pilot.services import giving
from pilot.services.listing import refuse
from security import clock

ISSUED = "纪要已经签发，不能改。要改议定的事，再开会定。"
NOT_THE_AUTHOR = "这次会由记的人来改；别人有意见，请他改。"
TITLE = 120


@transaction.atomic
def write_down(*, by: User, **said: Any) -> Meeting:
    """A meeting that was held. Raises PilotDenied, or ValidationError in words."""
    refuse(writes_list(by), "会议由县领导小组办公室来记。")
    refuse(said["held_on"] <= clock.today(), "开会的日子还没到，开完再记。")
    meeting = Meeting(area=Area.objects.get(pk=county_of(by)), made_by=by, **said)
    meeting.validate_constraints()
    meeting.save()
    return meeting


def may_edit(user: User, meeting: Meeting) -> bool:
    """Its author alone, so that whoever issues it wrote none of it (LG-04)."""
    return meeting.is_draft and meeting.made_by_id == user.pk and writes_list(user)


def may_issue(user: User, meeting: Meeting) -> bool:
    """Somebody else of the office or of the leading group (LG-04)."""
    sits = writes_list(user) or decides_list(user)
    return meeting.is_draft and meeting.made_by_id != user.pk and sits


def may_discard(user: User, meeting: Meeting) -> bool:
    """Anybody of the office: an author may have left."""
    return meeting.is_draft and writes_list(user) and meeting.area_id == county_of(user)


def locked(meeting: Meeting) -> Meeting:
    """As it now stands, held to the end."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def own_draft(meeting: Meeting, by: User) -> Meeting:
    """The draft, locked, where it is this user's to write."""
    refuse(meeting.is_draft, ISSUED)
    refuse(may_edit(by, meeting), NOT_THE_AUTHOR)
    fresh = locked(meeting)
    refuse(fresh.is_draft, ISSUED)
    return fresh


@transaction.atomic
def rewrite(meeting: Meeting, *, by: User, **said: Any) -> Meeting:
    """Write it anew, as long as it is a draft. Raises PilotDenied, or ValidationError in words."""
    fresh = own_draft(meeting, by)
    refuse(said["held_on"] <= clock.today(), "开会的日子还没到，开完再记。")
    for name, value in said.items():
        setattr(fresh, name, value)
    fresh.validate_constraints()
    fresh.save()
    return fresh


@transaction.atomic
def decide(meeting: Meeting, *, by: User, **said: Any) -> Decision:
    """One thing more that was decided. Raises PilotDenied, or ValidationError in words."""
    fresh = own_draft(meeting, by)
    decision = Decision(meeting=fresh, **said)
    decision.validate_constraints()
    decision.save()
    return decision


@transaction.atomic
def drop(meeting: Meeting, pk: int, *, by: User) -> None:
    """Take a decision out of the draft."""
    own_draft(meeting, by).decisions.filter(pk=pk).delete()


@transaction.atomic
def discard(meeting: Meeting, *, by: User) -> None:
    """Throw a draft away."""
    refuse(may_discard(by, meeting), "没有签发的由县领导小组办公室删；签发了的不能删。")
    fresh = locked(meeting)
    refuse(fresh.is_draft, ISSUED)
    fresh.delete()


@transaction.atomic
def issue(meeting: Meeting, *, document: str, issued_on: date, by: User) -> Meeting:
    """Let the minutes go out under this number. Raises PilotDenied, or ValidationError in words."""
    refuse(meeting.made_by_id != by.pk, "记的人不能自己签发，由另一个人来签发。")
    refuse(may_issue(by, meeting), "纪要由县领导小组或者办公室来签发，签发过的不能再签发。")
    fresh = locked(meeting)
    refuse(fresh.is_draft, ISSUED)
    refuse(issued_on <= clock.today(), "印发日期还没到，检查一下。")
    fresh.document, fresh.issued_on = document, issued_on
    fresh.issued_by, fresh.issued_at = by, clock.now()
    fresh.validate_constraints()
    fresh.save()
    return fresh


@transaction.atomic
def give_out(meeting: Meeting, *, by: User) -> list[Matter]:
    """Each decision that is a unit's becomes a task and goes to it; those that did before stay as they are.

    Raises PilotDenied. Twice at once is once: the meeting is locked, and a decision has one task.
    """
    refuse(not meeting.is_draft, "先签发纪要，再交办。")
    refuse(writes_list(by), "任务由县领导小组办公室来交办。")
    fresh = locked(meeting)
    open_ones = fresh.decisions.filter(task=None).exclude(lead=None).select_related("lead")
    return [giving.assign(task_of(fresh, one, by), by=by) for one in open_ones]


def task_of(meeting: Meeting, decision: Decision, by: User) -> Matter:
    """The decision as a task: nothing of it is written a second time."""
    return giving.register(
        by=by,
        title=decision.text[:TITLE],
        text=decision.text,
        evidence=decision.evidence,
        lead=decision.lead,
        due_on=decision.due_on,
        year=meeting.held_on.year,
        source=TaskSource.MEETING,
        source_words=f"{meeting.document} {meeting.title}"[:TITLE],
        decision=decision,
    )
