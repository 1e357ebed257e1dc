"""Who may do what: the office runs it, the leading group decides, a unit speaks for itself."""

from accounts.models import Role, Unit, User
from assessment.models import Indicator, Run, Source, Target
from assessment.workflow import LEADERS
from pilot.models.group import county_of, decides_list, writes_list


def runs(user: User, run: Run) -> bool:
    """Is the user of the office of the run's county?"""
    return writes_list(user) and county_of(user) == run.area_id


def decides(user: User, run: Run) -> bool:
    return decides_list(user) and county_of(user) == run.area_id


def keeps(user: User, run: Run) -> bool:
    return runs(user, run) or decides(user, run)


def may_move(user: User, run: Run, who: str) -> bool:
    return decides(user, run) if who == LEADERS else runs(user, run)


def works_in(user: User, unit: int) -> bool:
    return unit in user.units


def heads(user: User, unit: int) -> bool:
    """Does the user lead this unit?"""
    return any(duty.unit_id == unit and not duty.area_id and duty.leads for duty in user.held)


def office_unit(user: User) -> Unit | None:
    """The county's office, where the user sits in it."""
    found = [duty.unit for duty in user.held if duty.role == Role.OFFICE and len(duty.area_code) == 6]
    return found[0] if found else None


def speaker(user: User, indicator: Indicator, target: Target) -> int | None:
    """The unit of the user's that says this of the organisation; None where it is not theirs to say."""
    if not indicator.is_filled_in:
        return None
    if indicator.source == Source.SELF:
        return target.unit_id if works_in(user, target.unit_id) else None
    if indicator.scorer_id:
        return indicator.scorer_id if works_in(user, indicator.scorer_id) else None
    office = office_unit(user)
    return office.pk if office else None
