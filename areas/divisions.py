"""The statistics bureau's division table, line by line. Pure: text in, places and problems out.

Columns: code (12 digits), name, level (1 province … 5 village), parent_code; in any order, others ignored.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from areas.reading import FileUnreadable

COLUMNS = {
    "code": ("code", "代码", "统计用区划代码", "区划代码"),
    "name": ("name", "名称", "区划名称"),
    "level": ("level", "级别", "层级"),
    "parent_code": ("parent_code", "上级代码", "父级代码"),
}
LEVELS = {1: "省级", 2: "市级", 3: "县级", 4: "乡级", 5: "村级"}
NAME_LENGTH = 60
FULL_WIDTH = str.maketrans("()", "（）")
INVISIBLE = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\x00]+")


@dataclass(frozen=True)
class Problem:
    """A line that was not taken, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.reason}"


@dataclass(frozen=True)
class Place:
    """A line that says what it should: the code as we keep it (6, 9 or 12 digits) and the name."""

    line: int
    code: str
    name: str

    @property
    def pseudo(self) -> bool:
        """Is it there for statistics only (CD-02)? 4xx and 5xx: what is only like a township or village."""
        tail = int(self.code[-3:]) if len(self.code) > 6 else 0
        return 400 <= tail <= 599 or self.name.endswith(("虚拟社区", "虚拟生活区"))

    @property
    def named_as_township(self) -> bool:
        """Does a unit with a pseudo code bear the name of a real town, street or xiang?"""
        stem = self.name.split("（")[0]
        return len(self.code) == 9 and self.pseudo and stem.endswith(("镇", "乡", "街道"))


@dataclass
class Division:
    """What a file says."""

    places: dict[str, Place] = field(default_factory=dict)
    above: dict[str, Place] = field(default_factory=dict)  # provinces and cities: not kept
    mentioned: set[str] = field(default_factory=set)  # every code that stands there, good line or bad
    problems: list[Problem] = field(default_factory=list)

    @property
    def counties(self) -> list[Place]:
        return [place for place in self.places.values() if len(place.code) == 6]

    def refuse(self, line: int, reason: str) -> None:
        self.problems.append(Problem(line, reason))

    def add(self, place: Place, level: int) -> None:
        """Keep the place, or refuse the second line with its code."""
        kept = self.places if level >= 3 else self.above
        if not (first := kept.get(place.code)):
            kept[place.code] = place
        elif first.name == place.name:
            self.refuse(place.line, f"和第 {first.line} 行重复，已按第 {first.line} 行入库，可以删掉这一行。")
        else:
            self.refuse(
                place.line,
                f"代码和第 {first.line} 行相同，名称却不同（“{first.name}”和“{place.name}”），"
                f"已按第 {first.line} 行入库，请核对这一行的代码。",
            )


def read_division(text: str) -> Division:
    """Read the table. Raises FileUnreadable where it has no heading that names code and name."""
    lines = re.split(r"\r\n|\r|\n", text)
    start, columns = find_heading(lines)
    division = Division()
    for number, cells in split_lines(lines, start, division):
        take(division, number, cells, columns)
    keep_cities_with_towns(division)
    return division


def find_heading(lines: list[str]) -> tuple[int, list[str]]:
    """Where the data begin, and the meaning of each column ("" for those that are not ours)."""
    first = next((place for place, line in enumerate(lines) if line.strip(" ,\t\ufeff")), None)
    if first is None:
        raise FileUnreadable("文件里没有一行内容。请核对是不是传错了文件。")
    cells = [clean(cell) for cell in next(csv.reader([lines[first]]))]
    if re.fullmatch(r"\d{12}", cells[0]):
        return first, list(COLUMNS)
    meanings = {alias: column for column, aliases in COLUMNS.items() for alias in aliases}
    columns = [meanings.get(cell.lower(), "") for cell in cells]
    if missing := [column for column in ("code", "name") if column not in columns]:
        raise FileUnreadable(
            f"第一行缺少列：{'、'.join(missing)}。表头应有 code（12位代码）、name（名称）、"
            f"level（级别1到5）、parent_code（上级代码）；现在是：{'、'.join(cells)}。"
        )
    if len(lines) == first + 1 or not any(line.strip() for line in lines[first + 1 :]):
        raise FileUnreadable("文件里只有表头，没有一行区划。请核对是不是传错了文件。")
    return first + 1, columns


def split_lines(lines: list[str], start: int, division: Division) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank with its number; one with a broken quotation mark is refused alone."""
    for number, line in enumerate(lines[start:], start=start + 1):
        if not line.strip():
            continue
        try:
            yield number, next(csv.reader([line], strict=True))
        except csv.Error:
            division.refuse(number, "引号没有成对，这一行分不出列。")


def take(division: Division, line: int, cells: list[str], columns: list[str]) -> None:
    """Take the line into the division, or refuse it with a reason."""
    if reason := wrong_width(cells, columns):
        division.refuse(line, reason)
        return
    values = {column: clean(cell) for column, cell in zip(columns, cells, strict=False) if column}
    code, name = values["code"], values["name"].translate(FULL_WIDTH)
    division.mentioned.add(shortened(code))
    reason = wrong_code(code) or wrong_name(name)
    if reason := reason or wrong_level(code, values) or wrong_parent(code, values):
        division.refuse(line, reason)
        return
    # A city without counties may stand once more as its own county (441900000000 东莞市, level 3).
    level = 3 if values.get("level") == "3" else level_of(code)
    division.add(Place(line, shortened(code), name), level)


def keep_cities_with_towns(division: Division) -> None:
    """A few cities have no counties: their towns hang on the city, which then stands in a county's place."""
    for code in {place.code[:6] for place in division.places.values()}:
        if code in division.above and code not in division.places:
            division.places[code] = division.above.pop(code)


def clean(cell: str) -> str:
    """The cell without spaces of any width and without invisible characters: no name of a place has any."""
    return INVISIBLE.sub("", cell)


def shortened(code: str) -> str:
    """The code without the zeros that pad it (CD-04), but at least six digits."""
    return code[: max(3 * level_of(code) - 3, 6)] if re.fullmatch(r"[0-9]{12}", code) else code


def level_of(code: str) -> int:
    """1 province, 2 city, 3 county, 4 township, 5 village, by the digits of the 12 that are not zero."""
    ends = ((9, 5), (6, 4), (4, 3), (2, 2))
    return next((level for end, level in ends if code[end:].strip("0")), 1)


def wrong_width(cells: list[str], columns: list[str]) -> str:
    extra = [cell.strip() for cell in cells[len(columns) :] if cell.strip()]
    if extra:
        return f"比表头多出 {len(extra)} 列（{'、'.join(extra)[:40]}），分不清哪一列是什么。"
    if lacking := len(columns) - len(cells):
        return f"比表头少 {lacking} 列。" if lacking > 0 else ""
    return ""


def wrong_code(code: str) -> str:
    if not re.fullmatch(r"[0-9]+", code):
        return f"代码“{code}”里有不是数字的字符。" if code else "没有代码。"
    if len(code) != 12:
        return f"代码“{code}”是 {len(code)} 位，应是 12 位。"
    if code[:2] == "00" or (level_of(code) == 5 and code[6:9] == "000"):
        return f"代码“{code}”不合规则：中间的一级是 0。"
    return ""


def wrong_name(name: str) -> str:
    if not name:
        return "没有名称。"
    return f"名称有 {len(name)} 个字，最多 {NAME_LENGTH} 个字。" if len(name) > NAME_LENGTH else ""


def wrong_level(code: str, values: dict[str, str]) -> str:
    told, level = values.get("level"), level_of(code)
    if told is None or told == str(level) or (told == "3" and level == 2):
        return ""
    return f"级别写的是“{told}”，按代码“{code}”应是 {level}（{LEVELS[level]}）。"


def wrong_parent(code: str, values: dict[str, str]) -> str:
    """Does the stated parent fit the code? Above the township the rules vary, so there it is not asked."""
    told, level = values.get("parent_code"), level_of(code)
    if told is None or level < 4:
        return ""
    due = code[: 3 * level - 6].ljust(12, "0")
    return "" if told in {due, shortened(due)} else f"上级代码写的是“{told}”，按代码应是“{due}”。"
