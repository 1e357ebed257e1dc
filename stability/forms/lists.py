from typing import Any

from django import forms
from django.db.models import Q

from casework.drilldown import filters_from
from casework.list_forms import ListFilterForm
from security import clock
from stability.dictionaries import Level, Scope
from stability.workflow import StabilityStatus

# What a link from a number may ask of this list.
ASKED = ("figure", "from", "to", "part", "now", "area", "exact", "unit")
NO_LEVEL = "none"


class StabilityFilterForm(ListFilterForm):
    """The list of assessments, by year, level and what they are about."""

    kind = "stability"
    statuses = StabilityStatus
    folded = ("year", "level", "scope", "area")

    year = forms.CharField(label="哪一年的目录", required=False, max_length=4)
    level = forms.ChoiceField(
        label="风险等级", required=False, choices=[("", "全部"), *Level.choices, (NO_LEVEL, "还没有定")]
    )
    scope = forms.ChoiceField(label="哪一类", required=False, choices=[("", "全部"), *Scope.choices])
    field_order = ("q", "status", "year", "level", "scope", "area", "person")

    def drilled(self) -> Any:
        asked = {name: str(self.data[name]) for name in ASKED if name in self.data}
        wanted, captions = filters_from(asked, kind=self.kind, now=clock.now())
        for part, words in (self.of_year(), self.of_level(), self.of_scope()):
            wanted, captions = wanted & part, [*captions, *words]
        return wanted, captions

    def of_year(self) -> tuple[Q, list[str]]:
        value = str(self.data.get("year") or "").strip()
        if not value:
            return Q(), []
        if not (value.isascii() and value.isdigit() and len(value) == 4):
            raise ValueError(f"年份“{value}”写得不对，要像 2026 这样写。")
        return Q(stability__year=int(value)), []

    def of_level(self) -> tuple[Q, list[str]]:
        value = str(self.data.get("level") or "")
        if value and value not in {*Level.values, NO_LEVEL}:
            raise ValueError(f"没有“{value}”这个等级，重新选一个。")
        return (Q(stability__level="" if value == NO_LEVEL else value), []) if value else (Q(), [])

    def of_scope(self) -> tuple[Q, list[str]]:
        value = str(self.data.get("scope") or "")
        if value and value not in Scope.values:
            raise ValueError(f"没有“{value}”这一类，重新选一个。")
        return (Q(stability__scope=value), []) if value else (Q(), [])
