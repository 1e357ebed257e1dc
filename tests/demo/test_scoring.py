"""An invented assessment, made by the real services on the demo's own clock."""

import pytest

from assessment.models import Run, Score
from assessment.selectors import totals_of
from demo.founding import found
from demo.scoring import score_quarters

pytestmark = pytest.mark.django_db


def test_three_quarters_are_published_and_the_last_is_up_for_appeals():
    found()
    assert score_quarters() == 4
    states = list(Run.objects.order_by("quarter").values_list("state", flat=True))
    assert states == ["published", "published", "published", "noticed"]
    assert not Score.objects.filter(exact="").exists()
    first = Run.objects.order_by("quarter").first()
    assert len(totals_of(first)) == Score.objects.filter(run=first).values("target").distinct().count()
    assert score_quarters() == 0


def test_nothing_is_made_where_nobody_is():
    assert score_quarters() == 0
