"""What search found, as its page shows it: with the words marked where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from casework.kinds import kinds
from casework.models import Matter, Person
from casework.models.finding import Words
from casework.selectors import Row, rows
from security.identifiers import narrow

AROUND = 32  # signs shown before the first word of a snippet
SNIPPET = 90
Parts = list[tuple[str, bool]]  # pieces of a text, each with whether it was looked for


@dataclass(frozen=True)
class Found:
    """A matter that was found: its row, and where the words stand in it."""

    row: Row
    kind: str
    number: Parts
    title: Parts
    snippet: Parts
    people: tuple[str, ...]


def found_rows(keys: Sequence[int], words: Words, *, user: User, now: datetime) -> list[Found]:
    """The matters of these keys in this order, less those out of the user's sight. Two queries or three."""
    whole = Matter.objects.visible_to(user).select_related("area", "unit", "holder", "search")
    matters = {matter.pk: matter for matter in whole.defer("search__vector").filter(pk__in=keys)}
    people = shown_people(list(matters), words)
    listed = rows([matters[key] for key in keys if key in matters], user=user, now=now)
    return [
        Found(
            row=row,
            kind=str(kinds()[row.matter.kind]._meta.verbose_name),
            number=marked_end(row.matter.number, words),
            title=marked(row.matter.title, words.said),
            snippet=snippet(row.matter.search.text, row.matter.title, words.said),
            people=tuple(people.get(row.matter.pk, [])),
        )
        for row in listed
    ]


def shown_people(keys: list[int], words: Words) -> dict[int, list[str]]:
    """Of each matter, who in it is shown as one of the words would be. No query where no word is a name."""
    shown = {name for name in words.masks if name}
    found: dict[int, list[str]] = {}
    if shown:
        for person in Person.objects.filter(matter__in=keys, masked_name__in=shown):
            found.setdefault(person.matter_id, []).append(str(person))
    return found


def folded(text: str) -> str:
    """The text as words are compared with it, sign by sign as long as before."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in narrow(text))


def marked(text: str, said: Sequence[str]) -> Parts:
    """The text in pieces: those that were looked for, and those between them."""
    plain, hit = folded(text), [False] * len(text)
    for word in said:
        start = plain.find(word)
        while start >= 0:
            hit[start : start + len(word)] = [True] * len(word)
            start = plain.find(word, start + 1)
    parts: Parts = []
    for char, is_hit in zip(text, hit, strict=True):
        if parts and parts[-1][1] == is_hit:
            parts[-1] = (parts[-1][0] + char, is_hit)
        else:
            parts.append((char, is_hit))
    return parts


def marked_end(number: str, words: Words) -> Parts:
    """The number, with the end of it that was looked for."""
    bare = folded(number).replace("-", "")
    ends = [len(end) for word in words.said if len(end := word.replace("-", "")) > 2 and bare.endswith(end)]
    if not ends:
        return [(number, False)]
    cut = len(number)
    left = max(ends)
    while left:
        cut -= 1
        left -= number[cut] != "-"
    return [(number[:cut], False), (number[cut:], True)] if cut else [(number, True)]


def snippet(text: str, title: str, said: Sequence[str]) -> Parts:
    """The piece of the text around the first word that the title lacks; nothing where it lacks none."""
    told = folded(title)
    for word in (word for word in said if word not in told):
        for line in text.split("\n"):
            at = folded(line).find(word)
            if at >= 0:
                return marked(cut(line, at), said)
    return []


def cut(line: str, at: int) -> str:
    """The line around this place, with dots where something was left out."""
    start = max(0, at - AROUND)
    end = start + SNIPPET
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
