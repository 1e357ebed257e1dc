from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from security.findings import IDENTIFYING, WARNED, What, find, masked, told
from security.identifiers import id_check

ID = "11010519491231002X"

FOUND = [
    (f"身份证{ID}。", What.ID_NUMBER),
    ("身份证１１０１０５１９４９１２３１００２Ｘ", What.ID_NUMBER),
    ("110105 19491231 002x", What.ID_NUMBER),
    ("110105-1949-1231-002X", What.ID_NUMBER),
    ("老证号110105491231002", What.ID_NUMBER),
    ("他手机13800138000，", What.MOBILE),
    ("138 0013 8000", What.MOBILE),
    ("138-0013-8000", What.MOBILE),
    ("１３８００１３８０００", What.MOBILE),
    ("+86 13800138000", What.MOBILE),
    ("微信号同手机a13800138000b", What.MOBILE),
    ("座机0573-86123456", What.LANDLINE),
    ("（０５７３）８６１２３４５６", What.LANDLINE),
    ("卡号6222 0212 3456 7890 128", What.BANK_CARD),
    ("营业执照91350100M000100Y43", What.BODY_CODE),
    ("机密★1年", What.CLASSIFIED),
    ("绝 密 ★", What.CLASSIFIED),
    ("秘密☆", What.CLASSIFIED),
]
NOT_FOUND = [
    "案件202607-000123",
    "网格330424101213004",
    "订单202611220518361234",
    "138001380001",  # twelve digits
    "110105194912310021",  # a wrong check
    "共13800元，138 户",
    "2026-11-22 05:18:36.123456",
    "这是我们之间的秘密",
    "经度120.946263，纬度30.526435",
    "",
]


@pytest.mark.parametrize(("text", "what"), FOUND)
def test_it_is_found_however_it_is_written(text, what):
    assert [finding.what for finding in find(text)] == [what]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_numbers_are_left_alone(text):
    assert find(text) == []
    assert masked(text) == text


def test_several_in_one_sentence_each_with_its_place():
    text = f"王某 13800138000 {ID}，另有 13900139000。"
    found = find(text)
    assert [text[finding.start : finding.end] for finding in found] == ["13800138000", ID, "13900139000"]
    assert told(found) == "1 个身份证号、2 个手机号"
    assert masked(text) == "王某 〔手机号〕 〔身份证号〕，另有 〔手机号〕。"


def test_what_is_told_never_holds_the_value():
    assert ID not in told(find(f"{ID}"))
    assert told([]) == ""


def test_an_offices_telephone_is_no_news_and_a_mark_of_secrecy_is_not_taken_out():
    assert What.LANDLINE not in WARNED
    assert What.LANDLINE in IDENTIFYING
    assert masked("机密★ 13800138000") == "机密★ 〔手机号〕"


@given(
    st.from_regex(r"[1-9]\d{5}19[5-9]\d(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])\d{3}", fullmatch=True).filter(
        str.isascii
    ),
    st.sampled_from(["", " ", "-"]),
    st.text("我住的镇，。 ", max_size=5),
    st.text("我住的镇，。 ", max_size=5),
)
def test_every_good_number_is_found_whatever_stands_around_it(body, between, before, after):
    number = body + id_check(body)
    text = before + number[:6] + between + number[6:14] + between + number[14:] + after
    assert any(finding.what in {What.ID_NUMBER, What.BANK_CARD, What.BODY_CODE} for finding in find(text))
    assert number[6:14] not in masked(text)


@given(st.text(max_size=80) | st.text("0123456789Xx-  ★密机号", max_size=80))
def test_findings_stand_in_the_text_in_order_and_apart(text):
    found = find(text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert masked(masked(text)) == masked(text)
