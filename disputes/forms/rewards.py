"""Forms of 以案定补: checked, objected to, answered."""

from typing import Any

from django import forms

from casework.forms import TextField

PASS, REFUSE = "pass", "refuse"


class CheckForm(forms.Form):
    """Passed, or refused and why."""

    verdict = forms.ChoiceField(
        label="审核意见",
        choices=[(PASS, "通过"), (REFUSE, "不通过")],
        widget=forms.RadioSelect,
        error_messages={"required": "选通过或者不通过"},
    )
    reason = forms.CharField(label="为什么不通过", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") == REFUSE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "写一句为什么不通过，申报的人看得到。")
        return given

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.rewarding.check; call it on a valid form."""
        return {"passed": self.cleaned_data["verdict"] == PASS, "reason": self.cleaned_data["reason"]}


class ObjectionForm(forms.Form):
    """What somebody said against it. Who that was stays with whoever writes it down."""

    text = TextField(label="异议是什么", empty="写一写异议是什么", help_text="不写提异议的人是谁。")


class AnswerForm(forms.Form):
    """What was found of an objection."""

    objection = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    upheld = forms.ChoiceField(
        label="查下来",
        choices=[("yes", "异议成立，不补"), ("no", "异议不成立")],
        widget=forms.RadioSelect,
        error_messages={"required": "选一下异议成立不成立"},
    )
    words = TextField(label="怎么查的", empty="写一句怎么查的", rows=2)
