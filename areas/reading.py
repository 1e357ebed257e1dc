"""Tables as counties send them: text files whose encoding nobody knows."""

import codecs
from pathlib import Path

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class FileUnreadable(ValueError):
    """The file as a whole cannot be taken; the message says why and what to do."""


def read_text(path: Path, encoding: str = "") -> str:
    """The text of a file in UTF-8, with or without BOM, in UTF-16 with BOM, or else in GB18030.

    Raises FileUnreadable where the file is not there, is empty, or fits none of them.
    """
    raw = read_bytes(path)
    if not raw.strip():
        raise FileUnreadable(f"“{path.name}”是空的，没有一行内容。请核对是不是传错了文件。")
    for name in [encoding] if encoding else encodings_of(raw):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError as error:
            raise FileUnreadable(f"没有“{encoding}”这种编码。可以写 utf-8 或 gb18030。") from error
    tried = encoding or "UTF-8 和 GB18030"
    raise FileUnreadable(f"“{path.name}”按 {tried} 都读不出文字。请在表格软件里另存为“CSV UTF-8”再试。")


def read_bytes(path: Path) -> bytes:
    """All of the file. Raises FileUnreadable where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileUnreadable(f"没有找到文件“{path}”。请核对路径。") from error
    except OSError as error:
        raise FileUnreadable(f"打不开“{path}”：{error.strerror}。") from error


def encodings_of(raw: bytes) -> list[str]:
    """Encodings to try, the likeliest first. GB18030 reads almost anything, so it comes last."""
    for bom, name in BOMS:
        if raw.startswith(bom):
            return [name]
    return ["utf-8", "gb18030"]
