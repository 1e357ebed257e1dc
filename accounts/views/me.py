from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest

YEAR = 365 * 24 * 3600


@require_safe
def me(request: PortalRequest) -> HttpResponse:
    """Who I am here, and what I do."""
    context = {
        "duties": request.user.held,
        "may_manage": admin.site.has_permission(request),
        "keys_off": request.COOKIES.get(settings.KEYS_COOKIE_NAME) == "off",
    }
    return render(request, "accounts/me.html", context)


@login_not_required
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Switch between usual and big text, and go back; the device remembers."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(wanted if safe else reverse("casework:todo"))
    name, secure = settings.TEXT_SIZE_COOKIE_NAME, settings.SESSION_COOKIE_SECURE
    size = "usual" if request.COOKIES.get(name) == "big" else "big"
    response.set_cookie(name, size, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@require_POST
def keys(request: PortalRequest) -> HttpResponse:
    """Switch single keys (J, K, A …) off or on again; the device remembers (WCAG 2.1.4)."""
    response = HttpResponseRedirect(reverse("accounts:me"))
    name, secure = settings.KEYS_COOKIE_NAME, settings.SESSION_COOKIE_SECURE
    turned = "on" if request.COOKIES.get(name) == "off" else "off"
    response.set_cookie(name, turned, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response
