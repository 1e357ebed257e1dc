"""The styles of an official paper in Word: fonts by name, none embedded (GB/T 9704-2012, domain 7)."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from papers.rendering.page import (
    BODY_POINTS,
    CAPTION_POINTS,
    LINE_TWIPS,
    NOTE_POINTS,
    PAGE_NUMBER_POINTS,
    TABLE_POINTS,
    TITLE_POINTS,
)
from papers.rendering.word_xml import element, indent

TITLE, BODY, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
# What Word may take where the named font is not installed.
ALTERNATIVES = {TITLE: "宋体", BODY: "仿宋", KAI: "楷体"}


# The grid of the page says 22 lines of 28 characters, but programs read it differently: Word narrows 16 pt to
# the pitch of 15.79, LibreOffice gives each character too wide for its cell two cells. So the letters do not
# snap; they are narrowed by 0.3 pt themselves, and justification spreads a full line to exactly 28 pitches.
CONDENSED_TWIPS = -6


@dataclass(frozen=True)
class Style:
    """A paragraph style; `latin` draws letters and digits, `first_line` is in characters."""

    key: str
    name: str
    font: str = BODY
    points: float = BODY_POINTS
    align: str = "both"
    first_line: float = 0
    level: int | None = None
    keep_next: bool = False
    exact: bool = True
    latin: str = LATIN


STYLES = (
    Style("Normal", "Normal"),
    Style("BodyText", "Body Text", first_line=2),
    Style("Title", "Title", TITLE, TITLE_POINTS, "center", keep_next=True),
    Style("Heading1", "heading 1", HEI, first_line=2, level=0, keep_next=True),
    Style("Heading2", "heading 2", KAI, first_line=2, level=1, keep_next=True),
    Style("Heading3", "heading 3", BODY, first_line=2, level=2, keep_next=True),
    Style("Heading4", "heading 4", BODY, first_line=2, level=3, keep_next=True),
    Style("Addressee", "主送机关"),
    Style("Attachments", "附件说明", align="left"),
    Style("Signature", "Signature", align="right", keep_next=True),
    Style("Caption", "caption", HEI, CAPTION_POINTS, "center", keep_next=True),
    Style("FigureCaption", "图题", HEI, CAPTION_POINTS, "center"),
    Style("Figure", "图", align="center", keep_next=True, exact=False),
    Style("TableText", "表格文字", points=TABLE_POINTS[0], align="left", exact=False),
    Style("TableHead", "表头", HEI, TABLE_POINTS[0], "center", exact=False),
    Style("TableNote", "表注", points=NOTE_POINTS, align="left", exact=False),
    Style("Footer", "footer", SONG, PAGE_NUMBER_POINTS, "left", exact=False, latin=SONG),
)


def _fonts(style: Style) -> BaseOxmlElement:
    return element("rFonts", ascii=style.latin, hAnsi=style.latin, eastAsia=style.font, cs=style.latin)


def _run_properties(style: Style) -> BaseOxmlElement:
    size = round(style.points * 2)
    return element(
        "rPr",
        _fonts(style),
        element("b", val=0),
        element("bCs", val=0),
        element("snapToGrid", val=0),
        element("color", val="000000"),
        element("spacing", val=CONDENSED_TWIPS if style.points == BODY_POINTS else 0),
        element("sz", val=size),
        element("szCs", val=size),
        # Letters and digits are no Chinese, else LibreOffice tears numbers apart at the end of a line.
        element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )


def _paragraph_properties(style: Style) -> BaseOxmlElement:
    made = element("pPr")
    if style.keep_next:
        made.append(element("keepNext"))
    # Without widow control every page takes all of its 22 lines.
    made.extend(
        [element("widowControl", val=0), element("autoSpaceDE", val=0), element("autoSpaceDN", val=0)]
    )
    made.append(element("snapToGrid", val=0))
    rule = {"line": LINE_TWIPS, "lineRule": "exact"} if style.exact else {"line": 240, "lineRule": "auto"}
    made.append(element("spacing", before=0, after=0, **rule))
    if style.first_line:
        made.append(indent(firstLine=style.first_line))
    made.append(element("jc", val=style.align))
    if style.level is not None:
        made.append(element("outlineLvl", val=style.level))
    return made


def _style(style: Style) -> BaseOxmlElement:
    made = element("style", type="paragraph", styleId=style.key)
    made.append(element("name", val=style.name))
    if style.key == "Normal":
        made.set(made.nsmap["w"].join("{}") + "default", "1")
    else:
        made.append(element("basedOn", val="Normal"))
    if style.level is not None:
        made.append(element("next", val="BodyText"))
    made.extend([element("qFormat"), _paragraph_properties(style), _run_properties(style)])
    return made


def _other_styles() -> list[BaseOxmlElement]:
    plain = element("style", element("name", val="Default Paragraph Font"), type="character", default=1)
    link = element(
        "style",
        element("name", val="Hyperlink"),
        # Black like all else on an official paper (7.1): whoever moves over a number finds its rows.
        element("rPr", element("color", val="000000")),
        type="character",
        styleId="Hyperlink",
    )
    table = element(
        "style", element("name", val="Normal Table"), type="table", default=1, styleId="TableNormal"
    )
    plain.set(plain.nsmap["w"].join("{}") + "styleId", "DefaultParagraphFont")
    return [plain, link, table]


def fill_styles(styles: BaseOxmlElement) -> None:
    """Replace everything in the styles part by the styles of the paper."""
    for child in list(styles):
        styles.remove(child)
    defaults = element("docDefaults", element("rPrDefault", _run_properties(STYLES[0])))
    defaults.append(element("pPrDefault"))
    styles.append(defaults)
    styles.extend(_style(style) for style in STYLES)
    styles.extend(_other_styles())


def font_table() -> str:
    """Return the font table: the names, and the fonts that Windows has under another name."""
    names = dict.fromkeys([*(style.font for style in STYLES), LATIN])
    rows = []
    for name in names:
        other = f'<w:altName w:val="{ALTERNATIVES[name]}"/>' if name in ALTERNATIVES else ""
        charset = "00" if name == LATIN else "86"
        rows.append(f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/></w:font>')
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{start}<w:fonts xmlns:w="{space}">{"".join(rows)}</w:fonts>'
