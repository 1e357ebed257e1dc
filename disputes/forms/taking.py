"""The forms that say who mediates, chosen by whom, and that they stand between the parties."""

from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from disputes.dictionaries import Recusing, Selection, Ties
from disputes.forms.fields import chosen
from disputes.models import Mediator
from disputes.selectors import mediators_for
from security import clock


class MediatorField(forms.ModelChoiceField):
    """A mediator of the roll, with what they are good at."""

    def label_from_instance(self, mediator: Any) -> str:
        return f"{mediator}（擅长{mediator.knows}）" if mediator.knows else str(mediator)


class MediatorForm(MoveForm):
    """A move that names who mediates: in office there, and not one who gave way in this dispute."""

    mediator = MediatorField(Mediator.objects.none(), label="谁来调解", empty_label="选调解员")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        field.queryset = mediators_for(self.matter, on=clock.today())
        field.error_messages["required"] = "选一位调解员"
        field.error_messages["invalid_choice"] = "这位调解员现在不能调解这件：不在任，或者回避过。换一位。"


def declared() -> forms.BooleanField:
    """What the mediator says before they take it."""
    return forms.BooleanField(
        label="调解员说明过：和双方没有亲属或其他利害关系",
        error_messages={"required": "问过调解员再勾选。有利害关系的，换一位。"},
    )


class AcceptForm(MediatorForm):
    """Who mediates, chosen by whom, and that they stand between the parties (MD-12, MD-18b)."""

    selection = chosen("怎样确定的", Selection, "选一下是谁定的")
    declared = declared()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [one for one in self.fields["mediator"].queryset if one.user_id == self.user.pk]
        self.fields["mediator"].initial = own[0] if own else None
        self.fields["selection"].initial = Selection.APPOINTED

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["declared"]
        return given


class ReplaceForm(MediatorForm):
    """Who goes on, and why the other does not."""

    reason = chosen("为什么换", Recusing, "选一个原因")
    note = TextField(label="说明", required=False, rows=2)
    declared = declared()
    field_order = ("reason", "mediator", "declared", "note")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["declared"]
        return given

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.matter.own.mediator_id
        self.fields["mediator"].queryset = self.fields["mediator"].queryset.exclude(pk=now)


class DeclareForm(MoveForm):
    """Ties of the mediator that came up (MD-18b)."""

    ties = chosen("什么关系", Ties.choices[1:], "选一下是什么关系")
    note = TextField(label="说明", required=False, rows=2)
