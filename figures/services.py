"""The roll-up: the declared figures of a month, counted by area and unit into a small table."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from casework.figures import Figure, figures
from casework.models import Event, Matter
from figures.models import FigureValue, RolledUpMonth
from figures.periods import month_period, months_between, parse_month
from figures.selectors.tally import Question, tally
from jobs.models import Job
from jobs.registry import work
from jobs.services import submit
from security.context import tell

WORK = "figures.roll_up"
LOCK_SPACE = 7_302  # first half of the advisory locks; the month is the second
BATCH = 5000
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
    """Roll up the months that the job names, one after the other, and show how far it is.

    Each month is complete or as before. After a crash it passes the months that were done since the job
    was asked for.
    """
    months = months_between(parse_month(job.given["from"]), parse_month(job.given["to"]))
    done = set(RolledUpMonth.objects.filter(rolled_at__gte=job.created_at).values_list("month", flat=True))
    job.reports(total=len(months), result_url=reverse("figures:roll_up"))
    for place, month in enumerate(months, start=1):
        if month not in done:
            roll_up(month)
        job.reports(done=place, message=f"已汇总到 {month.year}年{month.month}月")


def roll_up(month: date) -> int:
    """Write the month's figures anew, as all matters stand at one instant; how many numbers there are.

    Locks the month: of two roll-ups at once the second waits, then counts the state after the first.
    """
    with holding(month), snapshot():
        FigureValue.objects.filter(month=month).delete()
        rolled, _ = RolledUpMonth.objects.update_or_create(
            month=month,
            defaults={
                "rolled_at": Now(),
                "last_event": Event.objects.aggregate(last=Max("pk"))["last"] or 0,
            },
        )
        rows = FigureValue.objects.bulk_create(numbers_of(rolled), batch_size=BATCH)
    return len(rows)


def numbers_of(rolled: RolledUpMonth) -> Iterator[FigureValue]:
    """Every figure that adds up and is not nothing, by area and unit."""
    for question in questions_for(rolled.month):
        for one in tally(Matter.objects.all(), [question]):
            area, unit = one.group
            yield FigureValue(
                month=rolled,
                figure=one.figure.key,
                version=one.figure.version,
                area=area or "",
                unit=int(unit) if unit else None,
                n=one.n,
                hits=one.hits,
                total=one.total,
            )


def questions_for(month: date) -> list[Question]:
    """What a roll-up asks of a month: one question for each kind of matter."""
    kinds: dict[str, list[Figure]] = {}
    for figure in figures().values():
        if figure.adds_up:
            kinds.setdefault(figure.kind, []).append(figure)
    return [Question(asked, (month_period(month),), "place") for asked in kinds.values()]


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
def holding(month: date) -> Iterator[None]:
    """Hold the month for this connection; waits for whoever holds it. Freed when the process dies.

    Taken before the transaction: a snapshot made while waiting would not see what the other wrote.
    """
    key = [LOCK_SPACE, month.year * 12 + month.month]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
