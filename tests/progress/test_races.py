"""The same thing pressed by several at the same moment."""

import pytest

from progress import services
from progress.exceptions import ProgressDenied
from progress.models import Return, Step
from tests.grids.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sign_at_once_and_one_finds_it_done(line):
    line.to("draft")
    line.fill()
    sheet = line.sheet

    def sign():
        try:
            return services.submit(sheet, by=line.chief).state
        except ProgressDenied as error:
            return str(error)[:3]

    assert sorted(at_once(sign, 4)) == ["submitted"] + ["现在是"] * 3
    assert Step.objects.filter(move="submit").count() == 1


def test_a_quarter_opened_at_once_has_one_return_a_unit(line, county):
    earlier = line.quarter.later(-1)
    at_once(lambda: services.open_quarter(earlier, county.pk), 4)
    assert Return.objects.of_quarter(earlier).count() == 2
