"""The sheets of the PDF: fonts, pages with their numbers, and lines of text set on the grid."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont

from papers.document import Cell, Document
from papers.document.forms import Form
from papers.rendering import page
from papers.rendering.fonts import FontSet
from papers.rendering.labels import printable
from papers.rendering.pdf_lines import Glyph, break_lines, width_of

LEFT, TOP = page.LEFT_MM * page.POINTS_PER_MM, page.TOP_MM * page.POINTS_PER_MM
WIDTH, HEIGHT = page.TEXT_WIDTH_MM * page.POINTS_PER_MM, page.TEXT_HEIGHT_MM * page.POINTS_PER_MM
BOTTOM = TOP + page.LINES * page.LINE_POINTS
ON_GRID = page.CHARACTER_POINTS - page.BODY_POINTS  # what each body character is narrowed by
BASELINE = 0.36  # of the letter size: from the middle of a line down to where its letters stand
BOLD_STROKE = 0.5


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set; lengths in points."""

    part: str = "body"
    size: float = page.BODY_POINTS
    line: float = page.LINE_POINTS
    narrowed: float = ON_GRID
    align: str = "justify"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0


class _Paper(FPDF):
    """An A4 paper whose every page bears its number: — 1 —, odd at the right, even at the left (7.5)."""

    sheet: Sheet | None = None

    def footer(self) -> None:
        if self.sheet and self.page_no() > self.sheet.unnumbered:
            self.sheet.draw_page_number(self.page_no() - self.sheet.unnumbered)


class Sheet:
    """Where the next thing is drawn. `y` is in points from the top edge of the current page.

    The first `unnumbered` pages bear no number, as a cover does; the one after them is number 1.
    """

    def __init__(self, document: Document | Form, fonts: FontSet, *, unnumbered: int = 0) -> None:
        self.fonts, self.unnumbered = fonts, unnumbered
        self.paper = _Paper(unit="pt", format="A4")
        self.paper.set_auto_page_break(False)
        self._describe(document)
        self._families: dict[Path, str] = {}
        self._spacing = 0.0
        self.paper.sheet = self
        self.y = TOP
        self.paper.add_page()

    def _describe(self, document: Document | Form) -> None:
        day = document.issued_on
        self.paper.set_title(printable(document.title))
        self.paper.set_author(printable(document.organ))
        self.paper.set_lang("zh-CN")
        self.paper.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
        self.paper.set_display_mode("fullwidth")

    def _family(self, part: str) -> str:
        path = self.fonts.faces[part].path
        if path not in self._families:
            self._families[path] = f"face{len(self._families)}"
            self.paper.add_font(self._families[path], fname=path)
        return self._families[path]

    def _widths(self, part: str) -> dict[int, float]:
        """Return the widths of a face's characters in thousandths of the letter size."""
        return cast("TTFFont", self.paper.fonts[self._family(part)]).cw

    def glyphs(self, parts: Iterable[str | Cell], setting: Setting) -> list[Glyph]:
        """Return the characters of a paragraph, each with the face that has it."""
        made = []
        for piece in parts:
            text, url = (piece.text, piece.url) if isinstance(piece, Cell) else (piece, "")
            url = url if page.is_web_address(url) else ""
            for wanted in printable(text):
                char, part = self.fonts.part_for(wanted, setting.part)
                width = self._widths(part)[ord(char)] * setting.size / 1000
                made.append(Glyph(char, part, width + setting.narrowed, url))
        return made

    def close(self) -> None:
        """Close the font files of a sheet that was only measured: one that is put out closes them itself."""
        for font in self.paper.fonts.values():
            cast("TTFFont", font).close()

    def turn(self) -> None:
        """Begin a new page."""
        self._space(0.0)
        self.paper.add_page()
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a new page unless the height, in points, is still free."""
        if self.y + height > BOTTOM + 0.01 and self.y > TOP:
            self.turn()

    def to_grid(self) -> None:
        """Go down to the next of the 22 lines, after something that is not set on them."""
        self.y = TOP + math.ceil((self.y - TOP) / page.LINE_POINTS - 0.01) * page.LINE_POINTS

    def blank(self) -> None:
        """Leave a line free."""
        self.y += page.LINE_POINTS

    def write(self, parts: Iterable[str | Cell], setting: Setting) -> None:
        """Write a paragraph from the current line on, over as many pages as it takes."""
        room = WIDTH - setting.left - setting.right
        lines = break_lines(self.glyphs(parts, setting), room, setting.first)
        for number, line in enumerate(lines):
            self.need(setting.line)
            first = setting.first if number == 0 else 0.0
            is_last = number == len(lines) - 1
            align = "left" if is_last and setting.align == "justify" else setting.align
            self.line(line, LEFT + setting.left + first, room - first, replace(setting, align=align))
            self.y += setting.line

    def line(self, line: list[Glyph], x: float, room: float, setting: Setting) -> None:
        """Draw one line in the room between x and x + room; its middle is half a line below `y`."""
        spare = room - width_of(line)
        extra = 0.0
        if setting.align == "justify" and len(line) > 1 and 0 < spare < room / 4:
            extra = spare / (len(line) - 1)
        x += {"right": spare, "center": spare / 2}.get(setting.align, 0.0)
        baseline = self.y + setting.line / 2 + setting.size * BASELINE
        for run in _runs(line):
            width = width_of(run) + extra * len(run)
            self._draw(run, x, baseline, setting.size, setting.narrowed + extra)
            if run[0].url:
                self.paper.link(x, baseline - setting.size * 0.85, width, setting.size, run[0].url)
            x += width

    def _draw(self, run: list[Glyph], x: float, baseline: float, size: float, spacing: float) -> None:
        part = run[0].part
        self.paper.set_font(self._family(part), size=size)
        self._space(spacing)
        # An open 宋体 is lighter than 小标宋: a fine outline gives the title its weight.
        bold = part == "title" and bool(self.fonts.faces[part].stands_in_for)
        with self.paper.local_context(text_mode=TextMode.FILL_STROKE if bold else TextMode.FILL):
            if bold:
                self.paper.set_line_width(BOLD_STROKE)
            self.paper.text(x, baseline, "".join(glyph.char for glyph in run))

    def _space(self, spacing: float) -> None:
        if abs(spacing - self._spacing) > 0.0005:
            self.paper.set_char_spacing(round(spacing, 4))
            self._spacing = spacing

    def draw_page_number(self, number: int) -> None:
        """Draw — 1 — 7 mm below the text, one character from the outer edge."""
        setting = Setting("song", page.PAGE_NUMBER_POINTS, 0.0, 0.0, "right" if number % 2 else "left")
        middle = (page.PAPER_MM[1] - page.BOTTOM_MM + 7) * page.POINTS_PER_MM
        held, self.y = self.y, middle
        glyphs = self.glyphs((f"— {number} —",), setting)
        self.line(glyphs, LEFT + page.CHARACTER_POINTS, WIDTH - 2 * page.CHARACTER_POINTS, setting)
        self._space(0.0)
        self.y = held


def _runs(line: list[Glyph]) -> list[list[Glyph]]:
    """Return neighbours that share face and link together."""
    runs: list[list[Glyph]] = []
    for glyph in line:
        if runs and (runs[-1][0].part, runs[-1][0].url) == (glyph.part, glyph.url):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs
