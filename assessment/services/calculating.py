"""Counting a run: every score written with its formula, its rows and its fingerprint."""

import hashlib
from collections.abc import Iterable

from django.db import connection, transaction

from accounts.models import User
from assessment import scoring
from assessment.exceptions import AssessmentDenied, refuse
from assessment.models import Entry, Indicator, Recalculation, Run, RunStep, Scheme, Score, Target
from assessment.models.raising import RUN_SPACE
from assessment.selectors.counting import counted, usable
from assessment.selectors.giving import Cell, Entries, Result, by_cell, results
from assessment.selectors.totals import indicators_of, targets_of
from assessment.who import runs
from assessment.workflow import COUNTED, RunState
from pilot.quarters import Quarter
from security import clock
from security.context import everything

FOR = "考核计算：按方案数全部事项"


def calculate(run: Run, *, by: User | None = None) -> Run:
    """Count it anew, in the portal's own name: a score is of all matters, whoever presses. Logged."""
    refuse(by is None or runs(by, run), "重新计算由县领导小组办公室来做。")
    with everything(FOR), transaction.atomic():
        fresh = held(run)
        refuse(fresh.state == RunState.OPEN, f"现在是“{fresh.get_state_display()}”，得分不再重新计算。")
        write(fresh, computed(fresh.scheme_id, fresh.of, entries_of(fresh)), by)
        fresh.counted_at = clock.now()
        fresh.save(update_fields=["counted_at"])
        if by is not None:
            RunStep.objects.create(run=fresh, move=COUNTED, by=by)
    return fresh


def calculate_all() -> int:
    """All that are open; how many. Safe to run twice."""
    done = 0
    for run in list(Run.objects.filter(state=RunState.OPEN)):
        try:
            calculate(run)
        except AssessmentDenied:  # given notice of meanwhile
            continue
        done += 1
    return done


def held(run: Run) -> Run:
    """As it now stands, alone: whoever writes below it is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [RUN_SPACE, run.pk])
    return Run.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=run.pk)


def entries_of(run: Run) -> Entries:
    return by_cell(Entry.objects.filter(run=run).signed().order_by("pk"))


def computed(scheme: int, quarter: Quarter, entries: Entries) -> dict[Cell, Result]:
    """All cells of a scheme over a quarter."""
    targets, indicators = targets_of(scheme), indicators_of(scheme)
    now = counted(indicators, targets, quarter)
    ranked = [one for one in indicators if one.kind == "rank"]
    before = counted(ranked, targets, quarter.later(-1)) if ranked else {}
    return results(indicators, targets, now, before, entries)


def preview(scheme: Scheme, quarter: Quarter) -> dict[Cell, Result]:
    """The scheme over a past quarter, with what was filled in then for indicators of the same code."""
    past = Run.objects.filter(area=scheme.area_id, quarter=str(quarter)).first()
    with everything("方案试算：按新方案数上季度的事项"):
        return computed(scheme.pk, quarter, carried(scheme, past) if past else {})


def carried(scheme: Scheme, past: Run) -> Entries:
    """The past quarter's signed lines, by this scheme's organisations and indicators."""
    targets = {one.unit_id: one for one in targets_of(scheme.pk)}
    codes = {(one.group.name, one.code): one.pk for one in indicators_of(scheme.pk)}
    found: dict[Cell, list[Entry]] = {}
    lines = Entry.objects.filter(run=past).signed().select_related("target", "indicator__group")
    for one in lines.order_by("pk"):
        target = targets.get(one.target.unit_id)
        indicator = codes.get((one.indicator.group.name, one.indicator.code))
        if target and indicator:
            found.setdefault((target.pk, indicator), []).append(one)
    return found


def write(run: Run, cells: dict[Cell, Result], by: User | None) -> None:
    """The scores as they are now; what changed after the units were told is logged."""
    known = {(one.target_id, one.indicator_id): one for one in Score.objects.filter(run=run)}
    targets = {one.pk: one for one in targets_of(run.scheme_id)}
    indicators = {one.pk: one for one in indicators_of(run.scheme_id)}
    for (target, indicator), result in cells.items():
        score = known.get((target, indicator)) or Score(run=run)
        old = score.exact
        filled(score, targets[target], indicators[indicator], result)
        score.save()
        if run.appeal_until and old != score.exact:
            Recalculation.objects.create(score=score, old=old, new=score.exact, reason="重新计算", by=by)


def filled(score: Score, target: Target, indicator: Indicator, result: Result) -> Score:
    """The score with all that it says, unsaved."""
    outcome, found, figure = result.outcome, result.found, usable().get(indicator.figure)
    score.target, score.indicator = target, indicator
    score.exact = "" if outcome.points is None else scoring.keep(outcome.points)
    score.formula, score.missing, score.would = outcome.formula, outcome.missing, result.would
    score.definition = f"{figure.name}：{figure.definition}（{figure.basis}）" if figure else ""
    score.version, score.formulas = figure.version if figure else 0, scoring.VERSION
    score.rows, score.hit_rows, score.left_rows = (
        (found.rows, found.hits, found.left) if found else ([], [], [])
    )
    score.digest = digest_of(score)
    return score


def digest_of(score: Score) -> str:
    """Over everything that makes the number what it is."""
    said = (
        *(score.target.unit_id, score.indicator.code, score.indicator.rule, score.exact, score.ruled),
        *(score.formula, score.definition, score.version, score.formulas),
        *(ids_of(ids) for ids in (score.rows, score.hit_rows, score.left_rows)),
    )
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()


def ids_of(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))
