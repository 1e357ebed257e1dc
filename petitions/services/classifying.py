"""What kind of petition it is, by which path it goes, and that somebody above knows of what is grave."""

from typing import Any

from django.db import transaction

from accounts.models import Role, User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services.moves import MOMENT
from petitions.dictionaries import Category, Path
from petitions.limits import HANDLE, OFFICE_ROUTE
from petitions.models import Petition, Topic
from petitions.services.accusing import hand_of_office
from petitions.services.people import hide, keep_unnamed, must_hide
from petitions.services.steps import step
from petitions.services.telling import officials, tell
from security.clock import day_begins


@transaction.atomic
def classify(
    petition: Matter,
    *,
    category: str,
    subject: str,
    by: User,
    path: str = "",
    topic: Topic | None = None,
    fast: bool = False,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """One of three categories, and for what is claimed one of six paths (XF-20). An accusation is from now on
    in one hand, and whoever makes it hidden (XF-60).
    """
    own: Petition = petition.own
    refuse_misfit(own, category, path, subject, topic, fast)
    secret, hidden = category == Category.ACCUSE, must_hide(category, own.veiled)
    fresh = step(
        petition,
        "classify",
        by=by,
        note=note,
        seen=seen,
        category=category,
        path=path,
        subject=subject,
        topic=topic,
        fast=fast,
        veiled=hidden,
        confidential=secret,
        holder=hand_of_office(petition, by) if secret else None,
        classified_at=MOMENT,
    )
    if hidden and not own.veiled:
        keep_unnamed(fresh)
        hide(fresh)
    return fresh


def refuse_misfit(
    own: Petition, category: str, path: str, subject: str, topic: Topic | None, fast: bool
) -> None:
    """Raise MoveDenied where the answers do not go together."""
    if category == Category.CLAIM and not path:
        raise MoveDenied("申诉求决要选一条途径，告知书上要写（信访工作条例 31）。")
    if category != Category.CLAIM and path:
        raise MoveDenied("只有申诉求决选途径，别的不选。")
    if topic and topic.subject != subject:
        raise MoveDenied(f"“{topic}”不在选的大类里，改一个。")
    if not fast:
        return
    if not (own.profile and own.profile.fast_track):
        raise MoveDenied("县里没有开简易办理。")
    if path != Path.P6:
        raise MoveDenied("只有按信访程序办的才能简易办理。")


@transaction.atomic
def change_path(petition: Matter, *, path: str, note: str, by: User, seen: int | None = None) -> Matter:
    """Another path, and why: its own clock starts now, no other does (XF-22). Back on a path that ran before,
    its clock goes on from when it first ran.
    """
    if path == petition.own.path:
        raise MoveDenied("途径没有变。选另一条。")
    since = first_starts(petition)
    return step(petition, "change_path", by=by, note=note, seen=seen, path=path, reason=path, since=since)


def first_starts(petition: Matter) -> dict[str, Any]:
    """When the clock of handling first ran: no step lets it begin later (T-10)."""
    ran = petition.deadlines.filter(limit=HANDLE).order_by("started_at").first()
    return {HANDLE: ran.started_at} if ran else {}


@transaction.atomic
def urge(petition: Matter, *, by: User, note: str, seen: int | None = None) -> Matter:
    """It is grave or urgent: whoever has to know hears of it at once, and the moment stands (XF-11)."""
    fresh = step(petition, "urge", by=by, note=note, seen=seen, urgent=True, reported_at=MOMENT)
    above = {Role.LEADING_GROUP, Role.OFFICE, Role.XF_OFFICE, Role.XF_JOINT}
    seeing = Matter.objects.filter(pk=fresh.pk)
    people = {user for user in officials(fresh, above) if seeing.visible_to(user).exists()}
    tell(fresh, people, by=by, text=f"重大紧急信访：{fresh.number}。{note}")
    return fresh


@transaction.atomic
def reopen(petition: Matter, *, by: User, note: str, **rest: Any) -> Matter:
    """It was ended in error: back to the beginning, its time counted from the day it was received."""
    return step(petition, "reopen", by=by, note=note, since=routing_since(petition), unit=None, **rest)


@transaction.atomic
def merge(petition: Matter, *, into: Matter, by: User, note: str = "", **rest: Any) -> Matter:
    """A repeat of one that is open goes along with it (1.6 a): it starts no clock, and is counted once."""
    if into.kind == petition.kind and petition.own.veiled and not into.own.veiled:
        raise MoveDenied("这件的信访人是隐去的，只能并到同样隐去的一件里。")
    return casework.merge(petition, into=into, by=by, note=note, is_repeat=True, repeats=into, **rest)


@transaction.atomic
def split(petition: Matter, *, by: User, note: str, **rest: Any) -> Matter:
    """It is a petition of its own after all."""
    since = routing_since(petition)
    return casework.split(petition, by=by, note=note, is_repeat=False, repeats=None, since=since, **rest)


def routing_since(petition: Matter) -> dict[str, Any]:
    """The office's time counts from the day the petition was received, however often it comes back."""
    return {OFFICE_ROUTE: day_begins(petition.own.received_on)}
