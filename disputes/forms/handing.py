"""The forms about other ways: told of one, what came of it, entrusted by others and reported back."""

from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from casework.forms.moves import DayField
from disputes.dictionaries import FIRST_DOOR, Way
from disputes.limits import CLOCKED
from disputes.ways import ROUTES, Outcome, PriorReview, closed, open_ways
from security import clock


class HandOffForm(MoveForm):
    """Where the parties may go on, by the type of their dispute, each way with its clock (MD-26, 2.6)."""

    way = forms.ChoiceField(
        label="告诉了哪条途径",
        choices=Way,
        widget=forms.RadioSelect,
        error_messages={
            "required": "选一条途径：仲裁、法院、行政复议……",
            "invalid_choice": "这一类纠纷没有这条途径，换一条。",
        },
    )
    counts_from = DayField(label="时效从哪天起算", required=False)
    act = forms.ChoiceField(
        label="是不是要先复议的行政行为", choices=[("", "不是"), *PriorReview.choices], required=False
    )
    each_told = forms.BooleanField(
        label="每一位当事人都告诉了：去哪里、最晚哪天、带什么",
        error_messages={"required": "都告诉了再勾选，没告诉到的要补上。"},
    )
    note = TextField(label="怎么告诉的", empty="写一句怎么告诉的，书面的写给了谁")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.matter.own
        ways = open_ways(own.justice_type, own.public_type)
        self.fields["way"].choices = [(way, said(way)) for way in ways]
        self.fields["way"].initial = FIRST_DOOR.get(own.justice_type, ways[0])
        self.fields["counts_from"].help_text = "知道权利被侵害、或收到决定的那天；不填就从今天起算。"

    def clean_counts_from(self) -> Any:
        day = self.cleaned_data["counts_from"]
        if day and day > clock.today():
            raise forms.ValidationError("起算的日期还没到，检查一下。")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        own, way = self.matter.own, given.get("way", "")
        if way and (reason := closed(way, own.justice_type, own.public_type, given.get("act", ""))):
            self.add_error("way", reason)
        if given.get("counts_from") and way and way not in CLOCKED:
            self.add_error("counts_from", "这条途径没有统一的时效，这里不填。")
        return given

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        del given["each_told"]
        return given


def said(way: str) -> str:
    """A way with where, what to bring and until when."""
    route = ROUTES[way]
    return f"{Way(way).label}：{route.where}；带{route.bring}；{route.clock}"


class OutcomeForm(MoveForm):
    """How the other way ended."""

    result = forms.ChoiceField(
        label="结果", choices=Outcome, widget=forms.RadioSelect, error_messages={"required": "选一下结果"}
    )
    outcome_on = DayField(label="哪天")
    number = forms.CharField(label="文号", max_length=60, required=False)
    note = TextField(label="说明", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome_on"].initial = clock.today()


class EntrustedForm(MoveForm):
    """Who sent it, when, and by when they want to hear."""

    sender = forms.CharField(
        label="哪个单位委托的", max_length=60, error_messages={"required": "写上单位，比如“某某县人民法院”"}
    )
    number = forms.CharField(label="委托文号", max_length=60, required=False)
    sent_on = DayField(label="哪天委托的")
    report_by = DayField(label="哪天以前回报")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sent, report, today = given.get("sent_on"), given.get("report_by"), clock.today()
        if sent and sent > today:
            self.add_error("sent_on", "委托的日期还没到，检查一下。")
        if report and (report < today or (sent and report <= sent)):
            self.add_error("report_by", "回报的日期要在委托以后、今天以后。")
        return given


class ReportBackForm(MoveForm):
    """What the organ was told."""

    reported_on = DayField(label="哪天回报的")
    note = TextField(label="怎么回报的", empty="写一句回报了什么，给了谁")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reported_on"].initial = clock.today()
