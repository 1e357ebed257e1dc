"""Pages at a million matters: with row-level security and without it, beside plain Django, in one run."""

from collections.abc import Mapping, Sequence

from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row
from benchmarks.visits.pages import Visitors, floor_pages, forget_what_was_logged, portal_pages
from benchmarks.visits.sampling import Page, Samples, sample
from figures.periods import Quarter
from figures.services import roll_up
from security import clock
from stack.console import step

FLOOR_SETTINGS = "benchmarks.floor.settings"
WITH, WITHOUT, FLOOR = "有", "无", "底线"
HELLO = "底线·空页"
SECURITY_COSTS = 2.0  # times, at p95
MOST_SQL = 12
P95 = 0.95


def measure(environment: Environment) -> list[Row]:
    """Each page's time, processor time and statements, and what the budgets say of them."""
    forget_what_was_logged(environment.rows)  # by a run that was killed
    with step("汇总本季指标"):  # as every five minutes: months that nobody looked at lately are counted live
        roll_up(*Quarter.of(clock.today()).months)
    visitors = Visitors()
    plain, portal = floor_pages(visitors), portal_pages(visitors)
    servers = {WITH: environment.serve("with", environment.web)}
    servers |= {WITHOUT: environment.serve("without", environment.bypassing)}
    floor = {FLOOR: environment.serve("floor", environment.database, FLOOR_SETTINGS)}
    with step(f"轮流打开 {len(plain) + len(portal)} 个页面"):
        samples = sample([*((page, floor) for page in plain), *((page, servers) for page in portal)])
    forget_what_was_logged(environment.rows)
    beside = {page.name: samples[page.name][FLOOR] for page in plain}
    rows = [floor_row(page, samples[page.name][FLOOR]) for page in plain]
    hello = samples[HELLO][FLOOR].processor
    return rows + [portal_row(page, samples[page.name], beside, hello) for page in portal]


def floor_row(page: Page, found: Samples) -> Row:
    """A page of the floor."""
    return Row(page.name, figures(found))


def figures(found: Samples) -> dict[str, Cell]:
    """What a page costs, in milliseconds."""
    return {
        "SQL": found.sql,
        "p50": found.at(0.5),
        "p95": found.at(P95),
        "CPU": found.processor,
    }


def portal_row(page: Page, found: Mapping[str, Samples], beside: Mapping[str, Samples], hello: float) -> Row:
    """A page of the portal, in both variants, beside its floor and beside an empty page."""
    secured, open_ = found[WITH], found[WITHOUT]
    cells = figures(secured) | {
        "无 p50": open_.at(0.5),
        "无 p95": open_.at(P95),
        "p50 有÷无": secured.at(0.5) / open_.at(0.5),
        "p95 有÷无": secured.at(P95) / open_.at(P95),
    }
    cells |= {"CPU÷空页": secured.processor / hello}
    floor = beside.get(page.floor)
    if floor:
        cells |= {"p50÷底线": secured.at(0.5) / floor.at(0.5)}
    promised = [*checks(page, secured, open_, floor)]
    if page.hello:
        promised.append(Check("CPU ÷ 空页", secured.processor / hello, page.hello))
    return Row(page.name, cells, promised)


def checks(page: Page, secured: Samples, open_: Samples, floor: Samples | None) -> Sequence[Check]:
    """The budgets of a page (speed.md 1)."""
    found = [Check("有行级安全的 p95 ÷ 没有的", secured.at(P95) / open_.at(P95), SECURITY_COSTS)]
    if floor and page.times:
        found.append(Check("p50 ÷ 底线", secured.at(0.5) / floor.at(0.5), page.times))
    return [*found, Check("SQL", secured.sql, MOST_SQL, "条")]
