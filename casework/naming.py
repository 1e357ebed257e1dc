"""Who may not be named: somebody hidden in one matter stays so in what grew from it.

A kind that hides people enrols a guard here; `register` and `perform` show it the words that would stand in a
matter before they are written. A guard says no by MoveDenied, in a sentence that names nobody.
"""

from collections.abc import Callable, Iterable

from accounts.models import User
from casework.models import Matter

Guard = Callable[[Matter, str, User, list[str]], None]
_guards: list[Guard] = []


def enrol(guard: Guard) -> None:
    """(matter of the chain, kind that is written, who writes, the words) -> None, or MoveDenied."""
    _guards.append(guard)


def refuse_hidden_names(matter: Matter, kind: str, by: User, words: Iterable[object]) -> None:
    """Raise MoveDenied where these words name somebody who is hidden in this matter or one of its chain."""
    said = [word for word in words if isinstance(word, str) and word]
    for guard in _guards:
        guard(matter, kind, by, said)
