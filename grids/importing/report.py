"""What an import did: sentences for the person, and the bad rows back in a file of the same form."""

import csv
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from grids.importing.cells import Value, text_of
from grids.importing.rows import Row
from grids.importing.services import CaseImport
from security.cells import harmless

SHOWN = 20
LINE, REASON = "原行号", "问题"


def summary(result: CaseImport) -> list[str]:
    """The whole import in Chinese, line by line."""
    lines = [head(result)]
    if result.known:
        lines.append(f"以前导入过、内容一样，跳过 {result.known} 行。")
    if result.new:
        moments = [timezone.localtime(row.values["registered_at"]) for row in result.new]
        lines.append(f"登记时间从 {min(moments):%Y-%m-%d} 到 {max(moments):%Y-%m-%d}。")
    will = "会新增" if result.dry_run else "新增"
    for label, made in (("类别", result.categories), ("来源", result.sources), ("单位", result.units)):
        if made:
            lines.append(f"{will}{label} {len(made)} 个：{some(str(one) for one in made)}。")
    if result.unused:
        lines.append(f"没有用到的列：{'、'.join(result.unused)}。")
    if result.oddities:
        lines += ["看着不寻常，但不影响导入：", *(f"  {sentence}" for sentence in result.oddities)]
    return lines + faults_told(result)


def head(result: CaseImport) -> str:
    done = "试导入，什么都没有写" if result.dry_run else "导入完成"
    into = "可以导入" if result.dry_run else "导入"
    return f"{done}：共 {result.rows} 行，{into} {len(result.new)} 行，有问题 {len(result.refused)} 行。"


def faults_told(result: CaseImport) -> list[str]:
    """Each fault, as far as anybody would read on."""
    faults = [str(fault) for row in result.refused for fault in row.faults]
    lines = [f"  {fault}。" for fault in faults[:SHOWN]]
    if len(faults) > SHOWN:
        lines.append(f"  …… 还有 {len(faults) - SHOWN} 处。用 --errors 文件名 把有问题的行全部写出来。")
    return ["有问题的行：", *lines] if lines else []


def some(names: object, most: int = 12) -> str:
    listed = [str(name) for name in names]  # type: ignore[attr-defined]
    return "、".join(listed[:most]) + (f" 等 {len(listed)} 个" if len(listed) > most else "")


def write_refused(result: CaseImport, path: Path) -> None:
    """The refused rows as they stood, with line and reason behind: to be mended and imported again.

    Cells that a spreadsheet would run as formulas are kept from it; reading them back undoes that.
    """
    write = write_xlsx if path.suffix.lower() == ".xlsx" else write_csv
    write(path, [*result.columns, LINE, REASON], [cells(row, result.columns) for row in result.refused])


def cells(row: Row, columns: list[str]) -> list[Value]:
    reasons = "；".join(fault.told for fault in row.faults)
    return [*(row.raw.values.get(column) for column in columns), row.raw.line, reasons]


def write_csv(path: Path, columns: list[str], rows: list[list[Value]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(harmless, columns))
        writer.writerows([harmless(text_of(value)) for value in row] for row in rows)


def write_xlsx(path: Path, columns: list[str], rows: list[list[Value]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("有问题的行")
    for row in [list[Value](columns), *rows]:
        line = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", True  # text, also when somebody edits it
            line.append(cell)
        sheet.append(line)
    book.save(path)
