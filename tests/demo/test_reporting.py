"""Invented returns of the last quarter, made by the real services on the demo's own clock."""

import pytest

from casework.models import Notice
from demo.founding import found
from demo.reporting import report_quarter
from progress.models import Return
from progress.selectors import last_quarter

pytestmark = pytest.mark.django_db


def test_one_is_accepted_one_sent_back_one_in_draft_and_one_not_begun():
    found()
    assert report_quarter() == 4
    quarter = last_quarter()
    sheets = Return.objects.of_quarter(quarter).order_by("unit")
    assert [one.state for one in sheets] == ["accepted", "returned", "draft", "not_started"]
    assert all(one.late is False for one in sheets[:2])
    assert all(one.prefilled >= 0.7 * one.total for one in sheets[:2])
    assert not Notice.objects.filter(key__startswith="return:").exists()
    assert report_quarter() == 0


def test_nothing_is_made_where_nobody_reports():
    assert report_quarter() == 0
