"""Forms of a survey round: who asked whom and how, and the sheet with what was found."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.forms.moves import DayField
from casework.services.files import cleaned
from pilot.forms.meetings import line
from pilot.forms.tasks import XLSX
from pilot.models import SurveyMethod
from pilot.models.surveys import TARGET
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from security import clock

ROUNDS = dict.fromkeys(("required", "invalid", "min_value", "max_value"), "写第几轮，1 到 12")
PERCENT = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
    "目标写 0 到 100 的数，比如 96",
)


class SurveyForm(forms.Form):
    """A round that an agency made."""

    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "年度像 2026 这样写"),
    )
    number = forms.IntegerField(
        label="第几轮",
        min_value=1,
        max_value=12,
        initial=1,
        error_messages=ROUNDS,
        help_text="一年两轮。",
    )
    agency = line("调查机构", 80, "写哪家机构做的")
    method = forms.ChoiceField(
        label="怎么问的",
        choices=SurveyMethod,
        initial=SurveyMethod.PHONE,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下怎么问的", "invalid_choice": "没有这一项，重新选。"},
    )
    began_on = DayField(label="开始")
    ended_on = DayField(label="结束")
    target = forms.DecimalField(
        label="目标（%）",
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        initial=TARGET,
        error_messages=PERCENT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        began, ended = given.get("began_on"), given.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", "结束不能早于开始。")
        return given


class ResultsForm(forms.Form):
    """What was found, as a workbook."""

    workbook = forms.FileField(
        label="调查表（Excel）",
        help_text="第一行是表头：镇（街道），群众安全感样本数、群众安全感满意数，"
        "扫黑除恶成效样本数、扫黑除恶成效满意数，执法工作满意样本数、执法工作满意满意数。"
        "满意数写人数，或者写 96.5% 这样的率；没问的空着。再传一次就换成新的。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "选一个 Excel 文件", "empty": "这个文件是空的，换一个。"},
    )

    def clean_workbook(self) -> bytes:
        """What is in the file, once it was looked at as every upload is."""
        checked = cleaned(self.cleaned_data["workbook"])
        if XLSX not in checked.content_type:
            raise ValidationError("要 .xlsx 的文件。在 Excel 或 WPS 里另存为 .xlsx 再传。")
        return checked.content
