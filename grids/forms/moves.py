"""The forms of a case's moves: those that all kinds share, and what is particular to a case."""

from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import Unit
from casework.forms import FilesField, MoveForm, TextField
from casework.forms.moves import (
    REASONS,
    CloseForm,
    HandBackForm,
    LinkForm,
    MergeForm,
    NoteForm,
    PostponeForm,
    ReasonedForm,
    SuperviseForm,
    WordsForm,
)
from casework.models import StandardText
from grids.models import Urgency
from grids.selectors import had_it_before, likely_units
from grids.workflow import DISPATCHERS, HANDLERS
from security import clock

SUGGESTED, OTHERWISE = "suggested", "otherwise"
REASONS = REASONS | {SUGGESTED: "按系统建议派", OTHERWISE: "没有按系统建议派"}


class ToUnitForm(MoveForm):
    """A move that gives the case to a unit: one that serves the place, has people, and is not accused."""

    to = forms.ModelChoiceField(Unit.objects.none(), label="派给谁", empty_label="选承办单位")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].error_messages["required"] = "选一个承办单位"
        self.fields["to"].error_messages["invalid_choice"] = "这个单位现在不能接这件，换一个。"
        handlers = Q(duties__role__in=HANDLERS, duties__area=None, duties__user__is_active=True)
        accused = Unit.objects.under(self.matter.accusations.values_list("unit", flat=True))
        units = Unit.objects.serving(self.matter.area_id).filter(handlers).exclude(pk__in=accused)
        self.fields["to"].queryset = units.distinct()


class DispatchForm(NoteForm, ToUnitForm):
    urgency = forms.ChoiceField(label="紧急程度", choices=Urgency, required=False, widget=forms.RadioSelect)
    field_order = ("to", "urgency", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"].initial = self.matter.own.urgency
        units = self.fields["to"].queryset
        self.likely = None
        for likely in likely_units(self.matter, user=self.user, now=clock.now()):
            if likely.unit in units:
                self.likely = self.fields["to"].initial = likely.unit
                self.fields["to"].help_text = likely.reason
                break

    def acts(self) -> dict[str, Any]:
        """With whether the suggestion was taken: the timeline says so (5.3)."""
        given = super().acts()
        if self.likely:
            given["reason"] = SUGGESTED if given["to"] == self.likely else OTHERWISE
        return given


class TransferForm(ToUnitForm):
    """To another unit directly. A unit does not pass it back to one that had it: that is a return."""

    note = TextField(label="说明", empty="写一句为什么转，对方才知道怎么办")
    field_order = ("to", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].label = "转给谁"
        before = {self.matter.unit_id}
        if not self.user.holds(DISPATCHERS, self.matter):
            before |= had_it_before(self.matter)
            self.fields["to"].help_text = "已经经手过的单位不在里面；办不了的用“退回”。"
        self.fields["to"].queryset = self.fields["to"].queryset.exclude(pk__in=before)


class QueryForm(ReasonedForm):
    note = TextField(label="要补什么", empty="写清楚缺什么，比如“补哪栋楼”")


class SupplementForm(MoveForm):
    note = TextField(label="补充", empty="写一句补充的内容")
    attachments = FilesField(label="照片或文件", help_text="不拍也可以")


class DeclineForm(WordsForm):
    step = StandardText.Step.DECLINE
    note = TextField(label="原因", empty="写一句为什么不办，该找谁、怎么找")


class HandleForm(WordsForm):
    step = StandardText.Step.HANDLE
    note = TextField(label="进展", empty="写一句办到哪一步了")
    attachments = FilesField(label="照片或文件", help_text="不拍也可以")


class FinishForm(WordsForm):
    words = "result"
    step = StandardText.Step.FINISH
    result = TextField(label="办了什么", empty="写一句办了什么，结果怎样")
    attachments = FilesField(label="办理后的照片或文件", help_text="不拍也可以")


class SettleForm(MoveForm):
    result = TextField(label="办了什么", empty="写一句办了什么，结果怎样")


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "dispatch": DispatchForm,
    "settle": SettleForm,
    "query": QueryForm,
    "supplement": SupplementForm,
    "decline": DeclineForm,
    "accept": NoteForm,
    "hand_back": HandBackForm,
    "refer": HandBackForm,
    "decide": DispatchForm,
    "transfer": TransferForm,
    "recall": ReasonedForm,
    "handle": HandleForm,
    "finish": FinishForm,
    "postpone": PostponeForm,
    "approve": NoteForm,
    "refuse": ReasonedForm,
    "resume": NoteForm,
    "rework": ReasonedForm,
    "check": NoteForm,
    "close": CloseForm,
    "reopen": ReasonedForm,
    "merge": MergeForm,
    "split": ReasonedForm,
    "supervise": SuperviseForm,
    "lift": NoteForm,
    "link": LinkForm,
}
