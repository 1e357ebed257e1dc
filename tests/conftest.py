import pytest

from accounts.models import Role, User
from tests.factories import AreaFactory, DutyFactory, UnitFactory, UserFactory


@pytest.fixture
def county(db):
    return AreaFactory(name="测试县")


@pytest.fixture
def town(county):
    return AreaFactory(parent=county, name="桥东镇")


@pytest.fixture
def village(town):
    return AreaFactory(parent=town, name="桥东村")


@pytest.fixture
def grid(village):
    return AreaFactory(parent=village, name="第一网格")


@pytest.fixture
def centre(town):
    """The township's governance centre."""
    return UnitFactory(area=town, name="桥东镇综治中心")


@pytest.fixture
def officer(centre):
    """Dispatches and checks for the township."""
    return DutyFactory(role=Role.TOWN, unit=centre).user


@pytest.fixture
def worker(centre, grid):
    """Looks after one grid."""
    return DutyFactory(role=Role.GRID, unit=centre, area=grid).user


@pytest.fixture
def unit(town):
    """Puts things right in the township."""
    return UnitFactory(area=town, name="市政所")


@pytest.fixture
def handler(unit):
    return DutyFactory(role=Role.COMPETENT_ORG, unit=unit).user


@pytest.fixture
def head(unit):
    """Leads the unit that handles."""
    return DutyFactory(role=Role.COMPETENT_ORG, unit=unit, leads=True).user


@pytest.fixture
def stranger(db):
    """Signed in, with no duty anywhere."""
    return UserFactory()


@pytest.fixture
def again():
    """The same user in their next request: what the last one read of their rights is gone."""
    return lambda user: User.objects.get(pk=user.pk)
