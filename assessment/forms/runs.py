"""Forms of a run: what is filled in, an appeal and its answer, a correction."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessment import scoring
from assessment.forms.schemes import LineField
from assessment.models import Entry, Indicator, Kind
from assessment.models.entries import Exempt
from assessment.scoring.events import Checklist, PerEvent
from casework.forms import TextField

NUMBER = "写数字，像 12.5 这样，最多四位小数。"
WRONG = dict.fromkeys(
    ("invalid", "max_digits", "max_decimal_places", "max_whole_digits", "min_value", "max_value"), NUMBER
)
WHOLE = dict.fromkeys(("invalid", "min_value", "max_value", "required"), "写 0 或更大的整数。")
BIG = 100_000_000


def amount(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text=help_text,
        error_messages=WRONG,
    )


def whole(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=BIG, help_text=help_text, error_messages=WHOLE
    )


class EntryForm(forms.Form):
    """What the indicator's formula wants to know, and no more."""

    def __init__(self, *args: Any, indicator: Indicator, lines: Sequence[Entry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        first = lines[0] if lines else None
        for name, field in self.wanted(indicator).items():
            self.fields[name] = field
            if first is not None and name not in ("level", "doubled"):
                said = getattr(first, name)
                field.initial = (said or "").split("\n") if name == "met" else said
        exempt = forms.ChoiceField(
            label="要不要考核", choices=Exempt, required=False, widget=forms.RadioSelect
        )
        exempt.initial = first.exempt if first else ""
        exempt.error_messages["invalid_choice"] = "没有这一项，重新选。"
        empty = "写文号、记录的编号或者在哪里查得到。"
        words = TextField(label="说明和佐证", required=indicator.evidence, empty=empty)
        words.initial = first.words if first else ""
        self.fields |= {"exempt": exempt, "words": words}

    def wanted(self, indicator: Indicator) -> dict[str, forms.Field]:
        """The fields of this kind of formula."""
        if indicator.kind in (Kind.EVENTS, Kind.VETO):
            return self.of_events(indicator)
        if indicator.kind == Kind.CHECKLIST:
            known = scoring.rule_of(indicator.kind, indicator.rule)
            names = [name for name, _ in known.points] if isinstance(known, Checklist) else []
            return {
                "met": forms.MultipleChoiceField(
                    label="做到了哪几项",
                    choices=[(name, name) for name in names],
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"invalid_choice": "清单里没有这一项，重新选。"},
                )
            }
        if indicator.kind == Kind.RANK:
            return {"count": whole("这次的位次"), "sample": whole("上次的位次")}
        if indicator.kind == Kind.DIRECT:
            return {"value": amount("打几分", f"0 到 {scoring.plain(indicator.node.full)}")}
        found: dict[str, forms.Field] = {
            "part": amount("分子"),
            "whole": amount("分母"),
            "value": amount("比率或者数", "分子和分母不知道的才写；比率写百分数，比如 93.6。"),
        }
        return found | ({"sample": whole("样本（人）")} if indicator.kind == Kind.SURVEY else {})

    def of_events(self, indicator: Indicator) -> dict[str, forms.Field]:
        rule = scoring.rule_of(indicator.kind, indicator.rule)
        found: dict[str, forms.Field] = {"count": whole("几件", "没有写 0。")}
        if isinstance(rule, PerEvent) and rule.levels:
            names = [name for name, _ in rule.levels]
            wrong = {"required": "选一下是哪一级", "invalid_choice": "没有这一级，重新选。"}
            found["level"] = forms.ChoiceField(
                label="哪一级", choices=[(name, name) for name in names], error_messages=wrong
            )
        if indicator.kind == Kind.EVENTS:
            found["doubled"] = forms.BooleanField(label="这几件加倍", required=False)
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("exempt") and not given.get("words"):
            self.add_error("words", "写明为什么免考核。")
        part, of = given.get("part"), given.get("whole")
        if (part is None) != (of is None) and not self.errors:
            self.add_error("part" if part is None else "whole", "分子和分母一起写。")
        if isinstance(part, Decimal) and isinstance(of, Decimal) and not 0 <= part <= of:
            self.add_error("part", f"分子 {part:f}、分母 {of:f}，比率应当在 0 和 100% 之间，核对这两个数。")
        if not given.get("exempt") and not self.errors and self.says_nothing(given):
            raise ValidationError("还没有填数，填一个再保存。")
        return given

    def says_nothing(self, given: dict[str, Any]) -> bool:
        if "met" in self.fields:
            return False
        return all(given.get(name) is None for name in ("value", "part", "count", "sample"))

    def said(self) -> dict[str, Any]:
        """What the entry keeps."""
        given = dict(self.cleaned_data)
        if "met" in given:
            given["met"] = "\n".join(given["met"])
        return given


class AppealForm(forms.Form):
    """An objection to one row."""

    words = TextField(label="哪里不对", empty="写哪里不对，应当是多少")
    evidence = TextField(label="佐证", empty="写佐证：文号、事项编号或者在哪里查得到")


class PointsField(forms.CharField):
    """So many points, exactly."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.error_messages["max_length"] = "写几分，像 13.75 这样。"

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        try:
            return scoring.read(said) if said else None
        except scoring.Wrong as error:
            raise ValidationError(str(error)) from error


class AnswerForm(forms.Form):
    """The office's answer."""

    upheld = forms.TypedChoiceField(
        label="申诉成立吗",
        choices=[("yes", "成立"), ("no", "不成立")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "选一下成立还是不成立", "invalid_choice": "重新选一下。"},
    )
    points = PointsField(label="成立的，改为几分", required=False)
    words = TextField(label="理由", empty="写为什么")


class CorrectionForm(forms.Form):
    """What should have been decided."""

    points = PointsField(label="更正为几分", error_messages={"required": "写更正为几分"})
    reason = TextField(label="原因和依据", empty="写为什么、依据哪个文件")


class NoteForm(forms.Form):
    """A word on what to mend."""

    note = TextField(label="哪里要改", rows=2, empty="写一句哪里要改")


class QuarterForm(forms.Form):
    """Which quarter to begin."""

    quarter = forms.ChoiceField(
        label="哪个季度", error_messages={"required": "选一个季度", "invalid_choice": "重新选一个季度。"}
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = choices


__all__ = ["AnswerForm", "AppealForm", "CorrectionForm", "EntryForm", "LineField", "NoteForm", "QuarterForm"]
