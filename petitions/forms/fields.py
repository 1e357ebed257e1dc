"""Fields that the forms of petitions share. The errors say how to mend it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Duty, Unit, User
from casework.forms.moves import DayField
from casework.models import Matter
from petitions.limits import HANDLERS
from petitions.services.accusing import units_accused
from security import clock

FIRST_YEAR = 1990


class PastDayField(DayField):
    """A day that has come."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > clock.today():
            raise ValidationError("这个日期还没到，写已经过去的日期。")
        if day and day.year < FIRST_YEAR:
            raise ValidationError(f"年份 {day.year} 太早了，检查一下。")
        return day


class LaterDayField(DayField):
    """A day to come."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not clock.today() < day <= clock.today().replace(year=clock.today().year + 3, day=1):
            raise ValidationError("写今天以后、三年以内的日期。")
        return day


def chips(label: str, choices: Any, empty: str = "", **more: Any) -> forms.ChoiceField:
    """One of a few. Without `empty`, none of them will do as well."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(empty),
        widget=forms.RadioSelect,
        error_messages={"required": empty, "invalid_choice": "没有这一项，重新选一个。"},
        **more,
    )


def handling_units(matter: Matter) -> Any:
    """Units in which somebody handles petitions of the place, less those whom it complains of (XF-60)."""
    manned = Duty.objects.current().filter(role__in=HANDLERS, area=None).values("unit")
    near = Unit.objects.filter(active=True, area__code__startswith=matter.area_id[:6], pk__in=manned)
    return near.exclude(pk__in=units_accused(matter)).order_by("area", "pk")


def units_of_county(user: User) -> Any:
    """The units of the counties in which the user sits: whoever may be complained of."""
    counties = {duty.area_code[:6] for duty in user.held}
    return Unit.objects.filter(area__code__regex=rf"^({'|'.join(sorted(counties)) or '-'})")


def unit_field(label: str, empty: str) -> forms.ModelChoiceField:
    field = forms.ModelChoiceField(Unit.objects.none(), label=label, empty_label="选一个单位")
    field.error_messages |= {"required": empty, "invalid_choice": "这个单位现在不能接这件，换一个。"}
    return field
