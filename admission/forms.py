"""A request is written; its columns are settled; a unit fills in what was admitted."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from accounts.models import Unit, User
from admission.matching import Source
from admission.models import Answer, Column, Request
from admission.selectors import Line, asking_units
from admission.services.drafting import Said
from admission.workflow import Rhythm
from casework.forms import TextField
from casework.forms.moves import DayField
from pilot.forms.tasks import handling_units

SEPARATORS = re.compile(r"[\t\r\n]+")
LONGEST = 60
AGAIN = "没有这一项，重新选。"


class RequestForm(forms.Form):
    """What for, by which rule, which columns, of whom, how often, until when, at what cost."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="哪个单位要",
        empty_label=None,
        error_messages={"required": "选一个单位", "invalid_choice": AGAIN},
    )
    title = forms.CharField(label="表格名称", max_length=60, error_messages={"required": "写表格的名称"})
    purpose = TextField(label="用来做什么", empty="写一句拿来做什么", rows=2, max_length=300)
    basis = forms.CharField(label="依据", max_length=120, error_messages={"required": "写明依据哪个文件"})
    columns = forms.CharField(
        label="要哪些栏",
        max_length=4000,
        help_text="一行一栏，也可以从 Excel 复制表头粘贴。平台已有的直接给。不收姓名、证件、电话。",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "写上要哪些栏，一行一栏", "max_length": "太长了，分成两张表。"},
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="请哪些单位填",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "选一下请哪些单位填",
            "invalid_choice": "没有这个单位，重新选。",
            "invalid_pk_value": "重新选单位。",
        },
    )
    rhythm = forms.ChoiceField(
        label="多久填一次",
        choices=Rhythm,
        widget=forms.RadioSelect,
        error_messages={"required": "选多久填一次", "invalid_choice": AGAIN},
    )
    since = DayField(label="从哪天起")
    until = DayField(label="到哪天止", help_text="过了这天就不再请人填。")
    minutes = forms.DecimalField(
        label="填一栏要几分钟",
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        initial=3,
        help_text="按查数、核对、填写一起算。花费＝栏数×单位数×次数×分钟。",
        error_messages={
            "required": "写几分钟，比如 3",
            "invalid": "写数字，比如 3 或者 2.5。",
            "min_value": "要多于 0 分钟。",
            "max_value": "最多 60 分钟。",
            "max_digits": "最多 60 分钟。",
            "max_decimal_places": "小数点后最多一位。",
            "max_whole_digits": "最多 60 分钟。",
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=asking_units(user))
        self.fields["units"].queryset = handling_units(user)

    def clean_columns(self) -> list[str]:
        """One a line, or a row of cells."""
        said = (name.strip(" ，,、；;") for name in SEPARATORS.split(self.cleaned_data["columns"]))
        names = [name for name in said if name]
        for name in names:
            if len(name) > LONGEST:
                raise forms.ValidationError(f"“{name[:12]}…”太长，一栏的名称最多 {LONGEST} 个字。")
        return names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", f"结束的日子早于开始的日子（{since:%m月%d日}），改一个")
        return given


def written(request: Request) -> dict[str, Any]:
    """What stands in the form of a draft that is written anew."""
    names = ("unit", "title", "purpose", "basis", "rhythm", "since", "until", "minutes")
    return {
        **{name: getattr(request, name) for name in names},
        "columns": "\n".join(one.name for one in request.columns.all()),
        "units": [one.unit_id for one in request.asked.all()],
    }


class SettleForm(forms.Form):
    """Each column with what it could mean: a person says which, or that it has to be asked."""

    def __init__(self, *args: Any, lines: Sequence[Line], known: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            column = line.column
            self.fields[f"choice_{column.pk}"] = forms.ChoiceField(
                label=column.name,
                required=False,
                choices=choices(line.likely, known),
                initial=initial_of(line),
                error_messages={"invalid_choice": AGAIN},
            )
            self.fields[f"why_{column.pk}"] = forms.CharField(
                label="已有的为什么不合用",
                max_length=200,
                required=False,
                initial=column.why,
                error_messages={"max_length": "最多 200 个字，删短一点。"},
            )

    def rows(self) -> Iterator[tuple[Line, BoundField, BoundField]]:
        for line in self.lines:
            yield line, self[f"choice_{line.column.pk}"], self[f"why_{line.column.pk}"]

    def said(self) -> dict[int, Said]:
        """What was said to which column; those to which nothing was said are left out."""
        found = {}
        for line in self.lines:
            pk = line.column.pk
            if choice := self.cleaned_data.get(f"choice_{pk}"):
                found[pk] = Said(choice, self.cleaned_data.get(f"why_{pk}", "").strip())
        return found

    def refused(self, wrong: dict[int, str]) -> None:
        for pk, why in wrong.items():
            self.add_error(f"why_{pk}" if "为什么" in why else f"choice_{pk}", why)


def choices(likely: Sequence[Source], known: Sequence[Source]) -> list[Any]:
    """The likely ones first, then that it is not stored, then all that is."""
    near = {one.choice for one in likely}
    found: list[Any] = [("", "选一个")]
    if likely:
        found.append(("像的", [(one.choice, f"{one.name}（{one.where}）") for one in likely]))
    found.append((Answer.ASKED, "都不是，要问"))
    rest = [(one.choice, f"{one.name}（{one.where}）") for one in known if one.choice not in near]
    return [*found, ("平台别的数", rest)]


def initial_of(line: Line) -> str:
    """What was said; or else the likeliest, for a person to look at, and nothing where none is alike."""
    if line.column.answer != Answer.OPEN:
        return line.column.choice
    return line.likely[0].choice if line.likely else ""


class WordsForm(forms.Form):
    """Why a request is refused, or stopped."""

    note = TextField(label="原因", empty="写一句为什么", rows=2, max_length=300)


class FillForm(forms.Form):
    """What a unit answers: a value a column, the last one already there."""

    def __init__(self, *args: Any, columns: Sequence[Column], last: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in columns:
            before = last.get(column.pk, "")
            self.fields[f"value_{column.pk}"] = forms.CharField(
                label=column.name,
                max_length=200,
                initial=before,
                help_text=f"上次填的：{before}" if before else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                error_messages={
                    "required": "填一个数，没有就填 0",
                    "max_length": "最多 200 个字，删短一点。",
                },
            )

    def values(self) -> dict[int, str]:
        return {int(name.rpartition("_")[2]): text for name, text in self.cleaned_data.items()}
