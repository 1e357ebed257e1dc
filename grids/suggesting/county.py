"""What the county's own closed cases teach, with nothing in it by which a matter could be told.

A sign, or pair of signs, counts only where it stands in enough different matters from enough different
villages: a name, a house, a plate, a turn of phrase of one person does not come into the lexicon.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from areas.models import Area
from casework.models import Accusation
from casework.suggesting.features import LONGEST, features
from casework.suggesting.learning import Example
from grids.models import Case, Category
from grids.workflow import CaseStatus

MATTERS = 5  # N: what stands in fewer different matters is left out
VILLAGES = 3  # so that what one person reports again and again does not come in either
MOST_OF_A_CATEGORY = 2500
YEARS = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Taught:
    """A closed case, as much of it as is learnt from."""

    category: str
    text: str
    village: str


def closed_cases(now: datetime) -> list[Taught]:
    """The newest closed cases of each category of the top level, from the last three years.

    What is confidential, what accuses somebody and what was found to be no case are left out.
    """
    accusing = Exists(Accusation.objects.filter(matter=OuterRef("matter")))
    closed = Case.objects.filter(
        matter__status=CaseStatus.CLOSED, matter__confidential=False, matter__registered_at__gte=now - YEARS
    ).exclude(accusing)
    found = []
    for code, name in Category.objects.top().filter(retired_on=None).values_list("code", "name"):
        newest = closed.filter(category__code__startswith=code).order_by("-pk")[:MOST_OF_A_CATEGORY]
        found += [
            Taught(name, text[:LONGEST], area[: Area.Level.VILLAGE])
            for text, area in newest.values_list("text", "matter__area_id").iterator()
        ]
    return found


def shared(cases: Sequence[Taught]) -> set[str]:
    """The features that stand in at least N matters, from at least so many villages."""
    matters: dict[str, int] = defaultdict(int)
    villages: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for feature in features(case.text):
            matters[feature] += 1
            if len(villages[feature]) < VILLAGES:
                villages[feature].add(case.village)
    return {
        feature
        for feature, count in matters.items()
        if count >= MATTERS and len(villages[feature]) >= VILLAGES
    }


def examples(cases: Sequence[Taught]) -> Iterator[Example]:
    """The cases as examples in which nothing stands but what many share: no text, a bag of features."""
    allowed = shared(cases)
    for number, case in enumerate(cases):
        kept = features(case.text) & allowed
        if kept:
            yield Example(case.category, bag(kept), group=str(number))


def bag(kept: set[str]) -> str:
    """The features as a text that has these and no others, whatever order they stood in."""
    return " ".join(sorted(kept))
