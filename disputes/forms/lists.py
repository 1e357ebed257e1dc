from typing import Any

from django import forms
from django.db.models import Q

from casework.drilldown import filters_from
from casework.list_forms import ListFilterForm
from disputes.dictionaries import BodySort, DisputeSource, JusticeType
from disputes.returning import to_visit
from disputes.risk import COLOURS, coloured
from disputes.workflow import DisputeStatus
from security import clock

# What a link from a number may ask of this list; a dispute has no category, and its source is no row.
DICTIONARIES: dict[str, tuple[str, Any, str]] = {
    "justice_type": ("dispute__justice_type", JusticeType, "类"),
    "by_source": ("dispute__source", DisputeSource, "种来源"),
    "tier": ("unit__body__sort", BodySort, "种调解组织"),
}
NOBODY, DUE = "none", "due"
ASKED = ("figure", "from", "to", "part", "now", "area", "exact", "unit")


class DisputeFilterForm(ListFilterForm):
    """The list of disputes, by type too."""

    kind = "dispute"
    statuses = DisputeStatus
    folded = ("justice_type", "risk", "visit", "area")

    justice_type = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *JusticeType.choices]
    )
    risk = forms.ChoiceField(
        label="风险",
        required=False,
        choices=[("", "全部"), *((colour.key, colour.label) for colour in COLOURS)],
    )
    visit = forms.ChoiceField(label="回访", required=False, choices=[("", "全部"), (DUE, "要回访的")])
    field_order = ("q", "status", "justice_type", "risk", "visit", "area", "person")

    def drilled(self) -> Any:
        asked = {name: str(self.data[name]) for name in ASKED if name in self.data}
        wanted, captions = filters_from(asked, kind=self.kind, now=clock.now())
        for part, words in map(self.entry, DICTIONARIES):
            wanted, captions = wanted & part, [*captions, *words]
        if key := str(self.data.get("risk") or ""):
            if key not in {colour.key for colour in COLOURS}:
                raise ValueError(f"没有“{key}”这种风险，重新选一个。")
            wanted &= coloured(key)
        if self.data.get("visit") == DUE:
            return wanted & to_visit(clock.today()), [*captions, "要回访的"]
        return wanted, captions

    def entry(self, name: str) -> tuple[Q, list[str]]:
        """One entry of a dictionary, as the address names it."""
        value, (path, choices, what) = str(self.data.get(name) or ""), DICTIONARIES[name]
        if not value:
            return Q(), []
        if value == NOBODY and name == "tier":
            return Q(unit__body=None), ["没有调解组织"]
        if value not in choices.values:
            raise ValueError(f"没有“{value}”这一{what}，重新选一个。")
        return Q(**{path: value}), [] if name == "justice_type" else [str(choices(value).label)]
