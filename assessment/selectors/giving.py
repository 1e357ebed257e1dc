"""What the formulas are given: from figures, or from what was filled in and signed. Missing stays missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.models import Entry, Indicator, Kind, Source, Target
from assessment.scoring import Event, Given, Outcome, Standing, places, score, what_if
from assessment.selectors.counting import Counted, Found, usable
from casework.figures import Measure

Cell = tuple[int, int]  # of an organisation and an indicator
Entries = Mapping[Cell, Sequence[Entry]]


@dataclass(frozen=True)
class Result:
    """What one cell comes to, with what it was given and the rows behind it."""

    outcome: Outcome
    given: Given
    found: Found | None = None
    would: str = ""


def results(
    indicators: Iterable[Indicator],
    targets: Sequence[Target],
    now: Counted,
    before: Counted,
    entries: Entries,
) -> dict[Cell, Result]:
    """All cells of a scheme."""
    known: dict[Cell, Result] = {}
    for indicator in indicators:
        if not indicator.kind:
            continue
        mine = [one for one in targets if one.group_id == indicator.group_id]
        given = {one.pk: given_of(indicator, one, now, entries) for one in mine}
        if indicator.kind == Kind.AVERAGE:
            given = beside_others(given)
        if indicator.kind == Kind.RANK and indicator.source == Source.FIGURE:
            given = ranked(given, {one.pk: given_of(indicator, one, before, entries) for one in mine})
        for one in mine:
            known[one.pk, indicator.pk] = result(
                indicator, given[one.pk], now.get((indicator.figure, one.pk))
            )
    return known


def result(indicator: Indicator, given: Given, found: Found | None) -> Result:
    full = indicator.node.full
    outcome = score(indicator.kind, indicator.rule, full, given)
    would = "" if given.exempt else what_if(indicator.kind, indicator.rule, full, given)
    return Result(outcome, given, found, would)


def given_of(indicator: Indicator, target: Target, now: Counted, entries: Entries) -> Given:
    if indicator.source == Source.FIGURE:
        return of_figure(indicator, now.get((indicator.figure, target.pk)))
    return of_entries(indicator, entries.get((target.pk, indicator.pk), ()))


def of_figure(indicator: Indicator, found: Found | None) -> Given:
    """A share has its two parts; a number of matters is a number, or so many single things."""
    if found is None or indicator.figure not in usable():
        return Given()
    if indicator.kind in (Kind.EVENTS, Kind.VETO):
        return Given(events=(Event("", len(found.rows)),))
    if usable()[indicator.figure].measure is Measure.RATE:
        return Given(part=Fraction(len(found.hits)), whole=Fraction(len(found.rows)))
    return Given(value=Fraction(len(found.rows)))


def of_entries(indicator: Indicator, lines: Sequence[Entry]) -> Given:
    """What was signed of it; an exemption goes before everything else."""
    if not lines:
        return Given()
    if exempt := next((one for one in lines if one.exempt), None):
        return Given(exempt=exempt.exempt, why=exempt.words[:60])
    first = lines[0]
    if indicator.kind in (Kind.EVENTS, Kind.VETO):
        said = [one for one in lines if one.count is not None]
        events = tuple(Event(one.level, one.count or 0, one.doubled) for one in said if one.count)
        return Given(events=events) if said else Given()
    if indicator.kind == Kind.CHECKLIST:
        return Given(met=None if first.met is None else frozenset(first.met.split("\n")) - {""})
    if indicator.kind == Kind.RANK:
        return Given(now=first.count, before=first.sample)
    return Given(exact(first.value), exact(first.part), exact(first.whole), first.sample)


def exact(number: object) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def value_of(given: Given) -> Fraction | None:
    """The number that organisations are compared by."""
    if given.part is not None and given.whole is not None:
        return 100 * given.part / given.whole if given.whole > 0 else None
    return given.value


def beside_others(given: dict[int, Given]) -> dict[int, Given]:
    """Each with the values of all that have one."""
    values = tuple(value for one in given.values() if (value := value_of(one)) is not None)
    return {key: replace(one, others=values) for key, one in given.items()}


def ranked(given: dict[int, Given], before: dict[int, Given]) -> dict[int, Given]:
    """Each with its place in the group this time and the time before, the higher the better."""
    now = places([Standing(key, value_of(one)) for key, one in given.items()])
    then = places([Standing(key, value_of(one)) for key, one in before.items()])
    return {key: replace(one, now=now[key], before=then[key]) for key, one in given.items()}


def by_cell(entries: Iterable[Entry]) -> Entries:
    found: dict[Cell, list[Entry]] = defaultdict(list)
    for one in entries:
        found[one.target_id, one.indicator_id].append(one)
    return found
