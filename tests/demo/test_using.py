"""What results are used for in the demo, made by the real services on the demo's own clock."""

import pytest

from demo.founding import found
from demo.using import use_results
from outcomes.models import Award, Measure, Nomination, Paper

pytestmark = pytest.mark.django_db


def test_one_is_lifted_one_is_mended_one_waits_and_support_is_put_up():
    found()
    assert use_results() == 6
    states = list(Measure.objects.order_by("pk").values_list("level", "state"))
    assert states == [
        ("talk", "lifted"),
        ("listing", "rectifying"),
        ("reminder", "issued"),
        ("criticism", "proposed"),
    ]
    assert Award.objects.get().state == "public"
    assert Nomination.objects.count() == 2
    assert Paper.objects.filter(sort="summary").count() == 1
    serials = list(Paper.objects.order_by("pk").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert use_results() == 0


def test_nothing_is_made_where_there_is_nobody():
    assert use_results() == 0
