"""The forms of opinions, their delivery, hearings, reviews, and of what comes after."""

from typing import Any

from django import forms

from accounts.models import Unit
from casework.forms import MoveForm, TextField
from casework.forms.moves import NoteForm
from petitions.dictionaries import PROOFS, Aftercare, DeliveryWay, Document, Result, Verdict
from petitions.forms.fields import LaterDayField, PastDayField, chips, unit_field
from security import clock

NOTICES = [
    (value, label)
    for value, label in Document.choices
    if value not in {Document.HANDLING, Document.REVIEW, Document.RECHECK}
]


class DraftForm(MoveForm):
    """What an opinion has to say (XF-50); the request stands in it as it was written down."""

    result = chips("结论", Result, "选一个结论")
    request = TextField(label="信访人的请求", empty="写明信访人请求什么", rows=2)
    findings = TextField(label="查明的事实和理由", empty="写明查到的事实")
    opinion = TextField(label="处理意见", empty="写明怎么处理")
    legal_basis = TextField(
        label="法律法规政策依据", empty="写依据哪部法律法规、政策的第几条（信访工作条例 32）", rows=2
    )
    task = TextField(label="要落实什么", required=False, rows=2, help_text="支持请求的写")
    task_due_on = LaterDayField(label="哪天以前落实", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].initial = self.matter.own.request
        stage = {"review": "review", "recheck": "recheck"}.get(
            self.matter.status.partition("ing")[0], "handling"
        )
        before = self.matter.opinions.filter(stage=stage, issued_on=None).first()
        for name in self.fields if before else ():
            if hasattr(before, name):
                self.fields[name].initial = getattr(before, name)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said = bool(given.get("task")), bool(given.get("task_due_on"))
        supported = given.get("result") == Result.SUPPORT
        if said != (supported, supported) and not {"task", "task_due_on", "result"} & self.errors.keys():
            self.add_error("task", "支持请求的，写明要落实什么、哪天以前；别的不写。")
        return given


class ReviewDraftForm(DraftForm):
    """A review says what of the opinion before it."""

    verdict = chips("对原意见", Verdict, "选维持还是变更")
    field_order = ("verdict", "result")


class DeliverForm(NoteForm):
    """How it reached the petitioner, when, and what proves it (XF-55)."""

    way = chips("怎么送的", [(way, f"{way.label}（{PROOFS[way]}）") for way in DeliveryWay], "选一下怎么送的")
    delivered_on = PastDayField(label="送达日期", help_text="信访人的期限从这天起算")
    proof = forms.CharField(label="送达证明", max_length=200, help_text="没有证明，信访人的期限不开始")
    field_order: tuple[str, ...] = ("way", "delivered_on", "proof", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivered_on"].initial = clock.today()
        self.fields["proof"].error_messages["required"] = "写明凭什么证明送到了：回证、邮件单号或系统记录"


class HandOverForm(DeliverForm):
    """A notice: which, and of which day."""

    document = chips("什么文书", NOTICES, "选一种文书")
    document_on = PastDayField(label="文书日期")
    field_order = ("document", "document_on", "way", "delivered_on", "proof", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_on"].initial = clock.today()
        self.fields["delivered_on"].help_text = ""
        self.fields["proof"].help_text = ""


class ApplyForm(NoteForm):
    """To which organ they turned, and when. The one above is named; another is refused with the reason."""

    to = unit_field("向哪个单位申请", "选一个单位")
    applied_on = PastDayField(label="申请日期")
    received_on = PastDayField(label="收到日期")
    field_order = ("to", "applied_on", "received_on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.matter.opinions.filter(issued_on__isnull=False).select_related("unit__parent").last()
        field = self.fields["to"]
        field.queryset = Unit.objects.filter(active=True)
        if last and last.unit.parent:
            field.initial = last.unit.parent_id
            field.help_text = f"{last.unit}的上一级是{last.unit.parent}。"
        self.fields["received_on"].initial = clock.today()


class HearForm(NoteForm):
    noticed_on = PastDayField(label="听证通知日期")
    held_from = PastDayField(label="听证从哪天开始")
    place = forms.CharField(label="在哪里", max_length=80, error_messages={"required": "写一写在哪里听证"})
    field_order = ("noticed_on", "held_from", "place", "note")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        noticed, held = given.get("noticed_on"), given.get("held_from")
        if noticed and held and noticed > held:
            self.add_error("noticed_on", "先通知再听证，检查日期。")
        return given


class HeardForm(MoveForm):
    held_until = PastDayField(label="听证到哪天结束")
    minutes = TextField(label="听证笔录", empty="写一写各方说了什么")
    note = TextField(label="听证结论", empty="写一写听证的结论")


class ExecutedForm(MoveForm):
    done_on = PastDayField(label="哪天落实的")
    note = TextField(label="落实的证明", empty="写一写怎么落实的、有什么证明")


class FollowUpForm(MoveForm):
    label = chips("做到哪一样", Aftercare, "选一样")
    done_on = PastDayField(label="哪天")
    note = TextField(label="做了什么", empty="写一句做了什么")
