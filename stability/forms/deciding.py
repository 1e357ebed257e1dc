"""The forms from the level to the decision, and of what comes after."""

from typing import Any

from casework.forms import MoveForm
from casework.forms.moves import NoteForm, ReasonedForm
from security import clock
from stability.dictionaries import CONCLUSIONS, LEVEL_HELP, PROJECT_CONCLUSION, Decision, Fault, Level
from stability.forms.fields import LineField, PastDayField, chips, explained, pick, sentences, units_of
from stability.lacking import legality_until, proposal
from stability.models import Measure


class LevelForm(MoveForm):
    """The level, beside what is proposed, and why."""

    level = chips("风险等级", explained(Level.choices, LEVEL_HELP), "选一个等级")
    note = sentences("为什么定这一级", "写一写为什么定这一级；和平台建议不一样的，说明原因")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (
            f"平台按风险点的概率和影响、各群体反对的占比，建议：{proposal(self.matter.own).label}。由您来定。"
        )
        self.fields["level"].help_text = words


class ReportForm(MoveForm):
    """The day of the report and what is done if it comes to the worst."""

    reported_on = PastDayField(label="报告日期")
    response = sentences("应急预案", "写一写出了事谁来、怎么办")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reported_on"].initial = clock.today()
        self.fields["response"].initial = self.matter.own.response


class SendLegalityForm(MoveForm):
    organ = LineField(label="送哪个机构审查", max_length=60, empty="写合法性审查机构，比如“县司法局”")
    sent_on = PastDayField(label="哪天送的")


class LegalityForm(MoveForm):
    opinion = sentences("审查意见", "写一写审查意见")
    opined_on = PastDayField(label="哪天出的意见")


class ReviewForm(MoveForm):
    """Which meeting, when, what it said."""

    meeting = LineField(label="会议和纪要编号", max_length=120, empty="写哪次会议、纪要编号")
    reviewed_on = PastDayField(label="哪天")
    note = sentences("研究意见", "写一句集体研究的意见")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if until := legality_until(self.matter.own):
            self.fields["reviewed_on"].help_text = f"合法性审查的时间到 {until:%Y-%m-%d}，在它以后"


class FileForm(NoteForm):
    filed_as = LineField(label="备案号", max_length=60, empty="写备案号")
    filed_on = PastDayField(label="哪天备案的")
    field_order = ("filed_as", "filed_on", "note")


class DecideForm(MoveForm):
    """What was decided, by which document; what follows from the level stands above."""

    decision = chips("决策", Decision, "选一项决策")
    document = LineField(label="决策文号", max_length=80, empty="写会议纪要或者决策的文号")
    decided_on = PastDayField(label="哪天决策的")
    note = sentences("理由", "写一句为什么这样决策")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.matter.own
        words = f"{own.get_level_display()}：{CONCLUSIONS.get(own.level, '')}"
        self.fields["decision"].help_text = words + (PROJECT_CONCLUSION if own.investment else "")


class ReevaluateForm(MoveForm):
    """What level is left once its measures were done, or are arranged."""

    residual = chips("措施以后的等级", explained(Level.choices, LEVEL_HELP), "选一个等级")
    note = sentences("再评估的意见", "写一写看了哪些措施、为什么是这一级")


class FulfilForm(MoveForm):
    measure = pick("哪项措施", "选一项措施")
    done_on = PastDayField(label="哪天落实的")
    outcome = sentences("落实情况", "写一写怎么落实的")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        undone = Measure.objects.filter(matter=self.matter, done_on=None)
        self.fields["measure"].queryset = undone.select_related("unit")


class ExemptForm(NoteForm):
    document = LineField(label="已经评估过的是哪份文件", max_length=120, empty="写文件名和文号")
    field_order = ("document", "note")


class CheckUpForm(MoveForm):
    on = PastDayField(label="哪天")
    found = sentences("风险和措施的情况", "写一写看到什么、措施落实了没有")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class PostAssessForm(MoveForm):
    made_by = LineField(label="由哪个单位评估", max_length=60, empty="写评估单位")
    made_on = PastDayField(label="哪天")
    found = sentences("评估意见", "写一写实施以后怎么样、要不要改")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_by"].help_text = f"不能是{self.matter.own.carried_by}：决策前是它评估的"


class AccountForm(MoveForm):
    """Which organisation, for what in its procedure, by which document; no person."""

    unit = pick("哪个单位", "选一个单位")
    fault = chips("哪种情形", Fault, "选一种情形")
    facts = sentences("事实", "写一写程序上出了什么问题，只写单位，不写个人")
    document = LineField(label="追责文书的文号", max_length=80, empty="写文书的文号")
    on = PastDayField(label="哪天")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(self.matter.area_id)
        self.fields["unit"].initial = self.matter.unit_id


class AnewForm(ReasonedForm):
    note = sentences("调整了什么，或者有什么新的风险", "写一写调整了什么，或者出现了什么新的风险")
