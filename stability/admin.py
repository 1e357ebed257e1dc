"""What the system administrator keeps of assessments: the county's numbers, version by version."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from stability.models import Standard


@admin.register(Standard)
class StandardAdmin(admin.ModelAdmin):
    """Which numbers hold. What was written stands."""

    fields: ClassVar[tuple[str, ...]] = (
        "sample",
        "medium_share",
        "high_share",
        "signals",
        "valid_from",
        "basis",
        "reason",
    )
    list_display: ClassVar[tuple[str, ...]] = (
        "valid_from",
        "sample",
        "medium_share",
        "high_share",
        "signals",
        "basis",
        "by",
    )

    def save_model(self, request: HttpRequest, obj: Standard, form: Any, change: bool) -> None:
        """Whoever writes it signs it."""
        obj.by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
