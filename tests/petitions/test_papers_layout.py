"""Papers of a petition are laid out as GB/T 9704-2012 says (domain.md 7), measured in the PDF and in Word."""

import io
import re
from itertools import pairwise

import docx
import pikepdf
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import RGBColor
from pypdf import PdfReader

from papers.document.forms import Grid
from papers.rendering.page import RED as COLOUR
from papers.rendering.page import em_width, letterhead_points, sealed_indents
from petitions.services import papers
from tests.petitions.all_papers import KINDS, RECEIPT, every_paper

MM = 72 / 25.4
LEFT, RIGHT, TOP, FOOT = 28 * MM, (210 - 26) * MM, (297 - 37) * MM, 35 * MM
CENTRE, PITCH, LINE = (LEFT + RIGHT) / 2, 156 * MM / 28, 28.95
RED = RGBColor(*COLOUR)
WORDS = "2026年3月以来，城关镇东门村的道路多处破损，下雨天积水严重，学生上学绕行三公里，多次反映没有人修。"
NUMBER = re.compile(r"^[\u4e00-\u9fa5]{1,12}〔20\d{2}〕[1-9]\d{0,4}号$")


@pytest.fixture
def forms(line, colleague):
    found = every_paper(line, colleague, words=WORDS, short="镇人民政府三楼会议室")
    assert found.keys() == KINDS
    return found


def lines_of(page):
    """Each line of a page from the top: (baseline, left edge, letter size, text)."""
    found = {}

    def note(text, _matrix, place, _font, size):
        if text.strip():
            found.setdefault(round(place[5], 1), []).append((place[4], size, text.strip("\n")))

    page.extract_text(visitor_text=note)
    for height in sorted(found, reverse=True):
        runs = sorted(found[height])
        yield height, runs[0][0], runs[0][1], "".join(text for *_, text in runs)


def measured(form):
    """The pages of the paper's PDF, each as its lines; the note on fonts at the end is left out."""
    reader = PdfReader(io.BytesIO(papers.drawn(form, "pdf")))
    return [[line for line in lines_of(page) if line[2] >= 10.5] for page in reader.pages]


def centre(line):
    _, left, size, text = line
    return left + em_width(text) * size / 2


def check_pages(pages):
    """Nothing outside the text's frame, and each page bears its number at the outer edge."""
    for number, lines in enumerate(pages, 1):
        *body, (height, left, size, foot) = lines
        assert (foot, size) == (f"— {number} —", 14)
        assert FOOT - 10 * MM < height < FOOT - 5 * MM
        assert (left > CENTRE) == bool(number % 2)
        for height, left, size, text in body:
            assert FOOT - 1 < height < TOP
            assert left >= LEFT - 0.5
            assert left + em_width(text) * min(size, PITCH) <= RIGHT + PITCH, text


def check_lines(pages, form):
    """Below the title 16 points on lines of 28.95; the title 22 points in the middle."""
    title, *rest = pages[0][2 if form.letterhead else 0 : -1]
    assert (title[2], title[3]) == (22, form.title)
    assert centre(title) == pytest.approx(CENTRE, abs=2)
    if any(isinstance(part, Grid) for part in form.parts):
        return
    for lines in (rest, *(page[:-1] for page in pages[1:])):
        assert {line[2] for line in lines} == {16}
        for one, other in pairwise(lines):
            steps = (one[0] - other[0]) / LINE
            assert steps == pytest.approx(round(steps), abs=0.02)


def check_head(pages, form, content):
    """发文机关标志 in red 35 mm below the top of the text, the number two free lines below, the red line 4 mm
    below that and as wide as the text, the title two free lines on; one free line; then to whom.
    """
    mark, number, title, to, *_ = pages[0]
    size = letterhead_points(form.organ)
    assert (mark[2], mark[3]) == (pytest.approx(size, abs=0.1), form.organ)
    assert mark[0] + size * (0.6 + 0.36) == pytest.approx(TOP - 35 * MM, abs=1)
    assert NUMBER.match(number[3])
    assert mark[0] - number[0] == pytest.approx(3 * LINE, abs=LINE / 2)
    for line in (mark, number):
        assert centre(line) == pytest.approx(CENTRE, abs=8)  # half a digit is not exactly half a character
    left, right, height = red_line(content)
    assert (left, right) == pytest.approx((LEFT, RIGHT), abs=0.5)
    letters = number[0] - 16 * (0.5 - 0.36)  # the lower edge of the number's letters
    assert letters - height == pytest.approx(4 * MM, abs=1)
    assert 2 * LINE < height - title[0] < 4 * LINE
    assert to[1] == pytest.approx(LEFT, abs=0.5)
    assert to[3].endswith("：")
    assert title[0] - to[0] == pytest.approx(2 * LINE - 0.36 * (22 - 16), abs=0.5)
    assert form.title.startswith(form.organ)


def red_line(content):
    """(left, right, height) of the one red line on a page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        colour, at, found = None, None, []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            given = [float(one) for one in operands] if str(operator) in {"RG", "m", "l", "G"} else []
            match str(operator):
                case "RG" | "G":
                    colour = given
                case "m":
                    at = given
                case "l" if colour and len(colour) == 3 and colour[0] > 0.8 and colour[1] == colour[2] == 0:
                    found.append((at[0], given[0], at[1]))
    assert len(found) == 1
    return found[0]


def check_seal(pages, form):
    """The date four characters from the right, the organ centred above it, on the same page."""
    organ, day = pages[-1][-3:-1]
    assert organ[3] == f"{form.organ}（印）"
    assert re.fullmatch(r"20\d\d年\d{1,2}月\d{1,2}日|____年____月____日", day[3])
    assert organ[0] - day[0] == pytest.approx(LINE, abs=0.5)
    assert centre(organ) == pytest.approx(centre(day), abs=PITCH)  # a line to write on is narrower
    assert RIGHT - (day[1] + em_width(day[3]) * PITCH) == pytest.approx(4 * PITCH, abs=PITCH)


@pytest.mark.django_db
def test_each_paper_is_laid_out_as_an_official_one(forms):
    for kind, form in forms.items():
        pages = measured(form)
        check_pages(pages)
        check_lines(pages, form)
        check_seal(pages, form)
        if kind != RECEIPT:
            check_head(pages, form, papers.drawn(form, "pdf"))
        check_word(form)


def size_of(form):
    """In Word sizes are told in half points."""
    return round(letterhead_points(form.organ) * 2) / 2


def check_word(form):
    """The same in Word: page, margins, title, lines, and the date kept with the organ."""
    word = docx.Document(io.BytesIO(papers.drawn(form, "docx")))
    section = word.sections[0]
    sides = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [getattr(section, side).mm for side in sides] == pytest.approx([210, 297, 37, 35, 28, 26], abs=0.2)
    normal, title = word.styles["Normal"], word.styles["Title"]
    assert (normal.font.size.pt, title.font.size.pt) == (16, 22)
    fonts = [style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for style in (normal, title)]
    assert fonts == ["仿宋_GB2312", "方正小标宋简体"]
    spacing = normal.paragraph_format
    assert spacing.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert spacing.line_spacing.pt == pytest.approx(LINE, abs=0.05)
    said = [one for one in word.paragraphs if one.text]
    if form.letterhead:
        mark, number, *said = said
        assert (mark.text, number.text) == (form.organ, form.letterhead.number)
        assert (mark.runs[0].font.color.rgb, mark.runs[0].font.size.pt) == (RED, size_of(form))
        assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
        edge = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
        assert edge.get(qn("w:color")) == str(RED)
    assert (said[0].style.name, said[0].text) == ("Title", form.title)
    *_, organ, _day = [one for one in word.paragraphs if one.text]
    assert organ.text == f"{form.organ}（印）"
    assert organ.style.paragraph_format.keep_with_next


@pytest.mark.parametrize("organ", ["村", "测试县交通运输局", "测试县平安建设和社会治理工作领导小组办公室"])
def test_a_name_of_any_length_is_centred_over_the_date_and_stays_in_the_frame(organ):
    lines = (f"{organ}（印）", "2026年3月5日")
    above, below = sealed_indents(lines)
    middles = [right + em_width(text) / 2 for right, text in zip((above, below), lines, strict=True)]
    assert middles[0] == pytest.approx(middles[1])
    assert above >= 0
    assert below >= 4
