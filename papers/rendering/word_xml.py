"""The few pieces of WordprocessingML that a paper is built of, written in the order the schema asks for."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from papers.document import Cell
from papers.rendering.labels import printable
from papers.rendering.page import is_web_address


def element(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """Return an element of the main namespace: element("spacing", line=579) is <w:spacing w:line="579"/>."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, *, style: str = "", half_points: int = 0, colour: str = "") -> BaseOxmlElement:
    """Return a run of text; quotes and dashes in it take the Chinese font, not the Latin one."""
    properties = element("rPr")
    if style:
        properties.append(element("rStyle", val=style))
    properties.append(element("rFonts", hint="eastAsia"))
    if colour:
        properties.append(element("color", val=colour))
    if half_points:
        properties.extend([element("sz", val=half_points), element("szCs", val=half_points)])
    content = element("t")
    content.text = printable(text)
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", properties, content)


def lines_of(lines: list[str]) -> list[BaseOxmlElement]:
    """Return the runs of a paragraph whose lines end where they are told to."""
    runs: list[BaseOxmlElement] = []
    for line in lines:
        if runs:
            runs.append(element("r", element("br")))
        runs.append(run(line))
    return runs


def linked(part: Part, cell: Cell, *, half_points: int = 0) -> BaseOxmlElement:
    """Return a cell's words, as a link to its rows where it has a web address."""
    if not is_web_address(cell.url):
        return run(cell.text, half_points=half_points)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(cell.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run(cell.text, style="Hyperlink", half_points=half_points))
    return link


def paragraph(style: str, *runs: BaseOxmlElement, **indents: float) -> BaseOxmlElement:
    """Return a paragraph; indents (left, right, hanging …) are in characters and override the style's."""
    properties = element("pPr", element("pStyle", val=style))
    if indents:
        properties.append(indent(**indents))
    return element("p", properties, *runs)


def aligned(style: str, align: str, *runs: BaseOxmlElement) -> BaseOxmlElement:
    """Return a paragraph set left, right or in the middle, whatever its style says."""
    made = paragraph(style, *runs)
    made.pPr.append(element("jc", val=align))
    return made


def begin_page(made: BaseOxmlElement) -> None:
    """Let a paragraph begin a new page."""
    made.pPr.insert(1, element("pageBreakBefore"))  # behind pStyle, as the schema asks for


def indent(**characters: float) -> BaseOxmlElement:
    """Return an indent in hundredths of a character, with the twips for readers that know no characters."""
    # 316 twips: one character of 15.79 pt on the grid.
    values: dict[str, int] = {}
    for side, count in characters.items():
        values[f"{side}Chars"] = round(count * 100)
        values[side] = round(count * 316)
    return element("ind", **values)


def page_number() -> list[BaseOxmlElement]:
    """Return the runs of "— 1 —", whose number is a field that Word counts."""

    def piece(child: BaseOxmlElement) -> BaseOxmlElement:
        return element("r", child)

    instruction = element("instrText")
    instruction.text = " PAGE "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        run("— "),
        piece(element("fldChar", fldCharType="begin")),
        piece(instruction),
        piece(element("fldChar", fldCharType="separate")),
        run("1"),
        piece(element("fldChar", fldCharType="end")),
        run(" —"),
    ]
