"""The world of the matrix: a county of two townships, the county next door, everybody of every role in two
places, and the matters of tests/matrix/seen.py, with a canary in every text and file.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from accounts.models import (
    Attempt,
    Authenticator,
    Device,
    Duty,
    FormerPassword,
    RecoveryCode,
    Role,
    Stay,
    Unit,
    User,
)
from areas.models import Area
from audit.models import Anchor, Extract
from casework.models import (
    Accusation,
    Attachment,
    Deadline,
    Event,
    Grant,
    HolidayNotice,
    Link,
    Matter,
    Nudge,
    OfficeTime,
    Original,
    OriginalLook,
    Person,
    Reveal,
    SavedFilter,
    SpecialDay,
    StandardText,
    Telling,
)
from casework.services.people import add_person as add_person_to
from grids.models import Category, Source
from jobs.models import Job
from security import clock
from security.context import acting, everything
from tests.factories import CaseFactory
from tests.matrix.canaries import Canaries
from tests.matrix.outward import add_notices, add_stuck
from tests.matrix.papers import add_calendar, add_extension, add_figures, add_report
from tests.matrix.seen import ACTORS, ADMINISTRATORS, EVERYBODY, MATTERS, SEEN
from tests.matrix.standing import add_standing

AREAS = {
    "county": "770101",
    "east_town": "770101001",
    "east_village": "770101001001",
    "east_far_village": "770101001002",
    "east_grid": "770101001001001",
    "west_town": "770101002",
    "west_village": "770101002001",
    "west_grid": "770101002001001",
    "next_county": "770102",
    "next_town": "770102001",
}
UNITS = {  # name: (area, superior)
    "head": ("county", None),
    "office": ("county", "head"),
    "bureau": ("county", None),
    "next_head": ("next_county", None),
    "next_office": ("next_county", "next_head"),
    "east_hall": ("east_town", "office"),
    "west_hall": ("west_town", "office"),
    "east_committee": ("east_village", "east_hall"),
    "west_committee": ("west_village", "west_hall"),
    "east_station": ("east_town", "bureau"),
    "west_station": ("west_town", "bureau"),
    "sister_station": ("east_town", "bureau"),
}
SEATS = {
    "leading_group": {"east": "head", "west": "next_head"},
    "office": {"east": "office", "west": "next_office"},
    "village": {"east": "east_committee", "west": "west_committee"},
    **{role: {"east": "east_hall", "west": "west_hall"} for role in ("town", "center", "window", "grid")},
}
STATIONS = {"east": "east_station", "west": "west_station"}
LATE, SOON = timedelta(days=-2), timedelta(days=40)


@dataclass
class World:
    """What there is, by the names of tests/matrix/seen.py."""

    canaries: Canaries
    areas: dict[str, Area] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    filters: dict[str, SavedFilter] = field(default_factory=dict)
    stays: dict[str, Stay] = field(default_factory=dict)
    reporters: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)  # one of each that belongs to no matter and nobody

    def actor_of(self, person: User) -> str:
        return next(actor for actor, one in self.people.items() if one.pk == person.pk)

    @property
    def now(self) -> datetime:
        return clock.now()

    @property
    def today(self) -> date:
        return clock.today()


def build() -> World:
    """Write the whole world; a few seconds."""
    canaries = Canaries()
    world = World(canaries)
    address, request, purpose = (
        canaries.word(f"audit.Entry.{name}", "auditor") for name in ("address", "request", "purpose")
    )
    with acting(None, address=address, request=request), everything(purpose), canaries.planting():
        add_ground(world)
        for actor in EVERYBODY:
            with canaries.of(actor):
                add_person(world, actor)
        for actor in ACTORS:
            add_duties(world, actor)
        for name in MATTERS:
            with canaries.of(name):
                add_matter(world, name)
        Link.objects.create(source=world.matters["foreign"], target=world.matters["own"])
        with canaries.of("readers"):
            add_report(world)
        add_figures(world)
        with canaries.of("auditor"):
            add_audit(world)
            add_stuck(world)
        add_calendar(world)
    return world


def add_ground(world: World) -> None:
    """Areas, units, the catalogue and the calendar: what everybody may know."""
    for name, code in AREAS.items():
        world.areas[name] = Area.objects.create(code=code, name=name)
    for name, (area, superior) in UNITS.items():
        above = world.units[superior] if superior else None
        world.units[name] = Unit.objects.create(name=name, area=world.areas[area], parent=above)
    notice = HolidayNotice.objects.create(year=2020)
    category = Category.objects.create(code="101", name="市政设施")
    world.things = {
        "source": Source.objects.create(name="群众上报"),
        "holidaynotice": notice,
        "specialday": SpecialDay.objects.create(day=date(2020, 1, 1), worked=False, notice=notice),
        "category": category,
        "standardtext": StandardText.objects.create(step="handle", title="一般", text="正在办"),
        "officetime": OfficeTime.objects.create(valid_from=date(2020, 1, 1)),
    }


def add_person(world: World, actor: str) -> None:
    """Somebody, how they sign in, and a job that they asked for."""
    person = User.objects.create(username=actor, name=actor)
    world.people[actor] = person
    FormerPassword.objects.create(user=person)
    device = Device.objects.create(user=person)
    Authenticator.objects.create(user=person)
    RecoveryCode.objects.create(user=person, selector="AAAA")
    Attempt.objects.create(step="password", outcome="right", user=person, device=device)
    world.stays[actor] = Stay.objects.create(user=person, device=device)
    world.filters[actor] = SavedFilter.objects.create(user=person, path="/cases/", query="status=all&q=")
    world.jobs[actor] = Job.objects.create(
        work="figures.roll_up", title="汇总", key=actor, by=person, finished_at=world.now
    )
    if actor in ADMINISTRATORS:
        Duty.objects.create(user=person, role=actor)


def add_duties(world: World, actor: str) -> None:
    role, place = actor.split(".")
    seat = SEATS.get(role, STATIONS)[place]
    narrowed = world.areas[f"{place}_grid"] if role == "grid" else None
    person = world.people[actor]
    Duty.objects.create(user=person, role=role, unit=world.units[seat], area=narrowed)
    if actor == "window.west":  # keeps other units' secrets than those of the place they oversee
        Duty.objects.create(user=person, role=Role.KEEPER, unit=world.units["sister_station"])


def add_matter(world: World, name: str) -> None:
    """A case with one of everything that hangs on a matter."""
    area, unit, status, particular = MATTERS[name]
    words = particular.split()
    matter = CaseFactory(
        title="案件",
        text="路口积水",
        area=world.areas[area],
        unit=world.units.get(unit),
        status=status,
        confidential="confidential" in words,
        holder=world.people["competent_org.east"] if name == "held" else None,
        created_by=world.people["grid.west" if area == "west_grid" else "grid.east"],
        due_at=None if status == "closed" else world.now + (LATE if name in LATES else SOON),
        closed_at=world.now + timedelta(minutes=1) if status == "closed" else None,
        category=world.things["category"],
        source=world.things["source"],
        finished_at=world.now if name in FINISHED else None,
    )
    world.matters[name] = matter
    if name == "next_county":
        add_standing(matter, by=world.people["stranger"], until=world.today + timedelta(days=5))
    add_records(world, name, matter)
    for accused in words[words.index("accuses") + 1 :] if "accuses" in words else ():
        Accusation.objects.create(matter=matter, unit=world.units[accused])
    if "granted" in words:
        add_grants(world, matter, until=world.today + timedelta(days=-1 if "until" in words else 7))
    with world.canaries.of(f"{name}>revealers"):
        add_reporter(world, name, matter)


# Finished once: what the suggestion of a unit to send cases to rests on.
FINISHED = {"closed", "own_of_station", "own_of_hall", "confidential", "accusing_head"}


def add_audit(world: World) -> None:
    """What the auditor keeps beside the record of writes, which the database has written itself."""
    auditor = world.people["audit_admin"]
    Anchor.objects.create(day=world.today - timedelta(days=30), number=1)
    extract = Extract.objects.create(by=auditor, words="全部", format="csv", count=1)
    extract.file.save("a.csv", ContentFile(world.canaries.word("audit.Extract.words").encode()))
    world.things["extract"] = extract


LATES = {"own", "foreign", "accusing_hall"}  # their limit is over


def add_records(world: World, name: str, matter: Matter) -> None:
    """History, a limit, a file, and a notice to every person: also to those who may not see the matter."""
    clerk = world.people["stranger"]
    event = Event.objects.create(matter=matter, move="register", to_status="reported", note="说明", by=clerk)
    Event.objects.create(matter=matter, move="query", to_status="reported", unit=matter.unit, by=clerk)
    if matter.due_at:
        moments = {"started_at": world.now, "warn_at": matter.due_at, "due_at": matter.due_at}
        days = {"legal_on": world.today, "target_on": world.today}
        Deadline.objects.create(
            matter=matter, limit="grid.close", amount=1, unit="个工作日", started_by=event, **moments, **days
        )
    photo, small = (
        ContentFile(world.canaries.word(f"casework.Attachment.{name}").encode(), name="p.jpg")
        for name in ("file", "thumbnail")
    )
    world.files[name] = Attachment.objects.create(
        matter=matter, name="照片", file=photo, thumbnail=small, content_type="image/jpeg", by=clerk
    )
    Nudge.objects.create(matter=matter, day=date(2020, 1, 2), by=clerk)
    sealed = ContentFile(b"sealed", name="o.sealed")
    Original.objects.create(attachment=world.files[name], file=sealed, size=6)
    add_extension(world, matter)
    add_notices(world, name, matter)


def add_reporter(world: World, name: str, matter: Matter) -> None:
    """Whoever reported it: masked for all who see it; sealed, and to be revealed by some of them."""
    place, word = list(MATTERS).index(name), world.canaries.word
    phone = world.canaries.number(13_800_000_000 + place, "casework.Sealed.phone")
    number = world.canaries.number(330_101_199_001_010_000 + place, "casework.Sealed.id_number")
    sealed = {"phone": str(phone), "id_number": str(number)}
    for column in ("name", "address"):
        sealed[column] = f"张{word(f'casework.Sealed.{column}')}"
    with world.canaries.of(name):
        person = add_person_to(matter, by=matter.created_by, **sealed)
    world.reporters[name] = person
    with world.canaries.of(name):
        Telling.objects.create(
            matter=matter, person=person, event="received", text="已收到", by=matter.created_by
        )
    # Asked by a person alone: the database takes who it was, and from where, out of the context.
    seer = world.people[min(SEEN[name])]
    with acting(seer.pk, address=word("casework.Reveal.address")):
        Reveal.objects.create(person=person, by=seer, purpose="other", words="核实")
    original = world.files[name].original.pk
    with acting(seer.pk, address=word("casework.OriginalLook.address")):
        OriginalLook.objects.create(matter=matter, original=original, by=seer, words="取证")


def add_grants(world: World, matter: Matter, *, until: date) -> None:
    """To everybody in the east."""
    right = Permission.objects.get(codename="view_matter", content_type__app_label="casework")
    for actor in ACTORS:
        if actor.endswith(".east"):
            Grant.objects.create(
                user=world.people[actor],
                permission=right,
                content_object=matter,
                reason="包案",
                until=until,
                by=world.people["stranger"],
            )
