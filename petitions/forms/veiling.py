"""Forms by which a petitioner is hidden, or put right."""

from typing import Any

from django import forms

from casework.forms import IdNumberField, MailField, MoveForm, PhoneField, PrivateField, TextField
from casework.models import Person

DETAILS = ("name", "phone", "id_number", "address", "email")


class VeilForm(MoveForm):
    """The texts as whoever handles it will read them: without the petitioner's name."""

    request = TextField(label="请求", empty="写一句请求什么", rows=2)
    facts = TextField(label="事实", empty="写一写事情的经过")
    reasons = TextField(label="理由", required=False, rows=2)
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("request", "facts", "reasons"):
            self.fields[name].initial = getattr(self.matter.own, name)
        self.fields["request"].help_text = "承办单位会看到。里面有信访人姓名的，改成“信访人”。"


class CorrectForm(MoveForm):
    """What was written down wrong. What is left empty stays as it is."""

    person = forms.ModelChoiceField(Person.objects.none(), label="哪一位", empty_label="选一位")
    name = PrivateField(label="姓名或单位名称", max_length=40)
    phone = PhoneField(label="电话")
    id_number = IdNumberField(label="身份证号")
    address = PrivateField(label="住址", max_length=120)
    email = MailField(label="电子邮箱", max_length=254)
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        people = Person.objects.visible_to(self.user).filter(matter=self.matter, erased_at=None)
        field.queryset, field.initial = people, people.first()
        field.error_messages |= {"required": "选一位", "invalid_choice": "没有这一位，重新选一位。"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in DETAILS):
            self.add_error("name", "写上要更正的内容，不改的不填。")
        return given

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return {name: value for name, value in given.items() if name not in DETAILS or value}
