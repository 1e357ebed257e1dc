"""What the system administrator keeps of petitions: topics of the county, and which periods hold here."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from petitions.models import Profile, Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """The county's own topics. Petitions point at them: one that is given up stays."""

    fields: ClassVar[tuple[str, ...]] = ("code", "subject", "name", "retired_on")
    list_display: ClassVar[tuple[str, ...]] = ("code", "subject", "name", "retired_on")
    list_filter: ClassVar[tuple[str, ...]] = ("subject",)
    search_fields: ClassVar[tuple[str, ...]] = ("code", "name")

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        return ("code", "subject") if obj else ()


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    """Which set of periods holds, version by version. What was written stands."""

    fields: ClassVar[tuple[str, ...]] = (
        "name",
        "fast_track",
        "lapse_is_final",
        "valid_from",
        "basis",
        "reason",
    )
    list_display: ClassVar[tuple[str, ...]] = (
        "name",
        "fast_track",
        "lapse_is_final",
        "valid_from",
        "basis",
        "by",
    )

    def save_model(self, request: HttpRequest, obj: Profile, form: Any, change: bool) -> None:
        """Whoever writes it signs it."""
        obj.by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
