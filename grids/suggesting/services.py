"""Learning the county's lexicon, and putting a category right."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Event, Matter
from casework.suggesting.learning import Example, learn
from grids.models import Category, CategoryBy, Wordlist
from grids.suggesting import county
from grids.suggesting.examples import invented
from security.context import admit

ENOUGH = 400  # closed cases of a category, beyond which its invented sentences are needed no more
RECATEGORISE = "recategorise"
CATEGORY_NOT_YOURS = "您可以看，不能改类别。这一步由登记人和正在办这件的人来做，办结后不再改。"


def train(*, now: datetime) -> Wordlist:
    """Learn from the county's closed cases and keep what was learnt; it is served from now on."""
    cases = county.closed_cases(now)
    body = learn([*beside(cases), *county.examples(cases)])
    text = written(body)
    return Wordlist.objects.create(cases=len(cases), digest=digest_of(text), body=text)


def beside(cases: Sequence[county.Taught]) -> list[Example]:
    """The invented examples of the categories that the county has: all words, and the sentences where it
    has closed too few cases yet.
    """
    names = set(Category.objects.top().filter(retired_on=None).values_list("name", flat=True))
    own = Counter(case.category for case in cases)
    return [
        example
        for example in invented()
        if example.category in names and not (example.group and own[example.category] >= ENOUGH)
    ]


def written(body: dict[str, Any]) -> str:
    """The lexicon as it is kept and served; the same numbers are the same text."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def recategorise(case: Matter, *, category: Category, by: User) -> Matter:
    """Say what the case is about, by somebody who knows better; its history says what it was before.

    Raises MoveDenied where it is not theirs to say.
    """
    admit(case.pk)
    matter = Matter.objects.locked().get(pk=case.pk)
    if not may_recategorise(by, matter):
        raise MoveDenied(CATEGORY_NOT_YOURS)
    own = matter.own
    if own.category_id == category.pk and own.category_by == CategoryBy.CHOSEN:
        return matter
    before, own.category, own.category_by = own.category, category, CategoryBy.CHOSEN
    own.save(update_fields=["category", "category_by"])
    if before != category:
        Event.objects.create(
            matter=matter,
            move=RECATEGORISE,
            from_status=matter.status,
            to_status=matter.status,
            note=f"{before} → {category}",
            unit_id=matter.unit_id,
            by=by,
            at=vars(matter)["asked_at"],
        )
    return matter


def may_recategorise(user: User, matter: Matter) -> bool:
    """While it is open: whoever logged it, or has a step of it to make.

    To put it under supervision is no step: whoever does only that looks on, and leaves it as it is.
    """
    steps = (move for move in matter.flow.open_to(user, matter) if move.target)
    return not matter.closed_at and (matter.created_by_id == user.pk or any(steps))
