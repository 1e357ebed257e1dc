"""Forms of sweeps: the office's plan, the head's signature, what the office finds wrong."""

from typing import Any

from django import forms

from accounts.models import User
from areas.models import Area
from casework.forms import TextField
from casework.forms.moves import DayField
from casework.models import Matter
from disputes.models import Fault
from disputes.models.sweeps import MOST_DAYS, MOST_GRACE, Rhythm, SweepSort, Tier
from disputes.services.sweeping import offered_areas
from security import clock


def chips(label: str, choices: Any, empty: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": empty}
    )


class PlanForm(forms.Form):
    """Who looks for disputes, how often, from when to when (MD-42)."""

    name = forms.CharField(label="名称", max_length=60, help_text="比如“十月矛盾纠纷排查”")
    sort = chips("种类", SweepSort, "选一种排查")
    area = forms.ModelChoiceField(Area.objects.none(), label="哪里", empty_label="选一个地方")
    tier = chips("谁来报", Tier, "选一下由谁来报")
    rhythm = chips("多久一次", Rhythm, "选一下多久报一次")
    starts_on = DayField(label="自哪天")
    ends_on = DayField(label="至哪天")
    grace = forms.IntegerField(label="期满后几天内报", min_value=0, max_value=MOST_GRACE, initial=3)
    words = TextField(label="要求", required=False, rows=2)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = "给这次排查起个名称"
        area = self.fields["area"]
        area.queryset = offered_areas(user)
        area.error_messages |= {"required": "选一个地方", "invalid_choice": "这个地方不归您管，换一个。"}
        self.fields["starts_on"].initial = clock.today()
        told = f"写 0 到 {MOST_GRACE} 之间的数"
        names = ("required", "invalid", "min_value", "max_value")
        self.fields["grace"].error_messages |= dict.fromkeys(names, told)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and abs((first - clock.today()).days) > MOST_DAYS:
            self.add_error("starts_on", "离今天太远了，检查一下年份。")
        if first and last and last < first:
            self.add_error("ends_on", f"不能早于“自哪天”（{first:%Y-%m-%d}）。")
        if first and last and (last - first).days >= MOST_DAYS:
            self.add_error("ends_on", "一次最多定一年，到期再定。")
        return given


class SignForm(forms.Form):
    """The head signs for what was found, or for none. The number they saw comes back with it."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    zero = forms.BooleanField(label="零报告：查过了，没有发现纠纷", required=False)
    true = forms.BooleanField(
        label="以上情况属实，由我签报",
        error_messages={"required": "核对过再勾选。签报以后不能改。"},
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = count
        if count:
            del self.fields["zero"]

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.sweeping.sign; call it on a valid form."""
        return {"seen": self.cleaned_data["seen"], "zero": self.cleaned_data.get("zero", False)}


class FaultForm(forms.Form):
    """Missed, and which dispute; or kept back. Late is found by the calendar alone (MD-43)."""

    code = chips("哪一种", Fault.Code.choices[1:], "选一种")
    number = forms.CharField(
        label="漏报的是哪一件", max_length=20, required=False, help_text="写纠纷的编号；瞒报的不用写"
    )
    reason = forms.CharField(label="为什么这样认定", max_length=200)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["reason"].error_messages["required"] = "写一句为什么这样认定"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("code") == Fault.Code.MISSED and "number" not in self.errors:
            number = given.get("number", "")
            seen = Matter.objects.visible_to(self.user).filter(kind="dispute", number=number)
            given["matter"] = seen.first() if number.isprintable() else None
            if given["matter"] is None:
                self.add_error("number", "没有这一件纠纷，或者不归您看。检查编号。")
        return given

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.sweeping.fault; call it on a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "number"}


class WithdrawForm(forms.Form):
    """Why a plan is withdrawn; all who were to report read it."""

    why = forms.CharField(
        label="为什么撤销",
        max_length=200,
        help_text="要报的单位都看得到这一句。撤销以后不能恢复，要排查就重新定。",
        error_messages={"required": "写一句为什么撤销"},
    )


def may_plan(user: User) -> bool:
    """Is it this user's part to lay down sweeps?"""
    return offered_areas(user).exists()
