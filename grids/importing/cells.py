"""What stands in one cell. Pure: a value in, a value or a reason why not."""

import calendar
import re
from datetime import datetime, timedelta, tzinfo

Value = str | int | float | datetime | None

MONTHS = "一二三四五六七八九十"
FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日 %H时%M分",
    "%Y年%m月%d日",
    "%Y%m%d %H%M%S",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
)
PARTS = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
SERIAL = re.compile(r"[1-9]\d{4}(\.\d+)?")
EARLIEST = 1949
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - local, as all that a workbook holds


class CellProblem(ValueError):
    """Why a cell cannot be taken, and how to mend it."""


def text_of(value: Value) -> str:
    """The cell as text, without spaces at its ends and without what no database keeps."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else str(value)
    return (value or "").replace("\x00", "").strip(" \t\r\n\u3000\xa0\ufeff")


def moment_of(value: Value, formats: tuple[str, ...], zone: tzinfo) -> datetime:
    """The moment in the cell, local where it names no zone. Raises CellProblem.

    A bare number in a workbook is Excel's count of days: 43285.5 is 2018-07-04 12:00.
    """
    if is_serial(value):
        moment = EXCEL_ZERO + timedelta(seconds=round(float(str(value)) * 86_400))
    else:
        moment = value if isinstance(value, datetime) else parsed(text_of(value), formats)
    if moment.year < EARLIEST:
        raise CellProblem(f"年份是 {moment.year}，太早了，请核对")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def is_serial(value: Value) -> bool:
    """Is it a number in a workbook that can only be a day count, of the years 1954 to 2119?"""
    return isinstance(value, int | float) and 20_000 <= value < 80_000


def parsed(text: str, formats: tuple[str, ...]) -> datetime:
    """The text by the first format that fits. Raises CellProblem."""
    for form in formats or FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is set by moment_of
        except ValueError:
            continue
    raise CellProblem(why_no_moment(text, formats))


def why_no_moment(text: str, formats: tuple[str, ...]) -> str:
    """What is wrong with a date, as exactly as can be told."""
    if found := PARTS.search(text):
        year, month, day = (int(part) for part in found.groups() if part)
        if not 1 <= month <= 12:
            return f"一年没有{month}月"
        if not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]:
            return f"{month_name(month)}月没有{day}日"
    if SERIAL.fullmatch(text):
        return "像是 Excel 的日期序号，请先把这一列设成日期格式再存"
    wanted = "、".join(formats) if formats else "2026-03-05 14:30 这样"
    return f"不是时间，应写成 {wanted}"


def month_name(month: int) -> str:
    """1 to 12 in Chinese."""
    return MONTHS[month - 1] if month <= 10 else f"十{MONTHS[month - 11]}"


def area_code_of(text: str) -> str:
    """The code as the tree keeps it, of one with 6, 9, 12 or 15 digits, zeros behind it or not (CD-04)."""
    if not re.fullmatch(r"[0-9]{6}([0-9]{3}){0,3}", text):
        raise CellProblem("不是区划代码，应是 6、9 或 12 位数字")
    while len(text) > 6 and text.endswith("000"):
        text = text[:-3]
    return text


def number_within(text: str, least: float, most: float) -> str:
    """A decimal number between the two, with six places. Raises CellProblem."""
    try:
        number = float(text)
    except ValueError as error:
        raise CellProblem("不是数字") from error
    if not least <= number <= most:
        raise CellProblem(f"应在 {least:g} 和 {most:g} 之间")
    return f"{number:.6f}"
