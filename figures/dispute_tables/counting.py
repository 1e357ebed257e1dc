"""The tables' numbers (domain.md 2.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from casework.models import Matter
from disputes.dictionaries import BodySort, DisputeSource, JusticeType
from disputes.figures import COUNTS, RATES
from disputes.models import Dispute
from figures.selectors.tally import Question, tally
from figures.tables.lines import Line, lines_of, list_url, share
from figures.tables.spans import Span

DIVISIONS: dict[str, tuple[str, str, Any]] = {
    "by_source": ("按来源", "dispute__source", DisputeSource),
    "justice_type": ("按类型", "dispute__justice_type", JusticeType),
    "tier": ("按调解组织", "unit__body__sort", BodySort),
}
NOBODY = "none"
COUNTED = [one for one in COUNTS if one.key in ("disputes.accepted", "disputes.succeeded")]


@dataclass(frozen=True)
class Part:
    """One entry of a division: how many were accepted, settled, and its share of all accepted ones."""

    name: str
    accepted: int
    succeeded: int
    share: str
    accepted_url: str
    succeeded_url: str


@dataclass(frozen=True)
class Tables:
    """All of a month or quarter, as far as the user sees disputes, and as of when."""

    span: Span
    at: datetime
    lines: tuple[Line, ...]
    rates: tuple[Line, ...]
    divisions: tuple[tuple[str, tuple[Part, ...]], ...]


def disputes_of(user: User) -> QuerySet[Matter]:
    """What is counted: the disputes that the user sees, and so of confidential ones those alone."""
    return Matter.objects.visible_to(user).of(Dispute)


def tables_of(user: User, span: Span, today: date) -> Tables:
    """The tables of this user: as many statements, however many disputes there are."""
    lines, at = lines_of(user, "dispute", (*COUNTS, *RATES), span, today, "纠纷")
    counts, rates = ([one for one in lines if one.rate is share] for share in (False, True))
    return Tables(span, at, tuple(counts), tuple(rates), divisions(user, span))


def divisions(user: User, span: Span) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """Each division with the share of each entry; what has no such thing stands at the end. One statement."""
    asked = [Question(COUNTED, (span.period,), F(path)) for _, path, _ in DIVISIONS.values()]
    branches = [branch for place, one in enumerate(asked) for branch in one.branches(place)]
    disputes = disputes_of(user).select_related(None)
    found: dict[tuple[int, str, str], int] = {}
    for one in tally([replace(branch, matters=disputes) for branch in branches]):
        found[one.question, one.group, one.figure.key] = one.n
    return tuple(
        (title, parts(name, choices, span, {key[1:]: n for key, n in found.items() if key[0] == place}))
        for place, (name, (title, _, choices)) in enumerate(DIVISIONS.items())
    )


def parts(name: str, choices: Any, span: Span, found: Mapping[tuple[str, str], int]) -> tuple[Part, ...]:
    """The entries of a division that have anything."""
    accepted, succeeded = (figure.key for figure in COUNTED)
    whole = sum(n for (_, key), n in found.items() if key == accepted)
    made = []
    for value, label in [*((value, str(label)) for value, label in choices.choices), ("", "没有调解组织")]:
        numbers = found.get((value, accepted), 0), found.get((value, succeeded), 0)
        if any(numbers):
            urls = (list_url(figure, span.period, **{name: value or NOBODY}) for figure in COUNTED)
            made.append(Part(label, *numbers, share(numbers[0], whole), *urls))
    return tuple(made)
