"""What is kept no longer: matters closed long ago lose what identifies people, other rows go altogether."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q

from casework.kinds import kinds
from casework.models import Attachment, Event, Matter, MatterQuerySet, Original, Person
from casework.services.accounts import portal_account
from jobs.models import Job
from jobs.services import submit
from security.clock import now
from security.custody import Retention, custody_of
from security.database import Expiring, expiring
from security.findings import masked

WORK = "anonymise"
ERASED = "已去标识"
YEAR = timedelta(days=365.25)
BATCH = 200


@dataclass(frozen=True)
class Due:
    """What the next run will do, in numbers."""

    matters: int
    people: int
    files: int
    rows: dict[str, int]  # by the table's name in words


def ask() -> Job:
    """The job that does what is due now; the one that runs, where one does."""
    return submit(WORK, title="到期去标识", key=WORK, given={}, by=None)[0]


def due(moment: datetime) -> Due:
    """What is due at this moment. Changes nothing."""
    matters = overdue_matters(moment)
    return Due(
        matters.count(),
        Person.objects.filter(matter__in=matters, erased_at=None).count(),
        Attachment.objects.filter(matter__in=matters).count() if files_go() else 0,
        {str(each.model._meta.verbose_name): expired(each, moment).count() for each in expiring()},
    )


def run(job: Job) -> None:
    """Do all that is due, a matter at a time; killed anywhere, the next run goes on where it ended."""
    moment = now()
    matters = overdue_matters(moment)
    job.reports(total=matters.count(), done=0)
    done = 0
    while batch := list(matters.order_by("pk")[:BATCH]):
        for matter in batch:
            anonymise(matter, at=now())
        done += len(batch)
        job.reports(done=min(done, job.total), message=f"去标识 {done} 件")
    gone = sum(expire(each, moment) for each in expiring())
    job.reports(message=f"去标识 {done} 件，删除到期的记录 {gone} 条")


def years_of(kind: str) -> float:
    """How many years after closing a matter of this kind keeps its people: by setting, else as declared."""
    if kind in settings.RETENTION_YEARS:
        return float(settings.RETENTION_YEARS[kind])
    declared = [custody_of(model) for model in (kinds()[kind], Matter)]
    return next(custody.retention.years for custody in declared if custody and custody.retention.years)


def overdue_matters(moment: datetime) -> MatterQuerySet:
    """Closed for longer than their kind keeps people, and not anonymised since."""
    over = Q(pk__in=[])
    for kind in kinds():
        over |= Q(kind=kind, closed_at__lt=moment - years_of(kind) * YEAR)
    since = Event.objects.filter(matter=OuterRef("pk"), move=WORK, at__gte=OuterRef("closed_at"))
    return Matter.objects.filter(over).exclude(Exists(since))


@transaction.atomic
def anonymise(matter: Matter, *, at: datetime) -> None:
    """Take out of a closed matter what identifies people; a line of its history says when.

    Keys and sealed values are destroyed, numbers leave the texts, files go where their class says so. What
    nobody can find by rule, a name in a sentence, stays.
    """
    erase_people(matter)
    standing = (
        *matter.tellings.all(),
        *matter.extensions.all(),
        *matter.postponements.all(),
        *matter.supervisions.all(),
    )
    for row in (matter, matter.own, *standing, *own_papers(matter)):
        clean(row)
    for event in matter.events.exclude(note="", told=""):
        clean_event(event)
    for file in matter.attachments.all():
        let_go(file)
    matter.notices.all().delete()
    Event.objects.create(
        matter=matter,
        move=WORK,
        from_status=matter.status,
        to_status=matter.status,
        unit_id=matter.unit_id,
        by=portal_account(),
        at=at,
    )


def own_papers(matter: Matter) -> Iterator[models.Model]:
    """What of the kind's own app hangs on the matter beside its row: a dispute's sessions, its agreement."""
    kind = kinds()[matter.kind]
    for model in kind._meta.app_config.get_models():
        if model is not kind and any(field.name == "matter" for field in model._meta.concrete_fields):
            yield from model._base_manager.filter(matter=matter.pk)


def erase_people(matter: Matter) -> None:
    """Destroy the matter's keys and what they sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal.erase_people(%s, %s)", [matter.pk, ERASED])


def clean(row: Any) -> None:
    """Take the numbers that name somebody out of the row's texts."""
    changed = {
        name: cleaned
        for name in texts_of(type(row))
        if (cleaned := masked(getattr(row, name))) != getattr(row, name)
    }
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed)


def texts_of(model: type[models.Model]) -> Iterator[str]:
    """The columns in which people write what they like; what the portal writes itself in short is a code."""
    custody = custody_of(model)
    fixed, system = (custody.fixed, custody.system) if custody else ((), ())
    for field in model._meta.concrete_fields:
        coded = isinstance(field, models.CharField) and (field.choices or field.attname in system)
        free = isinstance(field, models.CharField | models.TextField) and not coded
        if free and field.attname not in fixed:
            yield field.attname


def clean_event(event: Event) -> None:
    """The same for a line of history, which the database lets nobody else change."""
    cleaned = [masked(event.note), masked(event.told)]
    if cleaned != [event.note, event.told]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT portal.clean_event(%s, %s, %s)", [event.pk, *cleaned])


def let_go(file: Attachment) -> None:
    """Delete a file, on the disk first: a run killed between finds the row again. Or clean its name."""
    if not files_go():
        clean(file)
        return
    original = Original.objects.filter(attachment=file).first()
    for stored in (file.file, file.thumbnail, original and original.file):
        if stored:
            stored.delete(save=False)
    file.delete()


def files_go() -> bool:
    """Are files deleted with what identified people, or kept?"""
    custody = custody_of(Attachment)
    return bool(custody and custody.retention.then is Retention.Then.DELETE)


def expired(each: Expiring, moment: datetime) -> Any:
    """The rows of an expiring model whose time is over."""
    before = moment - each.years * YEAR
    return each.model._base_manager.filter(**{f"{each.column}__lt": before})


def expire(each: Expiring, moment: datetime) -> int:
    """Delete the rows whose time is over, what hangs on them too; how many."""
    if each.by_portal:
        return int(expired(each, moment).delete()[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal.expire(%s)", [each.model._meta.db_table])
        return int(cursor.fetchone()[0])
