"""What the calendar of limits is asked for; all of it stands in the address."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from areas.models import Area, inside
from casework.agenda import Wanted, kind_choices

VIEWS = {"day": "日", "week": "周", "month": "月"}
WHOSE = [("", "全部"), ("mine", "我的"), ("unit", "本单位")]
FIRST, LAST = 2000, 2100


class AgendaForm(forms.Form):
    """Whose, where, which kind; and the view and the day, which links carry."""

    whose = forms.ChoiceField(label="谁的", choices=WHOSE, required=False)
    area = forms.ChoiceField(label="地方", required=False)
    kind = forms.ChoiceField(label="种类", required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)
    day = forms.CharField(required=False, widget=forms.HiddenInput)
    late = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        level = Area.Level.TOWNSHIP if any(len(code) == 6 for code in user.overseen) else Area.Level.VILLAGE
        places = Area.objects.current().filter(inside(user.overseen, "code")).of_level(level)
        self.fields["area"].choices = [("", "全部"), *places.values_list("code", "name")]
        self.fields["kind"].choices = [("", "全部"), *kind_choices()]

    @property
    def chosen(self) -> int:
        """How many conditions narrow it."""
        return sum(bool(self.data.get(name)) for name in ("whose", "area", "kind"))

    @property
    def wanted(self) -> Wanted:
        """What is asked for; a value that is no choice asks for all."""
        self.is_valid()
        return Wanted(*(str(self.cleaned_data.get(name) or "") for name in ("whose", "area", "kind")))

    @property
    def asked_view(self) -> str:
        asked = str(self.data.get("view") or "")
        return asked if asked in VIEWS else "week"

    @property
    def asked_day(self) -> date:
        """The day asked for; today where none is, or none that a calendar has."""
        try:
            day = date.fromisoformat(str(self.data.get("day") or ""))
        except ValueError:
            return self.today
        return day if FIRST < day.year < LAST else self.today
