"""A dispute's page reads what hangs on it at once: the same rows as one by one, and few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.models import Matter
from casework.selectors.hanging import hang, statement
from disputes import services
from disputes.views import DisputeDetailView
from security import clock
from tests.disputes.test_court import ASKED

MOST = 20


@pytest.fixture
def whole(line):
    """A dispute with sums of money, days, moments and lists in its rows."""
    paid = line.pay(line.to("take_effect"))
    return services.confirm(paid, by=line.by, **{**ASKED, "applied_on": clock.today()})


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_what_is_read_at_once_is_what_is_read_one_by_one(whole):
    wanted = dict.fromkeys((*DisputeDetailView.hanging, "items", "people"), ())
    matter = Matter.objects.get(pk=whole.pk)
    hang(matter, wanted)
    for name in wanted:
        alone = [columns(row) for row in getattr(Matter.objects.get(pk=whole.pk), name).all()]
        with CaptureQueriesContext(connection) as asked:
            together = [columns(row) for row in getattr(matter, name).all()]
        assert together == alone, name
        assert [[type(value) for value in row.values()] for row in together] == [
            [type(value) for value in row.values()] for row in alone
        ], name
        assert not len(asked), name
    assert [item.amount for item in matter.items.all() if item.amount] == [3000]
    assert all(row.matter is matter for row in matter.events.all())


def test_what_would_not_come_back_as_it_was_is_refused(db):
    with pytest.raises(TypeError, match="pdf"):
        statement(("signed_papers",))


def test_a_disputes_page_asks_little(client, line, whole):
    client.force_login(line.by)
    client.get(whole.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(whole.get_absolute_url()).status_code == 200
    assert len(asked) <= MOST, "\n".join(one["sql"][:200] for one in asked)
