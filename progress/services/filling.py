"""A unit fills in its return: starts it, answers row by row or by a pasted block, and signs (LG-03)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from progress.exceptions import ProgressDenied
from progress.models import Answered, ItemSort, Return, Row
from progress.models.returns import fills
from progress.pasting import Line, Unreadable, lines_of
from progress.reading import value_of
from progress.services.moving import WHOSE, checked, locked, perform, refuse
from progress.services.prefilling import recounted, rows_for
from progress.workflow import UNIT
from security import clock

NOTHING_CHANGED = "本季度无变化"
TO_WRITE = ("answer", "value", "reason", "mended")
WHY_ELSE = {
    ItemSort.FIGURE: "和平台的数不一样，写一句原因。",
    ItemSort.TASK: "和任务里的进展不一样，写一句原因；佐证交在任务里。",
}
ONLY_NOTED = "这一项没有退回，不用改。"


@dataclass(frozen=True)
class Said:
    """What a unit says to a row."""

    answer: str
    value: str = ""
    reason: str = ""


@transaction.atomic
def start(sheet: Return, *, by: User) -> Return:
    """Begin to fill it in: its rows are written, prefilled as far as can be (U1)."""
    fresh = perform(sheet, "start", by=by)
    rows = Row.objects.bulk_create(rows_for(fresh, by))
    fresh.total, fresh.prefilled = len(rows), sum(bool(row.given) for row in rows)
    fresh.save(update_fields=["total", "prefilled"])
    return fresh


def settled(row: Row, said: Said) -> Row:
    """The row with this answer in it, unsaved. Raises ValueError with a Chinese sentence."""
    value = said.value
    if said.answer == Answered.RIGHT:
        value = row.given if row.given else lacking("这一项没有预填，写上您的数。")
    elif said.answer == Answered.SAME:
        value = same(row)
    elif said.answer == Answered.CHANGED:
        value = value_of(said.value, is_number=is_number(row), measure=row.measure) or lacking("写上您的数。")
        if row.stands and not said.reason.strip():
            lacking(WHY_ELSE[ItemSort(row.sort)])
    else:
        lacking("选一个：对的、有出入或者本季度无变化。")
    row.answer, row.value, row.reason = said.answer, value, said.reason.strip()
    row.mended = bool(row.note)
    return row


def lacking(sentence: str) -> str:
    raise ValueError(sentence)


def is_number(row: Row) -> bool:
    return row.sort in (ItemSort.NUMBER, ItemSort.FIGURE)


def same(row: Row) -> str:
    """Nothing to report is one press (U4): what was said last quarter, or expressly nothing of a task."""
    if row.sort == ItemSort.FIGURE:
        lacking("平台算的数，选“对的”或者“有出入”。")
    if row.sort == ItemSort.NUMBER and not row.given:
        lacking("上季度没有报过这一项，写上您的数。")
    return NOTHING_CHANGED if row.sort == ItemSort.TASK or not row.given else row.given


@transaction.atomic
def answer(sheet: Return, said: Mapping[int, Said], *, by: User) -> dict[int, str]:
    """Keep what was said of these rows; of those that cannot be kept, why. The good ones are kept."""
    refuse(fills(by, sheet.unit_id), WHOSE[UNIT].format(unit=sheet.unit))
    fresh = locked(sheet)
    refuse(fresh.is_open, f"现在是“{fresh.get_state_display()}”，不能改。刷新这一页看看。")
    rows = {row.pk: row for row in fresh.rows.select_related("item") if row.pk in said}
    wrong: dict[int, str] = {}
    kept = []
    for pk, row in rows.items():
        try:
            if fresh.state == "returned" and not (row.note or row.answer == Answered.OPEN):
                lacking(ONLY_NOTED)
            kept.append(settled(row, said[pk]))
        except ValueError as error:
            wrong[pk] = str(error)
    Row.objects.bulk_update(kept, TO_WRITE)
    return wrong


@dataclass
class Pasted:
    """What came of a pasted block: how many rows were kept, and what is wrong with which cell."""

    kept: int = 0
    wrong: list[str] = field(default_factory=list)


def paste(sheet: Return, block: str, *, by: User) -> Pasted:
    """Read a block from Excel (U3): good rows are kept, of the others it says why."""
    found, said, where = Pasted(), {}, {}
    rows = {row.label: row for row in sheet.rows.all()}
    try:
        for line in lines_of(block):
            row = rows.get(line.label)
            if row is None or row.pk in said:
                why = "这一项写了两次" if row else f"没有“{line.label[:30]}”这一项，和页面上的名称写成一样"
                found.wrong.append(f"第 {line.number} 行：{why}。")
            elif line.value:
                said[row.pk], where[row.pk] = meant(row, line), line
    except Unreadable as error:
        found.wrong.append(str(error))
    wrong = answer(sheet, said, by=by)
    found.wrong += [f"第 {where[pk].number} 行“{where[pk].label}”：{why}" for pk, why in wrong.items()]
    found.kept = len(said) - len(wrong)
    return found


def meant(row: Row, line: Line) -> Said:
    """What a line says to its row: that it is right, that nothing changed, or another value."""
    if line.value == NOTHING_CHANGED:
        return Said(Answered.SAME)
    try:
        value = value_of(line.value, is_number=is_number(row), measure=row.measure)
    except ValueError:
        value = ""
    if row.given and value == row.given:
        return Said(Answered.RIGHT)
    return Said(Answered.CHANGED, line.value, line.reason)


def submit(sheet: Return, *, by: User) -> Return:
    """The head of the unit signs it and hands it in. Raises ProgressDenied.

    Figures are counted once more before: one that changed is kept with its new number, and asked again.
    """
    if changed := recount(sheet, by):
        names = "、".join(row.label for row in changed)
        raise ProgressDenied(f"平台的数刚变了：{names}。看一看这几项再签报。")
    return hand_in(sheet, by=by)


@transaction.atomic
def recount(sheet: Return, by: User) -> list[Row]:
    """Count the figures anew; the rows that are open again because of it."""
    fresh = checked(sheet, "submit", by)
    changed = recounted(fresh, fresh.rows.select_related("item"), by)
    reopened = [row for row in changed if row.answer == Answered.RIGHT]
    for row in reopened:
        row.answer, row.mended = Answered.OPEN, False
    Row.objects.bulk_update(changed, ["given", "source", "link", "answer", "mended"])
    return reopened


@transaction.atomic
def hand_in(sheet: Return, *, by: User) -> Return:
    """Every row answered, signed by name; late is said the first time, and stays."""
    fresh = checked(sheet, "submit", by)
    rows = list(fresh.rows.all())
    left = [row.label for row in rows if row.is_asked]
    refuse(not left, f"还有 {len(left)} 项没有填：{'、'.join(left[:5])}。填好再签报。")
    refuse(bool(rows), "没有要填的项，找领导小组办公室。")
    late = clock.today() > fresh.due_on if fresh.late is None else fresh.late
    for row in rows:
        row.note, row.mended = "", False
    Row.objects.bulk_update(rows, ["note", "mended"])
    return perform(fresh, "submit", by=by, signer=by, signed_name=str(by), signed_at=clock.now(), late=late)
