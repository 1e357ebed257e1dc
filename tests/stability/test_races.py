"""The same thing pressed by several at the same moment."""

from uuid import uuid4

import pytest

from casework.models import Matter
from security import clock
from stability import services
from stability.models import SignedReport
from stability.services.signing import sign
from tests.grids.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_press_sent_eight_times_is_one_entry(line):
    key = uuid4()
    assert len(set(at_once(lambda: line.register(submission=key).number, 8))) == 1
    assert Matter.objects.get().affected_groups.count() == 2


def test_four_sign_at_once_and_one_number_is_given(line):
    matter = line.to("report")
    answers = at_once(lambda: sign(matter, by=line.people["head"]).number, 4)
    assert sorted(answers) == ["refused"] * 3 + [f"稳评报〔{clock.today().year}〕1号"]
    assert SignedReport.objects.get().series.last == 1


def test_four_decide_at_once_and_one_is_heard(line):
    matter = line.to("file")
    given = line.given(matter, "decide")[0]
    answers = at_once(lambda: services.decide(matter, by=line.people["leader"], **given).status, 4)
    assert sorted(answers) == ["decided"] + ["refused"] * 3
