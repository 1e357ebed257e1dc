"""A county with an office, a unit that wants data, and two that could be asked."""

import pytest

from accounts.models import Role
from tests.admission.asking import Asking
from tests.factories import DutyFactory, UnitFactory


@pytest.fixture
def asking(county):
    """Everybody who has a part in a request."""
    office = UnitFactory(area=county, name="领导小组办公室")
    bureau = UnitFactory(area=county, name="住建局")
    others = [UnitFactory(area=county, name=name) for name in ("人社局", "教育局")]
    return Asking(
        area=county,
        clerk=DutyFactory(role=Role.OFFICE, unit=office, leads=True).user,
        colleague=DutyFactory(role=Role.OFFICE, unit=office).user,
        member=DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user,
        second=DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user,
        other=DutyFactory(role=Role.MEMBER_UNIT, unit=others[0]).user,
        third=DutyFactory(role=Role.MEMBER_UNIT, unit=others[1]).user,
        units=others,
        bureau=bureau,
        office=office,
    )
