"""The sums behind a suggested category, by hand; and the same in the browser's own language."""

import json
from pathlib import Path

import pytest

from casework.suggesting.features import Lexicon, features
from casework.suggesting.learning import Example, learn

WORDS = {"灯": [4, 0, 0], "灯不": [6, 0, 0], "烟": [0, 5, 1], "火": [0, 3, 3]}
LEXICON = Lexicon(labels=("市政", "消防", "应急"), bias=(0, 0, 1), weights=WORDS, sure=4)
SENTENCES = Path(__file__).with_name("sentences.txt")


def test_a_text_is_its_signs_and_their_neighbours():
    assert features("路灯，坏3个") == {"路", "灯", "路灯", "坏", "个"}


@pytest.mark.parametrize("text", ["", "13812345678 ABC-浙F12345", "!?", "𠀀"])
def test_numbers_letters_and_signs_of_no_sentence_are_nothing(text):
    assert not features(text) - {"浙"}


def test_the_sums_are_those_by_hand():
    said = LEXICON.suggest("灯不亮")
    assert said.names == ("市政", "应急", "消防")
    assert said.sure  # leads by 10 - 1 = 9; 9² ≥ 4² × 2


def test_a_narrow_lead_is_not_sure():
    said = LEXICON.suggest("火，烟")
    assert said.names[0] == "消防"  # 8 to 5
    assert not said.sure  # 3² < 4² × 2


def test_of_two_alike_the_first_label_stands_first():
    level = Lexicon(labels=("甲", "乙"), bias=(0, 0), weights={"水": [2, 2]}, sure=1)
    assert level.suggest("水").names == ("甲", "乙")


def test_no_word_known_is_no_suggestion():
    said = LEXICON.suggest("鸟")
    assert (said.names, said.sure) == ((), False)


def test_the_same_examples_teach_the_same():
    examples = [Example("甲", "路灯不亮"), Example("乙", "起火冒烟"), Example("甲", "路灯坏了")] * 3
    assert learn(examples) == learn(examples)
    assert Lexicon.of(learn(examples)).suggest("路灯").names[0] == "甲"


def test_what_comes_once_is_not_learnt():
    body = learn([Example("甲", "路灯", times=2), Example("乙", "起火", times=2), Example("甲", "绝无仅有")])
    assert "路灯" in body["weights"]
    assert "绝" not in body["weights"]


def test_a_lexicon_is_made_of_whole_numbers():
    body = learn([Example("甲", "路灯不亮", times=3), Example("乙", "起火冒烟", times=3)])
    assert json.loads(json.dumps(body)) == body
    assert all(isinstance(value, int) for row in body["weights"].values() for value in row)
