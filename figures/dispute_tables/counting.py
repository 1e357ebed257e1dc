"""The tables' numbers (domain.md 2.5): one statement for the sums of three periods, one for each division."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import User
from casework.metrics import Rate
from casework.models import Matter
from disputes.dictionaries import BodySort, DisputeSource, JusticeType
from disputes.metrics import METRICS
from disputes.models import Dispute
from figures.tables.lines import BEFORE, NOW, YEAR, Line, Sums, list_url, share, sums_of
from figures.tables.spans import Span

LIST = "disputes:list"
# Success by both definitions, side by side: nobody has to guess which one a number is (domain.md 2.5).
RATES = (
    Rate("rate_of_closed", "成功率（成功 ÷ 调解结束）", "succeeded", "closed"),
    Rate("rate_of_accepted", "成功率（成功 ÷ 受理）", "succeeded", "accepted"),
)
DIVISIONS: dict[str, tuple[str, str, Any]] = {
    "by_source": ("按来源", "dispute__source", DisputeSource),
    "justice_type": ("按类型", "dispute__justice_type", JusticeType),
    "tier": ("按调解组织", "unit__body__sort", BodySort),
}
NOBODY = "none"


@dataclass(frozen=True)
class Part:
    """One entry of a division: how many were accepted, settled, and its share of all accepted ones."""

    name: str
    accepted: int
    succeeded: int
    share: str
    accepted_url: str
    succeeded_url: str


@dataclass(frozen=True)
class Tables:
    """All of a month or quarter, as far as the user sees disputes."""

    span: Span
    lines: tuple[Line, ...]
    divisions: tuple[tuple[str, tuple[Part, ...]], ...]


def disputes_of(user: User) -> QuerySet[Matter]:
    """What is counted: the disputes that the user sees, and so of confidential ones those alone."""
    return Matter.objects.visible_to(user).of(Dispute)


def tables_of(user: User, span: Span, today: date) -> Tables:
    """The tables of this user: five statements, however many disputes there are."""
    before, year = span.compared(today)
    periods = {NOW: span.period, BEFORE: before, YEAR: year}
    found = sums_of(disputes_of(user), METRICS.values(), periods)
    sums = Sums("dispute", "纠纷", LIST, periods, found)
    return Tables(
        span=span,
        lines=(*map(sums.line, METRICS.values()), *map(sums.rate, RATES)),
        divisions=tuple((title, parts(user, span, name)) for name, (title, _, _) in DIVISIONS.items()),
    )


def parts(user: User, span: Span, name: str) -> tuple[Part, ...]:
    """A division with the share of each entry; what has no such thing stands at the end. One statement."""
    _, path, choices = DIVISIONS[name]
    wanted = {key: Count("pk", filter=METRICS[key].rows(span.period)) for key in ("accepted", "succeeded")}
    rows = {row[path]: row for row in disputes_of(user).order_by().values(path).annotate(**wanted)}
    whole = sum(row["accepted"] for row in rows.values())
    entries = [*((value, str(label)) for value, label in choices.choices), (None, "没有调解组织")]
    found = []
    for value, label in entries:
        row = rows.get(value, {"accepted": 0, "succeeded": 0})
        if row["accepted"] or row["succeeded"]:
            urls = (list_url(LIST, span.period, key, **{name: value or NOBODY}) for key in wanted)
            found.append(Part(label, row["accepted"], row["succeeded"], share(row["accepted"], whole), *urls))
    return tuple(found)
