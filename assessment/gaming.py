"""What looks odd in a quarter's numbers: questions to look into, never verdicts, never of people.

Each is about an organisation, says how many of how many, and what an innocent reason may be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessment.models import Run, Score, Target
from assessment.selectors.totals import targets_of
from casework.models import Event, Matter
from security import clock
from security.context import everything

FEW = 10  # of fewer nothing is asked
LAST_DAYS = 5
BURST, SAME_HAND = 40, 60  # per cent from which it is asked about
COPIES = 5


@dataclass(frozen=True)
class Oddity:
    """One question about one organisation."""

    target: Target
    question: str
    innocent: str


def questions_of(run: Run) -> list[Oddity]:
    """All of them, by organisation. Counted in the portal's own name: numbers alone come out."""
    rows: dict[int, set[int]] = {}
    for score in Score.objects.filter(run=run, version__gt=0).only("target_id", "rows"):
        rows.setdefault(score.target_id, set()).update(score.rows)
    with everything("考核：看有没有要核对的"):
        return list(asked(run, {one.pk: one for one in targets_of(run.scheme_id)}, rows))


def asked(run: Run, targets: Mapping[int, Target], rows: Mapping[int, set[int]]) -> Iterator[Oddity]:
    for key, target in targets.items():
        matters = Matter.objects.filter(pk__in=rows.get(key, set())).order_by()
        whole = len(rows.get(key, ()))
        if whole >= FEW:
            yield from late_burst(run, target, matters, whole)
            yield from copied(target, matters)
            yield from one_hand(target, matters, whole)


def late_burst(run: Run, target: Target, matters: QuerySet[Matter], whole: int) -> Iterator[Oddity]:
    """Were very many registered in the quarter's last days?"""
    last = clock.day_begins(run.of.end - timedelta(days=LAST_DAYS))
    late = matters.filter(registered_at__gte=last, registered_at__lt=clock.day_begins(run.of.end)).count()
    if late * 100 >= BURST * whole:
        said = f"{whole} 件里有 {late} 件是季度最后 {LAST_DAYS} 天登记的，是不是集中补录？"
        yield Oddity(target, said, "也可能是专项排查正好排在季度末。")


def copied(target: Target, matters: QuerySet[Matter]) -> Iterator[Oddity]:
    """Do many carry the very same words?"""
    same = matters.values("title").annotate(n=Count("pk")).filter(n__gte=COPIES)
    times = sum(same.values_list("n", flat=True))
    if times:
        yield Oddity(
            target, f"{times} 件的标题一字不差，是不是同一件事登记了几次？", "也可能是统一的巡查任务。"
        )


def one_hand(target: Target, matters: QuerySet[Matter], whole: int) -> Iterator[Oddity]:
    """Were most opened and closed by one and the same hand? Nobody is named."""
    ended = Event.objects.filter(matter=OuterRef("pk"), by=OuterRef("created_by"))
    closed = matters.exclude(closed_at=None)
    own = closed.filter(Exists(ended.filter(Q(at=OuterRef("closed_at")) | Q(to_status="closed")))).count()
    if own >= FEW and own * 100 >= SAME_HAND * whole:
        said = f"{whole} 件里有 {own} 件是登记的人自己结案的，办理有没有第二个人看过？"
        yield Oddity(target, said, "也可能是小事当场办好。")
