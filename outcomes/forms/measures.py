"""Forms of a measure: what is proposed, what the unit hands in, what was found, what others decided."""

from typing import Any

from django import forms

from accounts.models import Unit, User
from casework.forms import TextField
from casework.forms.moves import DayField
from outcomes.selectors import units_here
from outcomes.workflow import Ground, Level
from security import clock

YES_NO = {"yes": True, "no": False}


def line(label: str, length: int, told: str, **kwargs: Any) -> forms.CharField:
    """A line that has to be written; the errors say how to mend it."""
    errors = {"required": told, "max_length": f"最多 {length} 个字，删短一点"}
    return forms.CharField(label=label, max_length=length, error_messages=errors, **kwargs)


def choice(label: str, choices: Any, told: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a few, to be ticked."""
    errors = {"required": told, "invalid_choice": "没有这一项，重新选。"}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors, **kwargs
    )


class UnitField(forms.ModelChoiceField):
    """One unit of the county, chosen."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), label=label, empty_label="选一个单位", **kwargs)
        self.error_messages |= {"required": "选一个单位", "invalid_choice": "没有这个单位，重新选一个。"}


class ProposeForm(forms.Form):
    """What a unit is to be held to, and why."""

    unit = UnitField("对哪个单位")
    level = choice("方式", Level, "选一种方式")
    ground = choice("情形", Ground, "选一种情形")
    severe = forms.BooleanField(
        label="特别严重", required=False, help_text="特别严重的，从发生那天起一年内不得评先评优。"
    )
    happened_on = DayField(label="问题发生（认定）日期")
    facts = TextField(label="问题", empty="写清楚什么问题，一条一行")
    basis = line("依据", 200, "写依据哪个文件、哪一条")
    demand = TextField(label="整改要求", empty="写要怎么整改")
    criteria = TextField(
        label="验收标准", required=False, rows=2, help_text="挂牌督办的必须写：整改到什么样算合格。"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_here(user).exclude(pk__in=user.units)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        listing = given.get("level") == Level.LISTING
        if listing and not given.get("criteria") and "criteria" not in self.errors:
            self.add_error("criteria", "挂牌督办要写验收标准：整改到什么样算合格。")
        return given


class NoteForm(forms.Form):
    """Words that have to be said."""

    note = TextField(label="说明", empty="写一段说明，几句话就行", rows=6)

    def __init__(self, *args: Any, label: str = "说明", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label


class PromptForm(forms.Form):
    """Words that may be said."""

    note = TextField(label="意见", required=False, rows=3, help_text="没有别的意见可以不写。")


class TalkForm(forms.Form):
    """约谈 as it was held, whole (domain.md 5.4)."""

    held_on = DayField(label="哪天谈的")
    place = line("地点", 80, "写在哪里谈的")
    interviewer = line("约谈人", 80, "写谁约谈的，职务就行，比如“领导小组副组长”")
    attended = line("单位谁来的", 80, "写单位谁来的，职务就行，比如“局长、分管副局长”")
    problem = TextField(label="指出的问题", empty="写约谈时指出了什么问题")
    demand = TextField(label="提出的要求", empty="写约谈时提了什么要求")
    promise = TextField(label="单位的表态", empty="写单位怎么表态的")
    signed = line("签字情况", 80, "写谁签了字，比如“双方都已签字，原件存办公室”")


class InspectForm(forms.Form):
    """What was found on the spot."""

    passed = choice("检查结果", [("yes", "合格"), ("no", "不合格")], "选合格或者不合格")
    note = TextField(label="检查情况", empty="对照要求，写一写看到什么")

    def clean_passed(self) -> bool:
        return YES_NO[self.cleaned_data["passed"]]


class ExtendForm(forms.Form):
    """Until when, and why."""

    until = DayField(label="延长到哪天")
    note = TextField(label="为什么延长、还要做什么", empty="写为什么延长、还要做什么，会写进通知书")


class DecisionForm(forms.Form):
    """What the competent organ decided, by which document."""

    organ = line("哪个机关", 80, "写哪个机关决定的")
    document = line("文号", 80, "写决定的文号")
    decided_on = DayField(label="决定日期")
    vetoed = choice("决定", [("yes", "实行一票否决"), ("no", "不实行")], "选实行或者不实行")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = clock.today()

    def clean_vetoed(self) -> bool:
        return YES_NO[self.cleaned_data["vetoed"]]


class EscalateForm(forms.Form):
    """What was not mended, which becomes the ground of the next step."""

    facts = TextField(label="没有整改好的是什么", empty="写没有整改好的是什么，会写进升级后的通知")
