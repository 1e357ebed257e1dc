"""The roll-up: the declared figures of months, counted by area and unit into a small table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from casework.models import Event
from figures.late import note_late_changes, totals_of
from figures.layout import layout
from figures.models import FigureNumbers, RolledUpMonth, Sort
from figures.periods import months_between, parse_month
from figures.rolling import wider, write_numbers
from jobs.models import Job
from jobs.registry import work
from jobs.services import submit
from security.context import tell

WORK = "figures.roll_up"
LOCK_SPACE = 7_302  # first half of the advisory locks; the year is the second
MOST_MONTHS = 240


def ask_for_roll_up(first: date, last: date, *, by: User | None) -> tuple[Job, bool]:
    """Ask for the months from first to last to be rolled up: (job, whether it is new).

    Raises ValueError with a Chinese sentence where the months make no sense.
    """
    if last < first:
        raise ValueError(f"结束月份（{last:%Y-%m}）早于开始月份（{first:%Y-%m}），改一个。")
    if len(months_between(first, last)) > MOST_MONTHS:
        raise ValueError(f"一次最多汇总 {MOST_MONTHS} 个月，分几次做。")
    span = f"{first:%Y-%m} ～ {last:%Y-%m}"
    return submit(
        WORK,
        title=f"汇总指标 {span}",
        key=f"{WORK}:{span}",
        given={"from": f"{first:%Y-%m}", "to": f"{last:%Y-%m}"},
        by=by,
    )


@work(WORK)
def roll_up_months(job: Job) -> None:
    """Roll up the months that the job names, some together, and show how far it is.

    Each month is complete or as before. After a crash it passes the months that were done since the job
    was asked for.
    """
    months = months_between(parse_month(job.given["from"]), parse_month(job.given["to"]))
    rolled = RolledUpMonth.objects.filter(rolled_at__gte=job.created_at, signature=layout().signature)
    done = set(rolled.values_list("month", flat=True))
    left = [month for month in months if month not in done]
    job.reports(total=len(months), done=len(months) - len(left), result_url=reverse("figures:roll_up"))
    for some in together(left):
        roll_up(*some)
        at = some[-1]
        job.reports(
            done=len(months) - len(left) + left.index(at) + 1, message=f"已汇总到 {at.year}年{at.month}月"
        )


def together(months: Sequence[date]) -> Iterator[Sequence[date]]:
    """Those of one year in one pass: few passes, and not much lost where one is killed."""
    for _, some in groupby(months, key=lambda month: month.year):
        yield list(some)


def roll_up(*months: date) -> int:
    """Write the months' figures anew, as all matters stand at one instant; how many rows there are.

    Locks their years: of two at once the second waits, then counts the state after the first.
    """
    months = tuple(sorted(set(months)))
    with holding(sorted({month.year for month in months})), snapshot():
        before = totals_of(months)
        forget(months)
        mark(months)
        written = write_numbers(months)
        note_late_changes(before, totals_of(months))
    return written


def forget(months: Sequence[date]) -> None:
    """Take away what stood there of the months, and of the quarters and years that they lie in."""
    old = FigureNumbers.objects.filter(sort=Sort.MONTH, start__in=months)
    for sort, start, _ in wider(months):
        old |= FigureNumbers.objects.filter(sort=sort, start=start)
    old.delete()


def mark(months: Sequence[date]) -> None:
    """Say as of when the months stand, and by which definitions."""
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    signature = layout().signature
    RolledUpMonth.objects.bulk_create(
        [
            RolledUpMonth(month=month, rolled_at=Now(), last_event=last, signature=signature)
            for month in months
        ],
        update_conflicts=True,
        unique_fields=["month"],
        update_fields=["rolled_at", "last_event", "signature"],
    )


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that sees one state of the database to its end: totals that belong together.

    READ COMMITTED gave totals that do not, in 54 of 60 tries. Must be the outermost transaction.
    """
    tell()
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def holding(years: Sequence[int]) -> Iterator[None]:
    """Hold the years for this connection; waits for whoever holds one. Freed when the process dies.

    Taken before the transaction: a snapshot made while waiting would not see what the other wrote.
    """
    with connection.cursor() as cursor:
        for year in years:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, year])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for year in years:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, year])
