"""The file of a dispute, its money in words, and its scale: no database."""

from decimal import Decimal

import pytest

from disputes.amounts import differing, in_capitals
from disputes.dictionaries import JusticeType, PublicType, scale_of
from disputes.papers import Contents, missing, papers


def test_thirteen_papers_in_their_order():
    assert [paper.place for paper in papers(Contents())] == list(range(1, 14))


def test_of_what_never_came_to_the_table_little_is_required():
    assert missing(papers(Contents())) == []


def test_what_was_mediated_has_its_record_and_its_rights():
    lacking = missing(papers(Contents(mediated=True)))
    assert lacking == ["权利义务告知书", "当事人身份证明", "调解记录"]


def test_what_was_settled_has_its_agreement():
    whole = Contents(
        mediated=True, settled=True, told_of_rights=True, identified=True, sessions=2, agreed=True
    )
    assert missing(papers(whole)) == []
    marks = [paper.mark for paper in papers(whole)]
    assert marks.count("✓") == 7
    assert set(marks) == {"✓", "按需"}
    assert "调解协议书（口头协议登记表）" in missing(
        papers(Contents(mediated=True, settled=True, sessions=1))
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("3000", "叁仟元整"),
        ("1005.2", "壹仟零伍元贰角"),
        ("0.05", "伍分"),
        ("0", "零元整"),
        ("10500", "壹万零伍佰元整"),
        ("20300.07", "贰万零叁佰元零柒分"),
        ("100000001", "壹亿零壹元整"),
        ("100010.35", "壹拾万零壹拾元叁角伍分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_the_same_amount_in_capitals(amount, words):
    assert in_capitals(Decimal(amount)) == words


@pytest.mark.parametrize(("heads", "scale"), [(2, "01"), (4, "01"), (5, "02"), (29, "02"), (30, "03")])
def test_the_scale_follows_the_heads(heads, scale):
    assert scale_of(heads) == scale


def test_both_dictionaries_are_whole():
    assert (len(JusticeType), len(PublicType)) == (18, 25)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("付 3,000.00 元（大写：叁仟元整）。", ""),
        ("付3000元（叁仟元正）", ""),
        ("付叁仟元整（￥3000）", ""),
        ("付叁仟元整（小写：3,001）", "叁仟元整（小写：3,001"),
        ("付 3000 元（大写：叁万元整）", "3000 元（大写：叁万元整"),
        ("4月20日以前付叁仟元整", ""),
        ("没有金额", ""),
    ],
)
def test_figures_beside_capitals_that_say_another_number_are_found(text, odd):
    assert differing(text) == odd
