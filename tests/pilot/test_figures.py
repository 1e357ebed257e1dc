"""The figures over tasks, against rows counted by hand."""

from datetime import timedelta

import pytest

from casework.figures import Period, figures, standings
from casework.models import Matter
from figures.selectors import count
from security import clock

pytestmark = pytest.mark.django_db


TASKS = {key: figure for key, figure in figures().items() if figure.kind == "task"}


def values(key):
    today = clock.today()
    period = Period(today - timedelta(days=1), today + timedelta(days=1))
    [answer] = count(Matter.objects.all(), [key], period)
    return answer.n, answer.hits if answer.figure.hit is not None else None


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
    assert len(TASKS) == 4
    assert all(one.counter in TASKS for one in TASKS.values() if one.hit is not None)
    assert [*standings("task")] == ["overdue", "soon"]
