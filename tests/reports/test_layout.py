"""What is seen on paper: the title's lines, annexes behind the signature, numbers that are not torn."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from papers.document import Cell, Column, Document, Heading, Paragraph, Table, headed
from papers.rendering import render
from papers.rendering.fonts import FontSet
from papers.rendering.labels import title_lines
from papers.rendering.page import LINES
from papers.rendering.pdf_lines import break_lines
from papers.rendering.pdf_sheet import Setting, Sheet
from papers.rendering.pdf_tables import PADDING, _Grid

TABLE = Table(
    "各镇街道情况",
    (
        Column("镇街道"),
        Column("上报", "件", "count"),
        Column("上季度上报", "件", "count"),
        Column("环比"),
        Column("办结", "件", "count"),
        Column("按期处置率", "", "rate"),
        Column("平均处置时长", "小时", "duration"),
        Column("到期未办结", "件", "count"),
    ),
    tuple(
        tuple(
            Cell(text, text)
            for text in (name, "1,205", "1,069", "上升1,646.4%", "962", "100.0%", "69.7", "0")
        )
        for name in ("坪山街道", "西塘桥街道")
    ),
)


@pytest.fixture(scope="module")
def paper():
    return Document(
        title="关于2026年第三季度社会治理工作情况的报告",
        organ="海盐县平安建设领导小组办公室",
        addressee="县平安建设领导小组",
        issued_on=date(2026, 10, 9),
        blocks=(Heading(1, "总体情况"), Paragraph(("全县情况见表1。",))),
        annexes=(Heading(1, "附件"), TABLE),
        attachments=("统计表（表1）",),
    )


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2026年第三季度社会治理工作情况的报告", ["关于2026年第三季度", "社会治理工作情况的报告"]),
        ("关于平安建设情况的报告", ["关于平安建设情况的报告"]),
        ("平" * 30, ["平" * 30]),
    ],
)
def test_a_long_title_breaks_between_words(title, lines):
    assert title_lines(title) == lines


def test_in_word_the_title_has_its_two_lines_and_letters_are_no_chinese(paper):
    word = docx.Document(io.BytesIO(render(paper, "docx")))
    assert word.paragraphs[0].text == "关于2026年第三季度\n社会治理工作情况的报告"
    languages = {node.get(qn("w:val")) for node in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-US"}  # zh-CN lets LibreOffice break a line within 1523


def test_in_word_the_annex_begins_a_page_behind_the_signature(paper):
    word = docx.Document(io.BytesIO(render(paper, "docx")))
    texts = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert texts[3:6] == ["全县情况见表1。", "附件：统计表（表1）", "海盐县平安建设领导小组办公室"]
    annex = next(paragraph for paragraph in word.paragraphs if paragraph.text == "附件")
    assert annex._p.pPr.find(qn("w:pageBreakBefore")) is not None
    assert texts.index("附件") > texts.index("2026年10月9日")


def test_numbers_are_black_in_word(paper):
    word = docx.Document(io.BytesIO(render(paper, "docx")))
    colours = {node.get(qn("w:val")) for node in word.styles.element.iter(qn("w:color"))}
    assert colours == {"000000"}


def test_in_the_pdf_too(paper):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(paper, "pdf"))).pages]
    assert len(pages) == 2
    assert "2026年10月9日" in pages[0]
    assert pages[1].startswith("附件")
    assert len(pages[0].splitlines()) < LINES


def test_the_stored_paper_keeps_its_annexes(paper):
    assert Document.from_json(paper.to_json()) == paper
    assert [table.title for table in paper.tables] == ["各镇街道情况"]


@pytest.fixture
def sheet(paper):
    sheet = Sheet(paper, FontSet.of(None))
    yield sheet
    sheet.paper.output()  # closes the fonts' files


def test_no_number_and_no_change_is_torn_in_a_table_of_eight_columns(sheet):
    grid = _Grid(sheet, TABLE)
    for row in TABLE.rows:
        assert grid.body_row(row).lines == 1
    assert grid.widths[5] > 2 * PADDING


def test_a_table_is_named_in_one_piece(sheet):
    glyphs = sheet.glyphs(("按期处置和变化见表2。",), Setting())
    room = sum(glyph.width for glyph in glyphs[:9])
    lines = ["".join(glyph.char for glyph in line) for line in break_lines(glyphs, room)]
    assert lines == ["按期处置和变化见", "表2。"]


def test_a_unit_joins_the_brackets_that_are_there():
    assert headed("承办用时（中位数）", "天") == "承办用时（中位数，天）"
    assert headed("上报", "件") == "上报（件）"
    assert headed("环比", "") == "环比"


def test_in_excel_no_row_covers_the_next():
    sentence = "市容环卫由69件增加到1205件、" * 6
    paper = Document(
        title="报告",
        organ="办公室",
        addressee="",
        issued_on=date(2026, 10, 9),
        blocks=(Heading(1, "情况"), Paragraph((sentence, Cell(8, "8", ""), "件，以及" * 9))),
        annexes=(Table("说明", (Column("事项"),), ((Cell("短", "短"),), (Cell(sentence, sentence),))),),
    )
    book = openpyxl.load_workbook(io.BytesIO(render(paper, "xlsx")))
    heights = book["表1 说明"].row_dimensions
    assert heights[3].height is None
    assert heights[4].height >= 3 * 15  # 87 characters at 30 to a line
    assert book["正文数字"].row_dimensions[3].height >= 2 * 15
