"""A line of the ledger, new or corrected: one form for both."""

from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Unit, User
from activities.models import Activity, Charter, Contact, Creation, Organisation, Purchase, Resolution, Scheme
from activities.selectors import decided, writing_areas
from casework.forms import TextField
from casework.forms.moves import DayField
from security import clock

FIRST_YEAR, LAST_YEAR = 2000, 2100
VILLAGE = 12


def kind_words(field: forms.Field) -> None:
    """What a field says where it is left out, or is none of the choices."""
    told = f"{'选一下' if isinstance(field, forms.ChoiceField) else '写上'}{field.label}"
    field.error_messages |= {"required": told, "invalid_choice": "没有这一项，重新选一个。"}
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        field.error_messages |= {"invalid": "写数字，比如 36"}


class EntryForm(forms.ModelForm):
    """What every line has: the place, the day, the unit where the user has several; why, when corrected."""

    past: ClassVar[bool] = True  # the day has come
    days: ClassVar[tuple[str, ...]] = ()
    long: ClassVar[tuple[str, ...]] = ()
    level: ClassVar[int] = 0
    once: ClassVar[tuple[str, ...]] = ()  # said when it is new: what came after rests on it

    class Meta:
        model = Activity
        fields: ClassVar[tuple[str, ...]] = ()  # each book names its own

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not self.instance.pk:
            model: Any = self._meta.model
            self.fields |= {name: model._meta.get_field(name).formfield() for name in self.once}
        if "area" in self.fields:
            there, where = writing_areas(user), cast("Any", self.fields["area"])
            where.queryset = there.filter(code__regex=rf"^\d{{{self.level}}}$") if self.level else there
            where.empty_label = "选一个地方"
        for name in ("on", *self.days):
            self.fields[name] = self.day(name)
        for name in self.long:
            old = self.fields[name]
            self.fields[name] = TextField(label=old.label, required=old.required)
        self.add_unit()
        for field in self.fields.values():
            kind_words(field)

    def day(self, name: str) -> DayField:
        old: Any = self.fields[name]
        initial = clock.today() if name == "on" else None
        return DayField(label=old.label, required=old.required, initial=initial)

    def add_unit(self) -> None:
        """Which unit, where there is a choice; why, where it is there already."""
        if self.instance.pk:
            self.fields["why"] = forms.CharField(label="为什么改", max_length=200)
        elif len(self.user.units) > 1:
            mine = Unit.objects.filter(pk__in=self.user.units).order_by("pk")
            self.fields["unit"] = forms.ModelChoiceField(mine, label="登记单位", empty_label="选一个单位")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self.once:
            if name in given:
                setattr(self.instance, name, given[name])
        for name in ("on", *self.days):
            day = given.get(name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"年份 {day.year} 不对，检查一下。")
        if self.past and given.get("on") and given["on"] > clock.today():
            self.add_error("on", "这个日期还没到，写已经过去的日期。")
        return given

    def writing_unit(self) -> Unit:
        """In whose name it is written; call it on a valid form."""
        chosen: Unit | None = self.cleaned_data.get("unit")
        return chosen or Unit.objects.get(pk=min(self.user.units))


class ActivityForm(EntryForm):
    long = ("said",)

    class Meta:
        model = Activity
        fields = ("kind", "place", "area", "on", "topic", "people", "partners", "said")
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        help_texts: ClassVar[dict[str, str]] = {
            "people": "只写人数，不写姓名；不知道就空着。",
            "partners": "社会组织、别的单位，没有就空着。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", "不是进哪里的"), *((name, f"进{name}") for name in settings.LAW_PLACES)]
        self.fields["place"] = forms.ChoiceField(label="进哪里", choices=places, required=False)
        kind_words(self.fields["place"])
        self.fields["kind"].choices = Activity._meta.get_field("kind").choices


class OrganisationForm(EntryForm):
    class Meta:
        model = Organisation
        fields = ("name", "sort", "licence", "area", "on", "field")
        labels: ClassVar[dict[str, str]] = {"on": "哪天登记的"}


class PurchaseForm(EntryForm):
    past = False
    days = ("until", "accepted_on")

    class Meta:
        model = Purchase
        fields = (
            *("organisation", "service", "contract", "amount", "area"),
            *("on", "until", "outcome", "accepted_on"),
        )
        labels: ClassVar[dict[str, str]] = {"on": "从哪天起"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Organisation.objects.visible_to(self.user).standing()
        self.fields["organisation"].queryset = seen.order_by("name", "pk")


class ContactForm(EntryForm):
    past = False
    days = ("until",)

    class Meta:
        model = Contact
        fields = ("sort", "name", "reach", "area", "on", "until")
        labels: ClassVar[dict[str, str]] = {"on": "从哪天起"}


class ResolutionForm(EntryForm):
    long = ("text",)
    level = VILLAGE
    once = ("needs_town",)

    class Meta:
        model = Resolution
        fields = ("title", "text", "area", "on")
        labels: ClassVar[dict[str, str]] = {"on": "哪天提出的"}


class CharterForm(EntryForm):
    long = ("text",)
    days = ("filed_on",)
    level = VILLAGE

    class Meta:
        model = Charter
        fields = ("area", "version", "text", "resolution", "on", "filed_on", "filed_as")
        labels: ClassVar[dict[str, str]] = {"on": "哪天决议的"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = decided(Resolution.objects.visible_to(self.user)).select_related("area")
        self.fields["resolution"].queryset = held
        self.fields["resolution"].help_text = "村民会议或者村民代表会议通过了的，才列在这里。"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        made, area = given.get("resolution"), given.get("area")
        if made and area and made.area_id != area.pk:
            raise ValidationError("选这个村（社区）自己的决议。")
        return given


class CreationForm(EntryForm):
    long = ("words",)
    once = ("scheme", "area")
    field_order = ("scheme", "area", "on", "words")

    class Meta:
        model = Creation
        fields = ("on", "words")
        labels: ClassVar[dict[str, str]] = {"on": "哪天自查的"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = {duty.area_code[:6] for duty in self.user.held if duty.unit_id}
        if "scheme" in self.fields:
            self.fields["scheme"].queryset = Scheme.objects.filter(area__in=counties)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        scheme, area = given.get("scheme"), given.get("area")
        if scheme and area and len(area.pk) != scheme.level:
            self.add_error("area", f"这项创建由{scheme.get_level_display()}参加，重新选。")
        return given
