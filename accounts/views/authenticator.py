"""My authenticator: binding it, its recovery codes, doing without it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services
from accounts.forms import BindForm
from accounts.http import PortalRequest, confirmation_required
from accounts.models import RecoveryCode
from accounts.views.binding import bind_page, bound_by, codes_page


@never_cache
@require_safe
def authenticator(request: PortalRequest) -> HttpResponse:
    """My authenticator: bound or not, and how many recovery codes are left."""
    context = {
        "bound": services.is_bound(request.user),
        "required": services.is_required(request.user),
        "left": RecoveryCode.objects.left(request.user).count(),
    }
    return render(request, "accounts/authenticator.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@confirmation_required
def bind(request: PortalRequest) -> HttpResponse:
    """Bind an authenticator, or another phone's in its place."""
    form = BindForm(request.POST or None)
    if codes := bound_by(request, form, request.user):
        return codes_page(request, codes, onward=reverse("accounts:authenticator"))
    return bind_page(request, form, request.user, on_the_way=False)


@never_cache
@require_POST
@confirmation_required
def new_codes(request: PortalRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are void."""
    codes = services.renew_codes(request.user)
    return codes_page(request, codes, onward=reverse("accounts:authenticator"))


@require_POST
@confirmation_required
def unbind(request: PortalRequest) -> HttpResponse:
    """Do without, where my duties allow it."""
    if services.is_required(request.user):
        raise PermissionDenied("您的岗位要用验证器，不能停用。换手机请点“换一部手机”。")
    services.unbind(request.user, by=request.user)
    messages.success(request, "已停用验证器。")
    return redirect("accounts:authenticator")
