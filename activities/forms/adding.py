"""What is added to a line: a step, a check, an acceptance; why it is withdrawn; a new scheme."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from activities.dictionaries import DECIDING, MEETINGS, Gathering, Stage
from activities.forms.entries import FIRST_YEAR, kind_words
from activities.models import Creation, Scheme, Standard
from casework.forms import TextField
from casework.forms.moves import DayField
from security import clock

COUNTS = {
    "entitled": "应到多少",
    "present": "实到多少",
    "agreed": "同意",
    "against": "不同意",
    "abstained": "弃权",
}
MOST = 1_000_000
LONGEST, LINES = 200, 60


class WordsForm(forms.Form):
    """A form whose fields say what is lacking."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind_words(field)


class WithdrawForm(WordsForm):
    """Why a line is taken out of the ledger."""

    why = forms.CharField(label="为什么撤回", max_length=200)


def past(form: forms.Form, name: str = "on") -> None:
    day = form.cleaned_data.get(name)
    if day and not FIRST_YEAR <= day.year <= clock.today().year:
        form.add_error(name, f"年份 {day.year} 不对，检查一下。")
    elif day and day > clock.today():
        form.add_error(name, "这个日期还没到，写已经过去的日期。")


class StepForm(WordsForm):
    """The step that comes now: its day and its paper; of a meeting, who came and how they voted."""

    on = DayField(label="哪天")
    document = forms.CharField(label="会议记录、公告的名称或编号", max_length=120)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.fields["on"].initial = clock.today()
        if stage == Stage.PUBLISHED:
            self.fields["until"] = DayField(label="公开到哪天")
        if stage == Stage.DECIDED:
            choices = [(one.value, one.label) for one in DECIDING]
            self.fields["gathering"] = forms.ChoiceField(
                label="谁开会",
                choices=choices,
                widget=forms.RadioSelect,
                help_text="村民要过半数到会；户的代表、村民代表要三分之二以上。到会的过半数同意才通过。",
            )
        if stage in MEETINGS:
            for name, label in COUNTS.items():
                self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=MOST)
        for field in self.fields.values():
            kind_words(field)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        past(self)
        until = given.get("until")
        if until and until.year > clock.today().year + 10:
            self.add_error("until", f"年份 {until.year} 不对，检查一下。")
        fixed = {Stage.DISCUSSED: Gathering.BOARD, Stage.PARTY: Gathering.PARTY}
        return given | ({"gathering": fixed[self.stage]} if self.stage in fixed else {})


class CheckForm(WordsForm):
    """Which of the standards the place meets."""

    met = forms.ModelMultipleChoiceField(
        Standard.objects.none(),
        label="达到了哪些",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_pk_value": "没有这一项，重新选一个。"},
    )

    def __init__(self, *args: Any, creation: Creation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].queryset = creation.scheme.standards.all()


class AcceptForm(WordsForm):
    """What somebody else found."""

    passed = forms.ChoiceField(
        label="结果", choices=[("yes", "通过"), ("no", "没有通过")], widget=forms.RadioSelect
    )
    on = DayField(label="哪天验收的")
    until = DayField(label="有效到哪天", required=False, help_text="通过的写。")
    words = TextField(label="验收情况", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        past(self)
        until = given.get("until")
        if until and until.year > clock.today().year + 10:
            self.add_error("until", f"年份 {until.year} 不对，检查一下。")
        return given | {"passed": given.get("passed") == "yes"}


class SchemeForm(forms.ModelForm):
    """A new scheme, a standard a line."""

    needed = TextField(label="一定要达到的标准", help_text="一行一条。", empty="至少写一条标准")
    others = TextField(label="别的标准", help_text="一行一条，没有就空着。", required=False)

    class Meta:
        model = Scheme
        fields = ("name", "level", "target")
        widgets: ClassVar[dict[str, Any]] = {"level": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = Scheme._meta.get_field("level").choices
        for name in ("name", "level", "target"):
            kind_words(self.fields[name])

    def lines(self, name: str) -> list[str]:
        found = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        if any(len(line) > LONGEST for line in found) or len(found) > LINES:
            raise ValidationError(f"一条最多 {LONGEST} 个字，最多 {LINES} 条。")
        return found

    def clean_needed(self) -> list[str]:
        return self.lines("needed")

    def clean_others(self) -> list[str]:
        return self.lines("others")
