"""What a petition may be is suggested from its words, says why, and is never chosen by itself (XF-20)."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from casework.models import Matter
from petitions import services
from petitions.dictionaries import Category, Subject
from petitions.dictionaries import Path as Way
from petitions.suggesting.measuring import Labelled, scores
from petitions.suggesting.suggesting import hints
from petitions.suggesting.wordlists import Pointing, subjects, tracks
from security import clock
from tests.petitions.conftest import PETITIONER

WAGES = "建筑公司拖欠工资，十个农民工要求处理。"
REAL = Path(__file__).parents[3] / "shared" / "data"


def said(text, field):
    return [hint.value for hint in hints(text) if hint.field == field]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (WAGES, "subject", Subject.LABOUR),
        (WAGES, "path", Way.P2),
        (WAGES, "category", Category.CLAIM),
        ("化工厂夜里排污，气味刺鼻，请求查处。", "path", Way.P5),
        ("化工厂夜里排污，气味刺鼻，请求查处。", "subject", Subject.ENVIRONMENT),
        ("法院判决以后没有强制执行。", "path", Way.P1),
        ("对党内警告的处分决定不服。", "path", Way.P3),
        ("收到罚款的处罚决定，不服。", "path", Way.P4),
        ("建议在桥东增设公交站。", "category", Category.SUGGEST),
        ("检举某人收红包、优亲厚友。", "category", Category.ACCUSE),
    ],
)
def test_words_point_to_what_they_mean(text, field, value):
    assert said(text, field)[0] == value


def test_each_hint_says_on_which_words_and_which_rule():
    why = {hint.field: hint.why for hint in reversed(hints(WAGES))}
    assert why["path"].startswith("写到“拖欠工资”（信访工作条例 31(二)")
    assert why["subject"] == "写到“拖欠工资”、“农民工”"
    assert why["category"] == "写到“要求”、“拖欠”、“处理”（信访工作条例 31）"


def test_where_no_word_is_known_nothing_is_said():
    assert hints("") == hints("天地玄黄 abc 123") == []


def test_no_path_is_offered_for_what_only_suggests_or_only_accuses():
    assert said("建议学校旁边增设斑马线，参考法院门口。", "path") == []
    assert said("检举某人受贿、包庇赌博。", "path") == []


def test_the_sixth_path_is_never_offered_it_is_what_is_left():
    assert Way.P6 not in {one.value for one in tracks()["path"]}


def test_at_most_three_of_each_field():
    everything = " ".join(word for one in (*subjects(), *tracks()["path"]) for word in one.words)
    found = hints(everything)
    assert {field: sum(hint.field == field for hint in found) for field in ("path", "subject")} == {
        "path": 3,
        "subject": 3,
    }


def test_a_word_within_a_longer_one_counts_once():
    assert Pointing("04", "", ("工资", "拖欠工资")).found_in("拖欠工资") == ("拖欠工资",)


def test_the_lists_hold_every_value_once_and_no_word_twice():
    assert {one.value for one in subjects()} == set(Subject.values) - {Subject.OTHER}
    assert {one.value for one in tracks()["category"]} == set(Category.values)
    assert {one.value for one in tracks()["path"]} == set(Way.values) - {Way.P6}
    for one in (*subjects(), *tracks()["category"], *tracks()["path"]):
        assert len(one.words) == len(set(one.words)) > 0, one.value
    assert all(one.basis for of_field in tracks().values() for one in of_field)


@pytest.fixture
def sorting(client, clerk, town):
    """The page on which a petition is classified."""
    client.force_login(clerk)
    petition = services.register(
        channel="net",
        received_on=clock.today(),
        request=WAGES,
        facts="工地三个月没有发钱。",
        petitioners=[PETITIONER],
        area=town,
        by=clerk,
    )
    address = reverse("petitions:classify", args=[petition.number])
    return lambda query="": client.get(f"{address}{query}").content.decode(), petition


def test_nothing_is_chosen_until_it_is_taken(sorting):
    opened, petition = sorting
    assert "从写的内容看，可能是" in opened()
    assert "checked" not in opened()
    assert Matter.objects.get(pk=petition.pk).own.category == ""


def test_what_is_taken_fills_in_the_form_and_waits_for_the_button(sorting):
    opened, petition = sorting
    text = opened("?path=p2&category=claim&subject=04")
    assert text.count("checked") == 2
    assert '<option value="04" selected' in text
    assert text.count("（填上了）") == 3
    assert Matter.objects.get(pk=petition.pk).status == "registered"


def test_the_address_fills_in_nothing_that_there_is_not(sorting):
    opened, _ = sorting
    text = opened("?path=p9&category=%22%3E&subject=04'&note=x")
    assert "checked" not in text
    assert "（填上了）" not in text


def test_a_score_counts_what_is_right_wrong_and_silent():
    rows = [
        Labelled(WAGES, "甲", frozenset({"04"})),
        Labelled(WAGES, "甲", frozenset({"20"})),
        Labelled("天地玄黄", "乙", frozenset({"04"})),
    ]
    whole, usual, first, second = scores("试", "subject", rows)
    assert (whole.texts, whole.first, whole.three, whole.silent) == (3, 1, 1, 1)
    assert (usual.first, usual.three) == (2, 3)
    assert (first.first, first.silent, second.silent) == (1, 0, 1)


def test_the_label_in_the_title_is_not_read(tmp_path, capsys):
    table = tmp_path / "hotline.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["nature", "title", "content"], ["建议", "建议：天地", "玄黄"]])
    call_command("measure_petition_hints", "--hotline", str(table))
    assert "类别（热线诉求） | 1 | 0（0.0%） | 0（0.0%） | 1（100.0%）" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    with pytest.raises(CommandError, match="文件读不了"):
        call_command("measure_petition_hints", "--appeals", str(tmp_path / "none.csv"))


@pytest.mark.skipif(not REAL.is_dir(), reason="the published appeals are not here")
def test_on_published_appeals_it_beats_the_most_frequent_class(capsys):
    """The figures stand in docs/operations.md; here only that nobody makes them worse unseen."""
    call_command("measure_petition_hints", "--appeals", str(REAL / "appeals_taidi" / "labelled_495.csv"))
    whole = capsys.readouterr().out.splitlines()[1]
    assert "| 495 | 322（65.1%） | 413（83.4%） | 20（4.0%）" in whole
