"""Sentences from templates: what was seen, and what was done about it. Pure."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from demo.texts import places
from demo.texts.theme import Theme

Words = Mapping[str, str]


def words_for(rng: random.Random, theme: Theme, village: str, urban: bool, at: datetime) -> Words:
    """One choice for every slot of the theme, so that report and result speak of the same thing."""
    road, other = rng.sample(places.ROADS, 2)
    group, neighbour = rng.sample(range(1, 16), 2)
    words = {slot: rng.choice(values) for slot, values in theme.slots.items()}
    if theme.paired:
        chosen = rng.randrange(len(theme.slots[theme.paired[0]]))
        words |= {slot: theme.slots[slot][chosen] for slot in theme.paired}
    words |= {
        "village": village,
        "road": road,
        "other": other,
        "n": str(group),
        "o": str(neighbour),
        "u": str(rng.randint(1, 4)),
        "f": str(rng.randint(2, 6)),
        "m": str(rng.randint(2, 60) * 2),
        "gate": rng.choice(places.GATES),
        "side": rng.choice(places.SIDES),
        "when": rng.choice(part_of_day(at.hour)),
    }
    return words | {"spot": rng.choice(spots(theme, urban)).format_map(words)}


def spots(theme: Theme, urban: bool) -> Sequence[str]:
    """Where such trouble is, in a community or in a village."""
    if theme.at_home:
        return places.URBAN_HOMES if urban else places.RURAL_HOMES
    return places.URBAN_SPOTS if urban else places.RURAL_SPOTS


def part_of_day(hour: int) -> Sequence[str]:
    """How somebody who writes at this hour says when it was."""
    if hour < 12:
        return places.MORNING
    return places.AFTERNOON if hour < 17 else places.EVENING


def report(rng: random.Random, theme: Theme, words: Words) -> tuple[str, str]:
    """What somebody typed, one sentence or two; and the word by which its answers are found."""
    mark, text = parted(rng.choice(theme.texts))
    text = text.format_map(words)
    asks = places.HOME_ASKS if theme.at_home else places.ASKS
    return (text + rng.choice(asks) if rng.random() < 0.4 else text), mark


def answers(templates: Sequence[str], mark: str) -> list[str]:
    """Those made for a text with this mark; where there are none, those made for any."""
    parts = [parted(template) for template in templates]
    own = [text for made_for, text in parts if mark and made_for == mark]
    return own or [text for made_for, text in parts if not made_for]


def parted(template: str) -> tuple[str, str]:
    """The mark before the bar, and the sentence."""
    mark, bar, text = template.partition("|")
    return (mark, text) if bar else ("", template)
