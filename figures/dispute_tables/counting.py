"""The tables' numbers (domain.md 2.5): one statement for the sums of three periods, one for each division."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.figures import Figure, Measure, Period
from casework.models import Matter
from disputes.dictionaries import BodySort, DisputeSource, JusticeType
from disputes.metrics import METRICS, Metric
from disputes.models import Dispute
from figures.changes import ON_PERIOD, ON_YEAR, Change, change
from figures.selectors.answers import UNKNOWN, Answer
from figures.spans import Span

NOW, BEFORE, YEAR = "now", "before", "year"
# Success by both definitions, side by side: nobody has to guess which one a number is (domain.md 2.5).
RATES = (
    ("rate_of_closed", "成功率（成功 ÷ 调解结束）", "closed"),
    ("rate_of_accepted", "成功率（成功 ÷ 受理）", "accepted"),
)
DIVISIONS: dict[str, tuple[str, str, Any]] = {
    "by_source": ("按来源", "dispute__source", DisputeSource),
    "justice_type": ("按类型", "dispute__justice_type", JusticeType),
    "tier": ("按调解组织", "unit__body__sort", BodySort),
}
NOBODY = "none"


@dataclass(frozen=True)
class Line:
    """A number with its changes, and the list of the rows behind it. `note` says why there is none."""

    key: str
    name: str
    text: str
    url: str
    on_period: Change
    on_year: Change
    note: str = ""


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
    sums = sums_of(user, periods)
    return Tables(
        span=span,
        lines=(*(line(metric, sums, periods) for metric in METRICS.values()), *rates(sums, periods)),
        divisions=tuple((title, parts(user, span, name)) for name, (title, _, _) in DIVISIONS.items()),
    )


def sums_of(user: User, periods: Mapping[str, Period]) -> dict[str, Any]:
    """Every number over every period, in one pass; and when the first dispute came in."""
    asked: dict[str, Any] = {"first": Min("registered_at")}
    for when, period in periods.items():
        for key, metric in METRICS.items():
            asked[f"{when}__{key}"] = counted(metric, period)
    found = disputes_of(user).order_by().aggregate(**asked)
    return {key: value or (None if key == "first" else 0) for key, value in found.items()}


def counted(metric: Metric, period: Period) -> Any:
    rows = metric.rows(period)
    return Sum(metric.amount, filter=rows) if metric.amount else Count("pk", filter=rows)


def collected(sums: Mapping[str, Any], period: Period) -> bool:
    """Was there anything to count in the period yet? Before the first dispute nothing was collected."""
    return sums["first"] is not None and timezone.localdate(sums["first"]) < period.end


def line(metric: Metric, sums: Mapping[str, Any], periods: Mapping[str, Period]) -> Line:
    """A number, its changes, and its rows."""
    figure = Figure(metric.key, metric.name, "dispute", "", "", metric.definition)
    answers = {
        when: Answer(figure, period, n=sums[f"{when}__{metric.key}"])
        for when, period in periods.items()
        if when == NOW or collected(sums, period)
    }
    value = sums[f"{NOW}__{metric.key}"]
    text = f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"
    return Line(
        metric.key,
        metric.name,
        f"{text} {metric.unit}",
        list_url(periods[NOW], metric.key),
        change(answers[NOW], answers.get(BEFORE), ON_PERIOD),
        change(answers[NOW], answers.get(YEAR), ON_YEAR),
    )


def rates(sums: Mapping[str, Any], periods: Mapping[str, Period]) -> list[Line]:
    """The success rate by both definitions, each with what it is divided by in its name."""
    lines = []
    for key, name, divisor in RATES:
        figure = Figure(key, name, "dispute", "", "", "", measure=Measure.RATE, better="up")
        answers = {
            when: Answer(figure, period, n=sums[f"{when}__{divisor}"], hits=sums[f"{when}__succeeded"])
            for when, period in periods.items()
            if when == NOW or collected(sums, period)
        }
        now = answers[NOW]
        on_period = change(now, answers.get(BEFORE), ON_PERIOD)
        on_year = change(now, answers.get(YEAR), ON_YEAR)
        url, note = list_url(periods[NOW], divisor), now.note.replace("案件", "纠纷")
        lines.append(Line(key, name, now.text, url, on_period, on_year, note))
    return lines


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
            urls = (list_url(span.period, key, **{name: value or NOBODY}) for key in wanted)
            found.append(Part(label, row["accepted"], row["succeeded"], share(row["accepted"], whole), *urls))
    return tuple(found)


def share(part: int, whole: int) -> str:
    """What part of the whole, in per cent."""
    return f"{Decimal(100 * part) / whole:.1f}%" if whole else UNKNOWN


def list_url(period: Period, key: str, **also: str) -> str:
    """The list of exactly the rows behind a number."""
    asked = {"table": key, "from": period.start.isoformat(), "to": period.last_day.isoformat(), **also}
    return reverse("disputes:list", query=asked)
