"""The forms of those who work on a petition, and of who steps aside or is complained of."""

from typing import Any

from django import forms

from accounts.models import Duty, Unit, User
from casework.forms import MoveForm, TextField
from casework.forms.moves import NoteForm, ReasonedForm
from petitions.dictionaries import Adoption, RecusalReason, Settlement
from petitions.forms.fields import chips, units_of_county
from petitions.limits import HANDLERS


class AssignForm(NoteForm):
    """Into whose hands; of those who handle there."""

    to = forms.ModelChoiceField(User.objects.none(), label="交给谁", empty_label="选一个人")
    field_order = ("to", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Duty.objects.current().filter(unit=self.matter.unit_id, role__in=HANDLERS, area=None)
        gone = self.matter.stand_downs.values("user")
        field = self.fields["to"]
        field.queryset = User.objects.filter(pk__in=here.values("user")).exclude(pk__in=gone)
        field.error_messages |= {"required": "选一个人", "invalid_choice": "这个人不能办这件，换一个人。"}


class InvestigateForm(MoveForm):
    note = TextField(label="查到什么", empty="写一写问了谁、看了哪里、查到什么")


class MediateForm(MoveForm):
    """Both sides agreed of their own will (Art. 33)."""

    settlement = chips("怎么解决的", Settlement, "选一下是调解还是和解")
    willing = forms.BooleanField(
        label="双方自愿，签了书面协议", error_messages={"required": "双方自愿、签了书面协议的才能这样结束。"}
    )
    note = TextField(label="协议内容", empty="写一写双方怎么约定的")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["willing"]
        return given


class ReplyForm(MoveForm):
    adoption = chips("采纳了吗", Adoption, "选一下采纳了没有")
    note = TextField(label="答复", empty="写一写怎么采纳，或者为什么没有采纳，建议人会看到")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return given | {"told": given["note"]}


class RecuseForm(MoveForm):
    """Who steps aside, and why (XF-10)."""

    who = forms.ModelChoiceField(User.objects.none(), label="谁回避", empty_label="选一个人")
    reason = chips("为什么", RecusalReason, "选一个原因")
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = {self.matter.unit_id} | ({*self.user.units} if not self.matter.unit_id else set())
        near = Duty.objects.current().filter(unit__in=[unit for unit in units if unit])
        field = self.fields["who"]
        field.queryset = User.objects.filter(pk__in=[*near.values_list("user", flat=True), self.user.pk])
        field.initial = self.user.pk
        field.error_messages |= {"required": "选一个人", "invalid_choice": "这个人不经手这件，换一个人。"}

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        given["user"] = given.pop("who")
        return given


class AccuseForm(NoteForm):
    """Which units, which officials it complains of; from then on they see nothing of it."""

    units = forms.ModelMultipleChoiceField(Unit.objects.none(), label="单位", required=False)
    users = forms.ModelMultipleChoiceField(User.objects.none(), label="工作人员", required=False)
    field_order = ("units", "users", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_of_county(self.user)
        self.fields["units"].queryset = units
        self.fields["users"].queryset = User.objects.filter(duties__unit__in=units, is_active=True).distinct()
        for name in ("units", "users"):
            self.fields[name].error_messages["invalid_choice"] = "没有这一个，重新选。"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("units") and not given.get("users") and not self.errors:
            self.add_error("units", "选被反映的单位，或者被反映的人。")
        return given


class UrgeForm(ReasonedForm):
    note = TextField(label="什么情况", empty="写一句出了什么事、在哪里、多少人")
