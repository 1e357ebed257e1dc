from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import Role, User
from areas.models import Area, inside
from casework.forms import FilesField, ReporterForm, TextField, no_room
from casework.list_forms import ListFilterForm
from casework.models import Matter
from grids.forms.moves import MOVE_FORMS, REASONS
from grids.models import Category, CategoryBy, Source, Urgency
from grids.suggesting.selectors import suggest
from grids.workflow import SETTLERS, CaseStatus
from security import clock
from security.context import everything

__all__ = ["CANNOT_LOG", "MOVE_FORMS", "REASONS", "CaseFilterForm", "CaseForm"]

OTHER = "其他"
CANNOT_LOG = "您没有管辖的网格或镇街，不能记案件。要开通请找领导小组办公室。"


class CategoryField(forms.ModelChoiceField):
    """A category in use; blank is left to what the text says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Category.objects.none(), required=False, empty_label=None, **kwargs)
        self.error_messages["invalid_choice"] = "这个类别已经停用或不存在，换一个。"


class CaseForm(ReporterForm):
    """Log a case. What happened is the one thing that must be said (R3, M15)."""

    attachments = FilesField(label="照片或文件", help_text="不拍也可以")
    text = TextField(label="发生了什么", empty="写一句发生了什么，几个字就行")
    category = CategoryField(label="类别", widget=forms.RadioSelect)
    area = forms.ModelChoiceField(Area.objects.none(), label="在哪里", empty_label=None, required=False)
    landmark = forms.CharField(label="附近标志物", max_length=100, required=False, help_text="可以不填")
    urgency = forms.ChoiceField(
        label="紧急程度", choices=Urgency, required=False, initial=Urgency.GENERAL, widget=forms.RadioSelect
    )
    settled = forms.BooleanField(label="当场办好了", required=False)
    result = TextField(label="办了什么", required=False, rows=2, help_text="当场办好的才填")
    lng = forms.DecimalField(
        required=False, min_value=-180, max_value=180, decimal_places=6, widget=forms.HiddenInput
    )
    lat = forms.DecimalField(
        required=False, min_value=-90, max_value=90, decimal_places=6, widget=forms.HiddenInput
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    grown_from = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    suggested = forms.BooleanField(required=False, widget=forms.HiddenInput)  # not chosen: by the text
    shown = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)  # known, and not it
    field_order = ("attachments", "text", "category", "area", "landmark", "settled", "result", "urgency")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        today = clock.today()
        self.fields["category"].queryset = Category.objects.in_use(today).top()
        places = Area.objects.current().filter(
            inside(user.overseen, "code"), code__regex=r"^\d{9}(\d{3}){0,2}$"
        )
        self.fields["area"].queryset = places
        self.fields["area"].initial = min(user.overseen, key=home, default=None)
        if not places.filter(pk=self.fields["area"].initial).exists():
            self.fields["area"].empty_label = "选一个地方"
        self.fields["area"].error_messages["invalid_choice"] = "这个地方不归您管，选一个自己管的网格或村。"
        self.fields["submission"].initial = uuid4

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        place = self.fields["area"]
        given["area"] = given.get("area") or place.queryset.filter(pk=place.initial).first()
        if not given["area"] and "area" not in self.errors:
            self.add_error("area", "选一个地方：网格、村或镇街。")
        if not given.get("category") and "category" not in self.errors:
            self.suggest_category(given)
        if given.get("settled"):
            self.check_settled(given)
        self.check_point(given)
        no_room(self, matter=None)
        return given

    def clean_grown_from(self) -> Matter | None:
        """The matter that this one grows from, where the user sees it (一码到底)."""
        if not (number := self.cleaned_data["grown_from"]):
            return None
        found = Matter.objects.visible_to(self.user).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(
                f"没有找到编号是“{number}”的事项，从那件事的页面重新点“由此新记一件案件”。"
            )
        return found

    def suggest_category(self, given: dict[str, Any]) -> None:
        """Nobody chose one: what the text says, else 其他. It stands on the case that it was not chosen."""
        said = suggest(given.get("text") or "")
        likely = said.names[0] if said.sure else OTHER
        choices = self.fields["category"].queryset
        given["category"] = choices.filter(name=likely).first() or choices.filter(name=OTHER).first()
        given["suggested"] = True
        if not given["category"]:
            self.add_error("category", "选一个类别。")

    def check_settled(self, given: dict[str, Any]) -> None:
        """What was settled says how, and was settled by somebody who may."""
        if not given.get("result"):
            self.add_error("result", "写一句办了什么，比如“已清走”。")
        if given["area"] and not self.user.holds(SETTLERS, Matter(area=given["area"])):
            self.add_error("settled", "当场办好由网格员、村（社区）和镇街来记。去掉勾选，镇街会接着办。")

    def check_point(self, given: dict[str, Any]) -> None:
        """A point without its other half is dropped; one outside the county is refused, and taken away.

        The user cannot see or mend the hidden coordinates, so the next press goes in without them.
        """
        lng, lat = given.get("lng"), given.get("lat")
        if lng is None or lat is None:
            given["lng"] = given["lat"] = None
            return
        county = given["area"] and Area.objects.filter(pk=given["area"].code[: Area.Level.COUNTY]).first()
        if county and county.outline_contains(float(lng), float(lat)) is False:
            self.data = self.data.copy()
            self.data["lng"] = self.data["lat"] = ""
            self.add_error("landmark", f"定位不在{county}里，已去掉定位。看看“在哪里”对不对，再提交一次。")

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of services.register; call it on a valid form."""
        reporter = self.reporter()
        given = dict(self.cleaned_data) | {"reporter": reporter}
        settled, result = given.pop("settled"), given.pop("result")
        given["files"] = given.pop("attachments")
        given["settled"] = result if settled else ""
        given["urgency"] = given["urgency"] or Urgency.GENERAL
        given["source"] = usual_source(self.user)
        given["category_by"] = CategoryBy.TEXT if given.pop("suggested") else CategoryBy.CHOSEN
        del given["shown"]
        for name in ("lng", "lat"):
            given[name] = given[name] if given[name] is None else Decimal(given[name])
        return given


def home(code: str) -> tuple[int, str]:
    """Sorts the smallest area first: a grid before its township."""
    return (-len(code), code)


def usual_source(user: User) -> Source:
    """Where this user's cases come from: a patrol, or residents at the window."""
    patrol = user.roles & {Role.GRID, Role.VILLAGE}
    name = "网格员巡查" if patrol else "群众上报"
    if known := Source.objects.filter(name=name).first():
        return known
    with everything("grids.usual_source"):  # the county renamed it; the catalogue is not this user's to write
        return Source.objects.get_or_create(name=name)[0]


class CaseFilterForm(ListFilterForm):
    """The list of cases, by category too."""

    kind = "case"
    statuses = CaseStatus
    folded = ("category", "area")

    category = forms.ChoiceField(label="类别", required=False)
    field_order = ("q", "status", "category", "area", "person")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = Category.objects.top().values_list("code", "name")
        self.fields["category"].choices = [("", "全部"), *top]
