"""The two lists of words, read once. Pure but for the files beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.suggesting.features import Lexicon
from casework.suggesting.learning import Example, learn
from petitions.dictionaries import Category, Subject
from petitions.dictionaries import Path as Way

HERE = Path(__file__).parent
WORD_TIMES = 4  # each word counts as often as a case's list of words does


@dataclass(frozen=True)
class Pointing:
    """Words that point to one value of a field, and the rule on which they do."""

    value: str
    basis: str
    words: tuple[str, ...]

    def found_in(self, text: str) -> tuple[str, ...]:
        """Those of its words that stand in the text, the longest first; none that stands within another."""
        found: list[str] = []
        for word in sorted(self.words, key=lambda word: (-len(word), self.words.index(word))):
            if word in text and not any(word in longer for longer in found):
                found.append(word)
        return tuple(found)


def lines(name: str) -> Iterator[list[str]]:
    """The parts of each line that says something."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


@cache
def subjects() -> tuple[Pointing, ...]:
    return tuple(
        Pointing(str(Subject(code)), "", tuple(said.split())) for code, said in lines("subjects.txt")
    )


@cache
def tracks() -> Mapping[str, tuple[Pointing, ...]]:
    """Of the category and of the path: what points to which value."""
    read = [Pointing(value, basis, tuple(said.split())) for value, basis, said in lines("tracks.txt")]
    return {
        "category": tuple(one for one in read if one.value in Category.values),
        "path": tuple(one for one in read if one.value in Way.values),
    }


@cache
def lexicon() -> Lexicon:
    """What the words of the classes teach, by the same sums as a case's category."""
    examples = [
        Example(one.value, word, group=word, times=WORD_TIMES) for one in subjects() for word in one.words
    ]
    return Lexicon.of(learn(examples))
