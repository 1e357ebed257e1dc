"""Words that somebody looks for, and the matters that have them all, as the database finds them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import connection
from django.db.models import Q

from security.identifiers import narrow
from security.masking import Kind, Level, mask

MOST = 500  # found matters are listed and counted up to here
LONGEST, MOST_WORDS = 60, 8
NAME = re.compile(r"[\u3400-\u9fff·]{3,4}")
TOO_SHORT = "至少写两个字，才找得准。"


@dataclass(frozen=True)
class Words:
    """What is looked for: words, all of which a matter must have, as they are compared."""

    said: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Parted by spaces; case, and letters and digits of full width, make no difference."""
        plain = "".join(char if char.isprintable() else " " for char in narrow(text)[:LONGEST])
        return cls(tuple(dict.fromkeys(plain.lower().split()[:MOST_WORDS])))

    @property
    def masks(self) -> list[str]:
        """Each word as the name of somebody would be shown, or "".

        Names stand sealed, and search never touches the vault: it finds what a list shows anyway, so that
        guessing at names tells nobody more. 张建明 finds all who are shown as 张*明; so does 张*明.
        """
        return [as_name(word) for word in self.said]

    @property
    def problem(self) -> str:
        """Why these words cannot be looked for, in a sentence; "" where they can."""
        return "" if any(len(word) > 1 for word in self.said) else TOO_SHORT


def as_name(word: str) -> str:
    if "*" in word:
        return word
    return mask(Kind.NAME, word, Level.INTERNAL) if NAME.fullmatch(word) else ""


@dataclass(frozen=True)
class Narrowed:
    """What else the found matters must be: of a kind, in an area, registered in a time, open."""

    kind: str = ""
    area: str = ""
    since: datetime | None = None
    until: datetime | None = None
    only_open: bool = False


@dataclass(frozen=True)
class Hits:
    """Keys of the matters found, the last registered first; `more` where there are more than are listed."""

    keys: tuple[int, ...]
    more: bool


def find(words: Words, narrowed: Narrowed, most: int = MOST) -> Hits:
    """Ask the database, which knows who asks: nothing out of sight is found or counted. One query."""
    given: list[Any] = [list(words.said), words.masks, narrowed.kind, narrowed.area]
    given += [narrowed.since, narrowed.until, narrowed.only_open, most]
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal.search(%s, %s, %s, %s, %s, %s, %s, %s)", given)
        keys = cursor.fetchone()[0]
    return Hits(tuple(keys[:most]), more=len(keys) > most)


def says(words: Words) -> Q:
    """The same as a condition on each matter: for words so common that their keys are too many to name."""
    found = Q()
    for word, shown in zip(words.said, words.masks, strict=True):
        found &= Q(search__text__icontains=word) | Q(number__endswith=word) | named(shown)
    return found


def named(shown: str) -> Q:
    """Somebody in the matter is shown so."""
    people = apps.get_model("casework", "Person").objects.filter(masked_name=shown)
    return Q(pk__in=people.values("matter")) if shown else Q(pk__in=[])
