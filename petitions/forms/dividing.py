"""The form by which one letter becomes several petitions."""

from typing import Any

from django import forms

from casework.forms import MoveForm, TextField
from petitions.dictionaries import Category, Path, Subject
from petitions.forms.fields import chips
from petitions.forms.intake import PARTS

OWN = ("request", "facts", "category", "path", "subject")
STAYS = (
    "信访人、来的方式、收到的日期、被反映的单位都照这件抄过去，不用再写。"
    "分出去的各有编号、各分各的类、各转各的单位，期限都从这封信收到那天起算；"
    "信访人凭原来的查询码都能查到。要几个单位同时办一封信，就这样分。"
)


class DivideForm(MoveForm):
    """What stays in this petition, and each further request with what kind it is, where that is known."""

    request = TextField(label="留在这件里的请求", empty="写一句留在这件里的请求", rows=2)
    facts = TextField(label="留在这件里的事实", empty="写一写留在这件里的事实")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("request", "facts"):
            self.fields[name].initial = getattr(self.matter.own, name)
        self.fields["request"].help_text = STAYS
        for number in PARTS:
            must = "写一句分出去的请求" if number == PARTS[0] else ""
            self.fields[f"part{number}_request"] = part_text(f"请求{number}", must, rows=2)
            self.fields[f"part{number}_facts"] = part_text(f"事实{number}", must and "写一写它的事实", rows=3)
            self.fields[f"part{number}_category"] = chips(f"类别{number}（可以以后再选）", Category)
            self.fields[f"part{number}_path"] = chips(f"途径{number}（申诉求决才选）", Path)
            self.fields[f"part{number}_subject"] = forms.ChoiceField(
                label=f"内容大类{number}", choices=[("", "先不选"), *Subject.choices], required=False
            )
        self.fields["note"] = TextField(label="说明", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in PARTS:
            self.check_part(number, given)
        return given

    def check_part(self, number: int, given: dict[str, Any]) -> None:
        """A request has its facts, and only a claim a path."""
        asked, facts, category, path = (
            given.get(f"part{number}_{name}") for name in ("request", "facts", "category", "path")
        )
        if number != PARTS[0] and bool(asked) != bool(facts):
            missing = "facts" if asked else "request"
            self.add_error(f"part{number}_{missing}", "请求和事实都要写；没有的两样都不写。")
        if path and category != Category.CLAIM:
            self.add_error(f"part{number}_path", "只有申诉求决选途径；类别不对的，改类别。")

    def acts(self) -> dict[str, Any]:
        given = super().acts()
        parts = [{name: given.pop(f"part{number}_{name}") for name in OWN} for number in PARTS]
        return given | {"parts": [part for part in parts if part["request"]]}


def part_text(label: str, must: str, *, rows: int) -> TextField:
    """A text that has to be given where there is a sentence for its lack."""
    given: dict[str, Any] = {"empty": must} if must else {"required": False}
    return TextField(label=label, rows=rows, **given)
