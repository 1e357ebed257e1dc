import pytest

from accounts.models import Role
from grids import services
from tests.factories import CategoryFactory, DutyFactory, SourceFactory, UnitFactory


@pytest.fixture
def log(worker, grid):
    def one(text="路灯不亮", **fields):
        given = {"category": CategoryFactory(), "source": SourceFactory(), "area": grid, "by": worker}
        return services.register(text=text, **(given | fields))

    return one


@pytest.fixture
def worked(log, officer, unit, handler):
    return services.accept(services.dispatch(log(), to=unit, by=officer), by=handler)


@pytest.fixture
def second_unit(town):
    """Another unit of the township, with somebody in it."""
    return DutyFactory(role=Role.COMPETENT_ORG, unit=UnitFactory(area=town, name="城管中队")).unit


@pytest.fixture
def decider(centre):
    """The named person of the township who decides in the end."""
    return DutyFactory(role=Role.TOWN, unit=centre, last_resort=True).user
