"""A quarter's returns as a workbook: how each stands, and what was reported."""

from collections.abc import Iterator
from io import BytesIO

from django.utils import timezone

from accounts.models import User
from pilot.quarters import Quarter
from progress.models import Return, Row
from progress.selectors import returns_of
from security.spreadsheets import Book

STANDING = {"单位": 30, "状态": 12, "哪天以前报": 14, "签报人": 12, "签报时间": 18, "按时": 12, "预填": 12}
REPORTED = {
    "单位": 30,
    "填报项": 40,
    "报的": 40,
    "单位（量）": 12,
    "怎么答的": 14,
    "平台或上季度": 30,
    "原因": 40,
}


def workbook(quarter: Quarter, user: User) -> bytes:
    """The quarter as the user may see it."""
    place, sheets = BytesIO(), returns_of(user, quarter)
    book = Book(place)
    book.add("报送情况", STANDING, (standing(one) for one in sheets), f"{quarter.in_words}季度报送")
    book.add("各项", REPORTED, reported(sheets, user), f"{quarter.in_words}各项，不含还没有签报的")
    book.close()
    return place.getvalue()


def standing(sheet: Return) -> list[str]:
    signed = f"{timezone.localtime(sheet.signed_at):%Y-%m-%d %H:%M}" if sheet.signed_at else ""
    filled = f"{sheet.prefilled}/{sheet.total}" if sheet.total else ""
    day = f"{sheet.due_on:%Y-%m-%d}"
    return [str(sheet.unit), sheet.standing, day, sheet.signed_name, signed, sheet.in_time, filled]


def reported(sheets: list[Return], user: User) -> Iterator[list[str]]:
    units = {sheet.pk: str(sheet.unit) for sheet in sheets if sheet.signed_at}
    rows = (
        Row.objects.visible_to(user)
        .filter(sheet__in=units)
        .prefetch_related("amendments")
        .order_by("sheet", "pk")
    )
    for row in rows:
        words = [units[row.sheet_id], row.label, row.now, row.measure, row.get_answer_display()]
        yield [*words, row.given, row.reason]
