"""What the pages show: a run, a scorecard, one score with its rows, what is to be filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from assessment.models import Entry, Indicator, Run, Score, Source, Target
from assessment.scoring import shown
from assessment.selectors.counting import counted
from assessment.selectors.totals import Line, corrected, indicators_of, lines_of, points_of, targets_of
from assessment.who import speaker
from casework.models import Matter
from security.context import everything

PARTS = {"rows": "总体", "hit": "其中达到", "miss": "没有达到", "left": "剔除"}


def scores_seen(run: Run, user: User) -> list[Score]:
    """The scores that the user sees, in official order."""
    seen = Score.objects.visible_to(user).filter(run=run)
    related = seen.select_related("indicator__group", "target__unit__area", "target__group", "run")
    order = ("target__group_id", "target__unit__area_id", "target__unit_id", "indicator_id")
    return list(related.order_by(*order))


def lines_seen(run: Run, user: User) -> list[Line]:
    """The organisations whose scores the user sees; with places only where they see all of the run."""
    scores = scores_seen(run, user)
    seen = {one.target_id for one in scores}
    found = [line for line in lines_of(run, scores, corrected(run)) if line.target.pk in seen]
    whole = len(found) == len(targets_of(run.scheme_id))
    return found if whole else [Line(one.target, one.total, None) for one in found]


@dataclass(frozen=True)
class CardRow:
    """One row of a scorecard: a heading, or an indicator with its score."""

    indicator: Indicator
    score: Score | None = None
    points: str = ""

    @property
    def depth(self) -> int:
        return 1 if self.indicator.parent else 0


def card(run: Run, target: Target, user: User) -> list[CardRow]:
    """All indicators of the organisation's group in the scheme's order."""
    scores = {one.indicator_id: one for one in scores_seen(run, user) if one.target_id == target.pk}
    mended = corrected(run)
    found = []
    for one in indicators_of(run.scheme_id):
        if one.group_id == target.group_id:
            score = scores.get(one.pk)
            found.append(CardRow(one, score, shown(points_of(score, mended)) if score else ""))
    return found


@dataclass(frozen=True)
class Opened:
    """The rows behind a number: those that the user sees, and how many there are in all."""

    part: str
    label: str
    matters: list[Matter]
    number: int

    @property
    def hidden(self) -> int:
        return self.number - len(self.matters)


def ids_of(score: Score, part: str) -> list[int]:
    if part == "miss":
        hit = set(score.hit_rows)
        return [pk for pk in score.rows if pk not in hit]
    return {"rows": score.rows, "hit": score.hit_rows, "left": score.left_rows}[part]


def opened(score: Score, part: str, user: User) -> Opened:
    """The matters as they were counted. Out of the user's sight they are a number, no more."""
    ids = ids_of(score, part)
    seen = Matter.objects.visible_to(user).filter(pk__in=ids).order_by("number")
    return Opened(part, PARTS[part], list(seen), len(ids))


def numbers_of(score: Score) -> list[tuple[str, str, int]]:
    """The numbers of a score that open: key, label, how many."""
    parts = ["rows"]
    parts += ["hit", "miss"] if score.hit_rows or score.indicator.kind not in ("events", "veto") else []
    parts += ["left"] if score.left_rows else []
    return [(part, PARTS[part], len(ids_of(score, part))) for part in parts] if score.version else []


@dataclass(frozen=True)
class Asked:
    """One thing that the user's unit has to say of an organisation, with what it said so far."""

    target: Target
    indicator: Indicator
    unit: int
    entries: list[Entry]

    @property
    def standing(self) -> str:
        if not self.entries:
            return "待填"
        return "已签报" if all(one.signed_at for one in self.entries) else "没有签报"


def asked_of(run: Run, user: User) -> list[Asked]:
    """All that is theirs to say in this run."""
    lines: dict[tuple[int, int], list[Entry]] = {}
    for one in Entry.objects.visible_to(user).filter(run=run, by_unit__in=user.units).order_by("pk"):
        lines.setdefault((one.target_id, one.indicator_id), []).append(one)
    targets = targets_of(run.scheme_id)
    found = []
    for indicator in indicators_of(run.scheme_id):
        for target in targets:
            unit = speaker(user, indicator, target) if target.group_id == indicator.group_id else None
            if unit is not None:
                found.append(Asked(target, indicator, unit, lines.get((target.pk, indicator.pk), [])))
    return found


def since(run: Run) -> list[tuple[Score, int]]:
    """数据已有变化: scores whose figure counts other matters now than when it was decided, and how many."""
    scores = list(Score.objects.filter(run=run, version__gt=0).select_related("indicator", "target__unit"))
    with everything("考核定稿以后数据有没有变化"):
        now = counted(indicators_of(run.scheme_id), targets_of(run.scheme_id), run.of)
    found = []
    for one in scores:
        fresh = now.get((one.indicator.figure, one.target_id))
        if fresh is None:
            continue
        moved = set(fresh.rows) ^ set(one.rows) | set(fresh.hits) ^ set(one.hit_rows)
        if moved or set(fresh.left) != set(one.left_rows):
            found.append((one, len(moved | set(fresh.left) ^ set(one.left_rows))))
    return found


def unfilled(run: Run) -> list[tuple[str, int]]:
    """还差什么: who has how many things still to say, by the name of the unit."""
    said = set(Entry.objects.filter(run=run).signed().values_list("target_id", "indicator_id"))
    lacking: dict[str, int] = {}
    for indicator in indicators_of(run.scheme_id):
        for target in targets_of(run.scheme_id) if indicator.is_filled_in else ():
            if target.group_id == indicator.group_id and (target.pk, indicator.pk) not in said:
                name = who_says(indicator, target)
                lacking[name] = lacking.get(name, 0) + 1
    return sorted(lacking.items())


def who_says(indicator: Indicator, target: Target) -> str:
    if indicator.source == Source.SELF:
        return str(target)
    return str(indicator.scorer) if indicator.scorer else "领导小组办公室"


def in_groups(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines of each group together."""
    found: dict[int, dict[str, Any]] = {}
    for line in lines:
        group = line.target.group
        found.setdefault(group.pk, {"group": group, "lines": []})["lines"].append(line)
    return list(found.values())
