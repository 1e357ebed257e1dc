import pytest
from django.core.exceptions import ValidationError

from casework.forms import IdNumberField, PhoneField
from security.identifiers import id_check


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (PhoneField, "1390000123", "手机号应是 11 位，现在是 10 位"),
        (PhoneField, "139000012345", "手机号应是 11 位，现在是 12 位"),
        (PhoneField, "12900001234", "写 11 位手机号"),
        (PhoneField, "86123456", "带区号的座机"),
        (PhoneField, "王某", "写 11 位手机号"),
        (IdNumberField, "1101051949123100", "应是 18 位，现在是 16 位"),
        (IdNumberField, "110105491231002", "应是 18 位，现在是 15 位"),
        (IdNumberField, "11010519491331002X", "没有这一天"),
        (IdNumberField, "110105299912310021", "没有这一天"),
        (IdNumberField, "110105194912310021", "最后一位和前面的对不上"),
        (IdNumberField, "1101051949A231002X", "前 17 位都是数字"),
    ],
)
def test_a_wrong_number_is_told_in_words_that_do_not_repeat_it(db, field, typed, words):
    with pytest.raises(ValidationError, match=words) as error:
        field(label="x").clean(typed)
    assert typed not in str(error.value)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (PhoneField, "", ""),
        (PhoneField, "139 0000 1234", "13900001234"),
        (PhoneField, "+86 13900001234", "13900001234"),
        (PhoneField, "0573-8612345", "05738612345"),
        (IdNumberField, " ", ""),
        (IdNumberField, "110105 19491231 002x", "11010519491231002X"),
        (
            IdNumberField,
            "33042419900101001" + id_check("33042419900101001"),
            "33042419900101001" + id_check("33042419900101001"),
        ),
    ],
)
def test_a_good_number_is_kept_without_spaces(db, field, typed, kept):
    assert field(label="x").clean(typed) == kept
