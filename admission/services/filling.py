"""A unit answers what was admitted: one value a column; what it says is stored for the next request (F1)."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Unit, User
from admission import costs
from admission.models import Request, Value
from admission.selectors import asked_columns
from admission.services.moving import refuse
from progress.models.returns import fills
from security import clock


@transaction.atomic
def fill(request: Request, unit: Unit, given: Mapping[int, str], *, by: User) -> list[Value]:
    """Keep a unit's values of the period that is asked about now. Raises AdmissionDenied."""
    refuse(fills(by, unit.pk), f"这是{unit}要填的，由{unit}的人来填。")
    fresh = as_it_stands(request)
    over = f"{fresh.until:%Y年%m月%d日}止"
    refuse(fresh.is_running, f"这张表现在不填：{fresh.standing}，从{fresh.since:%Y年%m月%d日}起，{over}。")
    columns = asked_columns(fresh)
    lacking = [one.name for one in columns if not given.get(one.pk, "").strip()]
    refuse(not lacking, f"还有 {len(lacking)} 栏没有填：{'、'.join(lacking[:5])}。")
    period = costs.period_of(fresh.rhythm, clock.today())
    rows = [Value(column=one, unit=unit, period=period, text=given[one.pk].strip(), by=by) for one in columns]
    return Value.objects.bulk_create(rows)


def as_it_stands(request: Request) -> Request:
    """As it now stands. Whoever is asked may not change it, so the row itself cannot be locked by them."""
    return Request.objects.select_related("unit").get(pk=request.pk)
