"""The demo's invented sentences as examples of their categories, for the lexicon a county begins with."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from casework.suggesting.learning import Example
from demo.texts import THEMES
from demo.wording import report, words_for
from grids.suggesting.examples import offers_examples

TIMES = 12  # sentences from one template, each with other words in its slots
HOURS = (9, 14, 19)
VILLAGES = ("中钱村", "齐家村", "白苎社区", "聚金村")


@offers_examples
def sentences() -> Iterator[Example]:
    """So many of each template; those of one template are one group."""
    drawn = random.Random(20260102)
    for theme in THEMES:
        for template in theme.texts:
            alone = replace(theme, texts=(template,))
            for turn in range(TIMES):
                at = datetime(2026, 1, 1, drawn.choice(HOURS), tzinfo=UTC)
                words = words_for(drawn, theme, drawn.choice(VILLAGES), turn % 2 == 0, at)
                yield Example(theme.category, report(drawn, alone, words)[0], group=template)
