from typing import Any

from django import forms

from figures.periods import Quarter
from reports.selectors import quarters_offered
from security import clock


class BuildForm(forms.Form):
    """Which quarter to report on."""

    quarter = forms.CharField(
        label="季度",
        max_length=20,
        widget=forms.Select,
        error_messages={"required": "选一个季度，比如 2026Q3。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = quarters_offered(clock.today())
        self.fields["quarter"].widget.choices = [(str(quarter), quarter.label) for quarter in offered]

    def clean_quarter(self) -> Quarter:
        try:
            return Quarter.parse(self.cleaned_data["quarter"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
