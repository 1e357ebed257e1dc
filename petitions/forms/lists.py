from typing import Any

from django import forms
from django.db.models import Q

from casework.drilldown import filters_from
from casework.list_forms import ListFilterForm
from petitions.dictionaries import Category, Channel, Subject
from petitions.divisions import NOBODY, organ_filter
from petitions.workflow import PetitionStatus
from security import clock

DICTIONARIES: dict[str, tuple[str, Any]] = {
    "category": ("petition__category", Category),
    "channel": ("petition__channel", Channel),
    "subject": ("petition__subject", Subject),
}
# What a link from a number may ask of this list; a petition's category is no row of another table.
ASKED = ("figure", "from", "to", "part", "now", "area", "exact", "unit")
REPEAT = {"first": ("初次", False), "repeat": ("重复", True)}


class PetitionFilterForm(ListFilterForm):
    """The list of petitions, by category, channel and what they are about."""

    kind = "petition"
    statuses = PetitionStatus
    folded = ("category", "channel", "subject", "times", "area")

    category = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *Category.choices])
    channel = forms.ChoiceField(label="渠道", required=False, choices=[("", "全部"), *Channel.choices])
    subject = forms.ChoiceField(label="内容", required=False, choices=[("", "全部"), *Subject.choices])
    times = forms.ChoiceField(
        label="初次重复",
        required=False,
        choices=[("", "全部"), *((value, label) for value, (label, _) in REPEAT.items())],
    )
    field_order = ("q", "status", "category", "channel", "subject", "times", "area", "person")

    def drilled(self) -> Any:
        asked = {name: str(self.data[name]) for name in ASKED if name in self.data}
        wanted, captions = filters_from(asked, kind=self.kind, now=clock.now())
        for part, words in (self.organ(), *(self.entry(name) for name in DICTIONARIES)):
            wanted, captions = wanted & part, [*captions, *words]
        if times := str(self.data.get("times") or ""):
            if times not in REPEAT:
                raise ValueError(f"没有“{times}”这一项，重新选一个。")
            wanted &= Q(petition__is_repeat=REPEAT[times][1])
        return wanted, captions

    def organ(self) -> tuple[Q, list[str]]:
        value = str(self.data.get("organ") or "")
        return organ_filter(value) if value else (Q(), [])

    def entry(self, name: str) -> tuple[Q, list[str]]:
        """One entry of a dictionary, as the address names it."""
        value, (path, choices) = str(self.data.get(name) or ""), DICTIONARIES[name]
        if not value:
            return Q(), []
        if value == NOBODY:
            return Q(**{path: ""}), ["还没有分类"]
        if value not in choices.values:
            raise ValueError(f"没有“{value}”这一项，重新选一个。")
        return Q(**{path: value}), []
