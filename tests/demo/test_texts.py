import re
from collections import Counter

import pytest

from demo.texts import THEMES
from demo.texts.theme import Desk
from demo.wording import answers, parted
from grids.catalogue import CATEGORIES


def name_of(theme):
    return f"{theme.category}/{theme.leaf}/{parted(theme.texts[0])[1][:12]}"


def test_every_main_category_has_its_own_templates():
    counts = Counter()
    for theme in THEMES:
        counts[theme.category] += len(set(theme.texts))
    assert set(counts) == {name for name, _ in CATEGORIES.values()}
    assert min(counts.values()) >= 25


@pytest.mark.parametrize("theme", THEMES, ids=name_of)
def test_a_theme_belongs_to_the_catalogue(theme):
    children = dict(CATEGORIES.values())[theme.category]
    assert theme.leaf in {"", *children}
    assert theme.desks
    assert all(isinstance(desk, Desk) for desk in theme.desks)


@pytest.mark.parametrize("theme", THEMES, ids=name_of)
def test_every_text_has_a_result_that_fits_it(theme):
    for text in theme.texts:
        assert answers(theme.results, parted(text)[0]), text


@pytest.mark.parametrize("theme", THEMES, ids=name_of)
def test_no_answer_waits_for_a_text_that_is_not_there(theme):
    marks = {parted(text)[0] for text in theme.texts}
    for answer in (*theme.results, *theme.progress, *theme.settled):
        assert parted(answer)[0] in {"", *marks}, answer


@pytest.mark.parametrize("theme", THEMES, ids=name_of)
def test_words_that_belong_together_are_as_many(theme):
    assert len({len(theme.slots[slot]) for slot in theme.paired}) <= 1


def test_reports_differ(told):
    texts = [story.text for story in told]
    assert len(set(texts)) > 0.97 * len(texts)
    assert max(map(len, texts)) < 200
    assert min(map(len, texts)) >= 8


def test_nothing_is_left_unfilled_and_nobody_is_real(told):
    for story in told:
        for text in (story.text, story.landmark, *(step.note for step in story.steps)):
            assert not re.search(r"[{}|]", text), text
            assert not re.search(r"\d{5,}|@|有限公司", text), text


def test_everything_written_ends_as_a_sentence(told):
    assert all(story.text.endswith("。") for story in told)
    assert all(step.note.endswith("。") for story in told for step in story.steps if step.note)
