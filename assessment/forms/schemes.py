"""Forms of a scheme: a new version, its workbook, its adoption."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessment.models import Ties
from casework.services.files import cleaned
from pilot.forms.tasks import XLSX
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from security import clock


class LineField(forms.CharField):
    """One line of words, with errors that say how to mend it."""

    def __init__(self, *, empty: str, most: int, **kwargs: Any) -> None:
        super().__init__(max_length=most, **kwargs)
        self.error_messages["required"] = empty
        self.error_messages["max_length"] = f"最多 {most} 个字，删短一点。"
        self.error_messages["null_characters_not_allowed"] = "文字里有看不见的特殊字符，重新输入。"


class DraftForm(forms.Form):
    """A new version of a year's scheme."""

    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "年度像 2026 这样写"),
    )
    name = LineField(label="名称", empty="写方案的名称，比如“平安建设考核方案”", most=80)
    ties = forms.ChoiceField(
        label="总分一样的",
        choices=Ties,
        initial=Ties.SKIP,
        widget=forms.RadioSelect,
        error_messages={"required": "选一下总分一样的怎么排", "invalid_choice": "没有这一项，重新选。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class WorkbookForm(forms.Form):
    """The scheme's indicators as a workbook."""

    workbook = forms.FileField(
        label="方案（Excel）",
        help_text="一行一个指标。先导出看看各列怎么写；有一处不对，整张表都不收，改好再传。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "选一个 Excel 文件", "empty": "这个文件是空的，换一个。"},
    )

    def clean_workbook(self) -> bytes:
        """What is in the file, once it was looked at as every upload is."""
        checked = cleaned(self.cleaned_data["workbook"])
        if XLSX not in checked.content_type:
            raise ValidationError("要 .xlsx 的文件。在 Excel 或 WPS 里另存为 .xlsx 再传。")
        return checked.content


class DocumentForm(forms.Form):
    """The document by which something is adopted or decided."""

    document = LineField(label="文号或者会议", empty="写文号或者哪次会议，比如“某办〔2026〕3号”", most=80)
