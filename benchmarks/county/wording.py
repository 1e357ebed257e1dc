"""What the invented matters say: the demo's sentences, many at once."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle

from benchmarks.county.founding import VILLAGE_NAMES
from demo.texts import THEMES
from demo.texts.theme import Theme
from demo.wording import answers, report, words_for
from grids.models import Category
from grids.services import title_of

TEXTS = 20_000


@dataclass(frozen=True)
class Wording:
    """One case's words, and the category that they belong to."""

    category: str
    title: str
    text: str
    result: str


def wordings(rng: random.Random, count: int = TEXTS) -> Iterator[Wording]:
    """So many, as often of each sort as the demo has it."""
    codes = by_names()
    themes = rng.choices(THEMES, [theme.weight for theme in THEMES], k=count)
    for theme, village in zip(themes, cycle(VILLAGE_NAMES), strict=False):
        yield worded(rng, theme, f"{village}村", codes[theme.category, theme.leaf])


def worded(rng: random.Random, theme: Theme, village: str, category: str) -> Wording:
    """What one case says, and how it ended."""
    hour = datetime(2026, 1, 1, rng.randrange(8, 20), tzinfo=UTC)  # of the day: only that is said
    words = words_for(rng, theme, village, urban=rng.random() < 0.3, at=hour)
    text, mark = report(rng, theme, words)
    result = rng.choice(answers(theme.results, mark)).format_map(words)
    return Wording(category, title_of(text), text, result)


def by_names() -> dict[tuple[str, str], str]:
    """Codes of the second level by the names of both; of the first where there is no second."""
    names = dict(Category.objects.values_list("code", "name"))
    return {(names[code[:3]], name if len(code) > 3 else ""): code for code, name in names.items()}
