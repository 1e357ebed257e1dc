from typing import Any

from django import forms

from casework.codes import LENGTH, TAIL, is_code, read
from casework.forms import PrivateField
from security.identifiers import narrow


class TailField(PrivateField):
    """Four digits: the end of a phone number, or such as somebody without one chose."""

    def __init__(self, *, empty: str, **kwargs: Any) -> None:
        super().__init__(max_length=20, attrs={"inputmode": "numeric"}, **kwargs)
        self.required = bool(empty)
        self.error_messages["required"] = empty

    def clean(self, value: Any) -> str:
        tail = narrow(super().clean(value))
        if tail and not (len(tail) == TAIL and tail.isascii() and tail.isdigit()):
            raise forms.ValidationError(f"只写电话的后 {TAIL} 位数字，或者自己定的 {TAIL} 位数字。")
        return tail


class LookForm(forms.Form):
    """The code, and the four digits that belong to it."""

    code = PrivateField(label="查询码", max_length=40, help_text="12 位，中间的横线可以不写")
    tail = TailField(
        label="手机尾号",
        empty="写电话的后 4 位",
        help_text="当时留的电话的后 4 位；没有留电话的，写当时自己定的 4 位数字",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = True
        self.fields["code"].error_messages["required"] = "写查询码，申请时给您的"
        self.fields["code"].widget.attrs["data-code"] = ""

    def clean_code(self) -> str:
        code = read(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(f"查询码是 {LENGTH} 位，现在是 {len(code)} 位。")
        if not is_code(code):
            raise forms.ValidationError("查询码里只有数字和字母，对照着再写一遍。")
        return code
