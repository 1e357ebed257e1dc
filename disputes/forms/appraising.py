"""The forms of an expert's opinion."""

from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from casework.forms.moves import DayField
from security import clock

STILL = "鉴定的时间不计入调解期限（医疗纠纷预防和处理条例 38）。"
RUNS_ON = "这一类纠纷的调解期限照走；来不及的，双方同意可以延长。"


class AppraiseForm(MoveForm):
    """Who is to find out what; whether the time stands still meanwhile stands on the form (T-09)."""

    organ = forms.CharField(label="谁来鉴定", max_length=80, error_messages={"required": "写上哪个鉴定机构"})
    subject = forms.CharField(label="鉴定什么", max_length=200, error_messages={"required": "写一句鉴定什么"})
    entrusted_on = DayField(label="哪天委托的")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entrusted_on"].help_text = STILL if self.matter.own.waits_for_experts else RUNS_ON
        self.fields["entrusted_on"].initial = clock.today()


class AppraisedForm(MoveForm):
    """What the expert found."""

    ended_on = DayField(label="哪天收到意见")
    finding = TextField(label="鉴定意见", empty="写一写意见怎么说；没有做成的，写为什么")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = clock.today()
        self.fields["ended_on"].help_text = "没有做成的，写撤回或退回的那天。意见书的照片从“加附件”传。"
