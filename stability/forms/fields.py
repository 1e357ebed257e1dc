"""Fields that the forms of assessments share. The errors say how to mend it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Duty, Unit
from casework.forms import TextField
from casework.forms.moves import DayField
from security import clock
from stability.workflow import UNDERTAKERS

FIRST_YEAR = 2000
MOST_HEADS = 10_000_000


class PastDayField(DayField):
    """A day that has come."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > clock.today():
            raise ValidationError("这个日期还没到，写已经过去的日期。")
        if day and day.year < FIRST_YEAR:
            raise ValidationError(f"年份 {day.year} 太早了，检查一下。")
        return day


class AnyDayField(DayField):
    """A day, past or to come, of these years."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= clock.today().year + 10:
            raise ValidationError(f"年份 {day.year} 不对，检查一下。")
        return day


class LaterDayField(AnyDayField):
    """A day to come."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day <= clock.today():
            raise ValidationError("写今天以后的日期。")
        return day


class HeadsField(forms.IntegerField):
    """A number of people."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_HEADS, **kwargs)
        self.error_messages |= {"required": "写人数，没有写 0", "invalid": "人数写整数，比如 36"}


class LineField(forms.CharField):
    """One line of words."""

    def __init__(self, *, empty: str = "写上这一项", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["required"] = empty


def sentences(label: str, empty: str, rows: int = 4, **more: Any) -> TextField:
    """Some sentences that have to be there."""
    return TextField(label=label, empty=empty, rows=rows, **more)


def chips(label: str, choices: Any, empty: str, **more: Any) -> forms.ChoiceField:
    """One of a few, in sight."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": empty, "invalid_choice": "没有这一项，重新选一个。"},
        **more,
    )


def explained(choices: Any, words: dict[Any, str]) -> list[tuple[str, str]]:
    """Each choice with a sentence that says what it means."""
    return [(value, f"{label}：{words[value]}") for value, label in choices]


def pick(label: str, empty: str, **more: Any) -> forms.ModelChoiceField:
    """One of some rows; the form says which."""
    field = forms.ModelChoiceField(Unit.objects.none(), label=label, empty_label="选一个", **more)
    field.error_messages |= {"required": empty, "invalid_choice": "没有这一个，重新选一个。"}
    return field


def units_of(area_code: str) -> Any:
    """The units of the county around this place."""
    return Unit.objects.filter(active=True, area__code__startswith=area_code[:6]).order_by("area", "pk")


def undertaking_units(area_code: str) -> Any:
    """Units of the county in which somebody may undertake an assessment."""
    manned = Duty.objects.current().filter(role__in=UNDERTAKERS, area=None).values("unit")
    return units_of(area_code).filter(pk__in=manned)
