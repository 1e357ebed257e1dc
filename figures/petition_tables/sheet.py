"""The tables as a workbook: the numbers, and the petitions behind them, without a word of who petitions."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from accounts.models import User
from casework.models import Matter
from figures.petition_tables.counting import COLUMNS, petitions_of, tables_of
from figures.tables.spans import Span
from figures.tables.ticks import MOST_ROWS, SUMS, counts, sum_rows, ticked
from petitions.figures import COUNTS
from security.spreadsheets import Book

HOT = {"地方": 24, "内容": 20, "登记": 10}
ROWS = {
    "编号": 18,
    "收到日期": 14,
    "地方": 20,
    "有权处理机关": 30,
    "类别": 12,
    "内容": 16,
    "渠道": 10,
    "状态": 14,
}


def workbook(user: User, span: Span, today: date) -> bytes:
    """The tables as this user sees them, and each petition with the numbers that it is in."""
    place, tables = BytesIO(), tables_of(user, span, today)
    words = f"信访工作情况 {span.label}"
    book = Book(place)
    sums = sum_rows((*tables.rates, *tables.lines))
    book.add("汇总", SUMS, sums, words)
    heads = {"分组": 30, "占比": 10} | dict.fromkeys((figure.name for figure in COLUMNS), 16)
    for title, parts in tables.divisions:
        rows = ([part.name, part.share, *(str(cell.n) for cell in part.cells)] for part in parts)
        book.add(title, heads, rows, f"{words} {title}")
    book.add("热点", HOT, ([one.place, one.subject, str(one.n)] for one in tables.hot), f"{words} 热点")
    wide = ROWS | dict.fromkeys((figure.name for figure in counts(COUNTS)), 10)
    book.add("明细", wide, details(user, span), f"{words} 最多列 {MOST_ROWS} 件")
    book.close()
    return place.getvalue()


def details(user: User, span: Span) -> Iterator[list[str]]:
    """Each petition that is in any of the numbers, with ✓ under those. One statement."""
    found = petitions_of(user).select_related("petition__organ", "area")
    return ticked(found, COUNTS, span.period, cells)


def cells(matter: Matter) -> list[str]:
    own = matter.petition
    return [
        matter.number,
        f"{own.received_on:%Y-%m-%d}",
        str(matter.area),
        str(own.organ or ""),
        own.get_category_display(),
        own.get_subject_display(),
        own.get_channel_display(),
        matter.status_label,
    ]
