"""年度工作清单 as a workbook: a task a row, checked by the same form as one that is typed."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from accounts.models import User
from pilot.forms.tasks import NAMES, TaskForm, handling_units
from pilot.models import Task, TaskSource
from pilot.services import register
from security import clock

MOST = 500  # rows of a list
HEADS: dict[str, str] = {
    "任务名称": "title",
    "要求": "text",
    "牵头单位": "lead",
    "配合单位": "supporting",
    "完成日期": "due_on",
    "要交的佐证": "evidence",
    "来源说明": "source_words",
    "年度": "year",
    **{f"第{name}季度": f"q{quarter}" for quarter, name in NAMES.items()},
}
NEEDED = ("任务名称", "要求", "牵头单位", "完成日期", "要交的佐证")
LABELS = {ours: head for head, ours in HEADS.items()}
Line = tuple[int, dict[str, str]]


class Unreadable(ValueError):
    """The file as a whole cannot be taken; the message says why."""


@dataclass
class Brought:
    """What became of a list: how many came in, how many were there before, what is wrong in which row."""

    new: int = 0
    known: int = 0
    wrong: list[str] = field(default_factory=list)
    unreadable: str = ""


def bring_in(content: bytes, *, by: User) -> Brought:
    """Register each good row. A row of the same year, name and unit is there already: so a list that was
    mended is brought in as a whole again.
    """
    found = Brought()
    try:
        lines = list(lines_of(content))
    except Unreadable as error:
        found.unreadable = str(error)
        return found
    units = {unit.name: str(unit.pk) for unit in handling_units(by)}
    known = set(Task.objects.values_list("year", "matter__title", "lead"))
    for number, cells in lines:
        take(number, cells, units, known, found, by)
    return found


def take(
    number: int, cells: dict[str, str], units: dict[str, str], known: set[Any], found: Brought, by: User
) -> None:
    """One row: register it, or say what is wrong with it."""
    given, wrong = typed(cells, units)
    form = TaskForm(given, user=by)
    if not form.is_valid() or wrong:
        wrong |= {name: str(errors[0]) for name, errors in form.errors.items() if name not in wrong}
        found.wrong += [f"第 {number} 行“{LABELS.get(name, name)}”：{why}" for name, why in wrong.items()]
        return
    acts = form.acts()
    key = (acts["year"], acts["title"], acts["lead"].pk)
    if key in known:
        found.known += 1
        return
    known.add(key)
    register(by=by, **acts)
    found.new += 1


def typed(cells: dict[str, str], units: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form would have been given, and which units there are none of."""
    given: dict[str, Any] = {"source": TaskSource.LIST, "year": str(clock.today().year)}
    given |= {name: value for name, value in cells.items() if value}
    wrong: dict[str, str] = {}
    for name in ("lead", "supporting"):
        said = [one for one in split(cells.get(name, "")) if one]
        if missing := [one for one in said if one not in units]:
            wrong[name] = f"没有“{'、'.join(missing)}”这个单位，或者它没有人能接任务"
        given[name] = [units[one] for one in said if one in units]
    given["lead"] = (given["lead"] or [""])[0]
    return given, wrong


def split(names: str) -> list[str]:
    for sign in ("，", ",", "；", ";", "\n"):
        names = names.replace(sign, "、")
    return [name.strip() for name in names.split("、")]


def lines_of(content: bytes) -> Iterator[Line]:
    """Each row by our names, with its number in the sheet. Raises Unreadable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and validations are not ours
        try:
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
            raise Unreadable("不是完好的 Excel 文件。重新另存一次再传。") from error
    try:
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = enumerate(page.iter_rows(values_only=True), start=1)
        names = heads_of(next(rows, (1, ()))[1])
        for number, values in rows:
            cells = {names[place]: in_words(values[place]) for place in names if place < len(values)}
            if number > MOST + 1 and any(cells.values()):
                raise Unreadable(f"一次最多 {MOST} 行。拆成几个文件再传。")
            if any(cells.values()):
                yield number, cells
    finally:
        book.close()


def heads_of(row: Any) -> dict[int, str]:
    """Our name of each column that is known, by its place. Raises Unreadable where one is missing."""
    said = {place: in_words(value) for place, value in enumerate(row)}
    if missing := [head for head in NEEDED if head not in said.values()]:
        raise Unreadable(f"第一行表头里没有：{'、'.join(missing)}。")
    return {place: HEADS[head] for place, head in said.items() if head in HEADS}


def in_words(value: Any) -> str:
    """A cell as it would have been typed."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value if value is not None else "").strip()
