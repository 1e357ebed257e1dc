"""The tables as a workbook: the numbers, and the disputes behind them."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from accounts.models import User
from casework.models import Matter
from disputes.figures import COUNTS
from figures.dispute_tables.counting import disputes_of, tables_of
from figures.tables.spans import Span
from figures.tables.ticks import MOST_ROWS, SUMS, counts, sum_rows, ticked
from security.spreadsheets import Book

PARTS = {"分组": 30, "受理": 10, "占比": 10, "调解成功": 10}
ROWS = {"编号": 18, "标题": 50, "地方": 20, "调解组织": 30, "类型": 16, "来源": 16, "状态": 12}


def workbook(user: User, span: Span, today: date) -> bytes:
    """The tables as this user sees them, and each dispute with the numbers that it is in."""
    place, tables = BytesIO(), tables_of(user, span, today)
    words = f"矛盾纠纷调解情况 {span.label}"
    book = Book(place)
    book.add("汇总", SUMS, sum_rows((*tables.rates, *tables.lines)), words)
    for title, parts in tables.divisions:
        rows = ([part.name, str(part.accepted), part.share, str(part.succeeded)] for part in parts)
        book.add(title, PARTS, rows, f"{words} {title}")
    heads = ROWS | dict.fromkeys((figure.name for figure in counts(COUNTS)), 10)
    book.add("明细", heads, details(user, span), f"{words} 最多列 {MOST_ROWS} 件")
    book.close()
    return place.getvalue()


def details(user: User, span: Span) -> Iterator[list[str]]:
    """Each dispute that is in any of the numbers, with ✓ under those. One statement."""
    found = disputes_of(user).select_related("dispute", "area", "unit")
    return ticked(found, COUNTS, span.period, cells)


def cells(matter: Matter) -> list[str]:
    dispute = matter.dispute
    return [
        matter.number,
        matter.title,
        str(matter.area),
        str(matter.unit or ""),
        dispute.get_justice_type_display(),
        dispute.get_source_display(),
        matter.status_label,
    ]
