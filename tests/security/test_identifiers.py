from string import digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from security.identifiers import (
    ID_CHECKS,
    USCC_SIGNS,
    bare,
    id_check,
    is_bank_card,
    is_id_number,
    is_landline,
    is_mobile,
    is_old_id_number,
    is_uscc,
    narrow,
    phone_of,
)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_numbers_of_the_standard_are_good(number):
    assert is_id_number(number)


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_sign_anywhere_is_found(place):
    good = "11010519491231002X"
    for sign in ID_CHECKS:
        if sign != good[place] and not (sign == "X" and place < 17):
            assert not is_id_number(good[:place] + sign + good[place + 1 :])


@pytest.mark.parametrize("day", ["19490229", "19491301", "19490431", "19490000"])
def test_a_day_that_never_was_is_no_birthday(day):
    body = f"110105{day}002"
    assert not is_id_number(body + id_check(body))


def test_a_number_of_15_digits_has_a_day_and_somebody_alive():
    assert is_old_id_number("110105491231002")
    assert not is_old_id_number("110105491331002")
    assert not is_old_id_number("330424101213004")  # a grid of ours


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91310000MA1K000006"])
def test_codes_of_bodies(code):
    assert is_uscc(code)
    assert not is_uscc(code[:-1] + ("4" if code[-1] != "4" else "5"))
    assert not is_uscc(code.replace("0", "O"))


@given(st.text(USCC_SIGNS, min_size=17, max_size=17))
def test_every_code_has_exactly_one_check(body):
    assert sum(is_uscc(body + sign) for sign in USCC_SIGNS) == 1


def test_cards():
    assert is_bank_card("6222021234567890128")
    assert not is_bank_card("6222021234567890129")
    assert not is_bank_card("0000000000000000")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("138 0013 8000", "13800138000"),
        ("１３８－００１３－８０００", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("（0573）8612-3456", "057386123456"),
        ("8612345", "8612345"),  # a short number that begins with 86 keeps it
    ],
)
def test_one_number_written_in_many_ways_is_one_number(told, kept):
    assert phone_of(told) == kept


def test_mobile_or_at_home():
    assert is_mobile("13800138000")
    assert not is_mobile("12800138000")
    assert is_landline("057386123456")
    assert not is_landline("86123456")


@given(st.text())
def test_making_text_narrow_moves_nothing(text):
    assert len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)


@given(st.text(digits + "Xx", min_size=1))
def test_bare_is_done_once(number):
    assert bare(bare(number)) == bare(number) == number.upper()
