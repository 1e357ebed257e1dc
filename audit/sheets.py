"""Entries as a file for the auditor's own computer. Every cell is text: no entry becomes a formula."""

import csv
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from audit.wording import Told
from security.cells import harmless
from security.spreadsheets import Book

# What each column is called, and how wide it is.
COLUMNS = {
    "编号": 10,
    "时间": 20,
    "谁": 12,
    "用户名": 14,
    "做了什么": 18,
    "行": 10,
    "事项": 10,
    "改前": 50,
    "改后": 50,
    "经由": 28,
    "从哪里": 16,
    "请求号": 38,
    "封存": 8,
}


def cells(row: Told) -> list[str]:
    """The entry, a text for each head."""
    return [
        str(row.pk),
        f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}",
        row.who,
        row.username,
        row.what,
        row.row,
        str(row.matter or ""),
        "；".join(f"{change.label}：{change.before}" for change in row.changes if change.before),
        "；".join(f"{change.label}：{change.after}" for change in row.changes if change.after),
        row.purpose,
        row.address,
        row.request,
        "已封存" if row.sealed else "还没有",
    ]


def write_excel(place: Path, rows: Iterable[Told], words: str) -> None:
    """Write an .xlsx, row by row: a long one needs no more memory than a short one."""
    book = Book(place)
    book.add("审计记录", COLUMNS, (cells(row) for row in rows), words)
    book.close()


def write_csv(place: Path, rows: Iterable[Told], words: str) -> None:
    """Write a .csv that Excel reads as UTF-8. What begins like a formula gets a quote in front."""
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow([harmless(words)])
        sheet.writerow(COLUMNS)
        for row in rows:
            sheet.writerow([harmless(text) for text in cells(row)])
