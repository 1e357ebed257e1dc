"""Assessments of the world: a quarter that is published with a correction, one that is up for appeals with
an answered one, and the draft of another scheme.
"""

from typing import TYPE_CHECKING

from assessment.models import (
    Appeal,
    Correction,
    Edition,
    EditionTotal,
    Entry,
    Indicator,
    Recalculation,
    Run,
    RunStep,
    Scheme,
    Score,
    Target,
    TargetGroup,
)

if TYPE_CHECKING:
    from tests.matrix.world import World

PUBLISHED, NOTICED = "2020Q1", "2020Q2"
OVER = "2020-07-01"


def add_scores(world: "World") -> None:
    """Two quarters by one scheme, and a draft."""
    with world.canaries.of("in the east"):
        scheme, group, indicator = add_scheme(world, 1)
        adopted = {"adopted_by": world.people["leading_group.east"], "adopted_at": world.now}
        targets = {name: Target.objects.get(group=group, unit=world.units[name]) for name in STATIONS}
        Scheme.objects.filter(pk=scheme.pk).update(**adopted)
        published = add_run(world, scheme, PUBLISHED)
        score = add_score(published, targets["east_station"], indicator)
        publish(world, published, score)
    with world.canaries.of("draft of the scheme"):
        draft, _, _ = add_scheme(world, 2)
    with world.canaries.of("in the east"):
        noticed = add_run(world, scheme, NOTICED)
    with world.canaries.of("score up for appeals"):
        mine = add_score(noticed, targets["east_station"], indicator)
        appeal = add_appeal(world, noticed, mine)
    with world.canaries.of("score of another up for appeals"):
        add_score(noticed, targets["west_station"], indicator)
    world.things |= {"scheme": scheme, "scheme_draft": draft, "score": score, "score_noticed": mine}
    world.things |= {"appeal": appeal, "score_target": targets["east_station"], "score_indicator": indicator}


STATIONS = ("east_station", "west_station")


def add_scheme(world: "World", number: int) -> tuple[Scheme, TargetGroup, Indicator]:
    """A scheme that its own two stations fill in."""
    by, county = world.people["stranger"], world.areas["county"]
    scheme = Scheme.objects.create(area=county, year=2020, number=number, made_by=by)
    group = TargetGroup.objects.create(scheme=scheme, sort="department", full=10)
    for name in STATIONS:
        Target.objects.create(group=group, unit=world.units[name])
    given = {"kind": "direct", "source": "self", "full": 10, "code": "1"}
    return scheme, group, Indicator.objects.create(group=group, **given)


def add_run(world: "World", scheme: Scheme, quarter: str) -> Run:
    given = {"area": scheme.area, "scheme": scheme, "quarter": quarter, "made_by": world.people["stranger"]}
    return Run.objects.create(**given, counted_at=world.now, appeal_until=OVER)


def add_score(run: Run, target: Target, indicator: Indicator) -> Score:
    return Score.objects.create(run=run, target=target, indicator=indicator, exact="9", digest="0" * 64)


def publish(world: "World", run: Run, score: Score) -> None:
    """Decided, published, corrected."""
    office, leader = world.people["office.east"], world.people["leading_group.east"]
    rows = Run.objects.filter(pk=run.pk)
    rows.update(state="noticed")
    rows.update(state="proposed", proposed_by=office)
    edition = Edition.objects.create(run=run, number=1, by=leader, digest="0" * 64)
    EditionTotal.objects.create(edition=edition, target=score.target, exact="9", place=1)
    rows.update(state="decided", decided_by=leader, decided_at=world.now)
    rows.update(state="published")
    done = {"confirmed_by": leader, "confirmed_at": world.now}
    made = Correction.objects.create(score=score, old="9", new="8", by=office, **done)
    world.things["score_correction"] = made
    with world.canaries.of("steps of the assessment"):
        RunStep.objects.create(run=run, move="publish", by=office)


def add_appeal(world: "World", run: Run, score: Score) -> Appeal:
    """What its unit said of itself, what it objected to, and what was answered."""
    stranger, rows = world.people["stranger"], Run.objects.filter(pk=run.pk)
    said = {"target": score.target, "indicator": score.indicator, "by_unit": score.target.unit}
    signed = {"signed_by": stranger, "signed_at": world.now}
    Entry.objects.create(run=run, **said, value=9, by=stranger, **signed)
    rows.update(state="noticed", appeal_until="2999-01-01")
    Recalculation.objects.create(score=score, old="8", new="9", by=stranger)
    done = {"answered_by": world.people["office.east"], "answered_at": world.now, "upheld": True}
    given = {"unit": score.target.unit, "by": stranger, "due_on": OVER}
    made = Appeal.objects.create(score=score, **given, **done)
    rows.update(appeal_until=OVER)
    return made
