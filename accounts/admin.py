from typing import ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group

from accounts.models import Duty, Unit, User

admin.site.site_header = admin.site.site_title = "县域社会治理平台 · 管理"
admin.site.unregister(Group)  # authority comes from duties alone


class DutyInline(admin.TabularInline):
    model = Duty
    extra = 0
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("unit", "area")


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display: ClassVar[tuple[str, ...]] = ("username", "name", "is_active", "last_login")
    search_fields: ClassVar[tuple[str, ...]] = ("username", "name")
    list_filter: ClassVar[tuple[str, ...]] = ("is_active", "is_staff")
    inlines: ClassVar[tuple[type, ...]] = (DutyInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("人员", {"fields": ("name", "phone", "email")}),
        ("账号", {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "name", "password1", "password2")}),)
    filter_horizontal: ClassVar[tuple[str, ...]] = ()


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display: ClassVar[tuple[str, ...]] = ("name", "area", "parent", "active")
    search_fields: ClassVar[tuple[str, ...]] = ("name", "code")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("area", "parent")


@admin.register(Duty)
class DutyAdmin(admin.ModelAdmin):
    list_display: ClassVar[tuple[str, ...]] = ("user", "role", "unit", "area", "leads")
    list_filter: ClassVar[tuple[str, ...]] = ("role", "leads")
    search_fields: ClassVar[tuple[str, ...]] = ("user__username", "user__name", "unit__name")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("user", "unit", "area")
