"""What the page of an assessment shows of its present round, and the numbers of a year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.models import User
from casework.figures import Figure, Period
from casework.models import Matter
from stability.dictionaries import CONCLUSIONS, PROJECT_CONCLUSION, Level
from stability.figures import FIGURES
from stability.lacking import PAPERS, STEPS, of_round, tallies_by_group
from stability.models import Stability

# The step for which the page says what is still lacking, by status.
NEXT = {"consulting": "analyse", "level_set": "report", "reported": "review"}


@dataclass(frozen=True)
class Group:
    """What one group said in this round."""

    name: str
    asked: int
    supporting: int
    opposing: int

    @property
    def share(self) -> str:
        """Of those asked, how many object."""
        return f"{self.opposing / self.asked:.0%}" if self.asked else ""


def groups(own: Stability) -> list[Group]:
    return [Group(name, *numbers) for name, numbers in tallies_by_group(own).items()]


def still_lacking(own: Stability) -> list[str]:
    """All that the next step still lacks, not only the first of it."""
    steps = STEPS.get(NEXT.get(own.matter.status, ""), ())
    return [said for one in steps if (said := one(own))]


def file_of(own: Stability) -> list[tuple[str, str]]:
    """The four papers that are deliberated on, each with what it lacks (RA-10)."""
    if own.matter.status not in {"reported", "reviewed", "filed", "decided"}:
        return []
    return [(name, lack(own)) for name, lack in PAPERS.items()]


def conclusion(own: Stability) -> str:
    """What follows from the level (RA-08)."""
    if not own.level:
        return ""
    words = CONCLUSIONS[Level(own.level)]
    return f"{words}{PROJECT_CONCLUSION}" if own.investment else words


def facts(matter: Matter, own: Stability) -> list[tuple[str, str]]:
    """What is known of it, as the page lists it; empty ones are left out."""
    known = [
        ("编号", matter.number),
        ("一码", matter.code),
        ("目录", f"{own.year} 年"),
        ("哪一类", own.get_scope_display()),
        ("党委同意", f"{own.consent}，{own.consented_on:%Y-%m-%d}"),
        ("决策承办单位", str(matter.unit or "")),
        ("评估主体", own.carried_by),
        ("程序", own.get_procedure_display()),
        ("投资项目", "是" if own.investment else ""),
        ("影响到的地方", "、".join(str(one.area) for one in matter.affected_areas.all())),
        ("影响到的群体", "、".join(map(str, matter.affected_groups.all()))),
        ("已经评估过的文件", own.exempt_as),
        ("公示", published(own)),
        ("公示时间短的理由", own.shortened),
        ("报告日期", day(own.reported_on)),
        ("合法性审查", " ".join(filter(None, [own.legality_organ, day(own.legality_sent_on), own.legality]))),
        ("集体研究", " ".join(filter(None, [day(own.reviewed_on), own.meeting]))),
        ("备案", " ".join(filter(None, [day(own.filed_on), own.filed_as]))),
        ("决策", " ".join(filter(None, [own.get_decision_display(), day(own.decided_on), own.document]))),
        ("登记", f"{matter.created_by} {timezone.localtime(matter.registered_at):%Y-%m-%d %H:%M}"),
    ]
    return [(term, value) for term, value in known if value]


def published(own: Stability) -> str:
    if own.published_on is None:
        return ""
    return f"{own.published_on:%Y-%m-%d} ～ {own.open_until:%Y-%m-%d}，{own.published_in}"


def day(on: Any) -> str:
    return f"{on:%Y-%m-%d}" if on else ""


def round_of(own: Stability) -> dict[str, Any]:
    """The rows of the present round, for the page and the paper."""
    names = ("consultations", "experts", "findings", "risks")
    rows = {name: of_round(own, name) for name in names}
    met: dict[int, list[Any]] = {}
    for one in own.matter.risk_measures.all():
        met.setdefault(one.risk_id, []).append(one)
    return rows | {"risks": [(one, met.get(one.pk, [])) for one in rows["risks"]]}


@dataclass(frozen=True)
class Number:
    """A figure of the year, and what a link to its rows asks."""

    key: str
    name: str
    value: str
    definition: str
    query: str = ""


def catalogue_of(user: User, year: int) -> QuerySet[Matter]:
    """The entries of the year that the user sees."""
    seen = Matter.objects.visible_to(user).of(Stability).filter(stability__year=year)
    return seen.select_related("stability", "unit", "area").order_by("registered_at", "pk")


def numbers_of(user: User, year: int) -> list[Number]:
    """The figures of the year over what the user sees. One query."""
    period = Period(date(year, 1, 1), date(year + 1, 1, 1))
    wanted: dict[str, Any] = {}
    for figure in FIGURES:
        wanted[f"{slug(figure)}_n"] = Count("pk", filter=figure.within(period))
        if figure.hit is not None:
            wanted[f"{slug(figure)}_hits"] = Count("pk", filter=figure.rows(period, "hit"))
    sums = Matter.objects.visible_to(user).filter(kind="stability").aggregate(**wanted)
    return [number(figure, sums, period) for figure in FIGURES]


def slug(figure: Figure) -> str:
    return figure.key.replace(".", "_")


def number(figure: Figure, sums: dict[str, int], period: Period) -> Number:
    """The figure in words; a share opens its hits."""
    n, part, value = sums[f"{slug(figure)}_n"], "population", f"{sums[f'{slug(figure)}_n']} 件"
    if figure.hit is not None:
        part = "hit"
        value = f"{sums[f'{slug(figure)}_hits'] / n:.1%}" if n else "——"
    days = f"from={period.start}&to={period.last_day}&part={part}"
    return Number(figure.key, figure.name, value, figure.definition, f"status=all&figure={figure.key}&{days}")
