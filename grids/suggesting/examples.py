"""What a lexicon is learnt from before the county has closed cases: invented sentences, and words."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from casework.suggesting.learning import Example

WORDS = Path(__file__).with_name("data") / "words.txt"
WORD_TIMES = 4  # a word says more of its category than a sentence that holds ten others

Source = Callable[[], Iterable[Example]]
_sources: list[Source] = []


def offers_examples(source: Source) -> Source:
    """Enrol a function that gives invented examples: the demo does, whose texts stand above this floor."""
    _sources.append(source)
    return source


def invented() -> list[Example]:
    """All examples that nobody's matter stands behind."""
    return [*words(), *(example for source in _sources for example in source())]


@cache
def words() -> tuple[Example, ...]:
    """The words of the catalogue's second level, each as an example of its category."""
    found = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        head, bar, tail = line.partition("|")
        if bar and not line.startswith("#"):
            category, *leaf = head.split()
            found += [Example(category, word, times=WORD_TIMES) for word in (*leaf, *tail.split())]
    return tuple(found)
