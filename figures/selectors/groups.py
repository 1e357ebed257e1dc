"""The groups of an answer: their order, their names, and how a list is narrowed to one of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad

from accounts.models import Unit
from areas.models import Area
from casework.drilldown import NO_UNIT
from casework.kinds import kinds
from figures.selectors.extent import Extent
from figures.selectors.tally import Question

LEVELS = {9: "乡镇", 12: "村", 15: "网格"}
NOWHERE = "没有承办单位"
TEXT = CharField()
Where = tuple[tuple[str, str], ...]


def names_of(questions: Sequence[Question], found: Sequence[set[str]], area: str) -> list[dict[str, str]]:
    """For each question its groups in their official order with their names. At most one query.

    The groups are those found, and areas that have nothing.
    """
    rows = [
        named_rows(question, groups, area)
        .annotate(question=Value(place, output_field=IntegerField()))
        .values_list("question", "rank", "key", "label")
        for place, (question, groups) in enumerate(zip(questions, found, strict=True))
        if question.by in {"area", "unit", "category", "source"}
    ]
    names: list[dict[str, str]] = [{} for _ in questions]
    if rows:
        for place, _, key, label in sorted(rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]):
            question = questions[place]
            names[place][key] = (
                area_label(key, label, question.level, area) if question.by == "area" else label
            )
    for question, groups, known in zip(questions, found, names, strict=True):
        if question.by == "unit" and "" in groups:
            known[""] = NOWHERE
    return names


def named_rows(question: Question, groups: set[str], area: str) -> QuerySet[Any]:
    """The rows that name a question's groups: a key, a label, and a rank to sort them by."""
    if question.by == "area":
        return area_rows(question.level, groups, area)
    if question.by == "unit":
        rows = Unit.objects.filter(pk__in=groups - {""}).order_by()
        return rows.annotate(
            key=Cast("pk", TEXT), label=F("name"), rank=Concat(F("area_id"), padded("pk"), output_field=TEXT)
        )
    related = kinds()[question.figures[0].kind]._meta.get_field(question.by).related_model
    rows = related.objects.filter(pk__in=groups).order_by()
    first = "place" if question.by == "source" else "pk"
    rank = Concat(padded(first), padded("pk"), output_field=TEXT)
    return rows.annotate(key=Cast("pk", TEXT), label=F("name"), rank=rank)


def area_rows(level: int, groups: set[str], area: str) -> QuerySet[Any]:
    """Areas of the level that stand today, and those that were found; units of statistics only if found."""
    below = Area.objects.current().of_level(level).filter(pseudo=False)
    rows = (below.below(area) if area else below) | Area.objects.filter(code__in=groups)
    return rows.order_by().annotate(key=F("code"), label=F("name"), rank=F("code"))


def padded(field: str) -> Any:
    """A number as a text that sorts as the number."""
    return LPad(Cast(field, TEXT), 20, Value("0"))


def area_label(code: str, name: str, level: int, area: str) -> str:
    """The area's name, or how its own matters are called that lie in no smaller area."""
    if len(code) >= level:
        return name
    vague = f"未落到{LEVELS[level]}"
    return vague if code == area else f"{name}（{vague}）"


def where_of(by: str, group: str, level: int, extent: Extent) -> Where:
    """The parameters that narrow a list to the group."""
    narrowed: dict[str, str] = {}
    if by == "area":
        narrowed = {"area": group} if len(group) >= level else {"area": group, "exact": "1"}
    elif by == "unit":
        narrowed = {"unit": group or NO_UNIT}
    elif by in {"category", "source"}:
        narrowed = {by: group}
    return tuple({**extent.params, **narrowed}.items())


def span_label(start: date, by: str) -> str:
    """2026年7月, or a week by its first day here: 7月6日起."""
    return f"{start.year}年{start.month}月" if by == "month" else f"{start.month}月{start.day}日起"
