"""The forms of a dispute's moves until there is an agreement, or none."""

from typing import Any

from django import forms
from django.utils.timezone import localtime

from casework.forms import FilesField, MoveForm, TextField
from casework.forms.moves import LinkForm, NoteForm, ReasonedForm, SuperviseForm
from disputes.dictionaries import Ending, Recusing, Refusal, Risk
from disputes.forms.agreeing import AgreeForm, SignForm
from disputes.forms.appraising import AppraisedForm, AppraiseForm
from disputes.forms.court import ConfirmForm, CourtAnswerForm, OrderForm, RulingForm
from disputes.forms.fields import MomentField, chosen
from disputes.forms.handing import EntrustedForm, HandOffForm, OutcomeForm, ReportBackForm
from disputes.forms.intake import MOST_HEADS
from disputes.forms.meeting import AdjournForm, CallOffForm, MeetForm, PlanForm
from disputes.forms.people import BringInForm, CorrectForm, LeaveForm
from disputes.forms.performing import DefaultForm, FollowUpForm, PayForm, VisitForm
from disputes.forms.taking import AcceptForm, DeclareForm, ReplaceForm
from disputes.models import Body
from disputes.selectors import bodies_around, upper_committee
from disputes.services.mediating import accepted_at
from security import clock


class DeclineForm(MoveForm):
    """Why it is not for people's mediation, and whose it is."""

    refusal = chosen("不受理的理由", Refusal, "选一个理由")
    note = TextField(label="说明", empty="写一句归谁管、怎么找，当事人要知道去哪里")


class AssignForm(MoveForm):
    """To which committee."""

    to = forms.ModelChoiceField(Body.objects.none(), label="交给哪个调委会", empty_label="选调委会")
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = bodies_around(self.matter.area_id).exclude(pk=self.matter.unit_id)
        if not field.queryset.exists():
            field.help_text = "这里还没有调委会。请系统管理员先在平台管理里登记一个。"
        field.error_messages["required"] = "选一个调委会"
        field.error_messages["invalid_choice"] = "这个调委会现在不能接这件，换一个。"


def heads(label: str) -> forms.IntegerField:
    """How many people; nothing where there was nothing to prevent."""
    field = forms.IntegerField(
        label=label, min_value=1, max_value=MOST_HEADS, required=False, help_text="没有就不填"
    )
    told = f"写一个数，1 到 {MOST_HEADS}；没有就不填"
    field.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), told)
    return field


class NotifyForm(NoteForm):
    """Both know their rights, and showed who they are (MD-14)."""

    told = forms.BooleanField(
        label="双方都看过权利义务告知书，签了字",
        error_messages={"required": "双方都签了再勾选。没签的，先去告知。"},
    )
    identified = forms.BooleanField(
        label="双方的身份证明核对过，复印件放进卷宗",
        error_messages={"required": "核对过再勾选。卷宗里要有双方的身份证明。"},
    )
    field_order = ("told", "identified", "note")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["told"]  # of the parties; `told` of a move are words for whoever reported it
        return given


class InquireForm(MoveForm):
    """One inquiry: who was asked, when, where, what they said (调查记录)."""

    held_at = MomentField(label="什么时候")
    place = forms.CharField(label="在哪里", max_length=80, error_messages={"required": "写一写在哪里问的"})
    asked = forms.CharField(
        label="问了谁",
        max_length=80,
        error_messages={"required": "写一写问了谁，或者看了哪里"},
        help_text="写身份和姓名就行，不写电话和证件号。",
    )
    notes = TextField(label="调查到什么", empty="写一写对方怎么说的，或者看到什么")
    attachments = FilesField(label="照片或文件", help_text="签字页、现场照片，不传也可以")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_at"].initial = clock.now()

    def clean_held_at(self) -> Any:
        held_at, first = self.cleaned_data["held_at"], accepted_at(self.matter)
        if held_at < first:
            raise forms.ValidationError(f"调查要在受理（{localtime(first):%Y-%m-%d %H:%M}）以后，检查时间。")
        return held_at


class FailForm(MoveForm):
    """Why there is no agreement. It is no shame, and counts against nobody (M5)."""

    ending = chosen("为什么没有调成", Ending, "选一个原因")
    note = TextField(label="说明", empty="写一句卡在哪里，下一个接手的人好接着办")


class AlertForm(NoteForm):
    """It may come to worse: the police know (MD-15)."""

    risk = chosen("激化风险", Risk.choices[1:], "选一下到什么程度")
    police_at = MomentField(label="报告公安的时间")
    field_order = ("risk", "police_at", "note")


class MarkForm(NoteForm):
    """What the monthly table asks; it stands in the form as it was noted last."""

    difficult = forms.BooleanField(label="疑难复杂", required=False)
    crime_prevented = heads("防止民转刑，涉及几人")
    petition_prevented = heads("防止群体性上访，涉及几人")
    field_order = ("difficult", "crime_prevented", "petition_prevented", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("difficult", "crime_prevented", "petition_prevented"):
            self.fields[name].initial = getattr(self.matter.own, name)


class EscalateForm(ReasonedForm):
    """Why the next tier is to take it; which that is stands on the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upper = upper_committee(self.matter)
        self.fields["note"].help_text = f"报给{upper}，由那里重新受理。" if upper else "上面没有调委会了。"


class TurnDownForm(ReasonedForm):
    note = TextField(label="谁不同意，怎么说的", empty="写一句哪一方不同意，怎么说的")


class UrgeForm(ReasonedForm):
    note = TextField(label="怎么催的", empty="写一句催了谁，答应哪天履行")


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "assign": AssignForm,
    "notify": NotifyForm,
    "meet": MeetForm,
    "inquire": InquireForm,
    "plan": PlanForm,
    "call_off": CallOffForm,
    "appraise": AppraiseForm,
    "appraised": AppraisedForm,
    "adjourn": AdjournForm,
    "replace": ReplaceForm,
    "escalate": EscalateForm,
    "agree": AgreeForm,
    "take_effect": NoteForm,
    "sign": SignForm,
    "unsign": ReasonedForm,
    "turn_down": TurnDownForm,
    "fail": FailForm,
    "hand_off": HandOffForm,
    "pay": PayForm,
    "follow_up": FollowUpForm,
    "default": DefaultForm,
    "urge": UrgeForm,
    "perform": NoteForm,
    "to_court": ReasonedForm,
    "visit": VisitForm,
    "declare": DeclareForm,
    "bring_in": BringInForm,
    "correct": CorrectForm,
    "leave": LeaveForm,
    "entrusted": EntrustedForm,
    "report_back": ReportBackForm,
    "outcome": OutcomeForm,
    "confirm": ConfirmForm,
    "order": OrderForm,
    "court_answer": CourtAnswerForm,
    "ruling": RulingForm,
    "renegotiate": ReasonedForm,
    "file": NoteForm,
    "mark": MarkForm,
    "alert": AlertForm,
    "reopen": ReasonedForm,
    "supervise": SuperviseForm,
    "lift": NoteForm,
    "link": LinkForm,
}
REASONS = dict(Recusing.choices)
