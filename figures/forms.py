from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError

from accounts.http import PortalRequest
from accounts.models import Unit
from areas.models import Area
from figures.periods import Quarter, parse_month

QUARTERS = 8  # that the board offers: this one and those before


class BoardForm(forms.Form):
    """Which board: an area or a unit of the user's, and a quarter."""

    area = forms.ChoiceField(label="区划", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    quarter = forms.ChoiceField(label="季度")

    def __init__(
        self,
        *,
        areas: list[Area],
        units: list[Unit],
        subject: Area | Unit,
        quarter: Quarter,
        running: Quarter,
    ) -> None:
        chosen = "area" if isinstance(subject, Area) else "unit"
        super().__init__(initial={chosen: subject.pk, "quarter": str(quarter)})
        fields: Any = self.fields
        fields["area"].choices = [(one.code, indented(one, areas[0])) for one in areas]
        nothing = [("", "不分单位")] if areas else []
        fields["unit"].choices = [*nothing, *((one.pk, one.name) for one in units)]
        for name, known in (("area", areas), ("unit", units)):
            if not known:
                del fields[name]
        offered = [running]
        while len(offered) < QUARTERS:
            offered.append(offered[-1].previous)
        known_quarters = sorted({*offered, quarter}, reverse=True)
        fields["quarter"].choices = [(str(one), one.label) for one in known_quarters]


def quarter_asked(request: PortalRequest, running: Quarter) -> Quarter:
    """The quarter of the address; the running one, with a word, where it makes no sense."""
    text = request.GET.get("quarter", "")
    try:
        return Quarter.parse(text) if text else running
    except ValueError as error:
        messages.error(request, str(error))
        return running


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
