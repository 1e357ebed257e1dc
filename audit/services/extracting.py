"""Take entries out as a file: at once where they are few, as a job where they are many."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.exceptions import ExtractRefused
from audit.models import EntryQuerySet, Extract, Seal
from audit.selectors import Asked, entries, in_words
from audit.sheets import write_csv, write_excel
from audit.wording import Told
from jobs import services as jobs
from jobs.models import Job
from security import clock

WORK = "audit.extract"
AT_ONCE = 2_000
MOST = 500_000
BATCH = 1_000
KEPT = timedelta(days=7)
WRITERS: dict[str, Callable[..., None]] = {"xlsx": write_excel, "csv": write_csv}


def order(asked: Asked, *, words: str, format: str, by: User) -> Extract:  # noqa: A002
    """Export these entries: at once, or with a job to wake where they are many. It is recorded either way.

    Raises ExtractRefused before anything is written.
    """
    count = entries(asked, user=by)[: MOST + 1].count()
    if not count:
        raise ExtractRefused("这个条件下没有记录，没有东西可导出。")
    if count > MOST:
        raise ExtractRefused(f"超过 {MOST // 10_000} 万条，一个文件装不下。把日期缩短些，分几次导出。")
    with transaction.atomic():
        extract = Extract.objects.create(
            by=by, asked=asked.to_json(), words=words[:300], format=format, count=count
        )
        if count > AT_ONCE:
            extract.job, _ = jobs.submit(
                WORK, title="导出审计记录", key=f"{WORK}:{extract.pk}", given={"extract": extract.pk}, by=by
            )
            extract.save(update_fields=["job"])
    if not extract.job:
        build(extract)
    return extract


def build(extract: Extract, *, progress: Callable[[int], None] = lambda done: None) -> Extract:
    """Write the extract's file. Safe to run again: the file is then written anew."""
    found = entries(Asked.from_json(extract.asked), user=extract.by)[:MOST]
    with TemporaryDirectory() as folder:
        place = Path(folder) / f"audit.{extract.format}"
        WRITERS[extract.format](place, rows(found, progress), extract.words)
        with place.open("rb") as file:
            extract.file.delete(save=False)
            extract.file.save(place.name, File(file), save=False)
    extract.save(update_fields=["file"])
    return extract


def run(job: Job) -> None:
    """The job's work: the file, with progress, and where to get it."""
    extract = Extract.objects.get(pk=job.given["extract"])
    job.reports(total=extract.count, done=0, message="正在写文件")
    build(extract, progress=lambda done: job.reports(done=done, message=f"写了 {done} 条"))
    job.reports(done=extract.count, message="做好了", result_url=reverse("audit:extract", args=[extract.pk]))


def rows(found: EntryQuerySet, progress: Callable[[int], None]) -> Iterator[Told]:
    """The entries in words, so many at a time."""
    head = Seal.objects.head()
    horizon = head.horizon if head else 0
    batch, done = [], 0
    for entry in found.iterator(chunk_size=BATCH):
        batch.append(entry)
        if len(batch) == BATCH:
            yield from in_words(batch, horizon)
            done += len(batch)
            progress(done)
            batch = []
    yield from in_words(batch, horizon)


def forget_old_files() -> int:
    """Delete the files of a week ago: they were downloaded, and the record itself stays. How many."""
    old = Extract.objects.filter(at__lt=clock.now() - KEPT).exclude(file="")
    for extract in old:
        extract.file.delete(save=False)
        extract.save(update_fields=["file"])
    return len(old)
