"""Disputes by the hundred thousand: list, file and quarterly tables beside the same by hand-written SQL."""

import random

from accounts.models import Duty, Role, User
from benchmarks.apparatus.besides import Asked, alike, by_the_hand, filled_database, row
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Row
from benchmarks.committees import by_hand
from benchmarks.committees.filling import fill
from benchmarks.county.founding import COUNTY
from benchmarks.visits.pages import at, one_of
from benchmarks.visits.sampling import Page, sample
from benchmarks.visits.visitors import signed_in
from casework.figures import figures
from casework.models import Matter
from figures.periods import Quarter
from figures.selectors import Question, ask
from figures.tables.spans import Span
from security import clock
from stack.console import step

DATABASE = "bench_disputes"
NUMBERS, SEED = 300, 5


def measure(environment: Environment) -> list[Row]:
    """Each page's statements and how long it waited for the database, beside the statements by hand."""
    rows = environment.rows
    with filled_database(environment, DATABASE, f"{rows} 件纠纷", lambda: fill(rows)) as web:
        office, mediator = readers()
        numbers = list(
            Matter.objects.filter(confidential=False).order_by("?").values_list("number", flat=True)[:NUMBERS]
        )
        quarter = Quarter.of(clock.today()).previous
        pages = wanted(signed_in(office), signed_in(mediator), numbers, str(quarter))
        server = {"web": environment.serve("disputes", web)}
        with step(f"轮流打开 {len(pages)} 个页面"):
            samples = sample([(page, server) for page in pages])
        with step("手写的 SQL"):
            hand = by_the_hand(asked(numbers, Span.of_quarter(quarter)))
        found = [row(page, samples[page.name]["web"], hand) for page in pages]
        return [*found, compared(office, Span.of_quarter(quarter))]


def readers() -> tuple[User, User]:
    """The county's office, and one who mediates."""
    duties = Duty.objects.select_related("user").order_by("pk")
    return duties.filter(role=Role.OFFICE)[0].user, duties.filter(role=Role.MEDIATOR)[0].user


def wanted(office: str, mediator: str, numbers: list[str], quarter: str) -> list[Page]:
    """The pages, by what they are held to: the name's first word is the hand-written statement's."""
    return [
        Page("名单（县）", office, at("/disputes/?status=open")),
        Page("名单（调解员）", mediator, at("/disputes/?status=open")),
        Page("一件（县）", office, one_of(numbers, "/disputes/{}/")),
        Page("卷宗（县）", office, one_of(numbers, "/disputes/{}/dossier/")),
        Page("季报（县）", office, at(f"/disputes/tables/?period={quarter}")),
    ]


def asked(numbers: list[str], span: Span) -> dict[str, Asked]:
    """The hand-written statements of each page, with what they are given."""
    periods, rng = [span.period, *span.compared(clock.today())], random.Random(SEED)
    given = by_hand.values(COUNTY, periods)
    return {
        "名单": ((by_hand.LIST, by_hand.COUNT), lambda: given),
        "一件": (by_hand.FILE, lambda: {"number": rng.choice(numbers)}),
        "卷宗": (by_hand.FILE, lambda: {"number": rng.choice(numbers)}),
        "季报": (by_hand.tables(len(periods)), lambda: given),
    }


def compared(office: User, span: Span) -> Row:
    """The tables' sums beside those by hand: both count the same."""
    matters = Matter.objects.visible_to(office)
    [answers] = ask(
        matters, [Question([figures()[f"disputes.{name}"] for name in by_hand.NUMBERS], (span.period,))]
    )
    ours = {one.figure.key.split(".")[1]: one.value for one in answers}
    return alike(ours, list(by_hand.NUMBERS), by_hand.tables(1)[0], by_hand.values(COUNTY, [span.period]))
