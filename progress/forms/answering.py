"""A unit answers the rows of its return; the office returns some of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from casework.forms import TextField
from progress.models import Answered, ItemSort, Row
from progress.reading import LONGEST
from progress.services import Said

Line = tuple[Row, list[BoundField], list[BoundField]]
CHOICES = {
    ItemSort.FIGURE: [(Answered.RIGHT, "对的"), (Answered.CHANGED, "有出入")],
    ItemSort.TASK: [(Answered.RIGHT, "对的"), (Answered.SAME, "本季度无变化"), (Answered.CHANGED, "有出入")],
    ItemSort.NUMBER: [(Answered.SAME, "本季度无变化"), (Answered.CHANGED, "填新的")],
    ItemSort.TEXT: [(Answered.SAME, "本季度无变化"), (Answered.CHANGED, "填新的")],
}
LONG = {"max_length": f"最多 {LONGEST} 个字，删短一点。"}


class AnswerForm(forms.Form):
    """Every row that the unit may answer now: a choice where something was prefilled, and a value."""

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """The fields of one row."""
        changed = row.answer == Answered.CHANGED
        if row.given:
            self.fields[f"answer_{row.pk}"] = forms.ChoiceField(
                label=row.label,
                choices=CHOICES[ItemSort(row.sort)],
                required=False,
                initial=row.answer,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "没有这一项，重新选。"},
            )
        self.fields[f"value_{row.pk}"] = value_field(row, row.value if changed else "")
        if row.stands:
            reason = row.reason if changed else ""
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label="原因", max_length=LONGEST, required=False, initial=reason, error_messages=LONG
            )

    def lines(self) -> Iterator[Line]:
        """Each row with its choice, and with what is typed into it."""
        for row in self.rows:
            named = {name: f"{name}_{row.pk}" for name in ("answer", "value", "reason")}
            there = {name: self[field] for name, field in named.items() if field in self.fields}
            chosen = [field for name, field in there.items() if name == "answer"]
            yield row, chosen, [field for name, field in there.items() if name != "answer"]

    def said(self) -> dict[int, Said]:
        """What was said to which row; rows to which nothing was said are left out."""
        found = {row.pk: self.said_to(row) for row in self.rows if self.sound(row)}
        return {pk: said for pk, said in found.items() if said}

    def sound(self, row: Row) -> bool:
        return not any(name.rpartition("_")[2] == str(row.pk) for name in self.errors)

    def said_to(self, row: Row) -> Said | None:
        """A value that is new counts, whatever is chosen beside it."""
        chosen, value, reason = (
            self.cleaned_data.get(f"{name}_{row.pk}") or "" for name in ("answer", "value", "reason")
        )
        was = row.value if row.answer == Answered.CHANGED else ""
        if value and (value != was or not chosen):
            chosen = Answered.CHANGED
        return Said(chosen, value, reason) if chosen else None

    def refused(self, wrong: Mapping[int, str]) -> None:
        """Say on each row why it was not kept; what was typed stays."""
        for pk, why in wrong.items():
            self.add_error(f"value_{pk}", why)


def value_field(row: Row, initial: str) -> forms.CharField:
    """Where the value is typed: a line for numbers, some lines for words."""
    words = row.sort in (ItemSort.TASK, ItemSort.TEXT)
    measure = f"（{row.measure}）" if row.measure else ""
    label = row.label if not row.given else "应该是" if row.is_counted else "本季度"
    widget = forms.Textarea(attrs={"rows": 2}) if words else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=f"{label}{measure}",
        max_length=LONGEST,
        required=False,
        initial=initial,
        widget=widget,
        error_messages=LONG,
    )


class PasteForm(forms.Form):
    """A block of cells, copied in Excel."""

    block = forms.CharField(
        label="从 Excel 粘贴",
        strip=False,
        max_length=20_000,
        help_text="选中“填报项、数值、原因”几列，复制，粘贴到这里。名称和页面上的一样；最多 50 行 8 列。",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "把 Excel 里的几行粘贴到这里", "max_length": "太多了，分几次粘贴。"},
    )


class NotesForm(forms.Form):
    """Which rows go back, and why (U5)."""

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label=f"{row.label}：{row.value[:60]}", max_length=200, required=False
            )

    def notes(self) -> dict[int, str]:
        return {int(name.rpartition("_")[2]): note for name, note in self.cleaned_data.items() if note}


class AmendForm(forms.Form):
    """What a locked value should have been."""

    new = forms.CharField(
        label="更正为",
        max_length=LONGEST,
        error_messages={"required": "写上应该是多少", **LONG},
    )
    reason = TextField(label="原因", empty="写一句为什么要更正", rows=2)
