"""A task is written down; the year's list is brought in; the list of tasks is narrowed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import Duty, Unit, User
from areas.models import inside
from casework.drilldown import filters_from
from casework.forms import TextField
from casework.forms.moves import DayField
from casework.list_forms import ListFilterForm
from casework.services.files import cleaned
from pilot.models import TaskSource
from pilot.models.group import county_of
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from pilot.quarters import Quarter
from pilot.selectors import in_quarter
from pilot.services.giving import FURTHEST, TOO_FAR
from pilot.workflow import HANDLERS, TaskStatus
from security import clock

QUARTERS = (1, 2, 3, 4)
NAMES = dict(zip(QUARTERS, "一二三四", strict=True))
XLSX = "sheet"


def handling_units(user: User) -> Any:
    """Units of the user's county in which somebody handles tasks."""
    manned = Duty.objects.current().filter(role__in=HANDLERS, area=None).values("unit")
    there = Unit.objects.filter(inside([county_of(user) or "-"]), active=True, pk__in=manned)
    return there.order_by("area", "name", "pk")


class TaskForm(forms.Form):
    """What is to be done by whom, by when, and what proves it (LG-02)."""

    title = forms.CharField(
        label="任务名称",
        max_length=120,
        error_messages={"required": "写任务的名称", "max_length": "最多 120 个字"},
    )
    text = TextField(label="要求", empty="写一句要做到什么")
    lead = forms.ModelChoiceField(
        Unit.objects.none(),
        label="牵头单位",
        empty_label="选一个单位",
        error_messages={"required": "选牵头单位", "invalid_choice": "没有这个单位，或者它没有人能接任务。"},
    )
    due_on = DayField(label="完成日期", help_text="遇休息日顺延到下一个工作日。")
    evidence = TextField(label="要交的佐证", empty="写一句交什么佐证，比如“会议纪要、台账”", rows=2)
    supporting = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="配合单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有这个单位，重新选。", "invalid_pk_value": "重新选配合单位。"},
    )
    source = forms.ChoiceField(
        label="来源",
        choices=TaskSource,
        initial=TaskSource.LIST,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下来源", "invalid_choice": "没有这一项，重新选。"},
    )
    source_words = forms.CharField(
        label="来源说明", max_length=120, required=False, help_text="比如文号、哪次会议、哪位领导的批示。"
    )
    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "年度像 2026 这样写"),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = self.fields["supporting"].queryset = handling_units(user)
        self.fields["year"].initial = clock.today().year
        for quarter, name in NAMES.items():
            label = f"第{name}季度节点"
            self.fields[f"q{quarter}"] = forms.CharField(label=label, max_length=300, required=False)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if abs(day - clock.today()) > FURTHEST:
            raise ValidationError(TOO_FAR)
        return day

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.register; call it on a valid form."""
        given = dict(self.cleaned_data)
        given["milestones"] = {quarter: given.pop(f"q{quarter}") for quarter in QUARTERS}
        return given


class ListForm(forms.Form):
    """The year's list as a workbook."""

    workbook = forms.FileField(
        label="工作清单（Excel）",
        help_text="第一行是表头：任务名称、要求、牵头单位、配合单位、完成日期、要交的佐证、第一季度到第四季度。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "选一个 Excel 文件", "empty": "这个文件是空的，换一个。"},
    )

    def clean_workbook(self) -> bytes:
        """What is in the file, once it was looked at as every upload is."""
        checked = cleaned(self.cleaned_data["workbook"])
        if XLSX not in checked.content_type:
            raise ValidationError("要 .xlsx 的文件。在 Excel 或 WPS 里另存为 .xlsx 再传。")
        return checked.content


class TaskFilterForm(ListFilterForm):
    """The list of tasks, by quarter and unit too."""

    kind = "task"
    statuses = TaskStatus
    folded = ("quarter", "lead", "source", "area")

    quarter = forms.ChoiceField(label="季度", required=False)
    lead = forms.ModelChoiceField(Unit.objects.none(), label="牵头单位", required=False, empty_label="全部")
    source = forms.ChoiceField(label="来源", required=False, choices=[("", "全部"), *TaskSource.choices])
    field_order = ("q", "status", "quarter", "lead", "source", "area", "person")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = handling_units(self.user)
        near = Quarter.of(clock.today()).around(3, 2)
        self.fields["quarter"].choices = [("", "全部"), *((str(one), one.in_words) for one in near)]

    def drilled(self) -> Any:
        data = {name: str(self.data[name]) for name in self.data if name != "source"}
        wanted, captions = filters_from(data, kind=self.kind, now=clock.now())
        for part, words in (self.of_quarter(), self.led_by(), self.come_from()):
            wanted, captions = wanted & part, [*captions, *words]
        return wanted, captions

    def of_quarter(self) -> tuple[Q, list[str]]:
        asked = str(self.data.get("quarter") or "")
        return (in_quarter(Quarter.read(asked)), [Quarter.read(asked).in_words]) if asked else (Q(), [])

    def led_by(self) -> tuple[Q, list[str]]:
        asked = str(self.data.get("lead") or "")
        if not asked:
            return Q(), []
        known = asked.isascii() and asked.isdigit() and len(asked) < 10
        unit = Unit.objects.filter(pk=int(asked)).first() if known else None
        if unit is None:
            raise ValueError("没有这个单位，重新选一个。")
        return Q(task__lead=unit), [f"{unit}牵头"]

    def come_from(self) -> tuple[Q, list[str]]:
        asked = str(self.data.get("source") or "")
        if asked and asked not in TaskSource.values:
            raise ValueError(f"没有“{asked}”这一项，重新选一个。")
        return (Q(task__source=asked) if asked else Q()), []
