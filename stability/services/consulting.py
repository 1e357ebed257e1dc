"""People and experts are heard: published, asked, counted by groups; what was taken up, or why not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter
from security.clock import day_begins
from stability.dictionaries import COUNTED
from stability.limits import CONSULT
from stability.models import AffectedGroup, Consultation, Expert, Tally

Counts = Mapping[AffectedGroup, tuple[int, int, int]]  # of each group: asked, for it, against it
TOO_SHORT = "公示只有 {days} 日，不少于 {least} 日；确实要短的，写明理由（重大行政决策程序暂行条例 15）。"


@transaction.atomic
def consult(
    stability: Matter,
    *,
    published_on: date,
    open_until: date,
    published_in: str,
    by: User,
    shortened: str = "",
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """Published, from which day to which: thirty days at least, or why it is shorter (RA-06)."""
    days, least = (open_until - published_on).days, stability.own.limit(CONSULT).amount
    if days < 1:
        raise MoveDenied("公示结束要晚于开始。")
    if days < least and not shortened.strip():
        raise MoveDenied(TOO_SHORT.format(days=days, least=least))
    own: dict[str, Any] = {
        "published_on": published_on,
        "open_until": open_until,
        "published_in": published_in,
    }
    own["shortened"] = shortened if days < least else ""
    since: dict[str, Any] = {CONSULT: day_begins(published_on)}
    return casework.perform(stability, "consult", by=by, note=note, seen=seen, since=since, **own)


@transaction.atomic
def hear(
    stability: Matter,
    *,
    method: str,
    began_on: date,
    ended_on: date,
    said: str,
    adopted: str,
    by: User,
    counts: Counts | None = None,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """One way in which people were heard; who is asked one by one is counted by groups (RA-03, RA-11)."""
    if ended_on < began_on:
        raise MoveDenied("结束不能早于开始。")
    if method in COUNTED and not counts:
        raise MoveDenied("用这种方式要写各群体问了多少人、多少支持、多少反对。")
    fresh = casework.perform(stability, "hear", by=by, note=note, seen=seen, reason=method)
    row = Consultation.objects.create(
        matter=fresh,
        round=fresh.own.round,
        method=method,
        began_on=began_on,
        ended_on=ended_on,
        said=said,
        adopted=adopted,
        by=by,
    )
    for group, numbers in (counts or {}).items():
        count(row, group, *numbers)
    return fresh


def count(row: Consultation, group: AffectedGroup, asked: int, supporting: int, opposing: int) -> None:
    """Of one group. Raises MoveDenied for numbers that cannot be."""
    if asked > group.heads:
        raise MoveDenied(f"“{group.name}”一共 {group.heads} 人，问不到 {asked} 人。")
    if supporting + opposing > asked:
        raise MoveDenied(f"“{group.name}”支持和反对加起来比问的 {asked} 人多。")
    Tally.objects.create(
        matter=row.matter,
        consultation=row,
        group=group,
        asked=asked,
        supporting=supporting,
        opposing=opposing,
    )


@transaction.atomic
def ask_expert(
    stability: Matter,
    *,
    name: str,
    post: str,
    independent: bool,
    opinion: str,
    adopted: str,
    signed_on: date,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """An expert without an interest in it gave an opinion and signed it (RA-09)."""
    if not independent:
        raise MoveDenied("有利害关系的专家不能参加，换一位（重大行政决策程序暂行条例 20）。")
    fresh = casework.perform(stability, "ask_expert", by=by, note=note or name, seen=seen)
    Expert.objects.create(
        matter=fresh,
        round=fresh.own.round,
        name=name,
        post=post,
        independent=independent,
        opinion=opinion,
        adopted=adopted,
        signed_on=signed_on,
        by=by,
    )
    return fresh
