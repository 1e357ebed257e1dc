"""The hints of a petition on the page where it is classified: links that fill in the form, one by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from petitions.dictionaries import Category
from petitions.models import Petition
from petitions.suggesting.suggesting import LABELS, Hint, hints

FIELDS = {"category": "类别", "path": "途径", "subject": "内容大类"}


@dataclass(frozen=True)
class Offer:
    """One hint, where its link goes, and whether it was taken."""

    label: str
    why: str
    address: str
    taken: bool


@dataclass(frozen=True)
class Group:
    """The hints for one field."""

    label: str
    hints: list[Offer]


def taken(given: Mapping[str, str]) -> dict[str, str]:
    """What the address fills in: values that there are, and nothing else."""
    return {field: given[field] for field in FIELDS if given.get(field) in LABELS[field]}


def offered(petition: Petition, now: Mapping[str, str]) -> list[Group]:
    """The hints by field; a field without any is left out."""
    found = hints("\n".join([petition.request, petition.facts, petition.reasons]))
    groups = [
        Group(label, [offer(one, now) for one in found if one.field == field])
        for field, label in FIELDS.items()
    ]
    return [group for group in groups if group.hints]


def offer(hint: Hint, now: Mapping[str, str]) -> Offer:
    """Its link keeps what was taken before. A path is for claims alone (XF-20), so it brings that along."""
    then = {**now, hint.field: hint.value}
    if hint.field == "path":
        then["category"] = Category.CLAIM.value
    elif then.get("category", Category.CLAIM) != Category.CLAIM:
        then.pop("path", None)
    return Offer(hint.label, hint.why, f"?{urlencode(then)}", now.get(hint.field) == hint.value)
