"""The head of the chain in words that can be printed, filed, mailed, and read again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from audit.models import Seal

HASH = re.compile(r"\b[0-9a-f]{64}\b")
NUMBER = re.compile(r"封存号\s*(\d+)")


@dataclass(frozen=True)
class Anchored:
    """What was kept outside: the hash of a seal, and its number where that was written down too."""

    hash: str
    number: int | None = None


def words_of(head: Seal) -> str:
    """The head as it goes onto paper: five lines."""
    moment = timezone.localtime(head.sealed_at)
    return (
        "县域社会治理平台 审计封存\n"
        f"封存号 {head.number}\n"
        f"封存时间 {moment:%Y-%m-%d %H:%M:%S}\n"
        f"本次条数 {head.count}\n"
        f"校验码 {head.hash}\n"
    )


def read(given: str) -> list[Anchored]:
    """Anchors from a hash, from a file, or from all files of a folder.

    Raises ValueError with a Chinese sentence where there is none.
    """
    if HASH.fullmatch(given.strip().lower()):
        return [Anchored(given.strip().lower())]
    place = Path(given)
    try:
        found = [anchored for file in files_of(place) for anchored in in_words(file.read_text("utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"“{given}”读不出来，看看文件名对不对，或直接写 64 位校验码。") from error
    if not found:
        raise ValueError(f"“{given}”里没有校验码。用每天的存证文件，或直接写 64 位校验码。")
    return found


def files_of(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(place.glob("*.txt"))
    else:
        yield place


def in_words(words: str) -> Iterator[Anchored]:
    """The anchors in a text: each hash with the number that stands last before it."""
    for found in HASH.finditer(words.lower()):
        numbers = NUMBER.findall(words[: found.start()])
        yield Anchored(found.group(), int(numbers[-1]) if numbers else None)
