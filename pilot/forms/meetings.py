"""Forms of a meeting: what was said, what was decided, under which number the minutes go out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit, User
from casework.forms import TextField
from casework.forms.moves import DayField
from pilot.forms.listing import UnitField
from pilot.forms.tasks import handling_units
from pilot.models import MeetingSort
from pilot.services.giving import FURTHEST, TOO_FAR
from security import clock


def line(label: str, length: int, told: str, **kwargs: Any) -> forms.CharField:
    """A line that has to be written; the errors say how to mend it."""
    errors = {"required": told, "max_length": f"最多 {length} 个字，删短一点"}
    return forms.CharField(label=label, max_length=length, error_messages=errors, **kwargs)


class MeetingForm(forms.Form):
    """A meeting that was held, with its minutes (LG-02)."""

    sort = forms.ChoiceField(
        label="哪一种会",
        choices=MeetingSort,
        initial=MeetingSort.GROUP,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下哪一种会", "invalid_choice": "没有这一项，重新选。"},
    )
    title = line("会议名称", 80, "写会议名称，比如“领导小组第三次会议”")
    held_on = DayField(label="哪天开的")
    place = line("地点", 80, "写在哪里开的")
    chair = line("主持", 40, "写谁主持")
    present = line("参加", 500, "写谁参加，单位或者职务都行", widget=forms.Textarea(attrs={"rows": 2}))
    minutes = TextField(label="纪要", empty="写会上说了什么，议定的事另外一条一条加", rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = clock.today()


class DecisionForm(forms.Form):
    """One thing that was decided; for a unit it has a day and a proof, and becomes a task."""

    text = line("议定什么", 500, "写一句议定什么", widget=forms.Textarea(attrs={"rows": 3}))
    lead = UnitField("哪个单位办", required=False)
    due_on = DayField(label="哪天以前办完", required=False, help_text="交给单位办的写；只定不办的空着。")
    evidence = forms.CharField(
        label="交什么佐证",
        max_length=200,
        required=False,
        help_text="比如“排查台账、照片”。",
        error_messages={"max_length": "最多 200 个字，删短一点"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = self.fields["lead"]
        lead.queryset, lead.empty_label = handling_units(user), "只定，不交给哪个单位"
        lead.help_text = "交办以后就是它的任务，不用再登记。"

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and abs(day - clock.today()) > FURTHEST:
            raise ValidationError(TOO_FAR)
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        unit: Unit | None = given.get("lead")
        for name, told in (("due_on", "写哪天以前办完"), ("evidence", "写交什么佐证")):
            if name in self.errors or "lead" in self.errors:
                continue
            if unit and not given.get(name):
                self.add_error(name, f"交给{unit}办，{told}。")
            if not unit and given.get(name):
                self.add_error(name, "没有选单位；选上哪个单位办，或者把这一栏清空。")
        return given


class IssueForm(forms.Form):
    """Under which number, of which day, the minutes go out."""

    document = line("纪要文号", 80, "写纪要的文号，比如“某领〔2026〕3号”")
    issued_on = DayField(label="印发日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].initial = clock.today()
