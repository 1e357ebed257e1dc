"""What search asks for, and under which name its state is kept."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from accounts.models import OVERSEERS, PETITION_OVERSEERS, User
from areas.models import Area, inside
from casework.drilldown import end_of
from casework.kinds import kinds
from casework.models.finding import Narrowed, Words
from casework.models.saved import NAME_LENGTH, QUERY_LENGTH
from security import clock

PERIODS = (
    ("", "全部"),
    ("30", "近 30 天"),
    ("90", "近 90 天"),
    ("365", "近 365 天"),
    ("year", "今年"),
    ("last", "去年"),
)


class SearchForm(forms.Form):
    """What is looked for in all kinds of matter; it all stands in the address."""

    q = forms.CharField(
        label="找什么",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
        help_text="编号末几位，或两个字以上的词；几个词用空格隔开",
    )
    kind = forms.ChoiceField(label="种类", required=False)
    area = forms.ChoiceField(label="地方", required=False)
    period = forms.ChoiceField(label="登记时间", required=False, choices=PERIODS)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, str(model._meta.verbose_name)) for name, model in kinds().items()]
        self.fields["kind"].choices = [("", "全部"), *names]
        self.fields["kind"].error_messages["invalid_choice"] = "没有这一种，重新选一个。"
        self.fields["area"].choices = [("", "全部"), *places(user)]
        self.fields["area"].error_messages["invalid_choice"] = "这个地方不归您管，重新选一个。"
        self.fields["period"].error_messages["invalid_choice"] = "没有这一段时间，重新选一个。"

    @property
    def chosen(self) -> int:
        """How many of the filters that a phone folds away narrow the search."""
        return sum(bool(self.data.get(name)) for name in ("kind", "area", "period"))

    def clean_q(self) -> str:
        self.words = Words.of(self.cleaned_data["q"])
        if self.words.said and self.words.problem:
            raise ValidationError(self.words.problem)
        return str(self.cleaned_data["q"])

    @property
    def narrowed(self) -> Narrowed:
        """The other conditions of a valid form."""
        given = self.cleaned_data
        since, until = days_of(given["period"], clock.today())
        return Narrowed(
            kind=given["kind"],
            area=given["area"],
            since=end_of(since - timedelta(days=1)) if since else None,
            until=end_of(until) if until else None,
        )


def days_of(period: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period; None where it has no such end."""
    if period.isdecimal():
        return today - timedelta(days=int(period) - 1), None
    year = {"year": today.year, "last": today.year - 1}.get(period)
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def places(user: User) -> list[tuple[str, str]]:
    """Townships in the user's scope, or the villages of a township's user."""
    overseen = user.covers(OVERSEERS | PETITION_OVERSEERS)
    mine = Area.objects.current().filter(inside(overseen, "code"))
    whole_county = any(len(code) == Area.Level.COUNTY for code in overseen)
    level = Area.Level.TOWNSHIP if whole_county else Area.Level.VILLAGE
    return list(mine.of_level(level).values_list("code", "name"))


class SaveFilterForm(forms.Form):
    """A name for the state of a list. Which list and which state, the page says."""

    name = forms.CharField(label="起个名字", max_length=NAME_LENGTH)
    path = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    query = forms.CharField(max_length=QUERY_LENGTH, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages |= {
            "required": "给这些条件起个名字，几个字就行。",
            "max_length": f"名字最多 {NAME_LENGTH} 个字，删短一点。",
        }
        self.fields["query"].error_messages["max_length"] = "条件太长，存不下。少选几样再存。"

    def clean_path(self) -> str:
        """The address of one of our lists, and of nothing else."""
        path = str(self.cleaned_data["path"])
        if path not in {reverse(name) for name in kept_lists()}:
            raise ValidationError("这一页的条件存不了，到列表或搜索里存。")
        return path

    def clean_query(self) -> str:
        """The state of the list, less the page that somebody was on."""
        state = QueryDict(self.cleaned_data["query"], mutable=True)
        if "person" in state:
            raise ValidationError("按电话或身份证号找的条件不存，要时再找一次。")
        state.pop("page", None)
        return state.urlencode()


def kept_lists() -> list[str]:
    """The names of the lists whose state may be kept: search, and each kind's own."""
    return ["casework:search", *(f"{model._meta.app_label}:list" for model in kinds().values())]
