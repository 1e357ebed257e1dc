from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from grids.models import Category, Source


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    fields: ClassVar[tuple[str, ...]] = ("code", "name", "retired_on")
    list_display: ClassVar[tuple[str, ...]] = ("code", "name", "retired_on")
    search_fields: ClassVar[tuple[str, ...]] = ("code", "name")

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> tuple[str, ...]:
        """A code is what cases point at: rewritten, it would make a second category."""
        return ("code",) if obj else ()


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    fields: ClassVar[tuple[str, ...]] = ("name", "place")
    list_display: ClassVar[tuple[str, ...]] = ("name", "place")
