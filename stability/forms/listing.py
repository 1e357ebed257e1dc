"""A matter is entered into the year's catalogue (RA-01)."""

import re
from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import User
from areas.models import Area, inside
from casework.forms import TextField
from security import clock
from stability.dictionaries import EMERGENCY, NOT_EMERGENCY, Scope
from stability.forms.fields import LineField, PastDayField, chips, pick, sentences, undertaking_units
from stability.workflow import REGISTRARS

CANNOT_LOG = "您没有列入稳评目录的岗位。请领导小组办公室来列。"
GROUP = re.compile(r"(.{1,40}?)[ ，,:：\t]+(\d{1,7})\s*人?")
SCOPES = [*Scope.choices, (EMERGENCY, "突发事件应急处置")]


def may_register(user: User) -> bool:
    """Is it this user's part to enter matters into the catalogue?"""
    return bool(user.roles & REGISTRARS)


class StabilityForm(forms.Form):
    """One entry of the catalogue."""

    title = LineField(label="事项名称", max_length=120, empty="写上事项名称")
    scope = chips("哪一类", SCOPES, "选一类")
    summary = sentences("事项概况", "写一写要决定什么、为什么，几句话就行")
    basis = TextField(label="依据", required=False, rows=2)
    unit = pick("决策承办单位", "选一个单位")
    area = forms.ModelChoiceField(Area.objects.none(), label="哪里的事项", empty_label="选一个地方")
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="影响到哪些镇街、村（社区）", help_text="可以选几个"
    )
    groups = sentences(
        "影响到哪些群体",
        "一行写一个群体和人数，比如“被征地农户 126”",
        help_text="一行一个，比如“被征地农户 126”",
    )
    investment = forms.BooleanField(label="是投资项目（高风险、中风险的不予批准）", required=False)
    year = forms.IntegerField(label="哪一年的目录", min_value=2000, max_value=2100)
    consent = LineField(label="党委同意列入目录的文号", max_length=60, empty="写上党委同意的文号")
    consented_on = PastDayField(label="哪天同意的")
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        mine = user.covers(REGISTRARS)
        near = Area.objects.current().filter(inside(mine, "code"))
        area, areas = self.fields["area"], self.fields["areas"]
        area.queryset = near.filter(code__regex=r"^\d{6}(\d{3})?$")
        area.initial = min(mine, key=len, default=None)
        areas.queryset = near.filter(code__regex=r"^\d{9}(\d{3})?$")
        self.fields["unit"].queryset = undertaking_units(area.initial or "-")
        self.fields["year"].initial = clock.today().year
        self.fields["submission"].initial = uuid4
        wrong = {"required": "选一个地方", "invalid_choice": "没有这个地方，重新选一个。"}
        for field in (area, areas):
            field.error_messages |= wrong
        areas.error_messages |= {"required": "选影响到的镇街、村（社区）"}
        self.fields["year"].error_messages |= {"required": "写哪一年", "invalid": "年份像 2026 这样写"}

    def clean_scope(self) -> str:
        """What is done in an emergency is no matter to be assessed (RA-01)."""
        scope: str = self.cleaned_data["scope"]
        if scope == EMERGENCY:
            raise forms.ValidationError(NOT_EMERGENCY)
        return scope

    def clean_groups(self) -> list[tuple[str, int]]:
        """A group a line, each with its number of people."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["groups"].splitlines())):
            match = GROUP.fullmatch(line)
            if match is None or int(match[2]) < 1:
                raise forms.ValidationError(f"“{line[:20]}”看不懂，写成“哪些人 人数”，比如“被征地农户 126”。")
            found.append((match[1].strip(), int(match[2])))
        if len({name for name, _ in found}) < len(found):
            raise forms.ValidationError("同一个群体写了两次，合成一行。")
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        place, touched = given.get("area"), given.get("areas") or ()
        if place and (outside := [one for one in touched if not one.code.startswith(place.code)]):
            self.add_error("areas", f"{outside[0]}不在{place}里面，改一个。")
        return given

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.register; call it on a valid form."""
        return dict(self.cleaned_data)
