"""What narrows a list of the ledger; all of it stands in the address."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q

from accounts.models import User
from activities import quarters
from activities.models import Activity, Entry
from areas.models import Area, inside
from casework.search_forms import places
from security import clock

GONE = [("", "没有撤回的"), ("gone", "撤回的")]
SIX = 6
AGO = 12  # quarters to choose from


class LedgerFilterForm(forms.Form):
    """By quarter and place; by what a book sorts its lines by; and those that were withdrawn."""

    sort = forms.ChoiceField(label="哪一类", required=False)
    quarter = forms.CharField(label="季度", required=False, max_length=6)
    area = forms.CharField(label="地方", required=False, max_length=15)
    place = forms.ChoiceField(label="进哪里", required=False)
    state = forms.ChoiceField(label="撤回", required=False, choices=GONE)
    exact = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, model: type[Entry], sorted_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model, self.sorted_by, self.captions = model, sorted_by, list[str]()
        near = quarters.last_ones(clock.today(), AGO)
        self.choose("quarter", [(quarters.written(one), quarters.in_words(one)) for one in near])
        self.choose("area", places(user))
        if sorted_by:
            field: Any = model._meta.get_field(sorted_by)
            self.choose("sort", list(field.choices))
            self.fields["sort"].label = field.verbose_name
        else:
            del self.fields["sort"]
        if model is Activity:
            names = [(name, f"进{name}") for name in settings.LAW_PLACES]
            self.choose("place", [("six", "六进"), ("eight", "八进"), *names])
        else:
            del self.fields["place"]

    def choose(self, name: str, choices: Any) -> None:
        """One of these or all; what else stands in the address is kept, and read below."""
        asked = str(self.data.get(name) or "")
        known = [("", "全部"), *choices]
        extra = [(asked, asked)] if asked and asked not in dict(known) else []
        self.fields[name].widget = forms.Select(choices=[*known, *extra])

    @property
    def chosen(self) -> int:
        return sum(bool(self.data.get(name)) for name in self.fields)

    def narrow(self, rows: Any) -> Any:
        """The lines that the address asks for. What cannot be read says so and shows nothing."""
        try:
            wanted = [self.of_sort(), self.of_quarter(), self.of_area(), self.of_place()]
        except ValueError as error:
            self.captions = [str(error)]
            return rows.none()
        gone = self.data.get("state") == "gone"
        rows = rows.exclude(withdrawn_at=None) if gone else rows.standing()
        if gone:
            self.captions.append("撤回的")
        for one in wanted:
            rows = rows.filter(one)
        return rows

    def said(self, name: str) -> str:
        return str(self.data.get(name) or "")

    def of_sort(self) -> Q:
        asked = self.said("sort")
        if not asked or not self.sorted_by:
            return Q()
        field: Any = self.model._meta.get_field(self.sorted_by)
        known = dict(field.choices)
        if asked not in known:
            raise ValueError("没有这一类，重新选一个。")
        self.captions.append(str(known[asked]))
        return Q(**{self.sorted_by: asked})

    def of_quarter(self) -> Q:
        if not (asked := self.said("quarter")):
            return Q()
        if (quarter := quarters.read(asked)) is None:
            raise ValueError("季度像 2026Q1 这样写。")
        first, after = quarters.days(quarter)
        self.captions.append(quarters.in_words(quarter))
        return Q(on__gte=first, on__lt=after)

    def of_area(self) -> Q:
        if not (asked := self.said("area")):
            return Q()
        area = Area.objects.filter(code=asked).first() if asked.isascii() and asked.isdigit() else None
        if area is None:
            raise ValueError("没有这个地方，重新选一个。")
        exact = self.said("exact") == "1"
        self.captions.append(f"{area.name}本级" if exact else area.name)
        return Q(area=area) if exact else inside([area.code])

    def of_place(self) -> Q:
        asked = self.said("place")
        if not asked or self.model is not Activity:
            return Q()
        several = {"six": ("六进", settings.LAW_PLACES[:SIX]), "eight": ("八进", settings.LAW_PLACES)}
        if asked not in {*several, *settings.LAW_PLACES}:
            raise ValueError("没有这个去处，重新选一个。")
        words, names = several.get(asked, (f"进{asked}", [asked]))
        self.captions.append(words)
        return Q(place__in=names)
