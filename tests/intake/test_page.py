"""受理分派: the list, the open matter, and what is done from there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.models import Matter, Notice
from grids import services
from security import clock
from tests.factories import CaseFactory, CategoryFactory, SourceFactory

INTAKE = "/intake/"


@pytest.fixture
def logged(worker, grid):
    """Logs a case in the grid."""
    category, source = CategoryFactory(), SourceFactory()

    def log(text="路灯不亮", **fields):
        return services.register(
            text=text, by=worker, area=grid, **({"category": category, "source": source} | fields)
        )

    return log


def page(response):
    return response.content.decode()


def test_new_ones_stand_first_then_what_came_back_and_the_count_is_that_of_the_menu(
    client, officer, handler, unit, logged
):
    new, back = logged(), logged("井盖破了")
    services.hand_back(services.dispatch(back, to=unit, by=officer), reason="not_ours", note="归城管", by=handler)
    client.force_login(officer)
    shown = client.get(INTAKE)
    listed = shown.context["listed"]
    assert [row.matter for row in listed.rows] == [new, back]
    assert [row.note for row in listed.back] == ["退回：归城管"]
    assert listed.count == 2
    rooms = {room.label: room.count for room in shown.context["nav"]}
    assert (rooms["待办"], rooms["受理分派"]) == (2, 2)


def test_one_press_sends_it_and_goes_on_to_the_next(client, officer, unit, handler, logged):
    first, second = logged(), logged("井盖破了")
    client.force_login(officer)
    given = {"to": unit.pk, "seen": first.version}
    answer = client.post(f"/intake/{first.number}/send/", given, follow=True)
    assert answer.redirect_chain == [(f"{INTAKE}?at={second.number}", 302)]
    assert "已派单给市政所：路灯不亮。还有 1 件。" in page(answer)
    assert answer.context["at"] == second.number
    assert Matter.objects.get(pk=first.pk).unit == unit
