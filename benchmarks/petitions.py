"""Petitions among ten times as many cases: lists, file, papers and tables beside hand-written SQL."""

import random

from accounts.models import Duty, Role, User
from benchmarks.apparatus.besides import Asked, alike, by_the_hand, filled_database, row
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Row
from benchmarks.appeals import by_hand
from benchmarks.appeals.filling import CASES, fill
from benchmarks.county.founding import COUNTY
from benchmarks.visits.pages import at, one_of
from benchmarks.visits.sampling import Page, sample
from benchmarks.visits.visitors import signed_in
from casework.figures import figures
from casework.models import Matter
from figures.periods import Quarter
from figures.selectors import Question, ask
from figures.tables.spans import Span
from petitions.models import Petition
from security import clock
from stack.console import step

DATABASE = "bench_petitions"
NUMBERS, SEED = 300, 6
MOST = 100_000  # the cases beside them are then a million, more than which their six digits do not number
OF_OFFICE, OF_ORGAN = "名单（县信访局）", "名单（承办单位）"


def measure(environment: Environment) -> list[Row]:
    """Each page's statements and how long it waited for the database, beside the statements by hand."""
    rows = min(environment.rows, MOST)
    what = f"{rows} 件信访件、{rows * CASES} 件案件"
    with filled_database(environment, DATABASE, what, lambda: fill(rows)) as web:
        office, organ = readers()
        known = Matter.objects.of(Petition).filter(confidential=False).order_by("?")
        numbers = list(known.values_list("number", flat=True)[:NUMBERS])
        quarter = Quarter.of(clock.today()).previous
        pages = wanted(signed_in(office.user), signed_in(organ.user), numbers, str(quarter))
        server = {"web": environment.serve("petitions", web)}
        with step(f"轮流打开 {len(pages)} 个页面"):
            samples = sample([(page, server) for page in pages])
        with step("手写的 SQL"):
            hand = by_the_hand(asked(numbers, Span.of_quarter(quarter), organ))
        found = [row(page, samples[page.name]["web"], hand) for page in pages]
        return [*found, compared(office.user, Span.of_quarter(quarter))]


def readers() -> tuple[Duty, Duty]:
    """The county's petition office, and one who handles petitions in an organ."""
    duties = Duty.objects.select_related("user").order_by("pk")
    organ = duties.filter(role=Role.COMPETENT_ORG, leads=False)
    return duties.filter(role=Role.XF_OFFICE)[0], organ[0]


def wanted(office: str, organ: str, numbers: list[str], quarter: str) -> list[Page]:
    """The pages, by what they are held to: the name, or its first word, is the hand-written statement's."""
    return [
        Page(OF_OFFICE, office, at("/petitions/?status=open")),
        Page(OF_ORGAN, organ, at("/petitions/?status=open")),
        Page("一件（县信访局）", office, one_of(numbers, "/petitions/{}/")),
        Page("文书（县信访局）", office, one_of(numbers, "/petitions/{}/papers/")),
        Page("季报（县信访局）", office, at(f"/petitions/tables/?period={quarter}")),
    ]


def asked(numbers: list[str], span: Span, organ: Duty) -> dict[str, Asked]:
    """The hand-written statements of each page, with what they are given."""
    periods, rng = [span.period, *span.compared(clock.today())], random.Random(SEED)
    given = by_hand.values(COUNTY, periods)
    return {
        OF_OFFICE: (by_hand.LIST, lambda: given),
        OF_ORGAN: (by_hand.LIST_OF_UNIT, lambda: {"unit": organ.unit_id}),
        "一件": (by_hand.FILE, lambda: {"number": rng.choice(numbers)}),
        "文书": (by_hand.FILE, lambda: {"number": rng.choice(numbers)}),
        "季报": (by_hand.tables(len(periods)), lambda: given),
    }


def compared(office: User, span: Span) -> Row:
    """The tables' sums beside those by hand: both count the same."""
    matters = Matter.objects.visible_to(office)
    [answers] = ask(
        matters, [Question([figures()[f"petitions.{name}"] for name in by_hand.NUMBERS], (span.period,))]
    )
    ours = {one.figure.key.split(".")[1]: one.value for one in answers}
    return alike(ours, list(by_hand.NUMBERS), by_hand.tables(1)[0], by_hand.values(COUNTY, [span.period]))
