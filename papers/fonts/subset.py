"""Cuts the open fonts of the PDF and the charts out of their large originals (run by hand, see README.md)."""

import argparse
import bz2
import re
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

SYMBOLS = (
    "–—―‘’“”…·•′″※‰№℃℉㎡㎢㎞㎏€£¥￥§¶©®™°±×÷≈≠≤≥√→←↑↓↗↘■□▲△▼▽◆◇○●◎★☆"
    "、。〃〇《》「」『』【】〈〉〔〕〖〗〓〜"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳½¼¾²³"
)
RARE_NAMES = "喆堃赟犇燚昇玥翀垚淼焱鑫骉羴猋龘镕陞喦峯堦濬"

# file, original, face wanted in a collection, our family name, whether the full table of characters is kept
FONTS = (
    ("song.ttf", "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "Governance Song", True),
    ("hei.ttf", "NotoSansCJK-Medium.ttc", "Noto Sans CJK SC Medium", "Governance Hei", True),
    ("kai.ttf", "LXGWWenKai-Regular.ttf", "", "Governance Kai", False),
)
DROPPED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "meta"]
CURVE_ERROR = 2.0  # thousandths of the letter size: 0.03 pt in 3号
MAXIMA = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 13, 14]


def gb2312() -> set[str]:
    """Return every character of GB 2312-80: 6,763 Chinese characters and 682 signs."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {char for pair in pairs for char in pair.decode("gb2312", "ignore")}


def standard_characters(unihan: Path) -> set[str]:
    """Return the 8,105 characters of 通用规范汉字表 (2013), from the field kTGH of the Unihan database."""
    text = bz2.decompress(unihan.read_bytes()).decode()
    return {chr(int(code, 16)) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE)}


def face_number(path: Path, full_name: str) -> int:
    """Return which face of a collection bears the name; 0 for a plain font file."""
    if path.suffix != ".ttc":
        return 0
    names = [font["name"].getDebugName(4) for font in TTCollection(str(path)).fonts]
    return names.index(full_name)


def rename(font: TTFont, family: str) -> None:
    """Give a changed font a name of its own, as the OFL asks where a font name is reserved."""
    names = font["name"]
    kept = [record for record in names.names if record.nameID in {0, 5, 9, 10, 11, 13, 14}]
    names.names = [record for record in kept if record.platformID == 3 and record.langID == 0x409]
    plain = family.replace(" ", "")
    for name_id, value in ((1, family), (2, "Regular"), (3, f"{plain};subset"), (4, family), (6, plain)):
        names.setName(value, name_id, 3, 1, 0x409)


def to_truetype(font: TTFont) -> None:
    """Turn CFF outlines into TrueType ones, which every PDF library embeds and every reader searches."""
    glyphs, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), drawn
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for name in MAXIMA:
        setattr(font["maxp"], name, 1 if name == "maxZones" else 0)
    font["post"].formatType = 3.0
    font.recalcBBoxes = True  # the new outlines have no boxes yet
    font.sfntVersion = "\0\1\0\0"


def cut(source: Path, face: str, family: str, characters: set[str], target: Path) -> None:
    """Write a copy of one face that holds only the characters, unhinted and renamed."""
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=NAME_IDS, layout_features=[])
    options.font_number = face_number(source, face)
    options.drop_tables += DROPPED_TABLES
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    rename(font, family)
    if "CFF " in font:
        to_truetype(font)
    subset.save_font(font, str(target), options)


def main() -> None:
    """Cut every font of FONTS from the originals found below --originals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--originals", type=Path, required=True, help="folder with the original fonts")
    parser.add_argument("--unihan", type=Path, required=True, help="Unihan_OtherMappings.txt.bz2")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    latin = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
    hanzi = {char for char in gb2312() if char >= "\u4e00"}
    small = latin | hanzi | set(SYMBOLS) | set(RARE_NAMES)
    full = small | gb2312() | standard_characters(options.unihan)
    for file_name, original, face, family, keep_all in FONTS:
        source = next(options.originals.rglob(original))
        cut(source, face, family, full if keep_all else small, options.out / file_name)


if __name__ == "__main__":
    main()
