"""The rows behind a number: what a link from a board or a report asks of a list.

A link names a figure with its days and part (`figure`, `from`, `to`, `part`) or a number of open matters
(`now`), and what the rows have in common: `area` (with `exact=1` the area alone, without those in it),
`unit` (or "none"), `category` (with all below it), `source`.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import Unit
from areas.models import Area, inside
from casework.figures import Horizon, Period, figures, standings
from casework.kinds import kinds
from casework.models import SpecialDay

PARTS = {"population": "全部", "hit": "符合的", "miss": "不符合的", "left_out": "剔除的"}
WORKING_DAYS_AHEAD = 3
NO_UNIT = "none"
FIRST_YEAR, LAST_YEAR = 1950, 2100


def filters_from(params: Mapping[str, str], *, kind: str, now: datetime) -> tuple[Q, list[str]]:
    """The filter over this kind's matters that the parameters ask for, and what it is in words.

    No parameter, no filter and no words. Raises ValueError with a Chinese sentence. One query for each
    name that is shown.
    """
    asked = [
        figure_filter(params, kind),
        standing_filter(params, kind, now),
        area_filter(params),
        unit_filter(params),
        related_filter(params, kind, "category"),
        related_filter(params, kind, "source"),
    ]
    found = Q()
    for part, _ in asked:
        found &= part
    return found, [words for _, caption in asked for words in caption]


Asked = tuple[Q, list[str]]
NOTHING: Asked = (Q(), [])


def figure_filter(params: Mapping[str, str], kind: str) -> Asked:
    """The rows of a figure over some days, or of a part of it."""
    key = params.get("figure", "")
    if not key:
        return NOTHING
    figure = figures().get(key)
    if figure is None or figure.kind != kind:
        raise ValueError(f"没有“{key}”这个指标，从看板重新点进来。")
    part = params.get("part") or "population"
    known = {"population": True, "hit": figure.hit, "miss": figure.hit, "left_out": figure.left_out}
    if known.get(part) is None:
        raise ValueError(f"“{figure.name}”没有“{part}”这一部分，从看板重新点进来。")
    period = period_of(params.get("from", ""), params.get("to", ""))
    words = figure.name if part == "population" and figure.hit is None else f"{figure.name}：{PARTS[part]}"
    return figure.rows(period, part), [words, f"{period.start} ～ {period.last_day}"]


def period_of(first: str, last: str) -> Period:
    """The period from one ISO day to another, both included. Raises ValueError."""
    start, end = day_of(first, "开始日期"), day_of(last, "结束日期")
    if end < start:
        raise ValueError(f"结束日期（{end}）早于开始日期（{start}），改一个。")
    return Period(start, end + timedelta(days=1))


def day_of(text: str, name: str) -> date:
    """The day that "2026-07-01" names. Raises ValueError."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}“{text}”写得不对，要像 2026-07-01 这样写。") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{name}“{text}”太远了，年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。")
    return day


def standing_filter(params: Mapping[str, str], kind: str, now: datetime) -> Asked:
    """The open matters of a number that shows how things stand now."""
    key = params.get("now", "")
    if not key:
        return NOTHING
    standing = standings(kind).get(key)
    if standing is None:
        raise ValueError(f"没有“{key}”这个数，从看板重新点进来。")
    return standing.rows(horizon_at(now)), [standing.name]


def horizon_at(now: datetime) -> Horizon:
    """Now, the end of today, and the end of the third working day after it. One query."""
    calendar, today = SpecialDay.shown_calendar(), timezone.localdate(now)
    day = today
    for _ in range(WORKING_DAYS_AHEAD):
        day = calendar.roll_forward(day + timedelta(days=1))
    return Horizon(now, end_of(today), end_of(day))


def end_of(day: date) -> datetime:
    """The midnight after the local day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone())


def area_filter(params: Mapping[str, str]) -> Asked:
    """The area and all in it, or with exact=1 those matters that are placed no closer."""
    code = params.get("area", "")
    if not code:
        return NOTHING
    name = named(Area, code, r"\d{6,15}", "区划")
    if params.get("exact") == "1":
        return Q(area=code), [f"{name}（没有落到更小的区划）"]
    return inside([code]), [name]


def unit_filter(params: Mapping[str, str]) -> Asked:
    """The unit that has the matter; "none" for what no unit has."""
    unit = params.get("unit", "")
    if not unit:
        return NOTHING
    if unit == NO_UNIT:
        return Q(unit=None), ["没有承办单位"]
    name = named(Unit, unit, r"\d{1,18}", "单位")
    return Q(unit=int(unit)), [name]


def related_filter(params: Mapping[str, str], kind: str, field: str) -> Asked:
    """A category with all below it, or a source, where the kind has such a thing."""
    value = params.get(field, "")
    if not value:
        return NOTHING
    options = kinds()[kind]._meta.get_field(field)
    name = named(options.related_model, value, r"\d{1,18}", options.verbose_name)
    path = f"{kind}__{field}"
    if field == "category":
        return inside([value], path), [f"{options.verbose_name}：{name}"]
    return Q(**{path: value}), [f"{options.verbose_name}：{name}"]


def named(model: Any, key: str, pattern: str, what: str) -> str:
    """The name of the row with this key. Raises ValueError where the key names none."""
    found = model.objects.filter(pk=key).first() if re.fullmatch(pattern, key, re.ASCII) else None
    if found is None:
        raise ValueError(f"没有编号是“{key}”的{what}，从看板重新点进来。")
    return str(found)
