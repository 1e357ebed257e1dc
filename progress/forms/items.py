"""What the office asks: one more item of the catalogue."""

from typing import Any

from django import forms

from accounts.models import Unit, User
from casework.figures import figures
from pilot.models.group import county_of
from pilot.quarters import Quarter
from progress.models import ItemSort
from progress.selectors import asked_units, last_quarter

AROUND = 4


class ItemForm(forms.Form):
    """What, from where, in which unit, by which rule, since when, of whom."""

    label = forms.CharField(
        label="填报项", max_length=80, error_messages={"required": "写填什么，比如“排查工地”"}
    )
    sort = forms.ChoiceField(
        label="从哪里来",
        choices=ItemSort,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下从哪里来", "invalid_choice": "没有这一项，重新选。"},
    )
    figure = forms.ChoiceField(
        label="哪个指标",
        required=False,
        help_text="从平台指标来的才选。",
        error_messages={"invalid_choice": "没有这个指标，重新选。"},
    )
    measure = forms.CharField(
        label="单位", max_length=12, required=False, help_text="万元、%、人次、个；填日期的写“日期”。"
    )
    basis = forms.CharField(label="依据", max_length=120, error_messages={"required": "写明依据哪个文件"})
    since = forms.ChoiceField(
        label="自哪个季度", error_messages={"required": "选一个季度", "invalid_choice": "重新选一个季度。"}
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="哪些单位",
        required=False,
        help_text="不选就是全部成员单位。",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有这个单位，重新选。", "invalid_pk_value": "重新选单位。"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = last_quarter()
        known = [(key, figure.name) for key, figure in figures().items()]
        self.fields["figure"].choices = [("", "不是平台指标"), *known]
        self.fields["since"].choices = [(str(one), one.in_words) for one in last.around(AROUND, 2)]
        self.fields["since"].initial = str(last)
        there = asked_units(county_of(user), Quarter(last.year, last.number))
        self.fields["units"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in there])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        counted = given.get("sort") == ItemSort.FIGURE
        if counted and not given.get("figure") and "figure" not in self.errors:
            self.add_error("figure", "选是哪个指标")
        if not counted:
            given["figure"] = ""
        return given
