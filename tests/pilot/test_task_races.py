"""The same thing pressed by several at the same moment."""

from uuid import uuid4

import pytest

from casework.models import Matter
from tests.grids.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_press_at_once_and_one_finds_it_done(line):
    task = line.to("submit")
    answers = at_once(lambda: line.do(task, "confirm").status, 8)
    assert sorted(answers) == ["done"] + ["refused"] * 7


def test_one_press_sent_eight_times_is_one_task(line):
    key = uuid4()
    assert len(set(at_once(lambda: line.register(submission=key).number, 8))) == 1
    assert Matter.objects.count() == 1
