"""What stands in a return before its unit says anything: figures, tasks, what it said last quarter (U1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from casework.figures import Period
from casework.models import Matter
from figures.selectors import Answer, Question, ask_as, chosen
from figures.selectors.extent import Extent
from pilot.quarters import Quarter
from pilot.selectors import of_unit_in_quarter
from progress.models import Answered, Item, ItemSort, Return, Row

SAID = ("report", "submit")  # moves of a task with words on how far it is
MOST_WORDS = 300


@dataclass(frozen=True)
class Given:
    """What is prefilled, its source in words, and what it opens."""

    value: str = ""
    source: str = ""
    link: str = ""


def rows_for(sheet: Return, by: User) -> list[Row]:
    """All rows that the unit has to answer in its return, unsaved, prefilled as far as can be."""
    items = list(Item.objects.standing(sheet.area_id, sheet.of).asked_of(sheet.unit_id).order_by("pk"))
    counted = figures_of(sheet, [item for item in items if item.sort == ItemSort.FIGURE], by)
    before = last_said(sheet)
    rows: list[Row] = []
    for item in items:
        if item.sort == ItemSort.TASK:
            rows += task_rows(sheet, item, by)
        else:
            given = counted.get(item.figure) or before.get(item.pk) or Given()
            rows.append(row_of(sheet, item, given))
    return rows


def row_of(sheet: Return, item: Item, given: Given, matter: Matter | None = None) -> Row:
    label = f"{item}：{matter.title}"[:130] if matter else item.label
    return Row(
        sheet=sheet,
        item=item,
        matter=matter,
        sort=item.sort,
        label=label,
        measure=item.measure,
        given=given.value,
        source=given.source,
        link=given.link,
    )


def figures_of(sheet: Return, items: Iterable[Item], by: User) -> dict[str, Given]:
    """The figures of the unit in the quarter, by key: one question a kind of matter."""
    found: dict[str, Given] = {}
    asked = chosen(dict.fromkeys(item.figure for item in items))
    period = Period(sheet.of.start, sheet.of.end)
    for kind in dict.fromkeys(figure.kind for figure in asked):
        of_kind = [figure for figure in asked if figure.kind == kind]
        question = Question(of_kind, (period,))
        answers, as_of = ask_as(by, kind, [question], Extent(unit=sheet.unit_id))
        moment = f"{timezone.localtime(as_of):%Y-%m-%d %H:%M}"
        found |= {one.figure.key: given_by(one, sheet.of, moment) for one in answers[0]}
    return found


def given_by(answer: Answer, quarter: Quarter, moment: str) -> Given:
    """A figure with where it is from; what is too small to tell is no number, and is asked."""
    value = "" if answer.shown is None else str(answer.shown)
    source = f"平台 {quarter} 现数 {answer.text}，截至 {moment}"
    return Given(value, source, answer.url()) if value else Given("", f"{source}（{answer.note}）")


def last_said(sheet: Return) -> dict[int, Given]:
    """What the unit said of each item in the quarter before, as it was signed or mended since."""
    before = sheet.of.later(-1)
    rows = Row.objects.filter(
        sheet__unit=sheet.unit_id, sheet__quarter=str(before), sheet__signed_at__isnull=False, matter=None
    ).exclude(answer=Answered.OPEN)
    link = Return(unit_id=sheet.unit_id, quarter=str(before)).get_absolute_url()
    said = f"{before.in_words}报的"
    return {row.item_id: Given(row.now, said, link) for row in rows.prefetch_related("amendments")}


def task_rows(sheet: Return, item: Item, by: User) -> Iterator[Row]:
    """A row for each task that the unit has to report on, with what it last said of it."""
    tasks = of_unit_in_quarter(sheet.unit, sheet.of) & Matter.objects.visible_to(by)
    for task in tasks.select_related("task").prefetch_related("events"):
        yield row_of(sheet, item, progress_of(task), task)


def progress_of(task: Matter) -> Given:
    """What its unit last said of a task, or else where it stands."""
    words = [event.note for event in task.events.all() if event.move in SAID and event.note]
    said = task.own.result or (words[-1] if words else "")
    source = f"任务 {task.number} 的进展" if said else f"任务 {task.number} 现在的状态"
    return Given((said or str(task.status_label))[:MOST_WORDS], source, task.get_absolute_url())


def recounted(sheet: Return, rows: Iterable[Row], by: User) -> list[Row]:
    """The rows whose figure is another now than when it was prefilled, with the new one in them, unsaved."""
    of_figures = [row for row in rows if row.sort == ItemSort.FIGURE]
    now = figures_of(sheet, [row.item for row in of_figures], by)
    changed = [row for row in of_figures if now[row.item.figure].value != row.given]
    for row in changed:
        fresh = now[row.item.figure]
        row.given, row.source, row.link = fresh.value, fresh.source, fresh.link
    return changed
