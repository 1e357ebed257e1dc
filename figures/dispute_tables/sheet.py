"""The tables as a workbook: the numbers, and the disputes behind them."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from io import BytesIO
from operator import or_

from django.db.models import Case, Q, Value, When
from django.db.models.fields import BooleanField

from accounts.models import User
from disputes.metrics import METRICS
from figures.dispute_tables.counting import disputes_of, tables_of
from figures.spans import Span
from security.spreadsheets import Book

MOST_ROWS = 50_000
SUMS = {"指标": 30, "本期": 18, "环比": 22, "同比": 22, "口径": 50}
PARTS = {"分组": 30, "受理": 10, "占比": 10, "调解成功": 10}
ROWS = {"编号": 18, "标题": 50, "地方": 20, "调解组织": 30, "类型": 16, "来源": 16, "状态": 12}
COUNTS = {key: metric for key, metric in METRICS.items() if not metric.amount}


def workbook(user: User, span: Span, today: date) -> bytes:
    """The tables as this user sees them, and each dispute with the numbers that it is in."""
    place, tables = BytesIO(), tables_of(user, span, today)
    definitions = {key: metric.definition for key, metric in METRICS.items()}
    words = f"矛盾纠纷调解情况 {span.label}"
    book = Book(place)
    book.add(
        "汇总",
        SUMS,
        (
            [one.name, one.text, one.on_period.text, one.on_year.text, definitions.get(one.key, one.note)]
            for one in tables.lines
        ),
        words,
    )
    for title, parts in tables.divisions:
        rows = ([part.name, str(part.accepted), part.share, str(part.succeeded)] for part in parts)
        book.add(title, PARTS, rows, f"{words} {title}")
    heads = ROWS | dict.fromkeys((metric.name for metric in COUNTS.values()), 10)
    book.add("明细", heads, details(user, span), f"{words} 最多列 {MOST_ROWS} 件")
    book.close()
    return place.getvalue()


def details(user: User, span: Span) -> Iterator[list[str]]:
    """Each dispute that is in any of the numbers, with ✓ under those. One statement."""
    filters = {key: metric.rows(span.period) for key, metric in COUNTS.items()}
    wanted: Q = reduce(or_, filters.values())
    ticks = {
        f"in_{key}": Case(When(rows, then=Value(True)), default=Value(False), output_field=BooleanField())
        for key, rows in filters.items()
    }
    found = disputes_of(user).filter(wanted).annotate(**ticks)
    for matter in found.select_related("dispute", "area", "unit").order_by("pk")[:MOST_ROWS].iterator(2000):
        dispute = matter.dispute
        yield [
            matter.number,
            matter.title,
            str(matter.area),
            str(matter.unit or ""),
            dispute.get_justice_type_display(),
            dispute.get_source_display(),
            matter.status_label,
            *("✓" if vars(matter)[f"in_{key}"] else "" for key in COUNTS),
        ]
