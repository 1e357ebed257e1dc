"""Roll-ups while others write, and roll-ups that are killed: does every month hold what was there at one
instant?

Held against a live count of the same figures in the roll-up's own snapshot, along both cuts. The same is
tried without the snapshot, so that a run shows that it would have found numbers that do not belong together.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from unittest.mock import patch

from django.db import transaction

from accounts.models import User
from areas.models import Area
from casework.clocks import months_later
from casework.figures import figures
from casework.models import Matter
from casework.services import import_matters
from chaos.verdict import Line
from figures import services
from figures.late import Totals, note_late_changes
from figures.layout import layout
from figures.models import Cut, FigureNumbers, RolledUpMonth, Sort
from figures.periods import month_of, month_period
from figures.selectors import Question, ask
from grids.models import Case, Category, Source
from jobs.models import Job
from jobs.tasks import resume_jobs
from security import clock
from stack.console import Refusal
from stack.place import Place
from stack.processes import Child, Children

MONTHS, WRITERS = 24, 2
PATIENCE = 120.0  # seconds for a roll-up to come to its end
Sums = dict[str, tuple[int, int]]


def months() -> list[date]:
    """The last two years, with the month in which the writers write."""
    last = month_of(clock.today())
    return [months_later(last, -back) for back in reversed(range(MONTHS))]


def live_through(some: Sequence[date], *, by: User, area: Area, each: int) -> None:
    """Give every month matters of its own: some late, some done, so that there is something to count."""
    rows = {"category": Category.objects.all()[0], "source": Source.objects.all()[0], "text": "积水"}
    given = [
        {**rows, "title": f"{month:%Y-%m} 第{place}件", "area": area, "created_by": by, "status": "checked"}
        | {"registered_at": month_period(month).moments[0] + timedelta(hours=place)}
        for month in some
        for place in range(each)
    ]
    import_matters(Case, given)


def wrong_months(some: Sequence[date]) -> list[date]:
    """Those whose numbers, by place or by unit, are not those of the matters seen from here."""
    return [
        month for month in some if not (live(month) == summed(month, Cut.AREA) == summed(month, Cut.UNIT))
    ]


def live(month: date) -> Sums:
    asked = [one for one in figures().values() if one.adds_up]
    [answers] = ask(Matter.objects.all(), [Question(asked, (month_period(month),))])
    return {one.figure.key: (one.n, one.hits) for one in answers if one.n}


def summed(month: date, cut: Cut) -> Sums:
    """What stands in the table for the month, added up over its places."""
    sums: Sums = {}
    for branch in layout().branches:
        rows = FigureNumbers.objects.filter(start=month, sort=Sort.MONTH, cut=cut, branch=branch.number)
        found = list(rows.values_list("numbers", flat=True))
        for figure in branch.figures:
            n, hits = (sum(row[place] for row in found) for place in branch.places(figure)[:2])
            if n:
                sums[figure.key] = (n, hits)
    return sums


@contextmanager
def writers(place: Place, children: Children, found: Mapping[str, str]) -> Iterator[None]:
    """So many processes see cases through, from before the block to its end."""
    files = [place.folder / f"rolled{number}.jsonl" for number in range(WRITERS)]
    many = [
        Child(f"writer{number}", [sys.executable, "-m", "chaos.writer", str(number), str(file)], found, log)
        for number, file in enumerate(files)
        for log in [place.log / f"rolled{number}.log"]
    ]
    for one in many:
        children.start(one)
    wait_for(lambda: all(file.exists() and file.stat().st_size for file in files), "还没有人写入")
    try:
        yield
    finally:
        for one in many:
            one.stop()


def under_writers(times: int) -> list[Line]:
    """Roll up so often while others write; how often the numbers did not belong together."""
    some, wrong, without, seen = months()[-1:], 0, 0, set()
    for _ in range(times):
        wrong += rolled_wrong(some)
        seen.add(tuple(sorted(summed(some[-1], Cut.UNIT).items())))
    with one_statement_at_a_time():
        without = sum(rolled_wrong(some) for _ in range(times))
    return [
        Line("边写边汇总，次数", times),
        Line("其中各不相同的结果", len(seen)),
        Line("写的人没有在写", int(len(seen) < times / 2), wrong=True),
        Line("数不是同一时刻的", wrong, wrong=True),
        Line("不用快照时，不是同一时刻的", without),
    ]


def rolled_wrong(some: Sequence[date]) -> bool:
    """Roll up, and look at the numbers before the snapshot is let go."""
    found: list[date] = []

    def look(before: Totals, after: Totals) -> None:
        note_late_changes(before, after)
        found.extend(wrong_months(some))

    with patch.object(services, "note_late_changes", look):
        services.roll_up(*some)
    return bool(found)


def one_statement_at_a_time() -> AbstractContextManager[object]:
    """Without the snapshot: each statement sees what is there when it begins."""
    return patch.object(services, "snapshot", transaction.atomic)


def killed(times: int, found: Mapping[str, str], chance: random.Random) -> list[Line]:
    """Kill the command so often somewhere on its way, run it once more each time; how often it was not right.

    Nobody writes meanwhile. Whatever was killed, a month's two cuts agree; afterwards every month is right.
    """
    some, torn, wrong, on_the_way = months(), 0, 0, 0
    for _ in range(times):
        before = clock.now()
        process = start(found, some)
        time.sleep(chance.uniform(2.0, 9.0))
        process.send_signal(signal.SIGKILL)
        on_the_way += process.wait(PATIENCE) == -signal.SIGKILL
        torn += sum(summed(month, Cut.AREA) != summed(month, Cut.UNIT) for month in some)
        services.ask_for_roll_up(some[0], some[-1], by=None)
        complete()
        wrong += len(some) - RolledUpMonth.objects.filter(month__in=some, rolled_at__gte=before).count()
        wrong += len(wrong_months(some))
    return [
        Line("汇总时 kill -9，次数", times),
        Line("其中死在半路的", on_the_way),
        Line("留下半个月份的", torn, wrong=True),
        Line("再运行一次后不对的月份", wrong, wrong=True),
    ]


def start(found: Mapping[str, str], some: Sequence[date]) -> subprocess.Popen[bytes]:
    """The command as an operator starts it."""
    span = ["--from", f"{some[0]:%Y-%m}", "--to", f"{some[-1]:%Y-%m}"]
    command = [sys.executable, "manage.py", "roll_up", *span]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env={**os.environ, **found}, stdout=quiet, stderr=quiet)  # noqa: S603


def complete() -> None:
    """The next one takes up what was left. Raises Refusal where it never ends."""
    wait_for(lambda: bool(resume_jobs()) or not Job.objects.unfinished().exists(), "汇总还没有做完")


def wait_for(holds: Callable[[], bool], else_: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise Refusal(f"{PATIENCE:.0f} 秒了，{else_}。")
        time.sleep(0.1)
