"""An organisation objects to one row; the office answers; what was decided is corrected by two persons."""

from fractions import Fraction

from django.db import transaction

from accounts.models import User
from assessment import scoring
from assessment.exceptions import refuse
from assessment.limits import ANSWER, last_day
from assessment.models import Appeal, Correction, Edition, Recalculation, Score
from assessment.selectors.totals import corrected, points_of
from assessment.services.calculating import digest_of, held
from assessment.services.moving import edition_of
from assessment.who import keeps, runs, works_in
from assessment.workflow import RunState
from casework import services as casework
from security import clock
from security.context import everything


def may_appeal(user: User, score: Score) -> bool:
    run = score.run
    on_time = run.appeal_until is not None and clock.today() <= run.appeal_until
    return run.state == RunState.NOTICED and on_time and works_in(user, score.target.unit_id)


@transaction.atomic
def appeal(score: Score, *, words: str, evidence: str, by: User) -> Appeal:
    """Object to it. Raises AssessmentDenied, or ValidationError in words."""
    refuse(works_in(by, score.target.unit_id), "申诉由被考核的单位来提。")
    run = score.run
    refuse(run.state == RunState.NOTICED, f"征求意见的时候才能申诉，现在是“{run.get_state_display()}”。")
    refuse(may_appeal(by, score), f"申诉到 {run.appeal_until} 为止，已经过了。")
    due = last_day(ANSWER, clock.today())
    made = Appeal(score=score, unit=score.target.unit, words=words, evidence=evidence, by=by, due_on=due)
    made.validate_constraints()
    made.save()
    return made


@transaction.atomic
def answer(appeal: Appeal, *, upheld: bool, words: str, by: User, points: Fraction | None = None) -> Appeal:
    """The office answers; where it is right, the points are others from now on, and that is logged."""
    run = appeal.score.run
    refuse(runs(by, run), "申诉由县领导小组办公室答复。")
    refuse(appeal.by_id != by.pk, "提申诉的人不能自己答复。")
    held(run)
    fresh = Appeal.objects.select_for_update().get(pk=appeal.pk)
    refuse(fresh.answered_at is None, "这条申诉已经答复过。")
    refuse(bool(words.strip()), "答复要写理由。")
    if upheld:
        rule(appeal.score, points, words, by)
    fresh.upheld, fresh.answer = upheld, words.strip()
    fresh.answered_by, fresh.answered_at = by, clock.now()
    fresh.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
    said = "成立，得分改了" if upheld else "不成立，得分不变"
    casework.notify(
        [appeal.by],
        key=f"appeal:{appeal.pk}",
        text=f"申诉答复：{run}“{appeal.score.indicator.name}”的申诉{said}。点开看理由。",
        heading="申诉答复",
        group=appeal.unit_id,
    )
    return fresh


def rule(score: Score, points: Fraction | None, reason: str, by: User) -> None:
    """The points that an upheld appeal makes of it. Raises ValueError with a sentence."""
    if points is None:
        raise scoring.Wrong("申诉成立的，写明改为几分。")
    checked(score, points)
    with everything("申诉成立，改得分"):
        fresh = Score.objects.select_for_update(of=("self",)).select_related("indicator", "target")
        held_score = fresh.get(pk=score.pk)
        old = held_score.ruled or held_score.exact
        held_score.ruled = scoring.keep(points)
        held_score.digest = digest_of(held_score)
        held_score.save(update_fields=["ruled", "digest"])
        why = f"申诉成立：{reason}"
        Recalculation.objects.create(score=held_score, old=old, new=held_score.ruled, reason=why, by=by)


def checked(score: Score, points: Fraction) -> None:
    """No more than the full marks, and nothing below nought, where the indicator belongs to them."""
    node = score.indicator.node
    if not node.extra and node.kind != "veto" and not 0 <= points <= node.full:
        raise scoring.Wrong(f"这一项在 0 和 {scoring.plain(node.full)} 分之间。")


@transaction.atomic
def correct(score: Score, *, points: Fraction, reason: str, by: User) -> Correction:
    """Somebody of the office says what should have been decided. It counts once another confirms it."""
    run = score.run
    refuse(runs(by, run), "更正由县领导小组办公室来提。")
    refuse(run.is_final, "审定以后才用更正；现在还能改。")
    checked(score, points)
    now = points_of(score, corrected(run))
    old = "" if now is None else scoring.keep(now)
    made = Correction(score=score, old=old, new=scoring.keep(points), reason=reason, by=by)
    made.validate_constraints()
    made.save()
    return made


@transaction.atomic
def confirm(correction: Correction, *, by: User) -> Edition:
    """Another one lets it count: there is a new edition, and the one before it stays."""
    score = correction.score
    refuse(keeps(by, score.run), "更正由办公室的另一个人或者领导小组核对。")
    refuse(correction.by_id != by.pk, "提更正的人不能自己核对。")
    run = held(score.run)
    fresh = Correction.objects.select_for_update().get(pk=correction.pk)
    refuse(fresh.confirmed_at is None, "这条更正已经核对过。")
    fresh.confirmed_by, fresh.confirmed_at = by, clock.now()
    fresh.save(update_fields=["confirmed_by", "confirmed_at"])
    return edition_of(run, by, f"更正 {score.target}“{score.indicator.name}”：{fresh}，{fresh.reason}")
