from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts import services
from accounts.models import Attempt, Duty, Role, Unit, User

admin.site.unregister(Group)  # authority comes from duties alone


class DutyInline(admin.TabularInline):
    """What somebody does; given and taken on the duties' own page."""

    model = Duty
    fields: ClassVar[tuple[str, ...]] = ("role", "unit", "area", "leads", "last_resort")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Accounts. The system administrator opens and closes them; the security administrator resets codes."""

    list_display: ClassVar[tuple[str, ...]] = ("username", "name", "is_active")
    search_fields: ClassVar[tuple[str, ...]] = ("username", "name")
    list_filter: ClassVar[tuple[str, ...]] = ("is_active",)
    fields: ClassVar[tuple[str, ...]] = ("username", "name", "phone", "email", "is_active")
    inlines: ClassVar[tuple[type, ...]] = (DutyInline,)
    actions: ClassVar[tuple[str, ...]] = ("reset_password", "reset_second_factor", "lift")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return self.fields if obj else self.fields[:-1]

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """A new account comes with a password of chance, which the next page shows once."""
        if not change:
            made, request.given = services.create_account(**form.cleaned_data, by=request.user)
            obj.pk, obj._state.adding = made.pk, False
            return
        if "is_active" in form.changed_data:
            services.set_active(obj, obj.is_active, by=request.user)
        obj.save(update_fields=["username", "name", "phone", "email"])

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        return self.handed_out(request, [(obj, request.given)])

    def handed_out(self, request: HttpRequest, given: list[tuple[User, str]]) -> HttpResponse:
        """The temporary passwords, on this page and nowhere else."""
        context = {
            **self.admin_site.each_context(request),
            "title": "临时密码",
            "given": given,
            "days": settings.PASSWORD_TEMPORARY_DAYS,
        }
        return TemplateResponse(request, "admin/accounts/temporary_passwords.html", context)

    @admin.action(description="重设密码（给临时密码）", permissions=["keep"])
    def reset_password(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse:
        given = [(user, services.reset_password(user, by=request.user)) for user in queryset]
        return self.handed_out(request, given)

    @admin.action(description="重设动态码（手机丢了）", permissions=["guard"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            services.reset_second_factor(user, by=request.user)
        self.message_user(request, f"{len(queryset)} 人下次登录时重新绑定验证器。")

    @admin.action(description="不用再等（试错太多被挡住的）", permissions=["guard"])
    def lift(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            services.lift(user, by=request.user)
        self.message_user(request, f"{len(queryset)} 人现在就可以再试。")

    def has_keep_permission(self, request: HttpRequest) -> bool:
        return Role.SYSTEM_ADMIN in request.user.roles

    def has_guard_permission(self, request: HttpRequest) -> bool:
        return Role.SECURITY_ADMIN in request.user.roles


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display: ClassVar[tuple[str, ...]] = ("name", "area", "parent", "active")
    fields: ClassVar[tuple[str, ...]] = ("name", "code", "area", "parent", "active")
    search_fields: ClassVar[tuple[str, ...]] = ("name", "code")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("area", "parent")


@admin.register(Duty)
class DutyAdmin(admin.ModelAdmin):
    """Given and taken by the security administrator, never their own."""

    list_display: ClassVar[tuple[str, ...]] = ("user", "role", "unit", "area", "leads", "last_resort")
    fields: ClassVar[tuple[str, ...]] = ("user", "role", "unit", "area", "leads", "last_resort")
    list_filter: ClassVar[tuple[str, ...]] = ("role", "leads", "last_resort")
    search_fields: ClassVar[tuple[str, ...]] = ("user__username", "user__name", "unit__name")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("user", "unit", "area")

    def save_model(self, request: HttpRequest, obj: Duty, form: ModelForm, change: bool) -> None:
        services.give_duty(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Duty) -> None:
        services.take_duty(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Duty]) -> None:
        for duty in queryset:
            services.take_duty(duty, by=request.user)


@admin.register(Attempt)
class AttemptAdmin(admin.ModelAdmin):
    """Who tried to sign in, from where, and how it ended. To be looked at."""

    list_display: ClassVar[tuple[str, ...]] = (
        "at", "who", "address", "step", "outcome", "known", "turned_away", "lifted"
    )  # fmt: skip
    list_filter: ClassVar[tuple[str, ...]] = ("outcome", "step", "lifted")
    search_fields: ClassVar[tuple[str, ...]] = ("user__username", "user__name", "address")
    date_hierarchy = "at"
    list_select_related: ClassVar[tuple[str, ...]] = ("user",)
    fields: ClassVar[tuple[str, ...]] = (
        "at", "user", "address", "step", "outcome", "device", "turned_away", "lifted"
    )  # fmt: skip

    @admin.display(description="人员", ordering="user")
    def who(self, attempt: Attempt) -> str:
        """The name, or that nobody is called so; what was typed is not kept."""
        if attempt.step in Attempt.BY_VISITORS:
            return "群众（没有账号）"
        return str(attempt.user) if attempt.user else "没有这个账号"

    @admin.display(description="认得的设备", boolean=True)
    def known(self, attempt: Attempt) -> bool:
        return attempt.device_id is not None
