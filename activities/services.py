"""Lines are written, corrected and withdrawn by their unit; steps, checks and acceptances are added once."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from accounts.models import Role, Unit, User
from activities.dictionaries import Stage
from activities.exceptions import LedgerDenied
from activities.models import (
    Acceptance,
    Correction,
    Creation,
    Entry,
    Resolution,
    Scheme,
    SelfCheck,
    Standard,
    Step,
)
from activities.selectors import next_stage
from security import clock

NOT_YOURS = "这一条由登记它的单位来改。"
ACCEPTORS = (Role.OFFICE, Role.TOWN)
# What the database's triggers refuse, in words.
REFUSED = {
    "no_step_is_left_out": "这一步还不能记：前面的步骤要一步一步记完，或者刚刚有人记过了。打开看看。",
    "steps_follow_each_other": "日期不能早于前一步；决议公开的，要等公开满了。",
    "what_was_voted_down_ends": "上一步没有过半数同意，不能往下走。",
    "acceptance_is_by_somebody_else": "登记的人不能自己验收，由另一个人来验收。",
    "acceptance_meets_the_standards": "还有一定要达到的标准没有达到，不能通过。",
    "check_is_of_its_scheme": "已经验收了，或者标准不是这项创建的。",
}
Made = TypeVar("Made")


def refuse(holds: bool, sentence: str) -> None:
    if not holds:
        raise LedgerDenied(sentence)


def writes(user: User) -> bool:
    """Has the user a unit in whose name to write?"""
    return bool(user.units)


def may_change(user: User, entry: Entry) -> bool:
    return entry.unit_id in user.units and entry.withdrawn_at is None


def may_accept(user: User, creation: Creation) -> bool:
    """Somebody of the township or the county who did not write it down, once."""
    return (
        accepting_unit(user, creation) is not None
        and creation.made_by_id != user.pk
        and creation.withdrawn_at is None
        and not Acceptance.objects.filter(creation=creation).exists()
    )


def accepting_unit(user: User, creation: Creation) -> Unit | None:
    """In which of the user's units: one around the place."""
    for duty in user.held:
        if duty.role in ACCEPTORS and not duty.area_id and creation.area_id.startswith(duty.area_code):
            return duty.unit
    return None


def told(write: Callable[[], Made]) -> Made:
    """What was written; what the database refuses is said in words."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name in REFUSED:
            raise ValidationError(REFUSED[name]) from error
        raise ValidationError("刚刚有人写过同样的，打开看看。") from error


def written(row: Any) -> Any:
    """The row, once it fits all that can be said of it in words."""
    row.validate_constraints()
    row.save()
    return row


@transaction.atomic
def record(entry: Entry, *, by: User, unit: Unit) -> Entry:
    """Write a new line in the name of one of the user's units."""
    refuse(unit.pk in by.units, "用自己单位的名义来登记。")
    entry.unit, entry.made_by = unit, by
    made: Entry = told(lambda: written(entry))
    return made


@transaction.atomic
def correct(entry: Entry, *, by: User, why: str) -> Entry:
    """Write it as it should have been; what it said before is kept beside it."""
    before = type(entry)._default_manager.select_for_update(of=("self",)).get(pk=entry.pk)
    refuse(may_change(by, before), NOT_YOURS)
    kept = {name: spoken(value) for name, value in model_to_dict(before).items()}
    now = {name: spoken(value) for name, value in model_to_dict(entry).items()}
    told(lambda: written(entry))
    Correction.objects.create(
        book=entry.book,
        entry=entry.pk,
        unit=before.unit,
        area=before.area,
        before={name: value for name, value in kept.items() if now[name] != value},
        why=why,
        made_by=by,
    )
    return entry


def spoken(value: Any) -> str:
    return "" if value is None else str(value)


@transaction.atomic
def withdraw(entry: Entry, *, by: User, why: str) -> None:
    """Take a line out of all counts; it stays, with the reason."""
    fresh = type(entry)._default_manager.select_for_update(of=("self",)).get(pk=entry.pk)
    refuse(may_change(by, fresh), NOT_YOURS)
    fresh.withdrawn_at, fresh.withdrawn_by, fresh.withdrawn_why = clock.now(), by, why
    fresh.save()


@transaction.atomic
def take_step(resolution: Resolution, *, by: User, **given: Any) -> Step:
    """The next step of 五议两公开. Raises LedgerDenied, or ValidationError in words."""
    refuse(may_change(by, resolution), NOT_YOURS)
    stage = next_stage(resolution, list(resolution.steps.all()))
    if stage is None:
        raise LedgerDenied("这件事已经走完，或者没有通过，没有下一步。")
    if stage == Stage.PUBLISHED:
        refuse_short(given["on"], given.get("until"))
    step = Step(resolution=resolution, stage=stage, made_by=by, **given)
    made: Step = told(lambda: written(step))
    return made


def refuse_short(on: date, until: date | None) -> None:
    """Raise ValidationError where a decision is not published as long as the county wants."""
    most = settings.PUBLIC_DAYS
    if until is None or until < on + timedelta(days=most):
        raise ValidationError(f"决议至少公开 {most} 天，把“公开到哪天”往后写。")


@transaction.atomic
def check(creation: Creation, met: Iterable[Standard], *, by: User) -> None:
    """The place's own check of every standard, once."""
    refuse(may_change(by, creation), NOT_YOURS)
    refuse(not creation.checks.exists(), "已经自查过了。")
    good = {one.pk for one in met}
    rows = [
        SelfCheck(creation=creation, standard=one, met=one.pk in good)
        for one in creation.scheme.standards.all()
    ]
    told(lambda: SelfCheck.objects.bulk_create(rows))


@transaction.atomic
def accept(creation: Creation, *, by: User, **given: Any) -> Acceptance:
    """Whether it passes, by somebody else. Raises LedgerDenied, or ValidationError in words."""
    refuse(may_accept(by, creation), "由镇街或者县里的另一个人来验收，一次。")
    row = Acceptance(creation=creation, made_by=by, unit=accepting_unit(by, creation), **given)
    made: Acceptance = told(lambda: written(row))
    return made


def may_found(user: User) -> bool:
    """Does the user sit in the office of the whole county?"""
    return bool(counties(user))


def counties(user: User) -> list[str]:
    return [duty.area_code for duty in user.held if duty.role == Role.OFFICE and len(duty.area_code) == 6]


@transaction.atomic
def found(*, by: User, needed: Iterable[str], others: Iterable[str], **given: Any) -> Scheme:
    """A new scheme with its standards; what stands in it does not change."""
    refuse(may_found(by), "创建办法由县领导小组办公室来定。")
    scheme: Scheme = told(lambda: written(Scheme(area_id=counties(by)[0], made_by=by, **given)))
    both = dict.fromkeys(others, False) | dict.fromkeys(needed, True)
    for text, need in both.items():
        Standard.objects.create(scheme=scheme, text=text, needed=need)
    return scheme
