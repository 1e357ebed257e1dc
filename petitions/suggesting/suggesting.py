"""What the words of a petition point to, the likeliest first, and why. Pure: the same words, the same answer.

Where no word of the lists stands in a text it says nothing: whoever sorts it is not led by a guess.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.suggesting.features import LONGEST
from petitions.dictionaries import Category, Path, Subject
from petitions.suggesting.wordlists import Pointing, lexicon, subjects, tracks

MOST, MOST_WORDS = 3, 3
SHORT_PATH = {
    Path.P1: "诉讼、检察、公安程序",
    Path.P2: "仲裁",
    Path.P3: "党员申诉、人事复审",
    Path.P4: "行政复议等行政程序",
    Path.P5: "请求查处、保护",
}
LABELS: dict[str, dict[str, str]] = {
    "category": {str(value): str(label) for value, label in Category.choices},
    "path": {str(value): label for value, label in SHORT_PATH.items()},
    "subject": {str(value): str(label) for value, label in Subject.choices},
}


@dataclass(frozen=True)
class Hint:
    """One value that may be taken for a field, and the words that speak for it."""

    field: str
    value: str
    why: str

    @property
    def label(self) -> str:
        return LABELS[self.field][self.value]


def hints(text: str) -> list[Hint]:
    """For category, path and content class at most three each. A path is only for what is claimed (XF-20)."""
    read = text[:LONGEST]
    categories = by_words("category", tracks()["category"], read)
    claimed = not categories or Category.CLAIM in {hint.value for hint in categories}
    paths = by_words("path", tracks()["path"], read) if claimed else []
    return [*categories, *paths, *by_class(read)]


def by_words(field: str, pointing: Iterable[Pointing], text: str) -> list[Hint]:
    """By how many different words point to each; of as many, in the order of the law."""
    found = [(one, words) for one in pointing if (words := one.found_in(text))]
    found.sort(key=lambda pair: -len(pair[1]))
    return [Hint(field, one.value, said(words, one.basis)) for one, words in found[:MOST]]


def by_class(text: str) -> list[Hint]:
    """Content classes of which a word stands in the text, in the lexicon's order."""
    known = {one.value: words for one in subjects() if (words := one.found_in(text))}
    order = [name for name in lexicon().suggest(text).names if name in known]
    return [Hint("subject", value, said(known[value])) for value in order[:MOST]]


def said(words: tuple[str, ...], basis: str = "") -> str:
    """Which words, and on what rule."""
    shown = "、".join(f"“{word}”" for word in words[:MOST_WORDS])
    return f"写到{shown}（{basis}）" if basis else f"写到{shown}"
