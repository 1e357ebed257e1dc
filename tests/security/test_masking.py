import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from security.masking import DOUBLE_SURNAMES, REST, Kind, Level, mask

L1, L2, L3 = Level.PUBLIC, Level.INTERNAL, Level.FULL
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)

TABLE = [
    (Kind.NAME, "张三", "张*", "张*"),
    (Kind.NAME, "张小明", "张**", "张*明"),
    (Kind.NAME, "张李小明", "张**", "张**明"),
    (Kind.NAME, "欧阳修", "欧阳*", "欧阳*"),
    (Kind.NAME, "欧阳娜娜", "欧阳*", "欧阳*娜"),
    (Kind.NAME, "欧阳", "欧*", "欧*"),  # two signs in all: a family name of one, and a given name
    (Kind.NAME, "张 小 明", "张**", "张*明"),
    (Kind.NAME, "阿卜杜拉·买买提", "阿**", "阿**提"),
    (Kind.NAME, "张", "*", "*"),
    (Kind.ID_NUMBER, "11010519491231002X", "", "110*************2X"),
    (Kind.ID_NUMBER, "11010519491231002x", "", "110*************2X"),
    (Kind.ID_NUMBER, "110105 1949 1231 002X", "", "110*************2X"),
    (Kind.ID_NUMBER, "110105491231002", "", "110**********02"),
    (Kind.ID_NUMBER, "E12345678", "", "****"),  # another paper's number: nothing of it
    (Kind.MOBILE, "13800138000", "", "138****8000"),
    (Kind.MOBILE, "+86 138-0013-8000", "", "138****8000"),
    (Kind.MOBILE, "1380013", "", "****"),
    (Kind.LANDLINE, "0573-86123456", "", "0573-******56"),
    (Kind.LANDLINE, "010 62345678", "", "010-******78"),
    (Kind.LANDLINE, "86123456", "", "******56"),
    (Kind.LANDLINE, "120", "", "****"),
    (
        Kind.ADDRESS,
        "浙江省嘉兴市海盐县武原街道城西社区海丰路12号",
        "浙江省嘉兴市海盐县武原街道***",
        "浙江省嘉兴市海盐县武原街道城西社区***",
    ),
    (
        Kind.ADDRESS,
        "宁波市镇海区庄市街道光明村3组",
        "宁波市镇海区庄市街道***",
        "宁波市镇海区庄市街道光明村***",
    ),
    (Kind.ADDRESS, "海盐县百步镇横港村委会", "海盐县百步镇***", "海盐县百步镇横港村委会***"),
    (Kind.ADDRESS, "新乡市红旗区向阳街道", "新乡市红旗区向阳街道***", "新乡市红旗区向阳街道***"),
    (Kind.ADDRESS, "海盐县海丰花园小区3幢402", "海盐县***", "海盐县***"),
    (Kind.ADDRESS, "武原街道 城西社区 12号", "武原街道***", "武原街道城西社区***"),
    (Kind.ADDRESS, "城西社区12号", "***", "城西社区***"),
    (Kind.ADDRESS, "海丰路12号3幢402室", "***", "***"),
    (Kind.ADDRESS, "5幢402", "***", "***"),
    (Kind.EMAIL, "zhang.san@example.com", "", "z***@example.com"),
    (Kind.EMAIL, "nobody", "", ""),
    (Kind.BANK_CARD, "6222 0212 3456 7890 128", "", "****0128"),
    (Kind.BANK_CARD, "0128", "", "****"),
    (Kind.VEHICLE, "浙F12345", "", "****2345"),
    (Kind.VEHICLE, "浙FD12345", "", "****2345"),
]


@pytest.mark.parametrize(("kind", "value", "public", "internal"), TABLE)
def test_each_level_shows_what_the_rule_allows(kind, value, public, internal):
    assert mask(kind, value, L1) == public
    assert mask(kind, value, L2) == internal
    assert mask(kind, value, L3) == value


def test_the_table_has_every_kind():
    assert {row[0] for row in TABLE} == set(Kind)


@pytest.mark.parametrize("surname", sorted(DOUBLE_SURNAMES))
def test_a_family_name_of_two_signs_is_never_cut(surname):
    assert mask(Kind.NAME, f"{surname}明", L1) == f"{surname}*"
    assert mask(Kind.NAME, f"{surname}小明", L2) == f"{surname}*明"


@given(st.sampled_from(Kind), st.sampled_from([L1, L2]), st.sampled_from(["", " ", "\t"]))
def test_nothing_stays_nothing(kind, level, value):
    assert mask(kind, value, level) == ""


@given(st.sampled_from(Kind), st.text(max_size=60), st.sampled_from([L1, L2]))
def test_no_text_breaks_it_and_a_masked_value_is_not_the_value(kind, value, level):
    shown = mask(kind, value, level)
    assert shown == "" or "*" in shown
    if value.strip() and "*" not in value:
        assert shown != value.strip()


@given(CHINESE)
def test_of_a_name_at_most_the_family_name_and_the_last_sign_are_shown(name):
    for level in (L1, L2):
        shown = mask(Kind.NAME, name, level)
        assert len(shown.replace("*", "")) <= min(3, max(len(name) - 1, 0))
    assert len(set(mask(Kind.NAME, name, L1).replace("*", ""))) <= 2


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_four_digits_of_a_phone_are_never_shown(number):
    assert mask(Kind.MOBILE, number, L2).count("*") == 4
    assert mask(Kind.MOBILE, number, L1) == ""


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_neither_day_of_birth_nor_division_is_left_of_a_residents_number(number):
    shown = mask(Kind.ID_NUMBER, number, L2)
    assert shown.strip("*") == shown
    assert shown[3:-2] == "*" * 13


@given(
    st.text("海盐县武原街道城西社区村镇乡路弄幢室号省市012 ", max_size=40) | st.text(max_size=40),
)
def test_an_address_is_cut_from_behind_and_shows_no_house(address):
    plain = re.sub(r"\s", "", address)
    public, internal = (mask(Kind.ADDRESS, address, level) for level in (L1, L2))
    if not plain:
        return
    shown = internal.removesuffix(REST)
    assert internal.endswith(REST)
    assert internal.startswith(public.removesuffix(REST))
    assert not re.search(r"[0-9路弄幢室号]", shown)
