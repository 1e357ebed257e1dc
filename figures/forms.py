from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from areas.models import Area
from figures.periods import Quarter, parse_month

QUARTERS = 8  # that the board offers: this one and those before


class BoardForm(forms.Form):
    """Which board: an area of the user's, and a quarter."""

    area = forms.ChoiceField(label="区划")
    quarter = forms.ChoiceField(label="季度")

    def __init__(self, *, areas: list[Area], area: Area, quarter: Quarter, running: Quarter) -> None:
        super().__init__(initial={"area": area.code, "quarter": str(quarter)})
        self.fields["area"].choices = [(one.code, indented(one, areas[0])) for one in areas]
        offered = [running]
        while len(offered) < QUARTERS:
            offered.append(offered[-1].previous)
        known = sorted({*offered, quarter}, reverse=True)
        self.fields["quarter"].choices = [(str(one), one.label) for one in known]


def indented(area: Area, widest: Area) -> str:
    """The name, set in as deep as the area lies."""
    return "　" * ((area.level - widest.level) // 3) + area.name


class MonthField(forms.CharField):
    """A month: 2026-07 becomes its first day."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-07"})

    def clean(self, value: Any) -> date:
        try:
            return parse_month(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class RollUpForm(forms.Form):
    """The months to roll up."""

    first = MonthField(label="从哪个月", error_messages={"required": "选一个开始月份。"})
    last = MonthField(label="到哪个月", error_messages={"required": "选一个结束月份。"})
