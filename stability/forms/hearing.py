"""The forms of hearing people and experts, and of what is found."""

from typing import Any

from django import forms

from casework.forms import MoveForm
from security import clock
from stability.dictionaries import (
    CHANCES,
    COUNTED,
    DIMENSION_HELP,
    IMPACTS,
    Dimension,
    Method,
    Procedure,
)
from stability.forms.fields import (
    AnyDayField,
    HeadsField,
    LaterDayField,
    LineField,
    PastDayField,
    chips,
    explained,
    pick,
    sentences,
    units_of,
)
from stability.lacking import of_round
from stability.limits import CONSULT
from stability.models import RiskPoint

COUNTS = (("asked", "问了多少人"), ("supporting", "支持"), ("opposing", "反对"))


class PlanForm(MoveForm):
    """By which procedure, who assesses, how."""

    procedure = chips("程序", Procedure, "选一种程序", initial=Procedure.NORMAL)
    assessor = forms.CharField(
        label="委托哪个机构评估", max_length=60, required=False, help_text="自己评估的不填"
    )
    words = sentences("评估方案", "写一写向谁、用什么方式听取意见，什么时候做完")


class ConsultForm(MoveForm):
    """From which day to which it is published."""

    published_on = PastDayField(label="哪天公示")
    open_until = AnyDayField(label="公示到哪天")
    published_in = LineField(
        label="在哪里公示", max_length=120, empty="写一写在哪里公示，比如“县政府网站、村公告栏”"
    )
    shortened = forms.CharField(label="公示时间短的，写理由", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = self.matter.own.limit(CONSULT)
        self.fields["open_until"].help_text = f"不少于 {limit.amount} 日（{limit.basis}）"
        self.fields["published_on"].initial = clock.today()


class HearForm(MoveForm):
    """How they were asked, when, what they said and what became of it; how many of each group."""

    method = chips("方式", Method, "选一种方式")
    began_on = PastDayField(label="哪天开始")
    ended_on = PastDayField(label="哪天结束")
    said = sentences("主要意见", "写一写大家说了什么，不写姓名")
    adopted = sentences("采纳情况", "写一写采纳了什么，没有采纳的为什么")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(self.matter.affected_groups.all())
        for group in self.groups:
            for name, label in COUNTS:
                words = f"{group.name}（{group.heads} 人）：{label}"
                self.fields[f"group{group.pk}_{name}"] = HeadsField(label=words, required=False)

    def counted(self) -> dict[Any, tuple[int, int, int]]:
        """Of each group that was asked, its three numbers."""
        found = {}
        for group in self.groups:
            numbers = [self.cleaned_data.get(f"group{group.pk}_{name}") or 0 for name, _ in COUNTS]
            if any(numbers):
                found[group] = (numbers[0], numbers[1], numbers[2])
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        began, ended = given.get("began_on"), given.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", "结束不能早于开始。")
        counts = self.counted()
        if given.get("method") in COUNTED and not counts and self.groups and not self.errors:
            self.add_error(f"group{self.groups[0].pk}_asked", "这种方式要写问了多少人、多少支持、多少反对。")
        for group, (asked, supporting, opposing) in counts.items():
            if asked > group.heads:
                self.add_error(f"group{group.pk}_asked", f"一共 {group.heads} 人，问不到 {asked} 人。")
            elif supporting + opposing > asked:
                self.add_error(f"group{group.pk}_asked", "支持和反对加起来比问的人多，改一个。")
        return given

    def acts(self) -> dict[str, Any]:
        given = {name: value for name, value in super().acts().items() if not name.startswith("group")}
        return given | {"counts": self.counted()}


class ExpertForm(MoveForm):
    """Whom, that they have no interest in it, what they said and what became of it."""

    name = LineField(label="专家", max_length=40, empty="写专家的姓名")
    post = LineField(label="单位和职称", max_length=80, empty="写专家的单位和职称")
    independent = forms.BooleanField(
        label="专家声明和这件事没有利害关系",
        error_messages={"required": "有利害关系的专家不能参加，换一位；没有的，请专家声明以后勾选。"},
    )
    opinion = sentences("论证意见", "写一写专家的意见")
    adopted = sentences("采纳情况", "写一写采纳了什么，没有采纳的为什么")
    signed_on = PastDayField(label="专家哪天签的名")


class ExamineForm(MoveForm):
    """One of the four sides."""

    dimension = chips("哪一方面", explained(Dimension.choices, DIMENSION_HELP), "选一个方面")
    finding = sentences("结论", "写一句结论")
    evidence = sentences("依据和佐证", "写一写依据哪条规定、看了哪些材料")
    figures = sentences("定量情况", "写一写数，比如“影响 126 户，补偿 820 万元”", rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.dimension for one in of_round(self.matter.own, "findings")}
        field = self.fields["dimension"]
        field.choices = [one for one in field.choices if one[0] not in known] or field.choices


class IdentifyForm(MoveForm):
    """A risk, how likely, how grave."""

    what = LineField(label="风险点", max_length=120, empty="写一句是什么风险")
    cause = sentences("成因和可能的后果", "写一写为什么会出、出了会怎样", rows=3)
    probability = chips("发生的概率", CHANCES, "选一个概率")
    impact = chips("影响程度", IMPACTS, "选一个程度")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        return given | {name: int(given[name]) for name in ("probability", "impact")}


class PreventForm(MoveForm):
    """Against which risk, what, by whom, to when."""

    risk = pick("针对哪个风险点", "选一个风险点")
    what = sentences("措施", "写一写做什么", rows=3)
    unit = pick("责任单位", "选一个责任单位")
    due_on = LaterDayField(label="哪天以前落实")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.matter.own
        self.fields["risk"].queryset = RiskPoint.objects.filter(matter=self.matter, round=own.round)
        self.fields["unit"].queryset = units_of(self.matter.area_id)
        self.fields["unit"].initial = self.matter.unit_id
