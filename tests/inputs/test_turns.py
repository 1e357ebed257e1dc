"""What is typed in turn has all been typed in the end (tests/turn.py)."""

import pytest

from tests.inputs.forms import HOSTILE, Found
from tests.inputs.test_hostile import ALONE, tries

FIELDS = ("text", "landmark")
ALL = {(name, None) for name in HOSTILE} | {(name, field) for name in ALONE for field in FIELDS}


def typed(turn, whole=False):
    """What goes into each of three forms of one room with the same fields, by the form's place."""
    forms = [(place, Found("/a/", "post", "/cases/new/", {}, [*FIELDS])) for place in range(3)]
    found = {place: set() for place, _ in forms}
    for place, _, name, field in tries(forms, turn, whole):
        found[place].add((name, field))
    return found


def test_in_a_few_runs_every_text_goes_into_every_form_and_field():
    runs = [typed(turn) for turn in range(len(HOSTILE))]
    assert [set().union(*(run[place] for run in runs)) for place in range(3)] == [ALL] * 3


@pytest.mark.parametrize("turn", [0, 7])
def test_a_whole_run_leaves_none_out(turn):
    assert list(typed(turn, whole=True).values()) == [ALL] * 3
