import gc

import pytest
from django.db import connection
from django.template import RequestContext, Template
from django.test import TransactionTestCase
from django.test.signals import template_rendered
from django.test.utils import teardown_databases
from hypothesis import HealthCheck, settings

from accounts.models import Role, User
from casework.models.calendar import forget_shown_calendar
from security import context
from security.owner import as_owner
from tests import emptying
from tests.database import database
from tests.factories import AdministratorFactory, AreaFactory, DutyFactory, UnitFactory, UserFactory

# How fast examples come is the machine's affair: speed is measured by make bench, never asserted.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")
gc.set_threshold(
    100_000, 50, 100
)  # thousands of pages in one process: looking for cycles is a twentieth of it

ALL_BUT_US = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The test database: made by the owner, prepared as an installation is, left to the portal's role.

    What tests set up is the portal's own work; a request of the test client asks in its user's name.
    """
    context.fall_back_on("test")
    with django_db_blocker.unblock(), as_owner():
        made = database()
        with connection.cursor() as cursor:  # only here: between tests the tables are emptied
            cursor.execute(emptying.made())
    yield
    with django_db_blocker.unblock(), as_owner():
        with connection.cursor() as cursor:  # a server's thread that nobody ended holds it open
            cursor.execute(ALL_BUT_US)
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def only_pages_are_noted(django_test_environment):
    """Of each page its context is kept for the tests; of the hundred parts and fields in it none."""

    def render(template, filled):
        if filled.template is template and isinstance(filled, RequestContext):
            template_rendered.send(sender=template, template=template, context=filled)
        return template.nodelist.render(filled)

    Template._render = render


@pytest.fixture(scope="session", autouse=True)
def only_what_is_written_is_emptied(django_test_environment):
    """After a test without a transaction of its own."""
    TransactionTestCase._fixture_teardown = emptying.emptied


@pytest.fixture(autouse=True)
def calendar_of_this_test():
    """No test's pages count in another's calendar."""
    forget_shown_calendar()


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
def keeper(db):
    """The system administrator: accounts, units, catalogue."""
    return AdministratorFactory().user


@pytest.fixture
def guard(db):
    """The security administrator: duties, lost phones, tries at signing in."""
    return AdministratorFactory(role=Role.SECURITY_ADMIN).user


@pytest.fixture
def auditor(db):
    """The audit administrator, who reads the record and nothing else."""
    return AdministratorFactory(role=Role.AUDIT_ADMIN).user


@pytest.fixture
def keeper_client(client, keeper):
    """In the admin site as the system administrator."""
    client.force_login(keeper)
    return client


@pytest.fixture
def stranger(db):
    """Signed in, with no duty anywhere."""
    return UserFactory()


@pytest.fixture
def again():
    """The same user in their next request: what the last one read of their rights is gone."""
    return lambda user: User.objects.get(pk=user.pk)
