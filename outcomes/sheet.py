"""An award as a workbook, for those who pay elsewhere."""

from collections.abc import Iterator
from io import BytesIO

from accounts.models import User
from outcomes.models import Award
from outcomes.selectors import name_of, shares_of
from security.spreadsheets import Book

SUMS = {"单位": 30, "测算（元）": 14, "补助（元）": 14, "已付（元）": 14, "凭证": 40, "说明": 20}
LINES = {
    "单位": 30,
    "指标": 30,
    "数哪些": 20,
    "件数": 10,
    "每件（元）": 12,
    "最多（元）": 12,
    "金额（元）": 14,
}


def workbook(award: Award, user: User) -> bytes:
    """What each unit gets, and what it is made of, as the user sees it."""
    place, shares = BytesIO(), shares_of(award, user)
    told = f"{award}（{award.get_state_display()}），平台不付钱"

    def sums() -> Iterator[list[str]]:
        for one in shares:
            vouchers = "；".join(voucher.document for voucher in one.row.vouchers.all())
            said = "异议成立，取消" if one.row.struck else ""
            row = one.row
            yield [
                str(row.unit),
                f"{row.counted:.2f}",
                f"{row.amount:.2f}",
                f"{one.paid:.2f}",
                vouchers,
                said,
            ]

    def lines() -> Iterator[list[str]]:
        for one in shares:
            for line in one.row.lines.all():
                item = line.item
                cap = "" if item.cap is None else f"{item.cap:.2f}"
                what = [str(one.row.unit), name_of(item.figure), item.get_reach_display(), str(line.count)]
                yield [*what, f"{item.rate:.2f}", cap, f"{line.amount:.2f}"]

    book = Book(place)
    book.add("补助", SUMS, sums(), told)
    book.add("明细", LINES, lines(), told)
    book.close()
    return place.getvalue()
