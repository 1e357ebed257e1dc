from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from reports.models import Download, Report


class ReadOnlyAdmin(admin.ModelAdmin):
    """To be looked at: reports are built, and downloads are remembered, by the portal alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display: ClassVar[tuple[str, ...]] = ("quarter", "version", "status", "composed_at", "by")
    list_filter: ClassVar[tuple[str, ...]] = ("status", "quarter")
    exclude: ClassVar[tuple[str, ...]] = ("document",)


@admin.register(Download)
class DownloadAdmin(ReadOnlyAdmin):
    list_display: ClassVar[tuple[str, ...]] = ("paper", "by", "at")
    date_hierarchy = "at"
    list_select_related: ClassVar[tuple[str, ...]] = ("paper__report", "by")
