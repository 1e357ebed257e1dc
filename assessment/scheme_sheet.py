"""A scheme as a workbook, there and back: an indicator a row, its group in front."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

from accounts.models import Unit
from assessment import scoring
from assessment.models import Indicator, Kind, Scheme, Sort, Source, Target, TargetGroup
from assessment.selectors.counting import usable
from assessment.selectors.totals import indicators_of, targets_of
from assessment.services.schemes import GroupLines
from pilot.workbooks import Unreadable, lines_of
from security.spreadsheets import Book

HEADS = {
    "考核组": "group",
    "哪一类": "sort",
    "满分": "group_full",
    "被考核单位": "targets",
    "编号": "code",
    "上级": "parent",
    "指标": "name",
    "分值": "full",
    "算法": "kind",
    "算法的数": "rule",
    "数从哪里来": "source",
    "平台指标": "figure",
    "谁打分": "scorer",
    "评分标准原文": "basis",
    "要佐证": "evidence",
    "满分以外": "extra",
}
WIDTHS = dict.fromkeys(HEADS, 12) | {"被考核单位": 40, "指标": 30, "算法的数": 40, "评分标准原文": 60}
NEEDED = ("考核组", "编号", "指标", "分值", "算法", "数从哪里来", "评分标准原文")
LABELS = {ours: head for head, ours in HEADS.items()}
KINDS = {label: value for value, label in Kind.choices}
SOURCES = {label: value for value, label in Source.choices}
SORTS = {label: value for value, label in Sort.choices}
YES = ("是", "√", "1")
LONGEST = {"group": 40, "code": 12, "parent": 12, "name": 80, "rule": 300}


@dataclass
class Read:
    """What a workbook says: the groups, or what is wrong in which row and column."""

    groups: dict[str, GroupLines] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def workbook(scheme: Scheme) -> bytes:
    """The scheme; it can be changed in Excel and brought in again."""
    place = BytesIO()
    book = Book(place)
    book.add("指标", WIDTHS, rows_of(scheme), f"{scheme}，满分以外的和否决项不计入满分")
    book.close()
    return place.getvalue()


def rows_of(scheme: Scheme) -> Iterator[list[str]]:
    targets, told = targets_of(scheme.pk), set()
    names = {key: one.name for key, one in usable().items()}
    for one in indicators_of(scheme.pk):
        group, first = one.group, one.group_id not in told
        told.add(one.group_id)
        units = "、".join(str(unit) for unit in targets if unit.group_id == group.pk) if first else ""
        yield [
            *(group.name, group.get_sort_display(), str(group.full), units),
            *(one.code, one.parent, one.name, str(one.full), one.get_kind_display(), one.rule),
            *(one.get_source_display() if one.source else "", names.get(one.figure, one.figure)),
            *(str(one.scorer or ""), one.basis),
            *("是" if said else "" for said in (one.evidence, one.extra)),
        ]


def read(content: bytes, county: str) -> Read:
    """What is in it. Units are those of the county, by name; figures by name or key."""
    found = Read()
    try:
        lines = list(lines_of(content, HEADS, NEEDED))
    except Unreadable as error:
        found.wrong.append(str(error))
        return found
    units = {unit.name: unit for unit in Unit.objects.filter(area__code__startswith=county, active=True)}
    for number, cells in lines:
        try:
            take(cells, units, found)
        except Cell as error:
            found.wrong.append(f"第 {number} 行“{LABELS[error.column]}”：{error}")
    if not lines:
        found.wrong.append("表里没有指标，从第二行起一行一个。")
    return found


class Cell(ValueError):
    """What is wrong with one cell."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def take(cells: dict[str, str], units: dict[str, Unit], found: Read) -> None:
    """One row: its group, and its indicator. Raises Cell."""
    for column, most in LONGEST.items():
        if len(cells.get(column, "")) > most:
            raise Cell(column, f"最多 {most} 个字，现在 {len(cells[column])} 个。")
    lines = group_of(cells, found)
    for name in split(cells.get("targets", "")):
        lines.targets.append(Target(unit=unit_of("targets", name, units)))
    lines.indicators.append(indicator_of(cells, units))


def group_of(cells: dict[str, str], found: Read) -> GroupLines:
    """The group of the row; the first row of a group says its sort and full marks."""
    name = needed(cells, "group", "写是哪个考核组，比如“镇”。")
    if name not in found.groups:
        sort = chosen(cells, "sort", SORTS)
        full = number(cells, "group_full")
        if full <= 0:
            raise Cell("group_full", "满分写大于 0 的数。")
        found.groups[name] = GroupLines(TargetGroup(name=name, sort=sort, full=full))
    return found.groups[name]


def indicator_of(cells: dict[str, str], units: dict[str, Unit]) -> Indicator:
    """The indicator, unsaved. Raises Cell."""
    kind = chosen(cells, "kind", KINDS)
    source = chosen(cells, "source", SOURCES) if kind else ""
    one = Indicator(
        code=needed(cells, "code", "写编号，比如 1.1。"),
        name=needed(cells, "name", "写指标的名称。"),
        parent=cells.get("parent", ""),
        full=number(cells, "full"),
        kind=kind,
        rule=cells.get("rule", "") if kind else "",
        source=source,
        figure=figure_of(cells) if source == Source.FIGURE else "",
        basis=needed(cells, "basis", "抄上评分标准的原文。"),
        evidence=cells.get("evidence", "") in YES,
        extra=cells.get("extra", "") in YES,
    )
    if kind and cells.get("scorer"):
        one.scorer = unit_of("scorer", cells["scorer"], units)
    if source == Source.SCORER and one.scorer is None:
        raise Cell("scorer", "部门考评要写是哪个单位打分。")
    if kind:
        readable(kind, one.rule)
    return one


def readable(kind: str, rule: str) -> None:
    try:
        scoring.rule_of(kind, rule)
    except scoring.Wrong as error:
        raise Cell("rule", str(error)) from error


def needed(cells: dict[str, str], column: str, sentence: str) -> str:
    if not cells.get(column):
        raise Cell(column, sentence)
    return cells[column]


def chosen(cells: dict[str, str], column: str, known: dict[str, str]) -> str:
    said = cells.get(column, "")
    if said not in known:
        raise Cell(column, f"“{said[:20]}”不认识，写{'、'.join(known)}中的一个。")
    return known[said]


def number(cells: dict[str, str], column: str) -> Decimal:
    """A number of marks: at most 99999.99, and two decimals."""
    try:
        found = scoring.read(cells.get(column, ""))
    except scoring.Wrong as error:
        raise Cell(column, str(error)) from error
    if not 0 <= found < 100_000 or scoring.rounded(found) != found:
        raise Cell(column, "写 0 到 99999 之间的数，最多两位小数。")
    return Decimal(scoring.shown(found))


def figure_of(cells: dict[str, str]) -> str:
    """The key of the figure that is named. Raises Cell."""
    said = needed(cells, "figure", "数从平台指标来的，写是哪个指标。")
    for key, one in usable().items():
        if said in (key, one.name):
            return key
    raise Cell("figure", f"没有“{said[:30]}”这个指标，照看板上的名称写；只能是件数和比率。")


def unit_of(column: str, name: str, units: dict[str, Unit]) -> Unit:
    if name not in units:
        raise Cell(column, f"没有“{name[:30]}”这个单位，照单位的全名写。")
    return units[name]


def split(names: str) -> list[str]:
    for sign in ("，", ",", "；", ";", "\n"):
        names = names.replace(sign, "、")
    return [name.strip() for name in names.split("、") if name.strip()]
