"""The forms of a task's moves."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.forms import FilesField, MoveForm, TextField
from casework.forms.moves import DayField, NoteForm, ReasonedForm, SuperviseForm
from casework.services.postponing import LONGEST
from security import clock


class ReportForm(MoveForm):
    """How far it is: by the unit alone, and never changed (LG-03)."""

    note = TextField(label="进展", empty="写一句办到哪一步了", help_text="写了不能改；写错了再写一句。")
    attachments = FilesField(label="佐证材料", help_text="可以不传")


class SubmitForm(MoveForm):
    """What was done, and what proves it."""

    result = TextField(label="完成情况", empty="写一句做了什么，结果怎样")
    attachments = FilesField(label="佐证材料", help_text="写进展的时候传过的，不用再传。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].help_text = f"要交的佐证：{self.matter.own.evidence}"


class TaskPostponeForm(MoveForm):
    """Until when, and why."""

    until = DayField(label="暂缓到哪天")
    note = TextField(label="原因", empty="写一句为什么现在办不了")

    def clean_until(self) -> Any:
        day: Any = self.cleaned_data["until"]
        if not 0 < (day - clock.today()).days <= LONGEST:
            raise ValidationError(f"写今天以后、{LONGEST} 天以内的日子。")
        return day


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "assign": NoteForm,
    "accept": NoteForm,
    "hand_back": ReasonedForm,
    "recall": ReasonedForm,
    "report": ReportForm,
    "submit": SubmitForm,
    "send_back": ReasonedForm,
    "confirm": NoteForm,
    "postpone": TaskPostponeForm,
    "approve": NoteForm,
    "refuse": ReasonedForm,
    "resume": NoteForm,
    "ask_cancel": ReasonedForm,
    "cancel": NoteForm,
    "keep": ReasonedForm,
    "reopen": ReasonedForm,
    "supervise": SuperviseForm,
    "lift": NoteForm,
}
