"""How a petition goes, for whoever brought it (XF-70): days, papers, who has it, what can be done next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localdate

from accounts.models import Unit
from casework.models import Matter, Message
from casework.services.residents import reached, ways_to
from petitions.dictionaries import Category, Stage
from petitions.limits import (
    HANDLE,
    OFFICE_ROUTE,
    ORG_NOTIFY,
    RECHECK_APPLY,
    RECHECK_DECIDE,
    REPLY,
    REVIEW_APPLY,
    REVIEW_DECIDE,
)
from petitions.models import Opinion, Refusal
from petitions.statuses import RESIDENT, PetitionStatus
from security import clock

ANSWERS = {
    OFFICE_ROUTE: "转给有权处理的单位",
    ORG_NOTIFY: "告诉您是否受理",
    HANDLE: "给您处理意见书",
    REPLY: "答复您",
    REVIEW_DECIDE: "给您复查意见书",
    RECHECK_DECIDE: "给您复核意见书",
}
APPLYING = {REVIEW_APPLY: "复查", RECHECK_APPLY: "复核"}
REVIEWS = {"apply_review": "您申请了复查", "apply_recheck": "您申请了复核"}
COUNTY = "县里的咨询电话"


@dataclass(frozen=True, order=True)
class Step:
    """A day, and what happened on it."""

    on: date
    words: str


@dataclass(frozen=True)
class Paper:
    """A document that is addressed to the petitioner: its parts, or none before it reached them."""

    name: str
    on: date
    unit: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Remedy:
    """What they may ask of whom, and the last day for it."""

    words: str
    to: str
    until: date


@dataclass(frozen=True)
class Progress:
    """Where a petition stands. `until` is the last day of the next answer, which is `promised`."""

    words: str
    steps: list[Step]
    papers: list[Paper]
    unit: str
    phone: str
    ended: bool
    waiting: bool  # an opinion is written and has not reached them
    until: date | None = None
    promised: str = ""
    late: bool = False
    remedy: Remedy | None = None
    told_by: tuple[str, ...] = ()  # how they hear of what is new, masked


@dataclass(frozen=True)
class Part:
    """Another petition of the same letter: its place among them, what it asks, where it stands."""

    place: int
    title: str
    progress: Progress


def parts_of(matter: Matter) -> list[Part]:
    """The others that one letter was divided into, or was. Ask in the portal's own name."""
    return [
        Part(place, "" if is_secret(one) else one.title, progress_of(one))
        for place, one in family_of(matter).items()
        if one.pk != matter.pk
    ]


def family_of(matter: Matter) -> dict[int, Matter]:
    """All petitions of one letter by their places, the first one first."""
    whole = matter.own.part_of_id or matter.pk
    same = Q(pk=whole) | Q(petition__part_of=whole)
    found = Matter.objects.filter(same, kind="petition").select_related("petition", "unit")
    return dict(enumerate(found.order_by("pk"), start=1))


def place_of(matter: Matter) -> int:
    """Which of its letter this one is, from 1."""
    return next(place for place, one in family_of(matter).items() if one.pk == matter.pk)


def progress_of(matter: Matter) -> Progress:
    """What the petitioner is told. Ask in the portal's own name."""
    secret = is_secret(matter)
    running = matter.deadlines.running().filter(limit__in=[*ANSWERS]).order_by("due_at").first()
    return Progress(
        words=RESIDENT[matter.status],
        steps=steps_of(matter, secret),
        papers=[] if secret else papers_of(matter),
        unit="" if secret or not matter.unit else matter.unit.name,
        phone=settings.PETITION_PHONE,
        ended=bool(matter.closed_at),
        waiting=matter.status in WAITING,
        until=running.legal_on if running else None,
        promised=ANSWERS[running.limit] if running else "",
        late=bool(running and running.due_at <= clock.now()),
        remedy=None if secret else remedy_of(matter),
        told_by=tuple(ways_of(matter)),
    )


def ways_of(matter: Matter) -> Iterator[str]:
    """How the petitioners hear of what is new, as they gave it, masked."""
    for person in reached(matter):
        for way in ways_to(person):
            by_mail = way == Message.Channel.EMAIL
            yield f"邮件 {person.masked_email}" if by_mail else f"短信 {person.masked_phone}"


WAITING = {
    PetitionStatus.ANSWERED: Stage.HANDLING,
    PetitionStatus.REVIEW_ANSWERED: Stage.REVIEW,
    PetitionStatus.RECHECK_ANSWERED: Stage.RECHECK,
}


def is_secret(matter: Matter) -> bool:
    """Of an accusation it is told that it was sent on, and no more (domain.md 1.2)."""
    return bool(matter.confidential or matter.own.category == Category.ACCUSE)


def steps_of(matter: Matter, secret: bool) -> list[Step]:
    """What XF-70 opens, day by day."""
    own = matter.own
    found = [Step(localdate(matter.registered_at), "登记")]
    if own.received_on < found[0].on:
        found.append(Step(own.received_on, "收到"))
    found += sent(matter, secret)
    if not secret:
        found += noticed(matter)
    if matter.closed_at:
        found.append(Step(localdate(matter.closed_at), RESIDENT[matter.status]))
    return sorted(found, key=lambda step: step.on)


def sent(matter: Matter, secret: bool) -> Iterator[Step]:
    """Every tier that it was sent to, and when."""
    for one in matter.routings.select_related("unit"):
        to = "有权处理的机关" if secret else one.unit.name if one.unit else one.outside
        yield Step(one.sent_on, f"{one.get_sending_display().partition('（')[0]}给{to}")


def noticed(matter: Matter) -> Iterator[Step]:
    """Acceptance, refusal, extension, opinions, and what reached them."""
    told = matter.extensions.filter(told_on__isnull=False)
    days: list[tuple[date | None, str]] = [
        (localdate(matter.own.accepted_at) if matter.own.accepted_at else None, "受理"),
        *((one.document_on, "出具不予受理告知书") for one in matter.refusals.all()),
        *((one.told_on, f"延期 {one.amount} 日，因为：{one.reason}") for one in told),
        *((one.issued_on, f"出具{one.get_stage_display()}意见书") for one in matter.opinions.all()),
        *((one.delivered_on, f"{one.get_document_display()}送到您手里") for one in matter.deliveries.all()),
        *((localdate(one.at), REVIEWS[one.move]) for one in matter.events.filter(move__in=[*REVIEWS])),
    ]
    yield from (Step(on, words) for on, words in days if on)


SAID = {"guide": ("途径告知书", "您可以"), "reply": ("答复", "答复")}


def said_of(matter: Matter) -> Iterator[Paper]:
    """Where to go instead (XF-21), and what became of a suggestion: words of the step that ended it."""
    if matter.closed_at:
        for event in matter.events.filter(move__in=[*SAID]).select_related("unit"):
            name, part = SAID[event.move]
            yield Paper(name, localdate(event.at), named(event.unit), ((part, event.note),))


def papers_of(matter: Matter) -> list[Paper]:
    """Those that are addressed to them. An opinion is shown whole once it has reached them."""
    reached = set(matter.deliveries.exclude(opinion=None).values_list("opinion", flat=True))
    found = [
        Paper("不予受理告知书", one.document_on, named(one.unit), refused(one))
        for one in matter.refusals.select_related("unit")
        if one.document_on
    ]
    found += [
        Paper(
            f"{one.get_stage_display()}意见书",
            one.issued_on,
            named(one.unit),
            whole(one) if one.pk in reached else (),
        )
        for one in matter.opinions.select_related("unit")
        if one.issued_on
    ]
    return sorted([*found, *said_of(matter)], key=lambda paper: paper.on)


def named(unit: Unit | None) -> str:
    """The organ of a document; the petition office's own name none."""
    return unit.name if unit else "信访部门"


def refused(refusal: Refusal) -> tuple[tuple[str, str], ...]:
    """Why, and where to go instead (XF-40)."""
    return (("理由", refusal.reason), ("您可以找", refusal.elsewhere))


def whole(opinion: Opinion) -> tuple[tuple[str, str], ...]:
    """What stands in an opinion (XF-50)."""
    said = (
        ("您的请求", opinion.request),
        ("查明的事实和理由", opinion.findings),
        ("处理意见", opinion.opinion),
        ("依据", opinion.legal_basis),
        ("您还可以", opinion.remedy),
    )
    return tuple((name, text) for name, text in said if text)


def remedy_of(matter: Matter) -> Remedy | None:
    """Whom they may ask for a review or recheck, to which day (XF-54, XF-55); None where nothing is open."""
    running = matter.deadlines.running().filter(limit__in=[*APPLYING]).order_by("-due_at").first()
    last = matter.opinions.filter(issued_on__isnull=False).select_related("unit__parent").last()
    if running is None or last is None or clock.today() > running.legal_on:
        return None
    to = last.unit.parent.name if last.unit and last.unit.parent else ""
    return Remedy(APPLYING[running.limit], to, running.legal_on)
