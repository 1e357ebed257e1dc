"""年度工作清单 as a workbook: a task a row, checked by the same form as one that is typed."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from pilot.forms.tasks import NAMES, TaskForm, handling_units
from pilot.models import Task, TaskSource
from pilot.services import register
from pilot.workbooks import Unreadable, lines_of
from security import clock

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
        lines = list(lines_of(content, HEADS, NEEDED))
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
