"""A report with everything that is hard to print, and ways to read its files back."""

import re
from datetime import date
from decimal import Decimal

from papers.document import Cell, Chart, Column, Document, Heading, Paragraph, Table

ROWS_URL = "https://portal.example.gov.cn/cases/?quarter=2026Q1&area=330424001"
SENTENCE = "全县坚持和发展新时代“枫桥经验”，以网格为底座、以诉求为导向，推动矛盾纠纷就地发现、就地化解。"
NASTY = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@x",
    "-2+3",
    "<w:t>甲</w:t>",
    "甲&乙",
    "一\x01二\x0b三",
    "👍好",
    "喆堃赟犇燚昇玥",
)

OFFICES = Table(
    "各镇（街道）案件办理情况",
    (
        Column("镇（街道）"),
        Column("受理量", "件", "count"),
        Column("按期办结率", "", "rate"),
        Column("平均用时", "日", "duration"),
    ),
    (
        (
            Cell("武原街道", "武原街道"),
            Cell(1284, "1,284", ROWS_URL),
            Cell(0.936, "93.6%"),
            Cell(2.54, "2.5"),
        ),
        (Cell("沈荡镇", "沈荡镇"), Cell(97, "97"), Cell(Decimal("0.875"), "87.5%"), Cell(None)),
        (Cell("百步镇", "百步镇"), Cell(0, "0"), Cell(None), Cell(Decimal("10.0"), "10.0")),
    ),
    "按受理日统计，不含重复件。",
)
NASTY_TABLE = Table(
    "[原话]: 群众/单位*怎么说?",
    (Column("编号", "", "count"), Column("原话")),
    tuple((Cell(number, str(number)), Cell(text, text)) for number, text in enumerate(NASTY, 1)),
)
LONG_TABLE = Table(
    "案件清单",
    (Column("名称"), Column("天数", "日", "count")),
    tuple((Cell(f"第{n}件", f"第{n}件"), Cell(10_000 + n, f"{10_000 + n:,}")) for n in range(1, 301)),
)
EMPTY_TABLE = Table("退回案件", (Column("单位"), Column("数量", "件", "count")), (), "本季没有退回的案件。")
WIDE_TABLE = Table(
    "超长内容",
    tuple(Column(f"第{n}列") for n in range(1, 9)),
    (tuple(Cell("a" * 400 if n == 3 else "字", "a" * 400 if n == 3 else "字") for n in range(8)),),
)
BARS = Chart(
    "各镇受理量",
    "bar",
    ("武原", "沈荡", "百步"),
    (("本季", (1284.0, 97.0, None)), ("上季", (1301.0, 88.5, 3.0))),
    "件",
)
LINE = Chart("按期办结率", "line", ("1月", "2月", "3月"), (("全县", (0.912, None, 0.936)),), "%")


def report(*blocks, **changes):
    """A report of the given blocks, or of everything there is."""
    said = {
        "title": "关于2026年第一季度县域社会治理工作情况的报告",
        "organ": "中共海盐县委政法委员会",
        "addressee": "县委、县政府",
        "issued_on": date(2026, 4, 9),
        "blocks": blocks or everything(),
        "attachments": ("各镇（街道）得分表", "重点案件清单"),
        "note": "此件公开发布",
        "figures_as_of": "2026年4月8日24时",
    }
    return Document(**{**said, **changes})


def everything():
    """One of each block, and each hard case."""
    return (
        Heading(1, "总体情况"),
        Paragraph(
            (
                "全县受理案件",
                Cell(1284, "1,284", ROWS_URL),
                "件，同比下降",
                Cell(0.032, "3.2%"),
                "。",
                SENTENCE * 4,
            )
        ),
        Heading(2, "网格巡查"),
        Paragraph((SENTENCE * 3,)),
        Heading(3, "重点地区"),
        Heading(4, "几点说明"),
        Paragraph(("化解率比上季度提高", Cell(0.008, "0.8个百分点"), "。")),
        Heading(2, "群众反映"),
        OFFICES,
        NASTY_TABLE,
        BARS,
        Heading(1, "附表"),
        LINE,
        EMPTY_TABLE,
        WIDE_TABLE,
        LONG_TABLE,
    )


def cells(document):
    """Every cell of the document, in running text and in tables."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (part for part in block.parts if isinstance(part, Cell))
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row


def squeezed(text):
    """Text without white space, whose place no reader of a PDF can tell for certain."""
    return re.sub(r"\s+", "", text)
