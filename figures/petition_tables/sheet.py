"""The tables as a workbook: the numbers, and the petitions behind them, without a word of who petitions."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from io import BytesIO
from operator import or_

from django.db.models import Case, Q, Value, When
from django.db.models.fields import BooleanField

from accounts.models import User
from figures.petition_tables.counting import COLUMNS, petitions_of, tables_of
from figures.spans import Span
from petitions.metrics import METRICS
from security.spreadsheets import Book

MOST_ROWS = 50_000
SUMS = {"指标": 40, "本期": 18, "环比": 22, "同比": 22, "口径": 60}
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
COUNTS = {key: metric for key, metric in METRICS.items() if not metric.amount}


def workbook(user: User, span: Span, today: date) -> bytes:
    """The tables as this user sees them, and each petition with the numbers that it is in."""
    place, tables = BytesIO(), tables_of(user, span, today)
    words = f"信访工作情况 {span.label}"
    book = Book(place)
    said = {key: metric.definition for key, metric in METRICS.items()}
    sums = (
        [one.name, one.text, one.on_period.text, one.on_year.text, said.get(one.key, one.note)]
        for one in (*tables.rates, *tables.lines)
    )
    book.add("汇总", SUMS, sums, words)
    heads = {"分组": 30, "占比": 10} | dict.fromkeys((METRICS[key].name for key in COLUMNS), 16)
    for title, parts in tables.divisions:
        rows = ([part.name, part.share, *(str(cell.n) for cell in part.cells)] for part in parts)
        book.add(title, heads, rows, f"{words} {title}")
    book.add("热点", HOT, ([one.place, one.subject, str(one.n)] for one in tables.hot), f"{words} 热点")
    wide = ROWS | dict.fromkeys((metric.name for metric in COUNTS.values()), 10)
    book.add("明细", wide, details(user, span), f"{words} 最多列 {MOST_ROWS} 件")
    book.close()
    return place.getvalue()


def details(user: User, span: Span) -> Iterator[list[str]]:
    """Each petition that is in any of the numbers, with ✓ under those. One statement."""
    filters = {key: metric.rows(span.period) for key, metric in COUNTS.items()}
    wanted: Q = reduce(or_, filters.values())
    ticks = {
        f"in_{key}": Case(When(rows, then=Value(True)), default=Value(False), output_field=BooleanField())
        for key, rows in filters.items()
    }
    found = petitions_of(user).filter(wanted).annotate(**ticks).select_related("petition__organ", "area")
    for matter in found.order_by("pk")[:MOST_ROWS].iterator(2000):
        own = matter.petition
        yield [
            matter.number,
            f"{own.received_on:%Y-%m-%d}",
            str(matter.area),
            str(own.organ or ""),
            own.get_category_display(),
            own.get_subject_display(),
            own.get_channel_display(),
            matter.status_label,
            *("✓" if vars(matter)[f"in_{key}"] else "" for key in COUNTS),
        ]
