import json
import threading

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from casework.models import Matter
from security import context
from security.context import acting, everything
from security.postgres.base import DatabaseWrapper
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def ask(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()[0]


@pytest.fixture
def case(grid):
    """A row for the policy to look at: over an empty table there is nothing to refuse."""
    return CaseFactory(area=grid)


@pytest.fixture
def nobody():
    """As in production: where no context was set, there is none."""
    with context.under(context.NOBODY):
        yield


def test_without_a_context_a_guarded_table_cannot_be_read(case, nobody):
    with pytest.raises(ProgrammingError, match="no context"), transaction.atomic():
        Matter.objects.count()


def test_after_a_context_there_is_none_again(case, officer, nobody):
    with acting(officer.pk):
        assert Matter.objects.count() == 1
    with pytest.raises(ProgrammingError, match="no context"), transaction.atomic():
        Matter.objects.count()


def test_a_visitor_sees_nothing(grid):
    CaseFactory(area=grid)
    with acting(None):
        assert Matter.objects.count() == 0


def test_the_context_says_who_from_where_in_which_request_and_for_what(officer):
    with acting(officer.pk, address="192.0.2.7", request="r-1", purpose="GET /todo/"):
        assert ask("SELECT portal.actor()") == officer.pk
        assert ask("SELECT portal.address()") == "192.0.2.7"
        assert ask("SELECT portal.request()") == "r-1"
        assert ask("SELECT portal.purpose()") == "GET /todo/"
        assert ask("SELECT portal.everything()") is False


def test_work_of_the_portal_itself_still_says_for_whom(officer):
    with acting(officer.pk, request="r-1"), everything("notices"):
        assert ask("SELECT portal.everything()") is True
        assert (ask("SELECT portal.actor()"), ask("SELECT portal.request()")) == (officer.pk, "r-1")
        assert ask("SELECT portal.purpose()") == "notices"


def breaking(officer):
    """Work in an inner context that breaks the transaction around it."""
    with transaction.atomic(), everything("inner"):
        assert Matter.objects.count() == 1
        ask("SELECT 1 / 0")


def test_an_inner_context_ends_with_its_block_also_where_that_fails(officer, case):
    with acting(None):
        with pytest.raises(DataError):
            breaking(officer)
        assert Matter.objects.count() == 0


def told_and_rolled_back():
    """Tell the database another context in a transaction that is undone."""
    with transaction.atomic():
        with acting(None):
            assert Matter.objects.count() == 0
        raise ZeroDivisionError


def test_a_rollback_does_not_bring_an_earlier_context_back(case):
    with everything("outer"):
        assert Matter.objects.count() == 1
        with pytest.raises(ZeroDivisionError):
            told_and_rolled_back()
        assert Matter.objects.count() == 1
        with acting(None):
            assert Matter.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_again(officer, grid):
    CaseFactory(area=grid)
    with acting(officer.pk):
        assert Matter.objects.count() == 1
        connection.close()
        assert Matter.objects.count() == 1
    with acting(None):
        connection.close()
        assert Matter.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_thread_does_not_inherit_the_context(officer, grid):
    CaseFactory(area=grid)
    seen = []

    def look():
        try:
            with context.under(context.NOBODY):
                seen.append(Matter.objects.count())
        except ProgrammingError as error:
            seen.append(str(error))
        finally:
            connection.close()

    with acting(officer.pk):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert len(seen) == 1
    assert "no context" in seen[0]


def forged(text):
    return "0" * 64 + "|" + text


def resigned(text):
    """A good signature, of another text."""
    return context.signed("context", "{}")[:64] + "|" + text


def count_under(text):
    """Count the matters after setting this text as the context, as SQL could that slipped in."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.context', %s, false)", [text])
        cursor.execute("SELECT count(*) FROM casework_matter")


@pytest.mark.parametrize("make", [forged, resigned, lambda text: text, lambda text: f"|{text}"])
def test_a_context_that_was_not_signed_here_is_refused(make, case):
    with pytest.raises(ProgrammingError, match="not ours"):
        count_under(make(json.dumps({"everything": True})))


def test_a_claim_is_no_context_and_a_context_is_no_claim(officer, case):
    claim = context.signed("claim", context.written(user=officer.pk, everything=True))
    with pytest.raises(ProgrammingError, match="not ours"):
        count_under(claim)
    with pytest.raises(ProgrammingError, match="not ours"), transaction.atomic():
        ask("SELECT value FROM portal.enter(%s)", context.own_value("test"))


def test_a_request_tells_of_its_context_with_at_most_two_statements(client, officer, case, monkeypatch):
    client.force_login(officer)
    told = []
    real = DatabaseWrapper.tell

    def tell(self):
        before = self.told
        real(self)
        told.extend([self.told] if self.told is not before else [])

    monkeypatch.setattr(DatabaseWrapper, "tell", tell)
    assert client.get("/todo/").status_code == 200
    assert 1 <= len(told) <= 2
