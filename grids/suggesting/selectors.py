"""The lexicon in use, and what it says of a text."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from casework.suggesting.features import Lexicon, Suggestion
from grids.models import Wordlist
from grids.suggesting.services import digest_of

SHIPPED = Path(settings.BASE_DIR) / "static" / "field" / "categories.json"


def current() -> tuple[str, str]:
    """The digest and the text of the newest lexicon of the county; until it has one, of the one we ship.

    The text is read where it is another than last time, so asking again costs a short query.
    """
    newest = Wordlist.objects.values_list("pk", "digest").first()
    if newest is None:
        return shipped()
    pk, digest = newest
    return digest, body_of(pk)


@lru_cache(maxsize=2)
def body_of(pk: int) -> str:
    """A lexicon's text; it never changes."""
    return str(Wordlist.objects.values_list("body", flat=True).get(pk=pk))


@lru_cache(maxsize=1)
def shipped() -> tuple[str, str]:
    text = SHIPPED.read_text(encoding="utf-8")
    return digest_of(text), text


@lru_cache(maxsize=2)
def read(text: str) -> Lexicon:
    return Lexicon.of(json.loads(text))


def suggest(text: str) -> Suggestion:
    """The categories of a text by the lexicon in use."""
    return read(current()[1]).suggest(text)
