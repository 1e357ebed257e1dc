"""Three invented risk assessments, made by the real services on the demo's own clock."""

import pytest

from casework.models import Matter, Notice
from demo.assessing import assess
from demo.founding import found

pytestmark = pytest.mark.django_db


def test_one_was_refused_at_high_and_is_tracked_one_waits_for_its_measures_one_hears_people():
    found()
    assert assess() == 3
    rows = Matter.objects.filter(kind="stability").select_related("stability").order_by("pk")
    assert [one.status for one in rows] == ["tracking", "filed", "consulting"]
    assert [one.own.level for one in rows] == ["low", "medium", ""]
    assert [one.level for one in rows[0].gradings.all()] == ["high", "low"]
    assert rows[0].own.filed_in_time is not None
    assert not Notice.objects.filter(matter__in=rows).exists()
    assert all("演示" in one.title for one in rows)


def test_nothing_is_made_where_nobody_assesses():
    assert assess() == 0
