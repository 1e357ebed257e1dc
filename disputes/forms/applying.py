"""What a resident writes by themselves: an application for mediation."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings

from areas.models import Area
from casework.codes import TAIL
from casework.forms import PhoneField, PrivateField, TextField
from casework.selectors.places import places
from disputes.dictionaries import JusticeType, Nature, Side
from disputes.selectors import manned_committee
from security import clock


class ApplicationForm(forms.Form):
    """Who applies, with whom, what about, where. A programme that fills in every field fills in the trap."""

    violence = forms.BooleanField(label="有家庭暴力", required=False)
    minors = forms.BooleanField(label="涉及未成年人", required=False)
    area = forms.ChoiceField(label="在哪里", help_text="选村（社区），不清楚就选镇街")
    name = PrivateField(label="您的姓名", max_length=40)
    phone = PhoneField(label="您的电话", help_text="调解员打这个电话找您")
    against = PrivateField(label="和谁有纠纷", max_length=40, help_text="对方的姓名，或者单位名称")
    nature = forms.ChoiceField(
        label="对方是", choices=Nature, initial=Nature.NATURAL, required=False, widget=forms.RadioSelect
    )
    against_phone = PhoneField(label="对方的电话", help_text="不知道就不填")
    justice_type = forms.ChoiceField(
        label="哪一类", choices=[("", "说不清，由调委会定"), *JusticeType.choices], required=False
    )
    facts = TextField(label="是怎么回事", empty="写一写是怎么回事，几句话就行", rows=6)
    request = TextField(label="您想怎么解决", required=False, rows=2)
    website = forms.CharField(label="这一栏不要填", required=False, max_length=200)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        area.choices = [("", "选一个地方"), *places()]
        area.error_messages |= {"required": "选一个地方", "invalid_choice": "没有这个地方，重新选一个。"}
        needed = {"name": "写上您的姓名", "phone": "写一个电话，不然没有办法找您", "against": "写上对方是谁"}
        for name, words in needed.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words
        self.fields["justice_type"].error_messages["invalid_choice"] = "没有这一类，重新选一个。"
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["submission"].initial = uuid4

    def clean_area(self) -> Area:
        """A place where somebody takes it: nothing is taken that would lie in no hands."""
        area = Area.objects.get(pk=self.cleaned_data["area"])
        if manned_committee(area.pk, on=clock.today()) is None:
            raise forms.ValidationError(
                "这里的调委会现在没有调解员，网上交了没有人接。"
                f"请打 {settings.RESIDENT_PHONE}，或者到镇街去说。"
            )
        return area

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("phone") and given["phone"] == given.get("against_phone"):
            self.add_error("against_phone", "和您的电话一样。写对方的，不知道就不填。")
        if self.data.get("website"):
            self.data = self.data.copy()
            self.data["website"] = ""
            self.add_error(None, "没有交上去。看一看写的对不对，再按一次“提交申请”。")
        return given

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.apply, beside where it comes from; call it on a valid form."""
        given = self.cleaned_data
        me = {"side": Side.APPLICANT, "name": given["name"], "phone": given["phone"]}
        other = {"side": Side.RESPONDENT, "nature": given["nature"] or Nature.NATURAL}
        other |= {"name": given["against"], "phone": given["against_phone"]}
        return {
            **{name: given[name] for name in ("facts", "request", "violence", "minors")},
            "tail": given["phone"][-TAIL:],
            "submission": given["submission"] or uuid4(),
            "justice_type": given["justice_type"] or JusticeType.OTHER,
            "area": given["area"],
            "parties": [me, other],
        }
