from typing import Any

from django import forms
from django.db.models import Q

from casework.drilldown import filters_from
from casework.list_forms import ListFilterForm
from disputes.dictionaries import JusticeType
from disputes.workflow import DisputeStatus
from security import clock

# What a link from a number may ask of this list; a dispute has no category, and its source is no row.
ASKED = ("figure", "from", "to", "part", "now", "area", "exact", "unit")


class DisputeFilterForm(ListFilterForm):
    """The list of disputes, by type too."""

    kind = "dispute"
    statuses = DisputeStatus
    folded = ("justice_type", "area")

    justice_type = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *JusticeType.choices]
    )
    field_order = ("q", "status", "justice_type", "area", "person")

    def drilled(self) -> Any:
        asked = {name: str(self.data[name]) for name in ASKED if name in self.data}
        wanted, captions = filters_from(asked, kind=self.kind, now=clock.now())
        justice_type = str(self.data.get("justice_type") or "")
        if not justice_type:
            return wanted, captions
        if justice_type not in JusticeType.values:
            raise ValueError(f"没有“{justice_type}”这一类，重新选一个。")
        return wanted & Q(dispute__justice_type=justice_type), captions
