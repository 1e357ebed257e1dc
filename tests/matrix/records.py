"""What hangs on each matter of the world: history, files, people, grants; and what the auditor keeps."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from audit.models import Anchor, Extract
from casework.models import (
    Attachment,
    Deadline,
    Event,
    Grant,
    Joining,
    Matter,
    Nudge,
    Original,
    OriginalLook,
    Reveal,
    Telling,
)
from casework.services.people import add_person as add_person_to
from security.context import acting
from tests.matrix.outward import add_notices
from tests.matrix.papers import add_extension
from tests.matrix.seen import ACTORS, MATTERS, SEEN

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_audit(world: "World") -> None:
    """What the auditor keeps beside the record of writes, which the database has written itself."""
    auditor = world.people["audit_admin"]
    Anchor.objects.create(day=world.today - timedelta(days=30), number=1)
    extract = Extract.objects.create(by=auditor, words="全部", format="csv", count=1)
    extract.file.save("a.csv", ContentFile(world.canaries.word("audit.Extract.words").encode()))
    world.things["extract"] = extract


def add_records(world: "World", name: str, matter: Matter) -> None:
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


def add_joining(matter: Matter) -> None:
    """Whoever logged it came again with the same, whether they still see it or not."""
    steps = {"from_status": matter.status, "to_status": matter.status}
    event = Event.objects.create(matter=matter, move="join", note="又有人说", by=matter.created_by, **steps)
    Joining.objects.create(matter=matter, event=event, by=matter.created_by)


def add_reporter(world: "World", name: str, matter: Matter) -> None:
    """Whoever reported it: masked for all who see it; sealed, and to be revealed by some of them."""
    place, word = list(MATTERS).index(name), world.canaries.word
    phone = world.canaries.number(13_800_000_000 + place, "casework.Sealed.phone")
    number = world.canaries.number(330_101_199_001_010_000 + place, "casework.Sealed.id_number")
    sealed = {"phone": str(phone), "id_number": str(number)}
    for column in ("name", "address", "email"):
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


def add_grants(world: "World", matter: Matter, *, until: date) -> None:
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
