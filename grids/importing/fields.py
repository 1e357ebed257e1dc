"""Our fields, each read from a row by its part of the mapping."""

from collections.abc import Callable

from grids.importing.cells import CellProblem, area_code_of, number_within
from grids.importing.mapping import Part
from grids.importing.oddities import Numbering
from grids.importing.reading import RawRow
from grids.importing.rows import Reader, Row
from grids.importing.shape import PLACEHOLDER, STATUSES, URGENCIES
from grids.models import Urgency
from grids.services import TITLE_LENGTH, title_of
from grids.workflow import CaseStatus
from security.findings import WARNED, find
from security.identifiers import is_landline, is_mobile, phone_of

TEXT_LENGTH = 10_000
NUMBER_LENGTH = 60
NOTHING = Part()
YES = {"1", "是", "按期", "按时", "true", "y", "yes"}
NO = {"0", "否", "超期", "逾期", "false", "n", "no"}


def read_row(reader: Reader, raw: RawRow) -> Row:
    """The row with the values of a case, or with all that is wrong in it and not the first alone."""
    row = Row(reader, raw)
    if raw.torn:
        row.fault("", raw.torn)
        return row
    row.note_placeholders()
    for name, read in FIELDS.items():
        part = reader.mapping.parts.get(name, NOTHING)
        try:
            read(row, part)
        except CellProblem as problem:
            row.fault("、".join(part.columns or part.used) or name, str(problem))
    if not row.faults:
        row.check_order()
    if not row.faults:
        row.close()
        row.note_silences()
    return row


def number(row: Row, part: Part) -> None:
    text = row.cell(part.column)
    if not text:
        raise CellProblem("没有编号，填上原系统的编号")
    if len(text) > NUMBER_LENGTH:
        raise CellProblem(f"编号有 {len(text)} 个字，最多 {NUMBER_LENGTH} 个")
    first = row.reader.first_lines.setdefault(text, row.raw.line)
    if first != row.raw.line:
        raise CellProblem(f"编号 {text} 和第 {first} 行重复，同一件只导入一次；是两件就改编号")
    row.values["origin_number"] = text


def registered_at(row: Row, part: Part) -> None:
    moment = row.moment(part)
    if moment is None:
        raise CellProblem("没有登记时间，填上才能统计")
    row.values["registered_at"] = moment


def text(row: Row, part: Part) -> None:
    if part.template:
        told = PLACEHOLDER.sub(lambda found: row.cell(found[1]), part.template).replace("（）", "").strip()
        told = told if any(row.cell(column) for column in part.used) else ""
    else:
        told = row.cell(part.column)
    if not told:
        raise CellProblem("没有写发生了什么，写一句就行")
    if len(told) > TEXT_LENGTH:
        raise CellProblem(f"有 {len(told)} 个字，最多 {TEXT_LENGTH} 个字，删短一些")
    if any(finding.what in WARNED for finding in find(told)):
        row.odd("内容里好像有身份证号、手机号等，看得到这件的人都看得到")
    row.values |= {"text": told, "title": title_of(told) or told[:TITLE_LENGTH]}


def area(row: Row, part: Part) -> None:
    told = [(column, row.cell(column)) for column in part.columns if row.cell(column)]
    code = told[0][1] if told else row.mapping.defaults.get("area", "")
    if not code:
        raise CellProblem("没有区划代码；填上，或在对照表的 defaults 里写明县的代码")
    row.values["area"] = row.reader.places.find(code)
    for column, other in told[1:]:
        if not area_code_of(other).startswith(row.values["area"]) and not row.values["area"].startswith(
            area_code_of(other)
        ):
            row.odd(f"“{part.column}”和“{column}”不在一处，按“{part.column}”记")


def category(row: Row, part: Part) -> None:
    names = [row.cell(column) for column in part.columns]
    path = names[: names.index("")] if "" in names else names
    if any(names[len(path) :]):
        row.odd("类别中间有一级没有填，只记到上一级")
    default = row.mapping.defaults.get("category", "")
    if not path and not default:
        raise CellProblem("没有类别；填上，或在对照表的 defaults 里写一个")
    row.values["category"] = row.reader.categories.find(path or [default])


def source(row: Row, part: Part) -> None:
    name = row.default("source", row.cell(part.column))
    if not name:
        raise CellProblem("没有来源；填上，或在对照表的 defaults 里写一个")
    note_number(row, "来源", part, name)
    row.values["source"] = row.reader.sources.find(name)


def unit(row: Row, part: Part) -> None:
    name = row.cell(part.column)
    if name and "area" in row.values:
        note_number(row, "承办单位", part, name)
        row.values["unit"] = row.reader.units.find(name, row.values["area"], row.cell(part.id_column))


def note_number(row: Row, label: str, part: Part, name: str) -> None:
    """Remember which number the file gives to this name."""
    if number := row.cell(part.id_column):
        row.reader.numberings.setdefault(label, Numbering(label)).note(row.raw.line, number, name)


def status(row: Row, part: Part) -> None:
    row.values["status"] = CaseStatus(chosen(row, "status", part, STATUSES, "closed"))


def urgency(row: Row, part: Part) -> None:
    row.values["urgency"] = Urgency(chosen(row, "urgency", part, URGENCIES, Urgency.GENERAL))


def chosen(row: Row, name: str, part: Part, labels: dict[str, str], otherwise: str) -> str:
    """One of our choices, by the mapping's values, or by our own word for it."""
    told = row.cell(part.column)
    if not told:
        return row.mapping.defaults.get(name, otherwise)
    choices = part.values or {label: key for key, label in labels.items()} | {key: key for key in labels}
    if told not in choices:
        raise CellProblem(f"不认识“{told}”，能用的有：{'、'.join(choices)}")
    return str(choices[told])


def on_time(row: Row, part: Part) -> None:
    row.values["on_time"] = None
    if not part.column:
        return
    told = row.cell(part.column)
    choices = part.values or {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    if told in choices or told.lower() in choices:
        row.values["on_time"] = choices.get(told, choices.get(told.lower()))
    else:
        row.odd(f"不认识按期标志“{told}”，按期与否不记" if told else "没有按期标志，按期与否不记")


def moment_into(name: str) -> Callable[[Row, Part], None]:
    def read(row: Row, part: Part) -> None:
        if moment := row.moment(part):
            row.values[name] = moment

    return read


def words_into(name: str, most: int) -> Callable[[Row, Part], None]:
    def read(row: Row, part: Part) -> None:
        told = row.cell(part.column)
        if len(told) > most:
            raise CellProblem(f"有 {len(told)} 个字，最多 {most} 个字，删短一些")
        row.values[name] = told

    return read


def phone(row: Row, part: Part) -> None:
    """The reporter's; old files hold much that is none."""
    told = phone_of(row.cell(part.column))
    if told and not (is_mobile(told) or is_landline(told)):
        row.odd(f"“{part.column}”不是完整的电话号码，没有采用")
        told = ""
    row.values["reporter_phone"] = told


def degrees_into(name: str, least: float, most: float) -> Callable[[Row, Part], None]:
    def read(row: Row, part: Part) -> None:
        if told := row.cell(part.column):
            row.values[name] = number_within(told, least, most)

    return read


FIELDS: dict[str, Callable[[Row, Part], None]] = {
    "number": number,
    "registered_at": registered_at,
    "text": text,
    "area": area,
    "category": category,
    "source": source,
    "unit": unit,
    "status": status,
    "on_time": on_time,
    "urgency": urgency,
    "finished_at": moment_into("finished_at"),
    "closed_at": moment_into("closed_at"),
    "result": words_into("result", TEXT_LENGTH),
    "landmark": words_into("landmark", 100),
    "lng": degrees_into("lng", 73, 136),
    "lat": degrees_into("lat", 3, 54),
    "reporter_name": words_into("reporter_name", 40),
    "reporter_phone": phone,
}
