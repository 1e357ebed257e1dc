from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import User
from audit.models import Extract
from audit.selectors import Asked, matter_of
from audit.wording import table_choices

NO_ONE: list[int] = []


class EntryFilterForm(forms.Form):
    """Which entries; all of it stands in the address. What cannot be found says so and shows nothing."""

    who = forms.CharField(label="姓名或用户名", required=False, max_length=60)
    number = forms.CharField(label="事项编号", required=False, max_length=20)
    first = forms.DateField(
        label="从哪天", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label="到哪天", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    relation = forms.ChoiceField(label="哪张表", required=False)
    request = forms.CharField(label="请求号", required=False, max_length=80)
    matter = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [("", "全部"), *table_choices()]
        for name in ("first", "last"):
            self.fields[name].error_messages["invalid"] = "日期要像 2026-11-22 这样写。"
        self.captions: list[str] = []

    @property
    def chosen(self) -> int:
        """How many conditions narrow the list."""
        return sum(bool(self.data.get(name)) for name in self.fields)

    @property
    def given(self) -> list[tuple[str, str]]:
        """The conditions as they were given, for a form that acts on them."""
        return [(name, str(self.data.get(name) or "")) for name in self.fields]

    @property
    def more_open(self) -> bool:
        return bool(self.data.get("relation") or self.data.get("request"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", f"结束日期早于开始日期（{first:%Y-%m-%d}），改一个。")
        given["actors"] = self.people(given.get("who", "").strip())
        if number := given.get("number", "").strip():
            given["matter"] = matter_of(number)
            if given["matter"] is None:
                self.add_error("number", f"没有编号是“{number}”的事项，看看有没有抄错。")
        return given

    def people(self, who: str) -> list[int] | None:
        """Ids of those with this name or username; None where nobody is named."""
        if not who:
            return None
        found = list(User.objects.filter(Q(name=who) | Q(username=who)).values_list("pk", flat=True))
        if not found:
            self.add_error("who", f"没有叫“{who}”的人。写全姓名，或写用户名。")
        return found

    @property
    def asked(self) -> Asked:
        """The question; call it on a valid form."""
        given = self.cleaned_data
        return Asked(
            actors=given["actors"],
            matter=given.get("matter"),
            first=day(given.get("first")),
            last=day(given.get("last")),
            relation=given.get("relation", ""),
            request=given.get("request", "").strip(),
        )

    @property
    def words(self) -> str:
        """The conditions in words, for the head of a file."""
        named = [
            f"{self.fields[name].label or '事项'}：{dict(table_choices()).get(value, value)}"
            for name in EntryFilterForm.base_fields
            if (value := str(self.data.get(name) or "").strip())
        ]
        return "；".join(named) or "全部"


class ExtractForm(EntryFilterForm):
    """The same conditions, to be taken as a file."""

    format = forms.ChoiceField(label="格式", choices=Extract.Format)


def day(given: date | None) -> str:
    return given.isoformat() if given else ""
