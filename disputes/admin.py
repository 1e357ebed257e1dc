from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import Role
from casework.models import SpecialDay
from disputes.dictionaries import BodySort, JusticeType
from disputes.limits import register_by
from disputes.models import Body, Mediator, RewardRate, Room

THREE_YEARS = timedelta(days=3 * 366)
MOST = 9  # members of a committee, its chair among them
SEATED = (Mediator.Seat.CHAIR, Mediator.Seat.MEMBER)


class BodyForm(forms.ModelForm):
    """A body and its term (MD-01, MD-05, MD-06)."""

    class Meta:
        model = Body
        fields: ClassVar[tuple[str, ...]] = (
            "unit",
            "sort",
            "trade",
            "charges",
            "seal",
            "mark",
            "mixed",
            "phone",
            "term_from",
            "term_until",
            "registered_on",
            "registration",
            "retired_on",
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("term_from"), given.get("term_until")
        committee = given.get("sort") != BodySort.COMMERCIAL
        if committee and first and last and last - first > THREE_YEARS:
            self.add_error("term_until", "人民调解委员会每届 3 年，检查“本届至”。")
        return given


class MediatorForm(forms.ModelForm):
    """Somebody who mediates: with the post in that unit, and within the committee's size (MD-01, MD-04)."""

    fit = forms.BooleanField(
        label="核对过：成年，公道正派，热心调解，有一定文化水平、政策水平和法律知识",
        error_messages={"required": "核对过再勾选（人民调解法 14）。不合条件的，不能当调解员。"},
    )
    specialities = forms.MultipleChoiceField(
        label="擅长", choices=JusticeType, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Mediator
        fields: ClassVar[tuple[str, ...]] = (
            "body",
            "user",
            "seat",
            "gender",
            "minority",
            "specialities",
            "active_from",
            "active_until",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["fit"]  # asked once, before somebody becomes one

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        body, user = given.get("body"), given.get("user")
        if body and user and not user.duties.filter(role=Role.MEDIATOR, unit=body.unit_id).exists():
            self.add_error("user", f"这个人在{body}还没有“调解员”的岗位。先请安全管理员给岗位。")
        if body and given.get("seat") in SEATED and not given.get("active_until"):
            self.check_size(body)
        return given

    def check_size(self, body: Body) -> None:
        """A committee has nine members at most."""
        others = body.mediators.filter(seat__in=SEATED, active_until=None).exclude(pk=self.instance.pk)
        if body.is_committee and others.count() >= MOST:
            raise ValidationError(f"一个人民调解委员会最多 {MOST} 名委员。多出来的选“聘任的调解员”。")


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    form = BodyForm
    fields: ClassVar[tuple[str, ...]] = BodyForm.Meta.fields
    list_display: ClassVar[tuple[str, ...]] = ("unit", "sort", "term_until", "registration", "lacks")
    list_select_related: ClassVar[tuple[str, ...]] = ("unit",)
    search_fields: ClassVar[tuple[str, ...]] = ("unit__name", "registration")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("unit",)

    def get_readonly_fields(self, request: HttpRequest, obj: Body | None = None) -> tuple[str, ...]:
        """Its unit is what disputes point at."""
        return ("unit",) if obj else ()

    @admin.display(description="还缺")
    def lacks(self, body: Body) -> str:
        """What the law wants of a committee and is not there (MD-01), and the day to register by (MD-06)."""
        until = register_by(body, SpecialDay.shown_calendar())
        return "、".join(body.lacking()) + (f"（最晚 {until:%Y-%m-%d}）" if until else "") or "--"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("mediators")


@admin.register(RewardRate)
class RewardRateAdmin(admin.ModelAdmin):
    """The county's table. What claims rest on is not changed: a new sum is a new line, the old one ends."""

    fields: ClassVar[tuple[str, ...]] = ("area", "sort", "amount", "valid_from", "valid_until", "basis")
    list_display: ClassVar[tuple[str, ...]] = ("area", "sort", "amount", "valid_from", "valid_until")
    list_select_related: ClassVar[tuple[str, ...]] = ("area",)
    search_fields: ClassVar[tuple[str, ...]] = ("area__name", "basis")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("area",)

    def get_readonly_fields(self, request: HttpRequest, obj: RewardRate | None = None) -> tuple[str, ...]:
        return ("area", "sort", "amount", "valid_from") if obj else ()


@admin.register(Mediator)
class MediatorAdmin(admin.ModelAdmin):
    form = MediatorForm
    fields: ClassVar[tuple[str, ...]] = MediatorForm.Meta.fields
    list_display: ClassVar[tuple[str, ...]] = ("user", "body", "seat", "active_from", "active_until")
    list_select_related: ClassVar[tuple[str, ...]] = ("user", "body__unit")
    search_fields: ClassVar[tuple[str, ...]] = ("user__name", "body__unit__name")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("user", "body")

    def get_fields(self, request: HttpRequest, obj: Mediator | None = None) -> tuple[str, ...]:
        """Whether they are fit for it is asked of a new one (MD-04)."""
        return self.fields if obj else (*self.fields, "fit")

    def get_readonly_fields(self, request: HttpRequest, obj: Mediator | None = None) -> tuple[str, ...]:
        """Files name them: another person, or another body, is another row."""
        return ("user", "body") if obj else ()


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    """Where a body mediates. One that is given up stays, for sessions were planned in it."""

    fields: ClassVar[tuple[str, ...]] = ("body", "name", "in_use")
    list_display: ClassVar[tuple[str, ...]] = ("name", "body", "in_use")
    list_select_related: ClassVar[tuple[str, ...]] = ("body__unit",)
    search_fields: ClassVar[tuple[str, ...]] = ("name", "body__unit__name")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("body",)

    def get_readonly_fields(self, request: HttpRequest, obj: Room | None = None) -> tuple[str, ...]:
        return ("body",) if obj else ()
