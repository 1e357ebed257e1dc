"""Print a paper of the file, bind the whole of it, and hand it out as long as its reader may see it."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import User
from casework.exceptions import RevealDenied
from casework.models import Matter, Person
from casework.services.people import may_reveal, reveal
from casework.services.sealing import Revealed
from disputes.dossier.binding import bind, page_counts, paged
from disputes.dossier.gathering import Shown, gather, with_papers
from disputes.dossier.record import Record
from disputes.dossier.sheets import NEEDS_PAGES, Bound, Sheet
from disputes.models import Volume
from disputes.papers import missing
from disputes.services.templates import in_own_form
from jobs import services as jobs
from jobs.models import Job
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from papers.rendering.word_forms import word_form
from security import clock
from security.context import acting
from security.encryption import all_keys, current_key, file_key, seal_file, unseal_file
from security.findings import masked

WORK = "disputes.bind"
TABLE = Volume._meta.db_table
KEPT = timedelta(days=7)  # a bound file is made anew in a minute; it is not left lying about
FULL_ONLY_FOR = "您可以看这件事，不能看完整信息。要看请找经办人或分派员。"
DRAWN_PARTS = frozenset({Person.Part.PARTY, Person.Part.AGENT})


def opener_of(matter: Matter) -> Callable[[int], bytes]:
    """Reads the clean copy of a file of this matter, and of no other."""
    files = {one.pk: one for one in matter.attachments.all()}

    def read(key: int) -> bytes:
        with files[key].file.open() as stored:
            content: bytes = stored.read()
        return content

    return read


def record_of(matter: Matter, shown: Shown | None = None) -> Record:
    """All that the papers of the dispute say, with the pages that its PDFs take."""
    kinds = {one.pk: one.content_type for one in matter.attachments.all()}
    return gather(matter, shown=shown, pages=page_counts(kinds, opener_of(matter)))


def draw(matter: Matter, sheet: Sheet, format_: str, *, shown: Shown | None = None) -> bytes:
    """One paper as Word, in the county's own form where it has one, or as PDF.

    Raises ValueError, in words, where it cannot be made yet.
    """
    counted = sheet.key in NEEDS_PAGES
    record = record_of(matter, shown) if counted else gather(matter, shown=shown)
    if lacks := sheet.lacks(record):
        raise ValueError(lacks)
    fonts = fonts_of()
    bound = paged(record, lacking(matter), fonts) if counted else Bound()
    if format_ == "docx" and (own := in_own_form(sheet.key, record, bound)):
        return own
    form = sheet.compose(record, bound)
    return word_form(form) if format_ == "docx" else pdf_form(form, fonts)


def fonts_of() -> FontSet:
    return FontSet.of(settings.FONT_DIR)


def lacking(matter: Matter) -> tuple[str, ...]:
    """The names of the required papers that are not there."""
    return tuple(missing(matter.own.papers))


def reveal_all(matter: Matter, *, by: User, purpose: str, words: str = "") -> dict[int, Revealed]:
    """The full details of those whom the papers name, each look on record as on the page that shows one.

    Raises RevealDenied; and RuntimeError inside a transaction.
    """
    people = matter.people.filter(erased_at=None, part__in=DRAWN_PARTS).select_related("matter")
    return {person.pk: reveal(person, by=by, purpose=purpose, words=words) for person in people}


def order(matter: Matter, *, by: User, purpose: str = "", words: str = "") -> Job:
    """Ask for the whole file as one PDF; with a purpose, with the full details. Wake the job yourself.

    Raises RevealDenied for whoever may not have those.
    """
    if purpose and not may_reveal(by, matter):
        raise RevealDenied(FULL_ONLY_FOR)
    return jobs.submit(
        WORK,
        title=f"装订整卷 {matter.number}",
        key=f"{WORK}:{matter.pk}:{by.pk}:{bool(purpose)}",
        given={"matter": matter.pk, "purpose": purpose, "words": masked(words)},
        by=by,
    )[0]


def bind_volume(job: Job) -> None:
    """Bind the file in the name of whoever asked: what they may not see now, they do not get.

    Safe to be killed anywhere: until the row is written nobody is led to the file.
    """
    if job.by is None:
        raise ValueError("整卷要由看得到这件纠纷的人来要。")
    with acting(job.by_id, purpose=WORK):
        volume = Volume.objects.filter(job=job).first() or bind_for(job, job.by)
        url = reverse("disputes:volume", args=[volume.matter.number, volume.pk])
        job.reports(done=3, message=f"装订好了，编了 {volume.pages} 页", result_url=url)


def bind_for(job: Job, user: User) -> Volume:
    """Lay out the file, seal it, and keep it in place of the one before. Raises ValueError in words."""
    matter = with_papers(Matter.objects.visible_to(user)).filter(pk=job.given["matter"]).first()
    if matter is None:
        raise ValueError("这件纠纷现在不归您看，装订不了。")
    job.reports(done=0, total=3, message="正在取材料")
    shown, purpose = None, job.given["purpose"]
    if purpose:
        try:
            shown = reveal_all(matter, by=user, purpose=purpose, words=job.given["words"])
        except RevealDenied as error:
            raise ValueError(str(error)) from error
    job.reports(done=1, message="正在排版，附件多的要等一会儿")
    content, pages = bind(record_of(matter, shown), lacking(matter), fonts_of(), opener_of(matter))
    job.reports(done=2, message="正在存好")
    return keep(matter, content, job=job, by=user, full=bool(purpose), pages=pages)


def keep(matter: Matter, content: bytes, *, job: Job, **known: Any) -> Volume:
    """Seal the bound file on the disk, and let go of what the same user had bound before."""
    volume = Volume(matter=matter, job=job, size=len(content), **known)
    volume.sha256 = hashlib.sha256(content).hexdigest()
    sealed = seal_file(content, table=TABLE, row=volume.key.hex, column="file", key=current_key())
    volume.file = ContentFile(sealed, name="v.sealed")
    before = list(Volume.objects.filter(matter=matter, by=volume.by, full=volume.full))
    volume.save(force_insert=True)
    for old in before:
        let_go(old)
    return volume


def opened(volume: Volume) -> bytes:
    """The bound file as PDF. Raises EncryptionFailed, and FileNotFoundError where it is gone."""
    with volume.file.open() as stored:
        sealed = stored.read()
    key = all_keys().get(file_key(sealed)[1])
    return unseal_file(sealed, table=TABLE, row=volume.key.hex, column="file", key=key)


def let_go(volume: Volume) -> None:
    """Delete it, on the disk first: a run killed between finds the row again."""
    volume.file.delete(save=False)
    volume.delete()


def drop_old(now: datetime | None = None) -> int:
    """Delete what was bound more than a week ago; how many. Safe to run twice."""
    old = list(Volume.objects.filter(at__lt=(now or clock.now()) - KEPT))
    for volume in old:
        let_go(volume)
    return len(old)
