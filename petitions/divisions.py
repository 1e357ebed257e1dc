"""By what petitions are divided in tables, and how a list is narrowed to one part: never by person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from accounts.models import Unit
from areas.models import Area
from petitions.dictionaries import Category, Channel, Subject

NOBODY = "none"
TOWN = 9  # digits of a township's code
Names = Callable[[Iterable[Any]], Mapping[Any, str]]


@dataclass(frozen=True)
class Division:
    """One way to divide: by an expression, with the names of its values and the list's own parameters."""

    key: str
    title: str
    by: Any
    names: Names
    rest: str  # what the part is called that has no value
    asked: Callable[[Any], dict[str, str]]
    value: Callable[[str], Any] = str  # what a group, as the database writes it, stands for

    @staticmethod
    def text(value: Any) -> str:
        """The value as the database writes it."""
        return str(value).lower() if isinstance(value, bool) else str(value)


def chosen(choices: Any) -> Names:
    """The dictionary's labels, in its order."""

    def names(found: Iterable[Any]) -> Mapping[Any, str]:
        return {value: str(label) for value, label in choices.choices if value in set(found)}

    return names


def times(found: Iterable[Any]) -> Mapping[Any, str]:
    return {value: label for value, label in ((False, "初次"), (True, "重复")) if value in set(found)}


def organs(found: Iterable[Any]) -> Mapping[Any, str]:
    """The units by name, in their official order. One query."""
    rows = Unit.objects.filter(pk__in=[pk for pk in found if pk]).order_by("area", "pk")
    return dict(rows.values_list("pk", "name"))


def towns(found: Iterable[Any]) -> Mapping[Any, str]:
    """The townships, and what lies in none of them. One query."""
    codes = {str(code) for code in found if code}
    rows = Area.objects.filter(code__in=codes).order_by("code").values_list("code", "name")
    return {code: name if len(code) >= TOWN else f"{name}（未落到乡镇）" for code, name in rows}


def unit_key(text: str) -> int | None:
    return int(text) if text else None


def by_name(name: str) -> Callable[[Any], dict[str, str]]:
    return lambda value: {name: str(value) if value else NOBODY}


def by_town(value: Any) -> dict[str, str]:
    return {"area": value} if len(value) >= TOWN else {"area": value, "exact": "1"}


def by_times(value: Any) -> dict[str, str]:
    return {"times": "repeat" if value else "first"}


TOWN_OF = Substr("area_id", 1, TOWN)
DIVISIONS = (
    Division(
        "organ", "按有权处理机关", "petition__organ", organs, "还没有转给单位", by_name("organ"), unit_key
    ),
    Division("category", "按类别", "petition__category", chosen(Category), "还没有分类", by_name("category")),
    Division("subject", "按内容", "petition__subject", chosen(Subject), "还没有分类", by_name("subject")),
    Division("channel", "按渠道", "petition__channel", chosen(Channel), "", by_name("channel")),
    Division("times", "按初次重复", "petition__is_repeat", times, "", by_times, "true".__eq__),
    Division("area", "按地方", TOWN_OF, towns, "", by_town),
)


def organ_filter(value: str) -> tuple[Q, list[str]]:
    """The organ that a link names, or none. Raises ValueError in words."""
    if value == NOBODY:
        return Q(petition__organ=None), ["还没有转给单位"]
    known = value.isascii() and value.isdigit() and len(value) < 19
    unit = Unit.objects.filter(pk=int(value)).first() if known else None
    if unit is None:
        raise ValueError(f"没有编号是“{value}”的单位，从统计表重新点进来。")
    return Q(petition__organ=unit), [unit.name]
