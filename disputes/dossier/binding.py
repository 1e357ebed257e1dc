"""The whole file as one PDF: each paper in its place, files among them, bookmarks, pages counted through.

It is laid out twice: first to learn on which page each paper begins, then with the pages in the list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from disputes.dossier.record import Record, Scan
from disputes.dossier.sheets import FRONT, Bound, bound_sheets
from papers.document.forms import Form
from papers.rendering.fonts import FontSet
from papers.rendering.page import LINE_POINTS, PAPER_MM, POINTS_PER_MM
from papers.rendering.pdf import draw_font_notes
from papers.rendering.pdf_forms import bookmark, draw_form
from papers.rendering.pdf_sheet import BOTTOM, LEFT, TOP, WIDTH, Setting, Sheet

PICTURE, PDF = "image/jpeg", "application/pdf"
CAPTION = Setting("body", 10.5, LINE_POINTS, 0.0, "left")
EDGE, FOOT = 28.0, 62.0  # in points: what a bound page leaves free at its edges, and for its number
Opener = Callable[[int], bytes]  # the content of the file of this key


@dataclass
class Book:
    """A file as it is being laid out. Without an opener pictures leave their room free."""

    sheet: Sheet
    opener: Opener | None = None
    starts: dict[str, int] = field(default_factory=dict)
    under: list[tuple[int, int, int]] = field(default_factory=list)  # page of the book, file, page of it

    @property
    def page(self) -> int:
        """The number of the current page, as it is printed."""
        return self.sheet.paper.page_no() - self.sheet.unnumbered

    @property
    def pages(self) -> int:
        """All pages that bear a number."""
        return self.page


def bind(record: Record, lacking: tuple[str, ...], fonts: FontSet, opener: Opener) -> tuple[bytes, int]:
    """The file as PDF, and how many of its pages are numbered."""
    bound = paged(record, lacking, fonts)
    book = lay_out(record, bound, fonts, front=front_of(record, bound, fonts), opener=opener)
    return with_pages(bytes(book.sheet.paper.output()), book.under, opener), book.pages


def paged(record: Record, lacking: tuple[str, ...], fonts: FontSet) -> Bound:
    """On which page each paper of the file begins, and how many pages there are."""
    names = tuple((sheet.name, "") for sheet in bound_sheets(record) if sheet.key not in FRONT)
    blank = Bound(names, 0, lacking)
    book = lay_out(record, blank, fonts, front=front_of(record, blank, fonts))
    book.sheet.close()
    starts = [(sheet, book.starts[sheet.key]) for sheet in bound_sheets(record) if sheet.key not in FRONT]
    return replace(blank, lines=tuple((sheet.name, str(page)) for sheet, page in starts), pages=book.pages)


def front_of(record: Record, bound: Bound, fonts: FontSet) -> int:
    """How many pages the cover and the list of contents take."""
    front = [sheet for sheet in bound_sheets(record) if sheet.key in FRONT]
    pages = Sheet(front[0].compose(record, bound), fonts, unnumbered=1000)
    for place, sheet in enumerate(front):
        if place:
            pages.turn()
        draw_form(pages, sheet.compose(record, bound))
    pages.close()
    return int(pages.paper.page_no())


def lay_out(
    record: Record, bound: Bound, fonts: FontSet, *, front: int, opener: Opener | None = None
) -> Book:
    """Draw one paper after the other, each from the top of a page on."""
    whole = Form(f"人民调解卷宗 {record.volume}", record.committee, record.registered_on, ())
    book = Book(Sheet(whole, fonts, unnumbered=front), opener)
    for place, sheet in enumerate(bound_sheets(record)):
        if place:
            book.sheet.turn()
        book.starts[sheet.key] = book.page
        bookmark(book.sheet, sheet.name)
        draw_form(book.sheet, sheet.compose(record, bound))
        if sheet.key == "evidence":
            for scan in record.scans:
                draw_scan(book, scan)
    draw_font_notes(book.sheet)
    return book


def draw_scan(book: Book, scan: Scan) -> None:
    """A file on pages of its own: pictures and PDFs as they are, of others the name."""
    for number in range(scan.pages if scan.kind == PDF else 1):
        book.sheet.turn()
        if number == 0:
            bookmark(book.sheet, scan.name, level=1)
        if scan.kind == PDF:
            book.under.append((book.sheet.paper.page_no() - 1, scan.key, number))
    if scan.kind == PICTURE:
        draw_picture(book, scan)
    elif scan.kind != PDF:
        book.sheet.write((f"附件“{scan.name}”不是图片或 PDF，装不进来，随卷另存。",), CAPTION)


def draw_picture(book: Book, scan: Scan) -> None:
    """A picture as large as the page allows, its name above."""
    book.sheet.write((scan.name,), CAPTION)
    if book.opener is None:
        return
    data = BytesIO(book.opener(scan.key))
    with Image.open(data) as picture:
        across, down = picture.size
    scale = min(WIDTH / across, (BOTTOM - TOP - CAPTION.line) / down)
    place: dict[str, Any] = {"x": LEFT + (WIDTH - across * scale) / 2, "y": book.sheet.y}
    book.sheet.paper.image(data, **place, w=across * scale, h=down * scale, alt_text=scan.name)


def with_pages(bound: bytes, under: list[tuple[int, int, int]], opener: Opener) -> bytes:
    """The book with the pages of PDFs laid below its own: nothing of theirs that acts comes along."""
    if not under:
        return bound
    width, height = (length * POINTS_PER_MM for length in PAPER_MM)
    room = pikepdf.Rectangle(EDGE, FOOT, width - EDGE, height - EDGE)
    opened: dict[int, pikepdf.Pdf] = {}
    with pikepdf.open(BytesIO(bound)) as book:
        for page, key, number in under:
            if key not in opened:
                opened[key] = pikepdf.open(BytesIO(opener(key)))
            book.pages[page].add_underlay(opened[key].pages[number], room)
        made = BytesIO()
        book.save(made)
    for source in opened.values():
        source.close()
    return made.getvalue()


def page_counts(kinds: Mapping[int, str], opener: Opener) -> dict[int, int]:
    """How many pages each PDF among the files has, by its key."""
    counts = {}
    for key, kind in kinds.items():
        if kind == PDF:
            with pikepdf.open(BytesIO(opener(key))) as file:
                counts[key] = len(file.pages)
    return counts
