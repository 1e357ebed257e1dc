"""The kinds of matter. An app makes its model one by `@kind(…)`; nobody else lists them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from casework.workflow import Workflow

K = TypeVar("K", bound=type[Model])

_kinds: dict[str, Any] = {}


def kind(
    *,
    workflow: Workflow,
    searched: tuple[str, ...],
    tells: Mapping[str, str] | None = None,
    in_words: Collection[str] = (),
    sentence: Callable[[str, str], str] | None = None,
) -> Callable[[K], K]:
    """Make the model a kind of matter, whose rows each belong to one matter and move by this table.

    `searched` are the columns of its texts by whose words a matter of the kind is found; `tells` the moves of
    which whoever reported it is told, each with the event (Telling.Event);
    `in_words` those at which only what somebody wrote goes out. `sentence` gives for such a move and the
    matter's number the kind's own words: then these go out alone, whatever somebody wrote.
    """

    def enrol(model: K) -> K:
        model.workflow = workflow  # type: ignore[attr-defined]
        model.searched = searched  # type: ignore[attr-defined]
        model.tells = tells or {}  # type: ignore[attr-defined]
        model.tells_in_words = frozenset(in_words)  # type: ignore[attr-defined]
        model.sentence = staticmethod(sentence) if sentence else None  # type: ignore[attr-defined]
        _kinds[kind_of(model)] = model
        return model

    return enrol


def kinds() -> dict[str, Any]:
    """The models by the name that Matter.kind holds: case, dispute, petition …"""
    return _kinds


def kind_of(model: type[Model]) -> str:
    """What Matter.kind holds for this model: also the name by which a matter reaches its row."""
    return str(model._meta.model_name)


def split_fields(model: type[Model], values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part values into the matter's and the kind's own: no field of a kind is named as one of Matter's."""
    own = {field.name for field in model._meta.concrete_fields if not field.primary_key}
    own |= {field.attname for field in model._meta.concrete_fields if not field.primary_key}
    return (
        {name: value for name, value in values.items() if name not in own},
        {name: value for name, value in values.items() if name in own},
    )
