import io
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from papers.document import Cell, Chart, Column, Paragraph, Table
from papers.rendering import render
from papers.rendering.excel_formats import number_format, sheet_name
from tests.reports.papers import EMPTY_TABLE, LONG_TABLE, NASTY, OFFICES, ROWS_URL, report

COUNT = Column("数量", "件", "count")


def book_of(document):
    return openpyxl.load_workbook(io.BytesIO(render(document, "xlsx")))


def table_of(*rows, column=COUNT):
    return book_of(report(Table("表", (column,), rows))).worksheets[1]


@pytest.fixture(scope="module")
def book():
    return book_of(report())


def test_the_front_sheet_names_the_paper_and_leads_to_every_sheet(book):
    front = book.worksheets[0]
    assert front.title == "说明"
    words = [cell.value for row in front for cell in row if cell.value]
    for expected in (report().title, report().organ, "2026年4月9日", "2026年4月8日24时", OFFICES.note):
        assert expected in words
    targets = {row[0].hyperlink.location: row[0].value for row in front if row[0].hyperlink}
    assert sorted(targets.values()) == sorted(book.sheetnames[1:])
    assert set(targets) == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_there_is_a_sheet_for_each_table_and_names_are_valid(book):
    assert len(book.sheetnames) == 1 + len(report().tables) + 2
    assert book.sheetnames[1] == "表1 各镇（街道）案件办理情况"
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_sheet_names_are_cut_and_told_apart():
    taken = set()
    names = [
        sheet_name("名" * 40, taken),
        sheet_name("名" * 40, taken),
        sheet_name("'", taken),
        sheet_name("", taken),
    ]
    assert [len(name) for name in names[:2]] == [31, 31]
    assert len(set(names)) == 4
    assert sheet_name("History", set()) != "History"
    assert {sheet_name("a", taken), sheet_name("A", taken)} == {"a", "A_2"}


def test_numbers_are_numbers_with_formats(book):
    sheet = book.worksheets[1]
    row = sheet[3]
    assert [cell.value for cell in row] == ["武原街道", 1284, 0.936, 2.54]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "n"]
    assert [cell.number_format for cell in row][1:] == ["#,##0", "0.0%", "0.0"]
    assert sheet["C4"].value == 0.875


def test_what_is_unknown_is_a_dash_and_not_a_number(book):
    assert (book.worksheets[1]["D4"].value, book.worksheets[1]["D4"].data_type) == ("——", "s")


def test_a_linked_number_stays_a_number(book):
    cell = book.worksheets[1]["B3"]
    assert (cell.data_type, cell.value, cell.hyperlink.target) == ("n", 1284, ROWS_URL)


def test_an_address_that_is_no_web_address_is_no_link():
    sheet = table_of(
        (Cell(1, "1", "javascript:alert(1)"),), (Cell(2, "2", "/cases/"),), (Cell(3, "3", "file:///etc"),)
    )
    assert [sheet[f"A{row}"].hyperlink for row in (3, 4, 5)] == [None] * 3


def test_no_text_becomes_a_formula(book):
    for sheet in book:
        assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
    sheet = book.worksheets[2]
    shown = [sheet.cell(row, 2).value for row in range(3, 3 + len(NASTY))]
    assert shown == [text.replace("\x01", "").replace("\x0b", " ") for text in NASTY]
    assert [sheet.cell(row, 2).quotePrefix for row in (3, 4, 5, 6, 8)] == [True] * 4 + [False]


def test_a_title_like_a_formula_is_text_too():
    document = report(Table("=1+1", (Column("=2+2"),), ()), title="=3+3", organ="@organ", note="-1")
    book = book_of(document)
    words = {cell.value: cell.data_type for sheet in book for row in sheet for cell in row if cell.value}
    assert {words["=3+3"], words["=2+2"], words["@organ"], words["-1"]} == {"s"}


def test_the_head_is_frozen_filtered_and_repeated_in_print(book):
    sheet = book.worksheets[5]
    assert sheet.max_row == 2 + len(LONG_TABLE.rows)
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == f"A2:B{2 + len(LONG_TABLE.rows)}"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToWidth in {None, 1}  # unsaid, it is one page
    assert sheet.page_setup.fitToHeight == 0  # as many as it takes
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_units_stand_in_the_head(book):
    assert [cell.value for cell in book.worksheets[1][2]] == [
        "镇（街道）",
        "受理量（件）",
        "按期办结率",
        "平均用时（日）",
    ]


def test_columns_are_wide_enough_for_chinese(book):
    assert book.worksheets[1].column_dimensions["A"].width >= 2 * len("镇（街道）")


def test_an_empty_table_says_so_and_keeps_its_note():
    sheet = book_of(report(EMPTY_TABLE)).worksheets[1]
    assert sheet["A3"].value == "本期没有记录"
    assert sheet["A5"].value == "注：本季没有退回的案件。"


def test_each_chart_is_drawn_by_excel_from_data_on_its_sheet(book):
    sheet = book["图"]
    assert [cell.value for cell in sheet[2]][1:3] == ["本季", "上季"]
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == [1284, 97, "——"]
    assert sheet.cell(21, 2).number_format == "0.0%"
    with zipfile.ZipFile(io.BytesIO(render(report(), "xlsx"))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 2
        assert "图!$B$3:$B$5" in package.read(charts[0]).decode().replace("'", "")


def test_figures_of_the_text_have_a_sheet_with_number_words_and_link(book):
    sheet = book["正文数字"]
    assert sheet["A3"].value == "一、总体情况"
    assert (sheet["C3"].value, sheet["D3"].value, sheet["C3"].hyperlink.target) == (1284, "1,284", ROWS_URL)
    assert "全县受理案件1,284件" in sheet["B3"].value


@pytest.mark.parametrize(
    ("value", "text", "kind", "expected"),
    [
        (1284, "1,284", "count", ("#,##0", True)),
        (0.936, "93.6%", "rate", ("0.0%", True)),
        (0.9365, "93.65%", "rate", ("0.00%", True)),
        (Decimal("2.5"), "2.5", "duration", ("0.0", True)),
        (0.0805, "8.1%", "rate", ("0.0%", True)),  # halves go up, as Excel does
        (-0.032, "-3.2%", "rate", ("0.0%", True)),
        (0.032, "+3.2%", "rate", ("+0.0%;-0.0%;0.0%", True)),
        (-0.032, "3.2%", "rate", ("0.0%", False)),  # the words say 下降; the number keeps its sign
        (0.008, "0.8个百分点", "rate", ("0.0%", False)),
        (2026, "2026", "text", ("0", True)),
        (1284567, "128.46万", "count", ("#,##0", False)),
    ],
)
def test_the_format_follows_the_words_of_the_report(value, text, kind, expected):
    assert number_format(Cell(value, text), kind) == expected


def test_a_number_that_reads_otherwise_says_how_the_report_writes_it():
    sheet = table_of((Cell(1284567, "128.46万"),))
    assert (sheet["A3"].value, sheet["A3"].data_type) == (1284567, "n")
    assert "报告中写作：128.46万" in sheet["A3"].comment.text


def test_numbers_a_spreadsheet_would_spoil_stay_text():
    sheet = table_of((Cell(330424001001202600012, "330424001001202600012"),), (Cell(float("nan"), "——"),))
    assert [sheet[f"A{row}"].data_type for row in (3, 4)] == ["s", "s"]
    assert sheet["A3"].value == "330424001001202600012"


def test_a_text_longer_than_a_cell_is_cut_with_a_sign():
    sheet = table_of((Cell("长" * 40_000, "长" * 40_000),), column=Column("原话"))
    assert len(sheet["A3"].value) == 32_767
    assert sheet["A3"].value.endswith("…")


def test_many_links_do_not_break_the_file():
    rows = [(Cell(number, str(number), f"{ROWS_URL}&n={number}"),) for number in range(200)]
    sheet = table_of(*rows)
    assert {sheet[f"A{row}"].hyperlink.target for row in range(3, 203)} == {cell.url for (cell,) in rows}


def test_the_properties_name_title_organ_and_day(book):
    assert (book.properties.title, book.properties.creator) == (report().title, report().organ)
    assert book.properties.created == datetime(2026, 4, 9)  # noqa: DTZ001


def test_a_paper_without_figures_or_charts_has_only_the_front_sheet():
    assert book_of(report(Paragraph(("没有数字。",)))).sheetnames == ["说明"]
    assert book_of(report(Chart("空图", "bar", (), ()))).sheetnames == ["说明", "图"]


def test_the_same_document_gives_the_same_bytes():
    assert render(report(), "xlsx") == render(report(), "xlsx")
