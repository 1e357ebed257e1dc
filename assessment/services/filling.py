"""What a unit says of itself or scores of others; its head signs (LG-05); the office returns, never edits."""

from typing import Any

from django.db import transaction

from accounts.models import User
from assessment import scoring
from assessment.exceptions import AssessmentDenied, refuse
from assessment.models import Entry, Indicator, Kind, Run, Source, Target
from assessment.selectors.giving import of_entries
from assessment.who import heads, runs, speaker
from casework import services as casework
from security import clock

NOT_YOURS = "这一项不由您的单位来填。"
SIGNED = "已经签报了，要改请办公室退回。"
NOT_OPEN = "现在是“{}”，不能再填。"


@transaction.atomic
def fill(run: Run, target: Target, indicator: Indicator, *, by: User, **given: Any) -> Entry:
    """Say it, or say it anew, in draft. Raises AssessmentDenied, or ValueError in words."""
    unit = speaker(by, indicator, target)
    if unit is None or target.group_id != indicator.group_id:
        raise AssessmentDenied(NOT_YOURS)
    refuse(run.is_open, NOT_OPEN.format(run.get_state_display()))
    key = {"level": given.pop("level", ""), "doubled": given.pop("doubled", False)}
    found = Entry.objects.filter(run=run, target=target, indicator=indicator, by_unit=unit, **key)
    entry = found.select_for_update().first() or Entry(
        run=run, target=target, indicator=indicator, by_unit_id=unit, **key
    )
    refuse(entry.signed_at is None, SIGNED)
    for field, value in given.items():
        setattr(entry, field, value)
    entry.by = by
    proved(indicator, entry)
    entry.validate_constraints()
    entry.save()
    return entry


def proved(indicator: Indicator, entry: Entry) -> None:
    """It can be counted, and has what the scheme asks beside it. Raises ValueError with a sentence."""
    if indicator.evidence and not entry.words.strip():
        raise scoring.Wrong("这一项要佐证，写明文号、记录的编号或者在哪里查得到。")
    outcome = scoring.score(
        indicator.kind, indicator.rule, indicator.node.full, of_entries(indicator, [entry])
    )
    small = indicator.kind in (Kind.SURVEY, Kind.AVERAGE)  # too few asked is no fault of what is written
    if outcome.points is None and not small:
        raise scoring.Wrong(f"{outcome.missing}。" if not outcome.missing.endswith("。") else outcome.missing)


@transaction.atomic
def sign(run: Run, unit: int, *, by: User) -> int:
    """The head hands in all that the unit has in draft; how many. What is scored of others was written by
    somebody else (LG-04).
    """
    refuse(heads(by, unit), "要由单位的负责人签报。请负责人登录来签。")
    refuse(run.is_open, NOT_OPEN.format(run.get_state_display()))
    drafts = Entry.objects.filter(run=run, by_unit=unit, signed_at=None).select_for_update(of=("self",))
    lines = list(drafts.select_related("indicator"))
    refuse(bool(lines), "没有要签报的，先填再签。")
    own = [one for one in lines if one.by_id == by.pk and one.indicator.source == Source.SCORER]
    refuse(not own, f"有 {len(own)} 项是您自己打的分，给别的单位打的分要由另一个人填、您来签。")
    for one in lines:
        one.signed_by, one.signed_at = by, clock.now()
        one.save(update_fields=["signed_by", "signed_at"])
    return len(lines)


@transaction.atomic
def return_entries(run: Run, unit: int, *, by: User, note: str) -> int:
    """The office gives them back with a word on what to mend, and changes nothing (LG-03)."""
    refuse(runs(by, run), "退回由县领导小组办公室来做。")
    refuse(run.is_open, NOT_OPEN.format(run.get_state_display()))
    refuse(bool(note.strip()), "写一句哪里要改，再退回。")
    lines = list(Entry.objects.filter(run=run, by_unit=unit).signed().select_for_update())
    refuse(bool(lines), "这个单位没有签报的。")
    signers = {one.signed_by for one in lines if one.signed_by}
    latest = max(one.signed_at for one in lines if one.signed_at)
    for one in lines:
        one.signed_by = one.signed_at = None
        one.save(update_fields=["signed_by", "signed_at"])
    casework.notify(
        sorted(signers, key=lambda user: user.pk),
        key=f"run:{run.pk}:return:{unit}:{latest:%Y%m%d%H%M%S}",
        text=f"考核退回：{run}填的要改：{note.strip()[:100]}。改好由负责人再签报。",
        heading="考核退回",
        group=unit,
    )
    return len(lines)
