"""The forms for parties and who acts for them, after the registration (MD-16)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.forms import IdNumberField, MoveForm, PhoneField, PrivateField, TextField
from casework.forms.moves import DayField
from disputes.dictionaries import Nature, PartyRole, Side
from disputes.forms.fields import CreditCodeField
from disputes.models import Party
from security import clock

DETAILS = ("name", "phone", "id_number", "address")


class PartyChoiceField(forms.ModelChoiceField):
    """One of those in the dispute, masked."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Party.objects.none(), label=label, empty_label="选一位", **kwargs)
        self.error_messages |= {"required": "选一位", "invalid_choice": "没有这一位，重新选一个。"}


class DetailsForm(MoveForm):
    """Who somebody is: sealed at once, shown masked."""

    name = PrivateField(label="姓名或单位名称", max_length=40)
    phone = PhoneField(label="电话")
    id_number = PrivateField(label="身份证号或统一社会信用代码", max_length=30)
    address = PrivateField(label="住址", max_length=120)

    def of_nature(self) -> str:
        """What this somebody is before the law."""
        return str(self.cleaned_data.get("nature") or Nature.NATURAL)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        field = CreditCodeField() if self.of_nature() == Nature.LEGAL else IdNumberField()
        try:
            given["id_number"] = field.clean(given.get("id_number", ""))
        except ValidationError as error:
            self.add_error("id_number", error)
        return given

    def around(self) -> Any:
        """Those who are in the dispute now."""
        return Party.objects.filter(matter=self.matter, ended_on=None).select_related("person")


class BringInForm(DetailsForm):
    """One more party, or who acts for one."""

    role = forms.ChoiceField(
        label="身份",
        choices=PartyRole,
        widget=forms.RadioSelect,
        initial=PartyRole.PARTY,
        error_messages={"required": "选一下是当事人、监护人还是代理人"},
    )
    side = forms.ChoiceField(
        label="哪一方", choices=Side, widget=forms.RadioSelect, initial=Side.APPLICANT, required=False
    )
    nature = forms.ChoiceField(
        label="个人还是单位", choices=Nature, widget=forms.RadioSelect, initial=Nature.NATURAL, required=False
    )
    acts_for = PartyChoiceField("替哪一位当事人", required=False, help_text="监护人、代理人才选。")
    authorisation = forms.CharField(
        label="授权范围", max_length=200, required=False, help_text="代理人要写，比如“代为调解、签字”。"
    )
    speaks = forms.BooleanField(label="人多的一方推选的代表", required=False, help_text="一方最多 5 名。")
    field_order = ("role", "side", "nature", *DETAILS, "acts_for", "authorisation", "speaks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acts_for"].queryset = self.around().filter(role=PartyRole.PARTY)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        role, acts = given.get("role"), given.get("acts_for")
        if not given.get("name") and "name" not in self.errors:
            self.add_error("name", "写上姓名或单位名称。")
        if role and role != PartyRole.PARTY and not acts and "acts_for" not in self.errors:
            self.add_error("acts_for", "选一下替哪一位当事人。")
        if role == PartyRole.PARTY and acts:
            self.add_error("acts_for", "当事人自己不选。是代理人的，上面选“代理人”。")
        if role == PartyRole.AGENT and not given.get("authorisation"):
            self.add_error("authorisation", "写一句授权范围，比如“代为调解、签字”。")
        if role != PartyRole.PARTY and given.get("speaks"):
            self.add_error("speaks", "代表从当事人里推选，代理人不勾。")
        return given

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return given | {"side": given["side"] or Side.APPLICANT, "nature": given["nature"] or Nature.NATURAL}


class CorrectForm(DetailsForm):
    """What of somebody is put right; the rest stays empty, and as it was."""

    party = PartyChoiceField("更正谁")
    note = TextField(label="为什么更正", empty="写一句为什么更正，依据什么", rows=2)
    field_order = ("party", *DETAILS, "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = self.around()
        self.fields["name"].help_text = "只填要更正的；不填的不变。"

    def of_nature(self) -> str:
        party = self.cleaned_data.get("party")
        return party.nature if party else Nature.NATURAL

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name) for name in DETAILS) and not self.errors:
            self.add_error("name", "写上要更正的那一样，其余的不填。")
        return given


class LeaveForm(MoveForm):
    """Who is in it no more, since when and why."""

    party = PartyChoiceField("谁退出")
    ended_on = DayField(label="哪天退出的")
    note = forms.CharField(label="为什么", max_length=200, error_messages={"required": "写一句为什么退出"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        around = Party.objects.filter(matter=self.matter, ended_on=None)
        self.fields["party"].queryset = around.select_related("person")
        self.fields["ended_on"].initial = clock.today()
