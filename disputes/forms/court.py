"""The forms of an agreement's way through a court (MD-30 to MD-37)."""

from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from casework.forms.moves import DayField
from disputes.court import (
    NEEDED,
    RULINGS,
    CourtGround,
    CourtRefusal,
    Material,
    Rejection,
    Ruling,
    misplaced,
)
from disputes.dictionaries import UNCONFIRMED, DisputeSource
from disputes.models import Agreement
from disputes.services.confirming import last_day_to_confirm
from security import clock

TAKEN = "taken"


class OrderForm(MoveForm):
    """Of which court the creditor asked an order to pay (MD-37)."""

    applied_on = DayField(label="哪天申请的")
    court = forms.CharField(
        label="哪个法院", max_length=80, error_messages={"required": "写上是哪个法院，比如“某某县人民法院”"}
    )
    ground = forms.ChoiceField(
        label="为什么是它",
        choices=CourtGround,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下为什么归这个法院"},
    )
    materials = forms.MultipleChoiceField(
        label="带了什么", choices=Material, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = Agreement.objects.filter(matter=self.matter).first()
        self.fields["applied_on"].initial = clock.today()
        self.fields["ground"].initial = CourtGround.BODY

    def clean_applied_on(self) -> Any:
        day = self.cleaned_data["applied_on"]
        first = self.agreement.effective_on if self.agreement else None
        if first and not first <= day <= clock.today():
            raise forms.ValidationError(f"日期要在 {first:%Y-%m-%d}（协议生效）到今天之间。")
        return day


class ConfirmForm(OrderForm):
    """Both ask together; what no court confirms is said before they go (MD-30, MD-31, MD-33, MD-35)."""

    jointly = forms.BooleanField(
        label="双方当事人一起申请",
        error_messages={"required": "司法确认要双方一起申请。一方不愿意的，不能申请。"},
    )
    warned = forms.BooleanField(
        label="协议里没有上面说的内容，或者这部分不申请",
        error_messages={"required": "看过提醒再勾选。法院不确认的内容，先从协议里拿掉。"},
    )
    field_order = ("applied_on", "court", "ground", "materials", "jointly", "warned", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = last_day_to_confirm(self.matter)
        if last:
            self.fields["applied_on"].help_text = f"最晚 {last:%Y-%m-%d}（协议生效之日起 30 日内）"
        self.fields["materials"].required = True
        self.fields["materials"].error_messages["required"] = "勾一下带了哪些材料"
        if warning := UNCONFIRMED.get(self.matter.own.justice_type, ""):
            self.fields["warned"].help_text = warning
        else:
            del self.fields["warned"]
        self.from_court = self.matter.own.source == DisputeSource.COURT
        if self.from_court:
            self.fields["ground"].initial = CourtGround.INVITED
            self.fields["court"].initial = getattr(getattr(self.matter, "referral", None), "sender", "")

    def clean_ground(self) -> str:
        ground: str = self.cleaned_data["ground"]
        if words := misplaced(ground, from_court=self.from_court):
            raise forms.ValidationError(words)
        return ground

    def clean_materials(self) -> list[str]:
        given: list[str] = self.cleaned_data["materials"]
        lacking = [Material(code).label for code in Material.values if code in NEEDED - set(given)]
        if lacking:
            raise forms.ValidationError(f"还缺：{'、'.join(lacking)}。带齐了再去，缺的法院会退回来。")
        return given

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["jointly"]
        given.pop("warned", None)
        return given


class CourtAnswerForm(MoveForm):
    """Did the court take it, and where not, why (MD-33)?"""

    refusal = forms.ChoiceField(
        label="法院受理了吗",
        choices=[(TAKEN, "受理了"), *((code, f"不受理：{label}") for code, label in CourtRefusal.choices)],
        widget=forms.RadioSelect,
        error_messages={"required": "选一下受理没有，没受理的选原因"},
    )
    answered_on = DayField(label="哪天答复的")
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = clock.today()

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return given | ({"refusal": ""} if given["refusal"] == TAKEN else {})


class RulingForm(MoveForm):
    """How the court ruled, and what its paper is called (MD-32, MD-34)."""

    result = forms.ChoiceField(
        label="结果", choices=Ruling, widget=forms.RadioSelect, error_messages={"required": "选一下结果"}
    )
    ruled_on = DayField(label="哪天裁定的")
    number = forms.CharField(
        label="文号", max_length=60, error_messages={"required": "写上裁定书的文号，卷宗里要对得上"}
    )
    rejection = forms.ChoiceField(
        label="没有确认的原因", choices=[("", "确认了"), *Rejection.choices], required=False
    )
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.matter.confirmations.filter(refusal="", result="").first()
        open_ = RULINGS[asked.way] if asked else ()
        self.fields["result"].choices = [(code, Ruling(code).label) for code in open_]
        self.fields["result"].error_messages["invalid_choice"] = "没有这个结果，重新选一个。"
        self.fields["ruled_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rejected = given.get("result") == Ruling.REJECTED
        if rejected and not given.get("rejection"):
            self.add_error("rejection", "法院没有确认的，选一下原因。")
        if given.get("rejection") and given.get("result") and not rejected:
            self.add_error("rejection", "法院确认了的，选“确认了”。")
        return given
