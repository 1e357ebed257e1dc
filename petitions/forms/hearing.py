"""Forms of a hearing to come."""

from typing import Any

from django import forms

from petitions.forms.fields import LaterDayField
from petitions.forms.supervising import OfPetitionForm


class PlanHearingForm(OfPetitionForm):
    """When and where. The notice is of today."""

    on = LaterDayField(label="哪天听证")
    begins = forms.TimeField(label="几点开始", widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label="几点结束", widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label="在哪里", max_length=80, error_messages={"required": "写一写在哪里听证"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("begins", "ends"):
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid"), "时间像 09:00 这样写")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins") and given.get("ends") and given["ends"] <= given["begins"]:
            self.add_error("ends", "结束要晚于开始。")
        return given


class CallHearingOffForm(OfPetitionForm):
    reason = forms.CharField(
        label="取消的原因", max_length=80, error_messages={"required": "写一句为什么取消。"}
    )
