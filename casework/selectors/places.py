"""The places that a resident may choose."""

from collections.abc import Iterator

from areas.models import Area

PLACES = r"^\d{9}(\d{3})?$"  # townships and villages
Choices = list[tuple[str, list[tuple[str, str]]]]


def places() -> Choices:
    """Each township with its villages. One query."""
    found = list(Area.objects.current().filter(code__regex=PLACES).values_list("code", "name"))
    towns = {code: name for code, name in found if len(code) == 9}
    return [(name, [*villages_of(code, name, found)]) for code, name in towns.items()]


def villages_of(town: str, name: str, found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The township itself, for who does not know better, and what lies in it."""
    yield town, f"{name}（不清楚哪个村、社区）"
    yield from ((code, own) for code, own in found if len(code) > 9 and code.startswith(town))
