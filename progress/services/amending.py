"""更正: what is wrong in a locked return stands beside it, said by its unit, confirmed by the office."""

from django.db import transaction

from accounts.models import User
from progress.models import Amendment, Row
from progress.models.returns import fills
from progress.reading import value_of
from progress.services.filling import is_number
from progress.services.moving import WHOSE, locked, may, refuse
from progress.workflow import OFFICE, UNIT
from security import clock


@transaction.atomic
def amend(row: Row, *, new: str, reason: str, by: User) -> Amendment:
    """The unit says what it should have been. Raises ProgressDenied, ValueError, ValidationError in words."""
    refuse(fills(by, row.sheet.unit_id), WHOSE[UNIT].format(unit=row.sheet.unit))
    sheet = locked(row.sheet)
    refuse(sheet.state == "locked", "定稿以后才用更正；现在直接改。")
    value = value_of(new, is_number=is_number(row), measure=row.measure)
    amendment = Amendment(row=row, old=row.now, new=value, reason=reason, by=by)
    amendment.validate_constraints()
    amendment.save()
    return amendment


@transaction.atomic
def confirm(amendment: Amendment, *, by: User) -> Amendment:
    """Somebody of the office, who did not ask for it, lets it count."""
    sheet = locked(amendment.row.sheet)
    refuse(may(by, sheet, OFFICE), WHOSE[OFFICE])
    refuse(amendment.by_id != by.pk, "提更正的人不能自己核对。")
    fresh = Amendment.objects.select_for_update().get(pk=amendment.pk)
    refuse(fresh.confirmed_at is None, "这条更正已经核对过。")
    fresh.confirmed_by, fresh.confirmed_at = by, clock.now()
    fresh.save(update_fields=["confirmed_by", "confirmed_at"])
    return fresh
