"""Fields that the forms of disputes share. The errors say how to mend it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.forms import PrivateField
from security import clock
from security.identifiers import bare, is_uscc

FIRST_YEAR = 1990
MOMENT = "%Y-%m-%dT%H:%M"
MOST_YUAN = Decimal("999999999999.99")


class MomentField(forms.DateTimeField):
    """A day and a time of it that has passed, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, **kwargs)
        self.error_messages["required"] = "选一个时间"
        self.error_messages["invalid"] = "时间像 2026-04-15 09:30 这样写"

    def clean(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().clean(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"]) from error
        if moment and moment.year < FIRST_YEAR:
            raise ValidationError(f"年份 {moment.year} 太早了，检查一下。")
        if moment and moment > clock.now():
            raise ValidationError("这个时间还没到，写已经过去的时间。")
        return moment


class YuanField(forms.DecimalField):
    """An amount of money in yuan."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, max_value=MOST_YUAN, required=False, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"
        self.error_messages |= {"invalid": "金额写数字，比如 3000 或 3000.50"}


class CreditCodeField(PrivateField):
    """A body's unified social credit code of 18 signs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        code = bare(super().clean(value))
        if not code:
            return ""
        if len(code) != 18:
            raise ValidationError(f"统一社会信用代码应是 18 位，现在是 {len(code)} 位。")
        if not is_uscc(code):
            raise ValidationError("统一社会信用代码的最后一位和前面的对不上，检查有没有输错。")
        return code


def chosen(label: str, choices: Any, required: str) -> forms.ChoiceField:
    """One of a few, as chips."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": required}
    )
