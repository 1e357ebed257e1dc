"""How good the suggestion of a unit is: trained on the past, asked about the future."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from areas.models import Area
from grids.likelihood import HERE, Finished, Unit, likely
from grids.models import Case
from grids.selectors import SAMPLE, SHOWN

Way = Callable[["Known", list[Finished]], list[Unit]]


@dataclass(frozen=True)
class Known:
    """A case of which it is known who finished it, and when; `place` is the township."""

    at: datetime
    finished_at: datetime
    place: str
    case: Finished


@dataclass(frozen=True)
class Measured:
    """Of how many the first guess was right, and one of the first three; and of how many there was none."""

    way: str
    asked: int
    first: float
    third: float
    silent: float


def known_cases() -> list[Known]:
    """The county's own finished cases, by the time at which they were registered."""
    columns = (
        "matter__registered_at",
        "finished_at",
        "matter__area_id",
        "category_id",
        "text",
        "matter__unit_id",
        "matter__unit__area_id",
    )
    finished = Case.objects.filter(finished_at__isnull=False, matter__unit__isnull=False)
    return sorted(
        (
            Known(
                at,
                done,
                area[: Area.Level.TOWNSHIP],
                Finished(category, HERE if seat == area[: Area.Level.VILLAGE] else unit, text),
            )
            for at, done, area, category, text, unit, seat in finished.values_list(*columns)
        ),
        key=lambda known: known.at,
    )


def of_file(rows: Iterable[dict[str, str]], columns: list[str]) -> list[Known]:
    """Cases of another county out of a table without texts; each counts as finished when it came."""
    at, place, main, leaf, unit = columns
    codes: dict[str, str] = {}

    def code(name: str) -> str:
        return codes.setdefault(name, f"{len(codes) + 1:03}")

    found = [
        Known(
            moment := datetime.fromisoformat(row[at]),
            moment,
            row[place],
            Finished(code(row[main]) + code(f"{row[main]}/{row[leaf]}"), row[unit], ""),
        )
        for row in rows
    ]
    return sorted(found, key=lambda known: known.at)


def measure(cases: list[Known], *, share: float, days: int) -> Iterator[Measured]:
    """Ask about the last share of the cases, each by what had been finished when it came.

    Beside our way what it has to beat: the unit that finished most of the category, without more.
    """
    ways: dict[str, Way] = {"平台的建议": ours, "只看同类谁办得最多": most_of_category}
    asked = [(known, past_of(known, cases, days)) for known in cases[int(len(cases) * (1 - share)) :]]
    for name, way in ways.items():
        guesses = [(known.case.unit, way(known, past)) for known, past in asked]
        yield Measured(
            name,
            len(asked),
            mean(guess[:1] == [unit] for unit, guess in guesses),
            mean(unit in guess[:SHOWN] for unit, guess in guesses),
            mean(not guess for _, guess in guesses),
        )


def past_of(known: Known, cases: list[Known], days: int) -> list[Finished]:
    """What the dispatcher's page would have had to go by."""
    since = known.at - timedelta(days=days)
    past = [
        other
        for other in cases
        if since <= other.finished_at < known.at
        and other.place == known.place
        and other.case.main == known.case.main
    ]
    return [other.case for other in sorted(past, key=lambda other: other.finished_at)[-SAMPLE:]]


def ours(known: Known, past: list[Finished]) -> list[Unit]:
    """What the page suggests."""
    ranked = likely(known.case.category, known.case.text, past)
    return [found.unit for found in ranked if found.of]


def most_of_category(known: Known, past: list[Finished]) -> list[Unit]:
    """Whoever finished most of the very category."""
    counts = Counter(case.unit for case in past if case.category == known.case.category)
    return [unit for unit, _ in counts.most_common()]


def mean(said: Iterable[bool]) -> float:
    """The share of those that are true."""
    answers = list(said)
    return sum(answers) / len(answers) if answers else 0.0
