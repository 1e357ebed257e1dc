import io
from datetime import datetime

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from papers.document import Cell, Heading, Paragraph, Table
from papers.rendering import render
from papers.rendering.page import CHARACTER_SPACE, signature_indents
from tests.reports.papers import EMPTY_TABLE, LONG_TABLE, NASTY, OFFICES, ROWS_URL, report

MM = 36_000  # EMU


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(render(report(), "docx")))


def text_of(word):
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


def test_the_page_is_a4_with_the_margins_of_the_standard(word):
    section = word.sections[0]
    measured = [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    for length, millimetres in zip(measured, (210, 297, 37, 35, 28, 26), strict=True):
        assert abs(length / MM - millimetres) < 0.02


def test_the_grid_holds_22_lines_of_28_characters(word):
    section = word.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    height = section.page_height - section.top_margin - section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    lines = height / 635 / int(grid.get(qn("w:linePitch")))
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert (int(lines), int(width / 12_700 / pitch)) == (22, 28)


def test_the_character_space_is_the_largest_that_still_gives_28():
    most = (156 * 72 / 25.4 / 28 - 16) * 4096
    assert most - 12 < CHARACTER_SPACE <= most


def test_body_lines_are_exact_and_begin_two_characters_in(word):
    style = word.styles["Body Text"].element
    spacing, indent = style.pPr.find(qn("w:spacing")), style.pPr.find(qn("w:ind"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert indent.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(
    ("name", "font", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_each_style_names_its_font(word, name, font, points):
    style = word.styles[name]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert style.font.size.pt == points
    assert style.font.bold is False


def test_every_style_of_paragraphs_sets_all_four_fonts(word):
    for style in word.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph":
            fonts = style.rPr.rFonts
            assert all(fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs"))


def test_headings_are_numbered_and_have_real_levels(word):
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）网格巡查"),
        ("Heading 3", "1.重点地区"),
        ("Heading 4", "（1）几点说明"),
        ("Heading 2", "（二）群众反映"),
        ("Heading 1", "二、附表"),
    ]
    levels = [
        word.styles[f"Heading {n}"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for n in range(1, 5)
    ]
    assert levels == ["0", "1", "2", "3"]


def test_page_numbers_stand_outside_on_both_sides(word):
    assert word.settings.odd_and_even_pages_header_footer
    section = word.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —"
        assert [node.text for node in line._p.iter(qn("w:instrText"))] == [" PAGE "]
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert line._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"


def test_the_title_stands_in_the_middle_and_the_addressee_at_the_edge(word):
    assert word.paragraphs[0].style.name == "Title"
    assert word.styles["Title"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    addressee = next(p for p in word.paragraphs if p.style.name == "主送机关")
    assert addressee.text == "县委、县政府："
    assert addressee._p.pPr.find(qn("w:ind")) is None


def test_attachments_signature_and_notes_close_the_paper(word):
    closing = [p for p in word.paragraphs if p.text][-6:]
    assert [p.text for p in closing] == [
        "附件：1.各镇（街道）得分表",
        "2.重点案件清单",
        "中共海盐县委政法委员会",
        "2026年4月9日",
        "（此件公开发布）",
        "（数据截至2026年4月8日24时）",
    ]
    rights = [p._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) for p in closing[2:4]]
    assert rights == ["200", "500"]


@pytest.mark.parametrize(
    ("organ", "rights"),
    [("中共海盐县委政法委员会", (2, 5)), ("县委政法委员会", (2, 1)), ("政法委", (7, 2))],
)
def test_the_date_begins_two_characters_after_the_organ(organ, rights):
    assert signature_indents(organ, "2026年4月9日") == rights
    organ_start = 28 - rights[0] - len(organ)
    assert 28 - rights[1] - 6 - organ_start == 2


def test_a_single_attachment_has_no_number():
    word = docx.Document(io.BytesIO(render(report(Heading(1, "一"), attachments=("清单",)), "docx")))
    assert "附件：清单" in text_of(word)


def test_table_heads_repeat_and_rows_are_not_torn(word):
    table = word.tables[-1]
    rows = table._tbl.tr_lst
    assert len(rows) == len(LONG_TABLE.rows) + 1
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert not [row for row in rows[1:] if row.trPr.find(qn("w:tblHeader")) is not None]


def test_units_stand_in_the_head_and_numbers_at_the_right(word):
    table = word.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [column.head for column in OFFICES.columns]
    assert table.rows[0].cells[1].text == "受理量（件）"
    sides = [cell.paragraphs[0].alignment for cell in table.rows[1].cells]
    assert sides == [WD_ALIGN_PARAGRAPH.LEFT, *[WD_ALIGN_PARAGRAPH.RIGHT] * 3]
    assert [cell.text for cell in table.rows[2].cells] == ["沈荡镇", "97", "87.5%", "——"]


def test_an_empty_table_says_so_and_keeps_its_note():
    word = docx.Document(io.BytesIO(render(report(EMPTY_TABLE), "docx")))
    assert word.tables[0].rows[1].cells[0].text == "本期没有记录"
    assert "注：本季没有退回的案件。" in text_of(word)


def test_columns_fill_the_text_width(word):
    for table in word.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert 8830 <= sum(widths) <= 8846  # 156 mm


def test_text_that_looks_like_markup_stays_text(word):
    assert [row.cells[1].text for row in word.tables[1].rows[1:]] == [
        text.replace("\x01", "").replace("\x0b", " ") for text in NASTY
    ]


def test_a_figure_with_an_address_is_a_link_and_others_are_not(word):
    links = [relation.target_ref for relation in word.part.rels.values() if relation.is_external]
    assert links == [ROWS_URL]
    bad = report(
        Paragraph((Cell(1, "1", "javascript:alert(1)"), Cell(2, "2", "/cases/"), Cell(3, "3", "file:///x")))
    )
    bad_word = docx.Document(io.BytesIO(render(bad, "docx")))
    assert not [relation for relation in bad_word.part.rels.values() if relation.is_external]


def test_pictures_say_in_words_what_they_show(word):
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(described) == 2
    assert "武原1,284，沈荡97，百步——" in described[0]
    assert "1月91.2%，2月——，3月93.6%" in described[1]
    assert all(abs(shape.width / MM - 156) < 0.1 for shape in word.inline_shapes)


def test_the_properties_name_title_organ_and_day(word):
    properties = word.core_properties
    assert (properties.title, properties.author) == (report().title, report().organ)
    assert properties.created.replace(tzinfo=None) == datetime(2026, 4, 9)  # noqa: DTZ001
    assert properties.language == "zh-CN"


def test_a_link_in_every_row_of_a_long_table_is_one_relation():
    rows = tuple((Cell(n, str(n), ROWS_URL),) for n in range(50))
    word = docx.Document(io.BytesIO(render(report(Table("表", OFFICES.columns[1:2], rows)), "docx")))
    assert len([relation for relation in word.part.rels.values() if relation.is_external]) == 1
