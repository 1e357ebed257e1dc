from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from casework import services
from casework.limit_forms import LimitRuleForm
from casework.models import HolidayNotice, LimitRule, Message, OfficeTime, SpecialDay, StandardText


@admin.register(SpecialDay)
class SpecialDayAdmin(admin.ModelAdmin):
    fields: ClassVar[tuple[str, ...]] = ("day", "worked", "name", "notice")
    list_display: ClassVar[tuple[str, ...]] = ("day", "name", "worked", "notice")
    list_filter: ClassVar[tuple[str, ...]] = ("worked", "notice")
    date_hierarchy = "day"


@admin.register(HolidayNotice)
class HolidayNoticeAdmin(admin.ModelAdmin):
    """Notices come in by import alone."""

    list_display: ClassVar[tuple[str, ...]] = ("year", "version", "imported_at")
    fields: ClassVar[tuple[str, ...]] = ("year", "papers", "version", "imported_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LimitRule)
class LimitRuleAdmin(admin.ModelAdmin):
    """A county's own limits. What was written stands; another length is another version."""

    form = LimitRuleForm
    fields: ClassVar[tuple[str, ...]] = (
        "key",
        "category",
        "grade",
        "amount",
        "unit",
        "valid_from",
        "basis",
        "reason",
    )
    list_display: ClassVar[tuple[str, ...]] = (
        "label",
        "scope",
        "length",
        "valid_from",
        "basis",
        "reason",
        "by",
        "created_at",
    )
    list_filter: ClassVar[tuple[str, ...]] = ("key", "grade")

    def save_model(self, request: HttpRequest, obj: LimitRule, form: Any, change: bool) -> None:
        """Whoever writes it signs it."""
        obj.by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(OfficeTime)
class OfficeTimeAdmin(admin.ModelAdmin):
    """When offices are open; a change of the season is a new row."""

    fields: ClassVar[tuple[str, ...]] = (
        "valid_from",
        "weekday",
        "opens",
        "lunch_from",
        "lunch_until",
        "closes",
    )
    list_display = fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(StandardText)
class StandardTextAdmin(admin.ModelAdmin):
    """What the county usually writes at a step. Whoever takes one edits it before it goes in."""

    fields: ClassVar[tuple[str, ...]] = ("step", "kind", "category", "title", "text", "place")
    list_display: ClassVar[tuple[str, ...]] = ("step", "category", "title", "place")
    list_filter: ClassVar[tuple[str, ...]] = ("step", "kind")
    search_fields: ClassVar[tuple[str, ...]] = ("title", "text")


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """What could not be sent, or may have been: for a person to look at."""

    # Without the notice, whose words name the matter.
    fields: ClassVar[tuple[str, ...]] = (
        "channel",
        "state",
        "attempts",
        "try_after",
        "claimed_at",
        "sent_at",
        "error",
    )
    list_display: ClassVar[tuple[str, ...]] = (
        "notice_id",
        "channel",
        "state",
        "attempts",
        "sent_at",
        "error",
    )
    list_filter: ClassVar[tuple[str, ...]] = ("state", "channel")
    actions: ClassVar[tuple[str, ...]] = ("send_again",)

    @admin.action(description="再发一次（先核对确实没有发出）")
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """A person looked, and decided that these did not leave."""
        sent = services.send_again(queryset)
        self.message_user(request, f"{sent} 条会再发一次。")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
