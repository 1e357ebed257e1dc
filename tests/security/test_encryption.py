import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from security import encryption
from security.encryption import (
    EncryptionFailed,
    KeyUnknown,
    SealBroken,
    blind_index,
    check_settings,
    key_name,
    new_data_key,
    open_data_key,
    rewrap,
    seal,
    unseal,
)

HERE = {"table": "casework_sealed", "row": 7, "column": "phone"}
PHONE = "13800138000"
OLD, NEW = (f"{name}:{base64.b64encode(name.encode() * 16).decode()}" for name in ("k1", "k2"))


@pytest.fixture(params=["aes", "sm4"])
def cipher(request, settings):
    settings.FIELD_CIPHER = request.param
    return request.param


def test_what_is_sealed_opens_in_its_place_and_says_how_it_was_sealed(cipher):
    sealed = seal(PHONE, **HERE)
    assert sealed.startswith("a:k1:" if cipher == "aes" else "s:k1:")
    assert unseal(sealed, **HERE) == PHONE
    assert PHONE not in sealed
    assert PHONE.encode() not in base64.b64decode(sealed.rsplit(":", 1)[1])


@given(st.text())
def test_every_text_comes_back(plain):
    assert unseal(seal(plain, **HERE), **HERE) == plain


def test_the_same_value_twice_is_sealed_differently(cipher):
    assert seal(PHONE, **HERE) != seal(PHONE, **HERE)


@pytest.mark.parametrize("other", [{"row": 8}, {"column": "name"}, {"table": "casework_reveal"}])
def test_moved_to_another_row_column_or_table_it_does_not_open(cipher, other):
    with pytest.raises(SealBroken):
        unseal(seal(PHONE, **HERE), **{**HERE, **other})


def test_one_bit_changed_anywhere_is_found(cipher):
    head, body = seal(PHONE, **HERE).rsplit(":", 1)
    raw = bytearray(base64.b64decode(body))
    for place in range(len(raw)):
        changed = raw.copy()
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            unseal(f"{head}:{base64.b64encode(changed).decode()}", **HERE)


@pytest.mark.parametrize("told", ["", "x", "a:k1", "a:k1:", "a:k1:AAAA", "z:k1:" + "A" * 64, "a:k1:ä", PHONE])
def test_what_was_never_sealed_is_said_to_be_broken_and_not_repeated(told):
    with pytest.raises(SealBroken) as error:
        unseal(told, **HERE)
    assert PHONE not in str(error.value)


def test_an_error_names_the_place_and_the_key_and_never_the_value_or_the_secret(settings):
    sealed = seal(PHONE, **HERE)
    settings.FIELD_KEYS = NEW
    with pytest.raises(KeyUnknown) as error:
        unseal(sealed, **HERE)
    assert str(error.value) == "casework_sealed:7:phone: no key 'k1'"
    assert isinstance(error.value, EncryptionFailed)
    assert "secret" not in repr(encryption.current_key())


def test_after_a_rotation_the_new_key_seals_and_the_old_still_opens(settings):
    settings.FIELD_KEYS = OLD
    before = seal(PHONE, **HERE)
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    after = seal(PHONE, **HERE)
    assert (key_name(before), key_name(after)) == ("k1", "k2")
    assert unseal(before, **HERE) == unseal(after, **HERE) == PHONE


def test_an_algorithm_may_change_and_what_was_sealed_before_still_opens(settings):
    sealed = seal(PHONE, **HERE)
    settings.FIELD_CIPHER = "sm4"
    assert unseal(sealed, **HERE) == PHONE
    assert seal(PHONE, **HERE).startswith("s:")


def test_without_its_data_key_a_value_is_gone(cipher):
    place = {"table": "casework_datakey", "row": "d1"}
    key, wrapped = new_data_key("d1", **place)
    sealed = seal(PHONE, **HERE, key=key)
    assert key_name(sealed) == "d1"
    assert unseal(sealed, **HERE, key=open_data_key("d1", wrapped, **place)) == PHONE
    with pytest.raises(KeyUnknown):
        unseal(sealed, **HERE)
    other, _ = new_data_key("d1", **place)
    with pytest.raises(SealBroken):
        unseal(sealed, **HERE, key=other)
    with pytest.raises(SealBroken):
        open_data_key("d1", wrapped, table="casework_datakey", row="d2")


def test_a_rewrapped_data_key_opens_what_it_sealed_and_needs_the_old_key_no_more(settings):
    settings.FIELD_KEYS = OLD
    place = {"table": "casework_datakey", "row": "d1"}
    key, wrapped = new_data_key("d1", **place)
    sealed = seal(PHONE, **HERE, key=key)
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    wrapped = rewrap(wrapped, **place)
    settings.FIELD_KEYS = NEW
    assert unseal(sealed, **HERE, key=open_data_key("d1", wrapped, **place)) == PHONE


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_blind_index_finds_the_same_value_of_the_same_kind_and_needs_the_key(settings, algorithm):
    settings.BLIND_INDEX_HASH = algorithm
    index = blind_index("phone", PHONE)
    assert index == blind_index("phone", PHONE)
    assert index != blind_index("id_number", PHONE)
    assert index != blind_index("phone", "13800138001")
    assert len(index) == 64
    settings.BLIND_INDEX_KEY = base64.b64encode(b"another key of thirty-two bytes!").decode()
    assert index != blind_index("phone", PHONE)


def test_nothing_has_no_index():
    assert blind_index("phone", "") == ""


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("FIELD_KEYS", "", "没有 FIELD_KEYS"),
        ("FIELD_KEYS", "k1", "至少 32 个字节"),
        ("FIELD_KEYS", "k1:c2hvcnQ=", "至少 32 个字节"),
        ("FIELD_KEYS", OLD.split(":")[1], "自己的名字"),
        ("FIELD_KEYS", f"{OLD},{OLD}", "自己的名字"),
        ("FIELD_KEYS", "k1:" + "密" * 40, "至少 32 个字节"),
        ("BLIND_INDEX_KEY", "c2hvcnQ=", "BLIND_INDEX_KEY"),
        ("FIELD_CIPHER", "des", "aes、sm4"),
        ("BLIND_INDEX_HASH", "md5", "sha256、sm3"),
    ],
)
def test_settings_that_could_not_seal_are_refused_with_a_way_out_and_without_the_key(
    settings, name, told, said
):
    setattr(settings, name, told)
    with pytest.raises(ImproperlyConfigured, match=said) as error:
        check_settings()
    assert not told or len(told) < 8 or told.split(":")[-1] not in str(error.value)


def test_both_alphabets_of_base64_and_missing_padding_are_read(settings):
    secret = bytes(range(220, 253))
    settings.FIELD_KEYS = "k1:" + base64.b64encode(secret).decode()
    sealed = seal(PHONE, **HERE)
    settings.FIELD_KEYS = "k1:" + base64.urlsafe_b64encode(secret).decode().rstrip("=")
    assert unseal(sealed, **HERE) == PHONE
