"""Which stored things a wanted column could mean: the names compared plainly, a person decides. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ROUND = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
NO_WORD = re.compile(r"[\W_]+")
ENDINGS = re.compile(r"(?:总数量|总数|数量|数|量)$")
PERSONAL = "姓名|身份证|证件号|手机|电话|住址|家庭地址|出生"
SHORTEST, MOST = 2, 6


@dataclass(frozen=True)
class Source:
    """Something that is stored: of which sort, by which key, called what, kept where."""

    sort: str
    key: str
    name: str
    where: str

    @property
    def choice(self) -> str:
        return f"{self.sort}:{self.key}"


def plain(text: str) -> str:
    """The name without what people write in different ways: width, case, brackets, marks, 数 at the end."""
    said = unicodedata.normalize("NFKC", text).lower()
    bare = NO_WORD.sub("", ROUND.sub("", said))
    return ENDINGS.sub("", bare) or bare


def likeness(wanted: str, name: str) -> int:
    """Two for the same name, one where one is within the other, else nought. Both are plain."""
    if wanted == name:
        return 2
    short, long = sorted((wanted, name), key=len)
    return int(len(short) >= SHORTEST and short in long)


def candidates(wanted: str, known: Iterable[Source], synonyms: Mapping[str, set[str]]) -> list[Source]:
    """What the column could mean, the likeliest first: what was confirmed for this word, then by name."""
    word = plain(wanted)
    confirmed = synonyms.get(word, set())
    ranked = [(3 if one.choice in confirmed else likeness(word, plain(one.name)), one) for one in known]
    found = sorted((pair for pair in ranked if pair[0]), key=lambda pair: (-pair[0], len(pair[1].name)))
    return [one for _, one in found[:MOST]]


def is_personal(name: str) -> bool:
    """Does the column ask for what identifies people? Forms ask units for numbers, never for people."""
    return re.search(PERSONAL, unicodedata.normalize("NFKC", name)) is not None
