"""Until when a unit may not be named for an honour (domain.md 5.4, Art. 29). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Held:
    """What one measure says of its unit; the ends of the periods are worked out by the county's clocks.

    `listed_until` and `late_until` are of a listing only: six months from the day, a year from the end of
    the time to mend. `severe_until`: a year from an especially grave event. `veto_until`: a year from the
    decision of the competent organ.
    """

    number: str
    standing: bool = False
    due_on: date | None = None
    submitted_on: date | None = None
    passed: bool | None = None
    listed_until: date | None = None
    late_until: date | None = None
    severe_until: date | None = None
    veto_until: date | None = None


@dataclass(frozen=True)
class Bar:
    """Why a unit cannot be named, and until when; without a day, until what stands is lifted."""

    why: str
    until: date | None

    def __str__(self) -> str:
        end = f"到 {self.until:%Y-%m-%d} 为止" if self.until else "到解除为止"
        return f"{self.why}，不得评先评优{end}"


def is_late(held: Held, today: date) -> bool:
    """Was it not mended by its day?"""
    if held.due_on is None or today <= held.due_on:
        return False
    in_time = held.submitted_on is not None and held.submitted_on <= held.due_on
    return not in_time or held.passed is False


def bars_of(held: Held, today: date) -> list[Bar]:
    """What bars its unit today because of this measure."""
    found = []
    if held.listed_until and held.standing and today > held.listed_until:
        found.append(Bar(f"{held.number}挂牌督办还没有解除", None))
    days = (
        ("挂牌督办", held.listed_until),
        ("挂牌到期没有整改好", held.late_until if is_late(held, today) else None),
        ("特别严重的情形", held.severe_until),
        ("一票否决", held.veto_until),
    )
    found += [Bar(f"{held.number}{why}", until) for why, until in days if until and today <= until]
    return found


def all_bars(rows: Iterable[Held], today: date) -> list[Bar]:
    """All that bars the unit today, what lasts longest first."""
    found = [bar for held in rows for bar in bars_of(held, today)]
    return sorted(found, key=lambda bar: bar.until or date.max, reverse=True)
