"""A petition's page asks little of the database, whoever opens it and however far it has come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit, User
from casework.models import Matter
from casework.selectors.hanging import hang
from petitions.views import PetitionDetailView

# The petition office also sees who else wrote, what came before, and whether a slip is to be printed.
MOST = {"clerk": 17, "official": 13}


@pytest.mark.parametrize("who", MOST)
@pytest.mark.parametrize("last", ["", "deliver", "recheck_deliver"])
def test_a_petitions_page_asks_little(client, line, who, last):
    petition = line.to(last or "route")
    client.force_login(line.people[who])
    client.get(petition.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(petition.get_absolute_url()).status_code == 200
    assert len(asked) <= MOST[who], "\n".join(one["sql"][:200] for one in asked)


def test_what_hangs_on_it_comes_with_the_names_that_are_shown(line):
    petition = Matter.objects.get(pk=line.to("deliver").pk)
    with CaptureQueriesContext(connection) as asked:
        hang(petition, PetitionDetailView.hanging)
    assert len(asked) == 3  # the rows; users; units
    with CaptureQueriesContext(connection) as asked:
        shown = [
            (name, getattr(row, key))
            for name, keys in PetitionDetailView.hanging.items()
            for row in getattr(petition, name).all()
            for key in keys
        ]
    assert not len(asked)
    assert ("opinions", Unit.objects.get(pk=petition.unit_id)) in shown
    assert any(isinstance(one, User) for _, one in shown)
