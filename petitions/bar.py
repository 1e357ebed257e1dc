"""The deadline bar (ux.md 5.8): where a petition stands between its days, drawn and in one sentence. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from petitions.limits import HANDLE, OFFICE_ROUTE, ORG_NOTIFY, RECHECK_DECIDE, REPLY, REVIEW_DECIDE

# The limits that lead a petition from one end to the other, and what each begins with.
BEGINNINGS = {
    OFFICE_ROUTE: "登记",
    ORG_NOTIFY: "转送",
    HANDLE: "受理",
    REPLY: "受理",
    REVIEW_DECIDE: "申请复查",
    RECHECK_DECIDE: "申请复核",
}
WIDTH = 100.0
NATURAL = "自然日"


@dataclass(frozen=True)
class Part:
    """One stretch of the bar: `state` is kept, missed, running, over, still or possible."""

    x: float
    width: float
    state: str


@dataclass(frozen=True)
class Bar:
    """The drawing, and the sentence that says the same."""

    parts: tuple[Part, ...]
    now_x: float
    words: str


def day_of(day: date) -> str:
    return f"{day.month}月{day.day}日"


def bar_of(deadlines: Iterable[Any], *, today: date, local: Any, longer: int) -> Bar | None:
    """The bar of a petition with these limits. `local` gives the local day of a moment, `longer` by how many
    days handling may still be extended. None where no limit leads it anywhere.
    """
    led = sorted(
        (one for one in deadlines if one.limit in BEGINNINGS and not one.dropped_at),
        key=lambda one: (one.started_at, one.pk),
    )
    if not led:
        return None
    first, last = local(led[0].started_at), led[-1]
    spare = longer if last.limit == HANDLE and last.runs else 0
    end = max([one.legal_on for one in led] + [today if last.runs else first])
    end = max(end, last.legal_on + timedelta(days=spare))
    span = max(1, (end - first).days)

    def at(day: date) -> float:
        return round(WIDTH * (day - first).days / span, 2)

    parts = [part_of(one, at, today, local) for one in led]
    if spare:
        begun = at(last.legal_on)
        parts.append(Part(begun, round(WIDTH - begun, 2), "possible"))
    return Bar(tuple(parts), at(min(today, end)), sentence(led, today, local, spare))


def part_of(one: Any, at: Any, today: date, local: Any) -> Part:
    begun = at(local(one.started_at))
    stop = local(one.met_at) if one.met_at else one.legal_on
    state = "running"
    if one.met_at:
        state = "kept" if one.kept else "missed"
    elif one.suspended_at:
        state = "still"
    elif today > one.legal_on:
        state = "over"
    return Part(begun, max(1.0, round(at(stop) - begun, 2)), state)


def sentence(led: list[Any], today: date, local: Any, spare: int) -> str:
    """The same in words; days always with their unit (T-05)."""
    passed = "，".join(f"{BEGINNINGS[one.limit]} {day_of(local(one.started_at))}" for one in led)
    last = led[-1]
    if not last.runs:
        return f"{passed}。{last.label}已经{'按时' if last.kept else '超期'}办完。"
    begun = local(last.started_at)
    where = f"第 {(today - begun).days} 天，共 {last.amount} {last.unit}"
    until = f"到 {day_of(last.legal_on)}"
    if last.suspended_at:
        return f"{passed}。{last.label}{where}，已中止。"
    left = (last.legal_on - today).days
    stands = f"剩 {left} 天（{NATURAL}）" if left >= 0 else f"超 {-left} 天（{NATURAL}）"
    more = ""
    if spare:
        more = f"；可延长 {spare} 日，到 {day_of(last.legal_on + timedelta(days=spare))}"
    return f"{passed}。{last.label}{where}，{until}，{stands}{more}。"
