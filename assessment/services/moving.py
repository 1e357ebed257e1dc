"""The one way by which a run moves; and what each move brings about."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import Duty, User
from assessment import scoring
from assessment.exceptions import AssessmentDenied, refuse
from assessment.limits import OBJECT, last_day
from assessment.models import Appeal, Edition, EditionTotal, Run, RunStep, Scheme, Score
from assessment.selectors.totals import corrected, lines_of, points_of, targets_of
from assessment.services.calculating import calculate, digest_of, held
from assessment.who import may_move
from assessment.workflow import LEADERS, MOVES, ORDER_SHOWN
from casework import services as casework
from pilot.models.group import county_of, writes_list
from pilot.quarters import Quarter
from security import clock
from security.context import everything

WHOSE = {LEADERS: "这一步由县领导小组来做。", "office": "这一步由县领导小组办公室来做。"}


@transaction.atomic
def open_run(quarter: Quarter, *, by: User) -> Run:
    """Begin a quarter by the newest adopted scheme of its year. Raises AssessmentDenied."""
    refuse(writes_list(by), WHOSE["office"])
    county = county_of(by)
    refuse(quarter.start <= clock.today(), f"{quarter.in_words}还没有到。")
    refuse(not Run.objects.filter(area=county, quarter=str(quarter)).exists(), "这个季度已经开始考核。")
    adopted = Scheme.objects.adopted().filter(area=county, year=quarter.year).order_by("-number")
    scheme = adopted.first()
    if scheme is None:
        raise AssessmentDenied(f"{quarter.year}年还没有定下来的考核方案，先起草，由领导小组定。")
    return Run.objects.create(area_id=county, scheme=scheme, quarter=str(quarter), made_by=by)


def checked(run: Run, name: str, by: User) -> Run:
    """The run, held, where this move is open to this user. Raises AssessmentDenied."""
    move = MOVES[name]
    refuse(may_move(by, run, move.who), WHOSE[move.who])
    fresh = held(run)
    where = fresh.get_state_display()
    refuse(fresh.state in move.sources, f"现在是“{where}”，不能{move.label}。刷新这一页看看。")
    return fresh


@transaction.atomic
def perform(run: Run, name: str, *, by: User, note: str = "", **changes: Any) -> Run:
    """Make the move, with what changes along with it, and write it down. Raises AssessmentDenied."""
    fresh = checked(run, name, by)
    fresh.state = MOVES[name].target
    for field, value in changes.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=["state", *changes])
    RunStep.objects.create(run=fresh, move=name, by=by, note=note)
    return fresh


@transaction.atomic
def notice(run: Run, *, by: User) -> Run:
    """Count once more, and tell each organisation: it may object for so many working days."""
    checked(run, "notice", by)
    calculate(run, by=by)
    until = last_day(OBJECT, clock.today())
    done = perform(run, "notice", by=by, appeal_until=until)
    tell(done, f"征求意见：{done}的得分出来了，有不同意见的 {until:%m月%d日}以前逐项申诉，附佐证。", "notice")
    return done


@transaction.atomic
def propose(run: Run, *, by: User) -> Run:
    """To the leading group, once the days are over and every appeal is answered."""
    fresh = checked(run, "propose", by)
    waiting = Appeal.objects.waiting().filter(score__run=fresh).count()
    refuse(not waiting, f"还有 {waiting} 条申诉没有答复，答复完再报。")
    until = fresh.appeal_until
    refuse(until is None or clock.today() > until, f"申诉到 {until} 为止，过了再报。")
    return perform(fresh, "propose", by=by, proposed_by=by)


def send_back(run: Run, *, by: User, note: str = "") -> Run:
    """The leading group wants it done again."""
    return perform(run, "send_back", by=by, note=note, proposed_by=None)


@transaction.atomic
def decide(run: Run, *, by: User, document: str) -> Run:
    """The leading group decides: the first edition is made, and nothing below it is written again (LG-04)."""
    fresh = checked(run, "decide", by)
    refuse(fresh.proposed_by_id != by.pk, "报审定的人不能自己审定。")
    refuse(bool(document.strip()), "写明审定的文号或者会议。")
    edition_of(fresh, by, "")
    return perform(fresh, "decide", by=by, decided_by=by, decided_at=clock.now(), document=document.strip())


@transaction.atomic
def publish(run: Run, *, by: User) -> Run:
    """All in the county see it from now on."""
    done = perform(run, "publish", by=by)
    tell(done, f"考核公布：{done}的结果公布了，可以逐项点开看怎么算的。", "publish")
    return done


@transaction.atomic
def show_by_score(run: Run, *, by: User) -> None:
    """The official order is the rule; who looks at another is written down."""
    RunStep.objects.create(run=run, move=ORDER_SHOWN, by=by)


def edition_of(run: Run, by: User, words: str) -> Edition:
    """The next edition: all totals, and a fingerprint over every number. In the portal's own name."""
    with everything("考核定稿：写下总分和指纹"):
        scores = list(Score.objects.filter(run=run).select_related("indicator", "target__unit"))
        mended = corrected(run)
        number = run.editions.count() + 1
        digest = digest_over(scores, lambda one: scoring.shown(points_of(one, mended), 8))
        edition = Edition.objects.create(run=run, number=number, by=by, words=words, digest=digest)
        EditionTotal.objects.bulk_create(
            EditionTotal(
                edition=edition,
                target=line.target,
                exact=scoring.keep(line.total.points),
                place=line.place,
                missing=len(line.total.missing),
                barred="；".join(line.total.barred),
            )
            for line in lines_of(run, scores, mended)
        )
    return edition


def digest_over(scores: list[Score], points: Callable[[Score], str]) -> str:
    """Of each score its own fingerprint, worked out anew, and the points that count."""
    said = sorted(
        f"{one.target.unit_id}|{one.indicator.code}|{points(one)}|{digest_of(one)}" for one in scores
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def tell(run: Run, text: str, step: str) -> None:
    """Tell the heads of each organisation; where one has none, all who work there."""
    seated: dict[int, list[Duty]] = {}
    units = [one.unit_id for one in targets_of(run.scheme_id)]
    for duty in Duty.objects.current().filter(unit__in=units, area=None).select_related("user"):
        seated.setdefault(duty.unit_id or 0, []).append(duty)
    heading = text.partition("：")[0]
    for unit, duties in seated.items():
        found = {duty.user for duty in duties if duty.leads} or {duty.user for duty in duties}
        people = sorted(found, key=lambda user: user.pk)
        casework.notify(people, key=f"run:{run.pk}:{step}:{unit}", text=text, heading=heading, group=unit)
