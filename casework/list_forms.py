"""The filters of a kind's list; all of them stand in the address, so a list can be sent to a colleague."""

from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices

from accounts.models import User
from casework.drilldown import filters_from
from casework.models import MatterQuerySet, Person
from casework.models.finding import Narrowed, Words
from casework.models.finding import find as search
from casework.search_forms import places
from security import clock
from security.findings import IDENTIFYING, find

POST_NUMBERS = "找人用“按反映人的电话或身份证号找”，号码就不会留在地址栏里。"


class ListFilterForm(forms.Form):
    """What narrows a list of one kind. A kind names itself, its statuses, and the filters that a phone folds
    away beside the status.
    """

    kind: ClassVar[str]
    statuses: ClassVar[type[TextChoices]]
    folded: ClassVar[tuple[str, ...]] = ("area",)

    q = forms.CharField(label="找", required=False, max_length=60)
    status = forms.ChoiceField(label="状态", required=False)
    area = forms.ChoiceField(label="地方", required=False)
    person = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.captions: list[str] = []
        self.named = self.common = False  # words were looked for: few have them, or more than are counted
        self.fields["status"].choices = [("open", "没办完的"), ("all", "全部"), *self.statuses.choices]
        self.fields["status"].initial = self.wanted_status
        self.fields["area"].choices = [("", "全部"), *places(user)]

    @property
    def wanted_status(self) -> str:
        """The status asked for: without any filter the open ones, else all unless one is named."""
        return str(self.data.get("status") or ("all" if self.is_bound else "open"))

    @property
    def chosen(self) -> int:
        """How many of the filters that a phone folds away narrow the list."""
        named = self.wanted_status not in {"all", "open"}
        return sum(map(bool, [*(self.data.get(name) for name in self.folded), named]))

    def drilled(self) -> Any:
        """What the address asks of a number behind which these rows stand. Raises ValueError in words."""
        return filters_from(self.data, kind=self.kind, now=clock.now())

    def narrow(self, matters: MatterQuerySet) -> MatterQuerySet:
        """The matters that the address asks for. A filter that cannot be read says so and shows nothing."""
        try:
            wanted, self.captions = self.drilled()
        except ValueError as error:
            self.captions = [str(error)]
            return matters.none()
        found = self.with_words(matters.filter(wanted), str(self.data.get("q", "")).strip())
        if person := str(self.data.get("person", "")):
            found = found.filter(
                pk__in=Person.objects.visible_to(self.user).found_by(person[:64]).values("matter")
            )
            self.captions.append("反映人等有关的人用这个号码")
        if self.wanted_status == "open":
            return found.open()
        if self.wanted_status not in {"all", *self.statuses.values}:
            self.captions = [f"没有“{self.wanted_status}”这个状态，重新选一个。"]
            return matters.none()
        if self.wanted_status != "all":
            found = found.filter(status=self.wanted_status)
        return found if self.data.get("now") else found.newest()

    def with_words(self, matters: MatterQuerySet, q: str) -> MatterQuerySet:
        """Those with all the words, found as search finds them. What cannot be looked for says so."""
        words = Words.of(q)
        if not words.said:
            return matters
        if words.problem:
            self.captions.append(words.problem)
            return matters.none()
        self.captions.append(f"含“{q}”")
        if any(finding.what in IDENTIFYING for finding in find(q)):
            self.captions.append(POST_NUMBERS)
        area = str(self.data.get("area", "")) if self.data.get("exact") != "1" else ""
        hits = search(words, Narrowed(self.kind, area, only_open=self.wanted_status == "open"))
        self.named, self.common = not hits.more, hits.more
        return matters.found(words, hits)
