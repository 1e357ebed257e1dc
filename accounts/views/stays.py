"""Where I am signed in, and leaving there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from accounts.http import STAY, PortalRequest
from accounts.models import Stay


@never_cache
@require_safe
def stays(request: PortalRequest) -> HttpResponse:
    """Where I am signed in."""
    found = request.user.stays.open()
    context = {"stays": found, "this": request.session[STAY]}
    return render(request, "accounts/stays.html", context)


@require_POST
def end_others(request: PortalRequest) -> HttpResponse:
    """Only this device goes on."""
    ended = services.end_others(request.user, but=request.session[STAY])
    messages.success(request, f"已退出其他 {ended} 处登录。" if ended else "没有别的登录。")
    return redirect("accounts:stays")


@require_POST
def end_stay(request: PortalRequest, pk: int) -> HttpResponse:
    """One of my other stays ends."""
    services.end(request.user.stays.filter(pk=pk), Stay.Ending.SENT_OUT)
    messages.success(request, "那一处已退出。")
    return redirect("accounts:stays")
