"""The figures over tasks, against rows counted by hand."""

from datetime import timedelta

import pytest

from casework.figures import Period, standings
from casework.models import Matter
from pilot.figures import FIGURES
from security import clock

pytestmark = pytest.mark.django_db


def values(key):
    today = clock.today()
    period = Period(today - timedelta(days=1), today + timedelta(days=1))
    figure = FIGURES[key]
    found = Matter.objects.filter(kind="task").aggregate(**figure.aggregates(period))
    return found[f"{figure.slug}__n"], found.get(f"{figure.slug}__hits")


def test_each_figure_counts_what_it_says(line):
    line.register()
    line.to("assign")
    line.to("submit")
    line.to("confirm")
    line.do(line.do(line.do(line.to("submit"), "send_back"), "submit"), "confirm")
    line.do(line.do(line.to("accept"), "ask_cancel"), "cancel")
    assert values("tasks.assigned") == (4, None)
    assert values("tasks.finished") == (2, None)
    assert values("tasks.on_time") == (3, 3)
    assert values("tasks.returned") == (3, 1)


def test_every_share_has_the_figure_that_keeps_it_honest_and_the_board_its_numbers():
    assert len(FIGURES) == 4
    assert all(one.counter in FIGURES for one in FIGURES.values() if one.hit is not None)
    assert [*standings("task")] == ["overdue", "soon"]
