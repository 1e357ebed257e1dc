import io
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from papers.document import Cell, Column, Heading, Paragraph, Table
from papers.rendering import render, unprintable_characters
from papers.rendering.fonts import OPEN_FONTS, FontSet
from papers.rendering.pdf_lines import Glyph, break_lines, width_of
from tests.reports.papers import (
    BARS,
    EMPTY_TABLE,
    LONG_TABLE,
    ROWS_URL,
    WIDE_TABLE,
    everything,
    report,
    squeezed,
)

MM = 72 / 25.4


def reader_of(document, **options):
    return PdfReader(io.BytesIO(render(document, "pdf", **options)))


def words_of(reader):
    return squeezed("".join(page.extract_text() for page in reader.pages))


def lines_of(page):
    """The texts of a page by the height of their baseline, in points from the lower edge."""
    found = {}

    def note(text, _matrix, place, *_):
        if text.strip():
            found.setdefault(round(place[5], 1), []).append((place[4], squeezed(text)))

    page.extract_text(visitor_text=note)
    return {height: sorted(texts) for height, texts in sorted(found.items(), reverse=True)}


def fonts_of(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()["/DescendantFonts"][0].get_object()


@pytest.fixture(scope="module")
def reader():
    return reader_of(report())


@pytest.fixture(scope="module")
def full_page():
    """The second page of a paper that is nothing but one character."""
    return reader_of(report(Paragraph(("治" * 3000,)))).pages[1]


def test_the_page_is_a4(reader):
    assert {tuple(round(float(side) / MM) for side in page.mediabox[2:]) for page in reader.pages} == {
        (210, 297)
    }


def test_a_full_page_has_22_lines_of_28_characters(full_page):
    lines = list(lines_of(full_page).values())[:-1]  # the last is the page number
    assert len(lines) == 22
    assert {sum(len(text) for _, text in line) for line in lines} == {28}


def test_the_text_stands_within_the_margins(full_page):
    heights = list(lines_of(full_page))[:-1]
    pitches = {round(upper - lower, 1) for upper, lower in pairwise(heights)}
    assert pitches <= {28.9, 29.0}
    assert heights[0] < (297 - 37) * MM - 16 * 0.6
    assert heights[-1] > 35 * MM
    assert {round(line[0][0] / MM, 1) for line in list(lines_of(full_page).values())[:-1]} == {28.0}


def test_the_right_edge_is_26_millimetres_from_the_paper():
    line = "治" * 28
    fonts = FontSet.of()
    width = TTFont(fonts.faces["body"].path)["hmtx"].metrics[
        TTFont(fonts.faces["body"].path).getBestCmap()[ord("治")]
    ][0]
    pitch = 16 * width / 1000 + (156 * MM / 28 - 16)
    assert abs(28 * MM + len(line) * pitch - (210 - 26) * MM) < 0.1


def test_page_numbers_stand_outside_7_millimetres_below_the_text(reader):
    for number, page in enumerate(reader.pages, 1):
        height, texts = list(lines_of(page).items())[-1]
        assert "".join(text for _, text in texts) == f"—{number}—"
        middle = height + 14 * 0.36
        assert abs(middle / MM - (35 - 7)) < 0.3
        left = texts[0][0] / MM
        assert left > 150 if number % 2 else abs(left - 28 - 156 / 28) < 0.1


def test_every_font_is_embedded_in_its_own_kind(reader):
    kinds = Counter()
    for font in fonts_of(reader):
        descriptor = font["/FontDescriptor"].get_object()
        key = {"/CIDFontType0": "/FontFile3", "/CIDFontType2": "/FontFile2"}[font["/Subtype"]]
        assert len(descriptor[key].get_object().get_data()) > 500
        kinds[descriptor["/FontName"].split("+")[1], key] += 1
    assert set(kinds) == {
        ("GovernanceSong", "/FontFile2"),
        ("GovernanceHei", "/FontFile2"),
        ("GovernanceKai", "/FontFile2"),
    }


def test_chinese_can_be_searched_and_copied(reader):
    words = words_of(reader)
    for expected in (
        report().title,
        "县委、县政府：",
        "喆堃赟犇燚昇玥",
        "新时代“枫桥经验”",
        "<w:t>甲</w:t>",
        "甲&乙",
        "=1+1",
    ):
        assert squeezed(expected) in words


def test_headings_are_bookmarks_in_their_order(reader):
    def flat(items, level=1):
        for item in items:
            if isinstance(item, list):
                yield from flat(item, level + 1)
            else:
                yield level, item.title

    assert list(flat(reader.outline)) == [
        (1, "一、总体情况"),
        (2, "（一）网格巡查"),
        (3, "1.重点地区"),
        (4, "（1）几点说明"),
        (2, "（二）群众反映"),
        (1, "二、附表"),
    ]
    assert reader.get_destination_page_number(reader.outline[0]) == 0


def test_a_paper_may_begin_below_the_first_level():
    reader = reader_of(report(Heading(3, "先说三级"), Heading(1, "再说一级")))
    assert "1.先说三级" in words_of(reader)
    assert len(reader.outline) >= 1


@pytest.mark.parametrize("lines", range(15, 21))
def test_no_heading_stands_alone_at_the_foot_of_a_page(lines):
    body = Paragraph(("治" * (28 * lines),))
    document = report(body, Heading(1, "甲"), Heading(2, "乙"), EMPTY_TABLE, body, Heading(1, "丙"), BARS)
    for page in reader_of(document).pages:
        words = squeezed(page.extract_text()).split("—")[0]
        assert not words.endswith(("一、甲", "（一）乙", "二、丙"))


def test_a_long_table_repeats_its_head_on_each_page():
    reader = reader_of(report(LONG_TABLE))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    with_rows = [page for page in pages if "件10," in page]
    assert len(with_rows) > 5
    assert all(page.count("名称天数（日）") == 1 for page in with_rows)
    words = "".join(pages)
    assert all(words.count(squeezed(row[0].text) + row[1].text) == 1 for row in LONG_TABLE.rows)


def test_figures_are_links_to_their_rows(reader):
    links = [
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert links == [ROWS_URL, ROWS_URL]
    bad = reader_of(report(Paragraph((Cell(1, "1", "javascript:alert(1)"), Cell(2, "2", "/cases/")))))
    assert not [page for page in bad.pages if "/Annots" in page]


def test_charts_are_drawn_and_described(reader):
    assert sum(len(page.images) for page in reader.pages) == 2
    assert "图1各镇受理量" in words_of(reader)


def test_what_no_font_holds_is_shown_and_reported(caplog):
    document = report(Paragraph(("好👍\U0002b7a0。",)))
    words = words_of(reader_of(document))
    assert "好〓〓。" in words
    assert "以〓代替的字符：U+1F44D、U+2B7A0。" in words
    assert "U+1F44D" in caplog.text
    assert unprintable_characters(document) == ("👍", "\U0002b7a0")
    assert unprintable_characters(report(Paragraph(("一\x01二\n三",)))) == ()


def test_the_end_says_which_open_fonts_stand_in(reader):
    assert "方正小标宋简体、仿宋_GB2312、宋体以思源宋体代" in words_of(reader)


def test_a_font_the_county_uploads_is_used(tmp_path):
    font = TTFont(OPEN_FONTS / "kai.ttf")
    for record in font["name"].names:
        if record.nameID in {1, 4, 6}:
            record.string = "FangSong_GB2312"
    font.save(tmp_path / "county.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    (tmp_path / "readme.txt").write_text("字体")
    reader = reader_of(report(Paragraph(("治理",))), font_dir=tmp_path)
    words = words_of(reader)
    assert "FangSong_GB2312" in {font["/BaseFont"].split("+")[1] for font in fonts_of(reader)}
    assert "方正小标宋简体、宋体以思源宋体代" in words
    assert "仿宋_GB2312" not in words


def test_a_font_that_may_not_be_embedded_is_left_out(tmp_path, caplog):
    font = TTFont(OPEN_FONTS / "kai.ttf")
    font["OS/2"].fsType = 2
    for record in font["name"].names:
        if record.nameID in {1, 4, 6}:
            record.string = "SimHei"
    font.save(tmp_path / "hei.ttf")
    assert FontSet.of(tmp_path).faces["hei"].path == OPEN_FONTS / "hei.ttf"
    assert "不让嵌入" in caplog.text


def test_a_word_wider_than_its_column_is_cut_and_kept():
    words = words_of(reader_of(report(WIDE_TABLE)))
    assert words.count("a") >= 400


def test_a_cell_longer_than_a_page_goes_on_to_the_next():
    text = "长" * 9000
    table = Table("长文", (Column("原话"), Column("件数", "", "count")), ((Cell(text, text), Cell(1, "1")),))
    reader = reader_of(report(table))
    assert words_of(reader).count("长") >= 9000
    assert len(reader.pages) > 10


def test_the_properties_name_title_organ_and_day(reader):
    assert (reader.metadata.title, reader.metadata.author) == (report().title, report().organ)
    assert reader.metadata.creation_date == datetime(2026, 4, 9, tzinfo=UTC)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_same_document_gives_the_same_bytes():
    document = report(*everything()[:6])
    assert render(document, "pdf") == render(document, "pdf")


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="没有这种格式"):
        render(report(), "odt")


def broken(text, room):
    glyphs = [Glyph(char, "body", 0.5 if char.isascii() else 1.0) for char in text]
    return ["".join(glyph.char for glyph in line) for line in break_lines(glyphs, room)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六", ["一二三四", "五六"]),
        ("一二三四，五", ["一二三", "四，五"]),  # no stop begins a line
        ("一二三（四）", ["一二三", "（四）"]),  # no bracket ends one
        ("一二三1,284件", ["一二三", "1,284件"]),  # no number is torn
        ("一二三93.6%", ["一二三", "93.6%"]),
        ("一二三四 五", ["一二三四", "五"]),  # no space begins a line
        ("aaaaaaaaaaaa", ["aaaaaaaa", "aaaa"]),  # unless nothing else is possible
        ("一二三——四", ["一二", "三——四"]),
        ("", [""]),
    ],
)
def test_lines_end_where_they_may(text, lines):
    assert broken(text, 4) == lines


def test_no_line_is_wider_than_its_room():
    glyphs = [Glyph(char, "body", 1.0) for char in "，。（）一a" * 50]
    assert max(map(width_of, break_lines(glyphs, 7.0))) <= 7.0
