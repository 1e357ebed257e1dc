"""The world of the matrix: a county of two townships, the county next door, everybody of every role in two
places, and the matters of tests/matrix/seen.py, with a canary in every text and file.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

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
from areas.models import Area, Population
from casework.models import (
    Accusation,
    Attachment,
    HolidayNotice,
    Link,
    Matter,
    OfficeTime,
    Person,
    SavedFilter,
    SpecialDay,
    StandardText,
)
from grids.models import Category, Source
from jobs.models import Job
from security import clock
from security.context import acting, everything
from tests.factories import CaseFactory
from tests.matrix.admission_world import add_forms
from tests.matrix.assessments import add_stability, add_standard
from tests.matrix.canaries import Canaries
from tests.matrix.disputes_seen import DISPUTES
from tests.matrix.ledger_world import add_ledger
from tests.matrix.outcomes_world import add_outcomes
from tests.matrix.outward import add_stuck
from tests.matrix.papers import add_calendar, add_figures, add_report
from tests.matrix.petitions import add_choices, add_petition
from tests.matrix.petitions_seen import PETITIONS
from tests.matrix.programme_world import add_group, add_meetings, add_money, add_surveys
from tests.matrix.progress_world import add_returns
from tests.matrix.quarrels import add_bodies, add_dispute, add_template
from tests.matrix.records import add_audit, add_grants, add_joining, add_records, add_reporter
from tests.matrix.rewards import add_rewards
from tests.matrix.scores_world import add_scores
from tests.matrix.seen import ACTORS, ADMINISTRATORS, EVERYBODY, MATTERS, creator
from tests.matrix.stability_seen import STABILITIES
from tests.matrix.standing import add_standing
from tests.matrix.sweeps import add_sweep
from tests.matrix.tasks import add_tasks

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
    disputes: dict[str, Matter] = field(default_factory=dict)
    petitions: dict[str, Matter] = field(default_factory=dict)
    tasks: dict[str, Matter] = field(default_factory=dict)
    assessments: dict[str, Matter] = field(default_factory=dict)
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
        add_bodies(world)
        for name in DISPUTES:
            with canaries.of(name):
                add_dispute(world, name)
        add_choices(world)
        for name in PETITIONS:
            with canaries.of(name):
                add_petition(world, name)
        add_standard(world)
        for name in STABILITIES:
            with canaries.of(name):
                add_stability(world, name)
        with canaries.of("years"):
            add_template(world)
        add_sweep(world)
        add_rewards(world)
        add_group(world)
        add_meetings(world)
        add_money(world)
        add_surveys(world)
        add_tasks(world)
        add_ledger(world)
        add_returns(world)
        add_outcomes(world)
        add_scores(world)
        add_forms(world)
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
        "population": Population.objects.create(
            area=world.areas["east_town"], year=2020, residents=5000, source="统计公报"
        ),
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
        created_by=world.people[creator(name)],
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
    with world.canaries.of(f"{name}>joined"):
        add_joining(matter)
    with world.canaries.of(f"{name}>revealers"):
        add_reporter(world, name, matter)


# Finished once: what the suggestion of a unit to send cases to rests on.
FINISHED = {"closed", "own_of_station", "own_of_hall", "confidential", "accusing_head"}
LATES = {"own", "foreign", "accusing_hall"}  # their limit is over
