"""The rules by which the one page finds problems: declared, in their order, each with what it asks for.

They name organisations, areas and kinds of matters; never a person, never a single matter.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Left

from accounts.models import Unit
from casework.drilldown import NO_UNIT
from figures.changes import ON_PERIOD, change
from figures.one_page.finding import Pieces, Seen, most, opened, said
from figures.selectors.answers import ENOUGH, Answer
from figures.selectors.tally import TOP_CATEGORY
from grids.models import Category

MOST_PROBLEMS = 3
A_TENTH, HALF = 10, 2


def much(more: int, of: int) -> bool:
    """Is it worth a leader's eye: five at least, and a tenth of the whole?"""
    return more >= ENOUGH and more * A_TENTH >= of


@dataclass(frozen=True)
class Found:
    """What is wrong, in numbers that open their rows; and who is asked for what."""

    words: Pieces
    ask: str


@dataclass(frozen=True)
class Rule:
    """One way to find a problem. `definition` is shown beside what it found."""

    name: str
    definition: str
    find: Callable[[Seen], Found | None]


@dataclass(frozen=True)
class Problem:
    rule: Rule
    found: Found


def petitions_near(seen: Seen) -> Found | None:
    late = seen.standing("petition", "overdue").total()
    soon = seen.standing("petition", "soon").total()
    if not late + soon:
        return None
    words = said(
        "信访件现在超期 ",
        seen.number(late, "petition", "overdue"),
        " 件，3 个工作日内到期 ",
        seen.number(soon, "petition", "soon"),
        " 件。",
    )
    return Found(words, "请信访部门牵头，逐件明确责任单位和答复日期。")


def late_by_category(seen: Seen) -> Found | None:
    """The category with most cases that are late; the unit, where one has half of them or more."""
    by_both = seen.standing("case", "overdue", Left(F("case__category_id"), TOP_CATEGORY), F("unit"))
    by_category: Counter[str] = Counter()
    for (category, _), n in by_both.items():
        by_category[category] += n
    names = dict(Category.objects.filter(pk__in=list(by_category)).values_list("pk", "name"))
    category = most(by_category, sorted(names))
    if category is None:
        return None
    words = said(
        "案件现在超期 ",
        seen.number(by_category.total(), "case", "overdue"),
        f" 件，最多的是“{names[category]}”类 ",
        seen.number(by_category[category], "case", "overdue", category=category),
        " 件",
    )
    by_unit = Counter({unit: n for (of, unit), n in by_both.items() if of == category})
    more, ask = late_with(seen, category, by_unit)
    return Found((*words, *more), ask)


def late_with(seen: Seen, category: str, by_unit: Counter[int | None]) -> tuple[Pieces, str]:
    """Who has most of what is late, where it is half or more; and who is asked for what."""
    unit = max(by_unit, key=lambda one: (by_unit[one], -(one or 0)))
    if by_unit[unit] * HALF < by_unit.total():
        return said("。"), "请管这一类的单位牵头，逐件说明原因，定下办结的日期。"
    held = {"category": category, "unit": str(unit) if unit else NO_UNIT}
    number = seen.number(by_unit[unit], "case", "overdue", **held)
    if unit is None:
        ask = "请先派给承办单位；没有单位接的，请定兜底单位。"
        return said("，其中还没有承办单位的 ", number, " 件。"), ask
    name = Unit.objects.get(pk=unit).name
    return said(f"，其中{name} ", number, " 件。"), f"请{name}牵头，逐件说明原因，定下办结的日期。"


def handed_back(seen: Seen) -> Found | None:
    n = seen.standing("case", "returned").total()
    if not n:
        return None
    words = said("没办结的案件里，被退回 2 次以上的 ", seen.number(n, "case", "returned"), " 件。")
    return Found(words, "请定兜底单位，退回两次的由它先接、先办。")


def unperformed(seen: Seen) -> Found | None:
    """Agreements that are not performed; the body, where one has half of them or more."""
    by_unit = seen.standing("dispute", "defaulted", F("unit"))
    if not by_unit:
        return None
    words = said("纠纷协议没有按期履行 ", seen.number(by_unit.total(), "dispute", "defaulted"), " 件")
    units = {(unit.pk,): unit.name for unit in Unit.objects.filter(pk__in=[u for (u,) in by_unit if u])}
    unit = most(by_unit, sorted(units))
    if unit is None or by_unit[unit] * HALF < by_unit.total():
        return Found((*words, *said("。")), "请司法行政部门牵头，逐件催促履行。")
    held = seen.number(by_unit[unit], "dispute", "defaulted", unit=str(unit[0]))
    words = (*words, *said(f"，最多的是{units[unit]} ", held, " 件。"))
    return Found(words, f"请{units[unit]}逐件催促；催了还不履行的，告诉当事人怎么向法院主张。")


def backlog(seen: Seen) -> Found | None:
    """The area below in which most more was reported than closed."""
    grown: Counter[int] = Counter()
    for place, (reported, closed) in enumerate(seen.places):
        if len(reported.group) > len(seen.subject.code) and much(reported.n - closed.n, reported.n):
            grown[place] = reported.n - closed.n
    place = most(grown, range(len(seen.places)))
    if place is None:
        return None
    reported, closed = seen.places[place]
    words = said(f"{reported.label}本季上报案件 ", opened(reported), " 件，办结 ", opened(closed), " 件。")
    return Found(words, f"请{reported.label}主要负责人牵头清一次没办结的，自己办不了的报上来协调。")


def rising(seen: Seen) -> Found | None:
    """The category that rose by most cases since the period before."""
    if not seen.base:
        return None
    risen: Counter[int] = Counter()
    for place, (now, before) in enumerate(seen.categories):
        if much(now.n - before.n, before.n):
            risen[place] = now.n - before.n
    place = most(risen, range(len(seen.categories)))
    if place is None:
        return None
    now, before = seen.categories[place]
    base = "上季同样天数" if seen.running else "上季"
    words = said(
        f"“{now.label}”类案件本季 ", opened(now), f" 件，{base} ", opened(before), " 件，", moved(now, before)
    )
    return Found(words, "请管这一类的单位牵头找原因，提出要不要专项整治。")


def moved(now: Answer, before: Answer) -> str:
    """How the number changed, as the board says it."""
    found = change(now, before, ON_PERIOD)
    return f"环比{found.text}。" if found.direction else f"{found.text}。"


RULES = (
    Rule("信访期限", "有超期的，或者 3 个工作日内到期的信访件。", petitions_near),
    Rule("超期集中在哪一类", "现在超期的案件里最多的大类；有单位占一半以上的，写出单位。", late_by_category),
    Rule("退来退去", "没办结的案件里被退回 2 次以上的。", handed_back),
    Rule("协议不履行", "现在记为没有按期履行的纠纷；有调解组织占一半以上的，写出来。", unperformed),
    Rule(
        "收得多办得少",
        f"下一级区划里，本季上报比办结多得最多的，至少多 {ENOUGH} 件和一成；不立案、并案的不算办结。",
        backlog,
    ),
    Rule("增加最多的类别", f"和上一季比，上报增加最多的大类，至少多 {ENOUGH} 件和一成。", rising),
)


def problems(seen: Seen) -> list[Problem]:
    """What the rules find, in their order; not more than three, and fewer where there are fewer."""
    found: list[Problem] = []
    for problem in looked(seen):
        found.append(problem)
        if len(found) == MOST_PROBLEMS:
            break
    return found


def looked(seen: Seen) -> Iterator[Problem]:
    """Rule by rule: what comes after the third is not asked of the database."""
    for rule in RULES:
        if found := rule.find(seen):
            yield Problem(rule, found)
