"""A plan's rows as pages and its export show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from accounts.models import Duty, User
from disputes.models import Sweep, SweepPlan
from disputes.services.sweeping import HEADS

OPEN = Q(finds__matter__confidential=False)


@dataclass(frozen=True)
class Tally:
    """How many of a plan's rows, as far as the user sees them, stand how; and what they found in all."""

    units: int
    missing: int
    zero: int
    reported: int
    found: int


def sweeps_of(user: User) -> Any:
    """The rows that the user sees, each with what it found: `found` in all, `later` after it was signed.

    What is confidential is in no number (docs/adr/0017).
    """
    rows = Sweep.objects.visible_to(user).select_related("plan", "unit", "area")
    return rows.annotate(
        found=Count("finds", filter=OPEN), later=Count("finds", filter=OPEN & Q(finds__later=True))
    ).prefetch_related("faults")


def starts_of(plan: SweepPlan, user: User) -> list[tuple[date, date]]:
    """First and last day of the plan's periods that have rows, the newest first."""
    rows = Sweep.objects.visible_to(user).filter(plan=plan)
    return list(rows.order_by("-starts_on").values_list("starts_on", "ends_on").distinct())


def tally(rows: Iterable[Sweep]) -> Tally:
    """The sums of these rows: one number for the county, that of its rows."""
    rows = list(rows)
    states = [row.state for row in rows]
    return Tally(
        units=len(rows),
        missing=states.count(Sweep.State.MISSING),
        zero=states.count(Sweep.State.ZERO),
        reported=states.count(Sweep.State.REPORTED),
        found=sum(vars(row)["found"] for row in rows),
    )


def with_heads(rows: list[Sweep]) -> list[Sweep]:
    """The rows, each with the names of those who sign for its unit. One query."""
    posts = Duty.objects.current().filter(
        unit__in={row.unit_id for row in rows}, role__in=HEADS, area=None, leads=True
    )
    names: dict[int | None, list[str]] = {}
    for duty in posts.select_related("user").order_by("pk"):
        names.setdefault(duty.unit_id, []).append(str(duty.user))
    for row in rows:
        vars(row)["heads"] = "、".join(names.get(row.unit_id, []))
    return rows


def plans_of(user: User) -> Any:
    """The plans that the user may know of, each with how many of its rows are not reported yet."""
    missing = Sweep.objects.visible_to(user).missing()
    unreported = Count("sweeps", filter=Q(sweeps__in=missing.values("pk")))
    return SweepPlan.objects.visible_to(user).select_related("area").annotate(unreported=unreported)
