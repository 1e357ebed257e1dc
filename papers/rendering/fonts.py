"""Which font file draws which part of a paper: the county's own where it has uploaded one, else an open one.

方正小标宋 and the GB2312 fonts of official papers are commercial. They are named in Word files and never
shipped; the PDF, which must carry its fonts, says in small type what was used in their place (ux 6.3).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

logger = logging.getLogger(__name__)

OPEN_FONTS = Path(__file__).resolve().parent.parent / "fonts"
GETA = "〓"  # the printer's sign for a character the case does not hold

# part of the paper: the font that is wanted, names it goes by, the open font instead, and that font's name
PARTS: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "title": (
        "方正小标宋简体",
        ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        "song.ttf",
        "思源宋体",
    ),
    "body": ("仿宋_GB2312", ("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK"), "song.ttf", "思源宋体"),
    "hei": ("黑体", ("SimHei", "方正黑体_GBK"), "hei.ttf", "思源黑体"),
    "kai": ("楷体_GB2312", ("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK"), "kai.ttf", "霞鹜文楷"),
    "song": ("宋体", ("SimSun", "方正书宋_GBK"), "song.ttf", "思源宋体"),
}
MAY_NOT_EMBED = 0x0002  # OS/2 fsType: restricted licence embedding


@dataclass(frozen=True)
class Face:
    """One font file (of a collection its first face) that draws a part of the paper."""

    path: Path
    stands_in_for: str = ""
    name: str = ""

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points the face can draw."""
        return _code_points(self.path, self.path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _code_points(path: Path, changed_at: int) -> frozenset[int]:
    """Return what a file holds; a file that is uploaded anew is read anew."""
    with TTFont(str(path), fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _uploaded(folder: Path | None) -> dict[str, Path]:
    """Return the font files of the folder that can be read and may be embedded, by each of their names."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder and folder.is_dir() else []:
        if path.suffix.lower() not in {".ttf", ".otf", ".ttc"}:
            continue
        try:
            found |= dict.fromkeys(_names(path), path)
        except (TTLibError, OSError, KeyError, AssertionError) as error:
            logger.warning("字体文件 %s 读不出来，没有用它：%s", path.name, error)
    return found


def _names(path: Path) -> list[str]:
    """Return the family, full and PostScript names of a font, or none if the PDF cannot carry it."""
    with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
        if font["OS/2"].fsType & MAY_NOT_EMBED:
            logger.warning("字体文件 %s 的许可不让嵌入，没有用它。", path.name)
            return []
        if "glyf" not in font:
            logger.warning("字体文件 %s 是 OTF（CFF）字体，嵌入不了，没有用它。请换 TTF。", path.name)
            return []
        return sorted({record.toUnicode() for record in font["name"].names if record.nameID in {1, 4, 6}})


@dataclass(frozen=True)
class FontSet:
    """The faces of one paper, by part, with an open face behind each for characters it lacks."""

    faces: dict[str, Face]
    missing: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, folder: Path | None = None) -> FontSet:
        """Return the fonts in the folder by their names, and open fonts for the parts it does not hold."""
        uploaded = _uploaded(folder)
        faces = {}
        for part, (wanted, aliases, file_name, open_name) in PARTS.items():
            own = next((uploaded[name] for name in (wanted, *aliases) if name in uploaded), None)
            faces[part] = Face(own) if own else Face(OPEN_FONTS / file_name, wanted, open_name)
        faces["reserve"] = Face(OPEN_FONTS / "song.ttf")
        return cls(faces)

    def part_for(self, char: str, part: str) -> tuple[str, str]:
        """Return the character to draw and the part whose face has it; 〓, and a report, where none has."""
        for candidate in (part, "reserve", "hei"):
            if ord(char) in self.faces[candidate].characters:
                return char, candidate
        self.missing.add(char)
        return GETA, "reserve"

    def printable(self, text: str, part: str) -> str:
        """Return the text with 〓 for each character that the part's own face cannot draw."""
        known = self.faces[part].characters
        lacking = {char for char in text if ord(char) not in known}
        self.missing.update(char for char in lacking if ord(char) not in self.faces["reserve"].characters)
        return "".join(GETA if char in lacking else char for char in text)

    def substitutions(self) -> str:
        """Return the sentence that names the open fonts in use, or nothing if all are the county's own."""
        used: dict[str, list[str]] = {}
        for part in PARTS:
            face = self.faces[part]
            if face.stands_in_for:
                used.setdefault(face.name, []).append(face.stands_in_for)
        pairs = "；".join(f"{'、'.join(wanted)}以{name}代" for name, wanted in used.items())
        return f"本件所用字体：{pairs}（均为开源字体，可由管理员上传正式字体替换）。" if pairs else ""

    def missing_sentence(self) -> str:
        """Return the sentence that names the characters printed as 〓, or nothing."""
        codes = "、".join(f"U+{ord(char):04X}" for char in sorted(self.missing))
        return f"字库里没有、以{GETA}代替的字符：{codes}。" if codes else ""
