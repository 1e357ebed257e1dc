from typing import ClassVar

from django.contrib import admin

from areas.models import Area, Population


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    fields: ClassVar[tuple[str, ...]] = (
        "code",
        "name",
        "pseudo",
        "invented",
        "active_until",
        "replaced_by",
        "outline",
    )
    list_display: ClassVar[tuple[str, ...]] = ("code", "name", "pseudo", "active_until", "replaced_by")
    search_fields: ClassVar[tuple[str, ...]] = ("code", "name")
    list_filter: ClassVar[tuple[str, ...]] = ("pseudo", "invented")
    raw_id_fields: ClassVar[tuple[str, ...]] = ("replaced_by",)

    def get_readonly_fields(self, request, obj=None):
        """A code is what everything points at: it is never rewritten (CD-05)."""
        return ("code",) if obj else ()


@admin.register(Population)
class PopulationAdmin(admin.ModelAdmin):
    fields: ClassVar[tuple[str, ...]] = ("area", "year", "residents", "source", "invented")
    list_display: ClassVar[tuple[str, ...]] = ("area", "year", "residents", "source", "invented")
    search_fields: ClassVar[tuple[str, ...]] = ("area__code", "area__name")
    list_filter: ClassVar[tuple[str, ...]] = ("year", "invented")
    list_select_related: ClassVar[tuple[str, ...]] = ("area",)
    raw_id_fields: ClassVar[tuple[str, ...]] = ("area",)
