"""The admin site: for the system administrator and the security administrator, each with their part."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.http import safe_next
from accounts.models import Role, User

KEEPERS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}


class PortalAdminSite(AdminSite):
    """What each may do in it stands in settings.ADMINISTRATION; it has no door of its own."""

    site_header = site_title = "县域社会治理平台 · 管理"
    index_title = "平台管理"
    site_url = "/me/"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and bool(user.roles & KEEPERS)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sign in as everybody does. Whoever is in already, and is no administrator, stays out."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("平台管理归系统管理员和安全管理员。")
        return redirect_to_login(safe_next(request))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("accounts:password"))
