"""The forms of a petition's moves: classified, sent on, refused, guided, handled."""

from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from casework.forms.moves import LinkForm, MergeForm, NoteForm, NumberField, ReasonedForm, SuperviseForm
from petitions.dictionaries import (
    CATEGORY_HELP,
    PATH_HELP,
    PATH_NAMES,
    Adoption,
    Category,
    Ground,
    Path,
    RecusalReason,
    Sending,
    Settlement,
    Subject,
)
from petitions.forms.dividing import DivideForm
from petitions.forms.ending import (
    ApplyForm,
    DeliverForm,
    DraftForm,
    ExecutedForm,
    FollowUpForm,
    HandOverForm,
    HeardForm,
    HearForm,
    ReviewDraftForm,
)
from petitions.forms.fields import LaterDayField, chips, handling_units, unit_field
from petitions.forms.handling import (
    AccuseForm,
    AssignForm,
    InvestigateForm,
    MediateForm,
    RecuseForm,
    ReplyForm,
    UrgeForm,
)
from petitions.forms.veiling import CorrectForm, VeilForm
from petitions.models import Topic
from security import clock


def explained(choices: Any, words: dict[Any, str]) -> list[tuple[str, str]]:
    """Each choice with a sentence that says what it means."""
    return [(value, f"{label}：{words[value]}") for value, label in choices]


class ClassifyForm(MoveForm):
    """Which of three categories, which of six paths, each in words; and what it is about."""

    category = chips("类别", explained(Category.choices, CATEGORY_HELP), "选一类")
    path = chips("途径（申诉求决才选）", explained(Path.choices, PATH_HELP))
    subject = forms.ChoiceField(
        label="内容大类",
        choices=[("", "选一类"), *Subject.choices],
        error_messages={"required": "选一个大类", "invalid_choice": "没有这一类，重新选一个。"},
    )
    topic = forms.ModelChoiceField(Topic.objects.none(), label="内容小类", required=False, empty_label="不选")
    fast = forms.BooleanField(label="简易办理（3 个工作日内受理，10 个工作日内答复）", required=False)
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.matter.own
        for name in ("category", "path", "subject", "topic", "fast"):
            self.fields[name].initial = getattr(own, name)
        self.fields["topic"].queryset = Topic.objects.in_use(clock.today())
        if not self.fields["topic"].queryset.exists():
            del self.fields["topic"]
        if not (own.profile and own.profile.fast_track):
            del self.fields["fast"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        claim = given.get("category") == Category.CLAIM
        if claim and not given.get("path") and "path" not in self.errors:
            self.add_error("path", "申诉求决要选一条途径，告知书上要写。")
        if given.get("category") and not claim and given.get("path"):
            self.add_error("path", "只有申诉求决选途径，别的不选。")
        return given


class RouteForm(MoveForm):
    """To which organ, forwarded or assigned. Whoever is complained of is not offered (R8)."""

    to = unit_field("给哪个单位", "选一个单位")
    sending = chips("方式", Sending, "选转送还是交办", initial=Sending.FORWARD)
    report_by = LaterDayField(label="哪天以前报结果", required=False, help_text="交办的写，转送的不写")
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handling_units(self.matter)
        if hidden := self.matter.accusations.count():
            self.fields["to"].help_text = f"反映的单位和它的下级不在里面（{hidden} 个）。"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        assigned = given.get("sending") == Sending.ASSIGN
        if assigned != bool(given.get("report_by")) and not {"sending", "report_by"} & self.errors.keys():
            self.add_error("report_by", "交办的写明哪天以前报结果；转送的不写。")
        return given


class RepeatForm(MoveForm):
    """Which earlier petition it repeats."""

    of = NumberField(label="重复哪一件", help_text="写以前那一件的编号。还在办的用“并案”，不另起期限。")
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].user = self.user


class DecideForm(RouteForm):
    """The joint conference's word; it says why."""

    note = TextField(label="理由", empty="写一句为什么归它办", rows=2)


class OutsideForm(NoteForm):
    """To which organ that is not in the portal."""

    outside = forms.CharField(label="转给哪个机关", max_length=80)
    field_order = ("outside", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outside"].error_messages["required"] = "写上机关的全称"


class RefuseForm(MoveForm):
    """The ground of the law, why it is so here, and where to go instead."""

    ground = chips("依据", Ground, "选一条依据")
    note = TextField(label="理由", empty="写一写为什么是这一条，信访人会看到")
    elsewhere = TextField(label="该找哪里", empty="写一句该找哪个机关、在哪里、怎么联系", rows=2)


class GuideForm(MoveForm):
    """Which organ, which procedure, until when (XF-21)."""

    elsewhere = TextField(label="找哪个机关、走什么程序", empty="写明机关和程序，信访人要知道去哪里", rows=2)
    until = forms.CharField(label="最晚什么时候", max_length=80)
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].error_messages["required"] = "写明那个程序的期限，比如“知道之日起 60 日内”"
        self.fields["elsewhere"].help_text = PATH_HELP.get(self.matter.own.path, "")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return given | {"told": f"{given['elsewhere'].rstrip('。')}，{given['until']}"}


class ConfirmForm(NoteForm):
    """Another hand agrees; the petitioner reads the reason and where to go."""

    def acts(self) -> dict[str, Any]:
        waiting = self.matter.refusals.filter(agreed=None).last()
        said = f"{waiting.reason.rstrip('。')}。{waiting.elsewhere}" if waiting else ""
        return super().acts() | {"told": said}


class ChangePathForm(MoveForm):
    path = chips("改走哪条途径", explained(Path.choices, PATH_HELP), "选一条途径")
    note = TextField(label="为什么改", empty="写一句为什么改，信访人会问")


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "classify": ClassifyForm,
    "route": RouteForm,
    "send_out": OutsideForm,
    "transfer_discipline": OutsideForm,
    "guide": GuideForm,
    "refuse": RefuseForm,
    "confirm_refusal": ConfirmForm,
    "reject_refusal": ReasonedForm,
    "object": ReasonedForm,
    "sustain": ReasonedForm,
    "overrule": ReasonedForm,
    "to_joint": ReasonedForm,
    "decide_competence": DecideForm,
    "accept": NoteForm,
    "decline": RefuseForm,
    "confirm_decline": ConfirmForm,
    "reject_decline": ReasonedForm,
    "assign": AssignForm,
    "change_path": ChangePathForm,
    "investigate": InvestigateForm,
    "hear": HearForm,
    "heard": HeardForm,
    "mediate": MediateForm,
    "reply": ReplyForm,
    "announce": ReasonedForm,
    "draft": DraftForm,
    "issue": NoteForm,
    "rework": ReasonedForm,
    "deliver": DeliverForm,
    "apply_review": ApplyForm,
    "review_draft": ReviewDraftForm,
    "review_issue": NoteForm,
    "review_rework": ReasonedForm,
    "review_deliver": DeliverForm,
    "apply_recheck": ApplyForm,
    "recheck_draft": ReviewDraftForm,
    "recheck_issue": NoteForm,
    "recheck_rework": ReasonedForm,
    "recheck_deliver": DeliverForm,
    "recheck_hear": HearForm,
    "recheck_heard": HeardForm,
    "lapse": NoteForm,
    "conclude": NoteForm,
    "executed": ExecutedForm,
    "report_back": ReasonedForm,
    "report_up": ReasonedForm,
    "hand_over": HandOverForm,
    "follow_up": FollowUpForm,
    "recuse": RecuseForm,
    "recall": ReasonedForm,
    "withdraw": ReasonedForm,
    "merge": MergeForm,
    "split": ReasonedForm,
    "divide": DivideForm,
    "reopen": ReasonedForm,
    "accuse": AccuseForm,
    "veil": VeilForm,
    "unveil": ReasonedForm,
    "correct": CorrectForm,
    "urge": UrgeForm,
    "supervise": SuperviseForm,
    "lift": NoteForm,
    "mark_repeat": RepeatForm,
    "mark_first": ReasonedForm,
    "link": LinkForm,
}
REASONS = {
    **dict(Ground.choices),
    **dict(Adoption.choices),
    **dict(Settlement.choices),
    **dict(RecusalReason.choices),
    **PATH_NAMES,
}
