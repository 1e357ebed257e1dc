"""Rows of another system's petitions: which column is what, and what is odd. Pure but for the file."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from areas.reading import FileUnreadable, read_text
from security.cells import restored
from security.findings import IDENTIFYING, find

# What a column is, by the names that systems give it. The first that the file has is taken.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("编号", "信访编号", "留言编号", "诉求编号", "id"),
    "title": ("标题", "主题", "留言主题", "诉求标题", "请求", "title"),
    "content": ("内容", "详情", "留言详情", "诉求内容", "事实", "content"),
    "received": ("收到日期", "日期", "留言时间", "登记时间", "诉求时间", "date"),
    "replied": ("答复时间", "答复日期", "reply_date"),
    "name": ("姓名", "信访人", "留言用户", "反映人", "name"),
    "phone": ("电话", "手机", "联系电话", "phone"),
    "address": ("住址", "地址", "address"),
    "anonymous": ("匿名", "anonymous"),
    "sender": ("转来的机关", "来文单位", "转办单位", "交办单位"),
    "sender_number": ("来文编号", "来文号", "转办编号"),
    "sent": ("转来日期", "转办日期", "转办时间", "交办日期", "交办时间"),
    "answer_by": ("报结果日期", "反馈期限", "反馈截止日期", "要求办结日期"),
}
LABELS = {
    "number": "编号",
    "title": "标题",
    "content": "内容",
    "received": "收到日期",
    "replied": "答复日期",
    "name": "姓名",
    "phone": "电话",
    "address": "住址",
    "anonymous": "匿名",
    "sender": "转来的机关",
    "sender_number": "来文编号",
    "sent": "转来日期",
    "answer_by": "报结果日期",
}
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
EARLIEST = 1949
NO_NAME = frozenset({"1", "是", "匿名", "true", "yes"})


@dataclass(frozen=True)
class Row:
    """One row: what is known of it by our names, the columns without a place here, and what is odd."""

    line: int
    number: str
    request: str
    facts: str
    received_on: date
    person: Mapping[str, str]
    sent: Mapping[str, Any]
    rest: Mapping[str, str]
    odd: list[str] = field(default_factory=list)


def columns_of(heading: list[str], said: Mapping[str, str]) -> dict[str, str]:
    """Our name of each column that is known, by what was said or by its usual name. Raises FileUnreadable."""
    if wrong := sorted({*said.values()} - {*heading}):
        raise FileUnreadable(f"文件里没有“{'、'.join(wrong)}”这一列。有的列：{'、'.join(heading)}。")
    usual = {
        ours: next(name for name in names if name in heading)
        for ours, names in COLUMNS.items()
        if {*names} & {*heading}
    }
    found = usual | dict(said)
    if not {"title", "content"} & found.keys():
        raise FileUnreadable(f"没有认出标题或内容是哪一列。有的列：{'、'.join(heading)}。")
    return found


def read_rows(path: Path, *, today: date, said: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Every row of the file, odd or not. Raises FileUnreadable where the file as a whole cannot be taken."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    columns = columns_of(list(reader.fieldnames or []), said or {})
    seen: dict[str, int] = {}
    line = reader.line_num + 1
    try:
        for cells in reader:
            values = {name: str(restored(value or "")).strip() for name, value in cells.items() if name}
            row = row_of(line, values, columns, today)
            line = reader.line_num + 1
            row.odd.extend(["比表头多出几格，多的没有地方放"] if None in cells else [])
            text = "".join((row.request + row.facts).split())
            if text in seen:
                row.odd.append(f"和第 {seen[text]} 行说的一样，可能是重复")
            seen.setdefault(text, row.line)
            yield row
    except csv.Error as error:
        raise FileUnreadable(f"第 {line} 行起分不出列，多半是引号没有成对。") from error


def row_of(line: int, values: Mapping[str, str], columns: Mapping[str, str], today: date) -> Row:
    """One row by our names."""
    ours = {name: values.get(column, "") for name, column in columns.items()}
    odd: list[str] = []
    title, content = ours.get("title", ""), ours.get("content", "")
    if not title or not content:
        odd.append("没有标题或内容，用另一样代替" if title or content else "标题和内容都空着")
    received = day_received(ours.get("received", ""), today, odd)
    check_reply(ours.get("replied", ""), received, odd)
    if any(finding.what in IDENTIFYING for finding in find(title + content)):
        odd.append("正文里好像有电话或证件号，看得到这件的人都看得到")
    number = ours.get("number") or digest(values)
    if not ours.get("number"):
        odd.append("没有编号，用这一行的摘要代替")
    private = {columns[name] for name in ("name", "phone", "address") if name in columns}
    taken = {columns[name] for name in ("number", "title", "content") if name in columns}
    return Row(
        line=line,
        number=number,
        request=title or content or "（原件没有写）",
        facts=content or title or "（原件没有写）",
        received_on=received,
        person=person_of(ours),
        sent=sent_of(ours, received, today, odd),
        rest={name: value for name, value in values.items() if value and name not in private | taken},
        odd=odd,
    )


def person_of(ours: Mapping[str, str]) -> dict[str, str]:
    """Who wrote it, unless they asked not to be named."""
    if ours.get("anonymous", "").lower() in NO_NAME:
        return {}
    return {name: ours[name] for name in ("name", "phone", "address") if ours.get(name)}


def sent_of(ours: Mapping[str, str], received: date, today: date, odd: list[str]) -> dict[str, Any]:
    """Which organ sent it here, when, and by when it wants to hear; what cannot be is left out and said."""
    sent_on, answer_by = day_of(ours.get("sent", "")), day_of(ours.get("answer_by", ""))
    for name, day in (("sent", sent_on), ("answer_by", answer_by)):
        if ours.get(name) and day is None:
            odd.append(f"{LABELS[name]}“{ours[name]}”认不出，没有记")
    if sent_on and not EARLIEST <= sent_on.year <= today.year:
        odd.append(f"转来日期 {sent_on} 不可能，没有记")
        sent_on = None
    if answer_by and not answer_by > received:
        odd.append(f"报结果日期 {answer_by} 不在收到日期 {received} 以后，没有记")
        answer_by = None
    return {
        "sender": ours.get("sender", "")[:80],
        "sender_number": ours.get("sender_number", "")[:60],
        "sent_here_on": sent_on,
        "answer_sender_by": answer_by,
    }


def day_received(text: str, today: date, odd: list[str]) -> date:
    """The day, or today where there is none that can be."""
    day = day_of(text)
    if day is None:
        odd.append(f"收到日期“{text}”认不出，记成导入那天" if text else "没有收到日期，记成导入那天")
        return today
    if not day.year >= EARLIEST or day > today:
        odd.append(f"收到日期 {day} 不可能，记成导入那天")
        return today
    return day


def check_reply(text: str, received: date, odd: list[str]) -> None:
    """A reply before the question is odd."""
    day = day_of(text)
    if day and day < received:
        odd.append(f"答复日期 {day} 早于收到日期 {received}")


def day_of(text: str) -> date | None:
    """The day in a text that begins with one."""
    found = DAY.match(text)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])).date() if found else None  # noqa: DTZ001
    except ValueError:
        return None


def digest(values: Mapping[str, str]) -> str:
    """A number for a row that has none: the same row, the same number."""
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]
