"""Changing my password, and saying again who I am."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.exceptions import Refusal
from accounts.forms import ChangePasswordForm, ConfirmForm
from accounts.http import (
    STAY,
    PortalRequest,
    answer,
    note_confirmed,
    origin_of,
    password_rules,
    safe_next,
)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: PortalRequest) -> HttpResponse:
    """Change my password. My other stays end, this one goes on under a new key."""
    form = ChangePasswordForm(request.POST or None)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            change_password(request, form)
        except Refusal as error:
            refusal = error
            form.add_error("old", str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "密码换好了，其他设备已退出。")
            return redirect("accounts:me")
    return answer(request, "accounts/password.html", {"form": form, "rules": password_rules()}, refusal)


def change_password(request: PortalRequest, form: ChangePasswordForm) -> None:
    """Raises Refusal or ValidationError with what to mend."""
    user, given = request.user, form.cleaned_data
    if services.enter(username=user.username, password=given["old"], origin=origin_of(request)) != user:
        raise ValidationError({"old": "现在的密码不对，再写一遍。"})
    try:
        services.set_password(user, given["new"], by=user, stay=request.session[STAY])
    except ValidationError as error:
        raise ValidationError({"new": error.messages}) from error
    update_session_auth_hash(request, user)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def confirm(request: PortalRequest) -> HttpResponse:
    """Is it still me? Asked before what is grave: revealing an identity, freezing a quarter."""
    form = ConfirmForm(request.POST or None, user=request.user)
    refusal: Refusal | None = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            right = services.confirm(
                request.user,
                password=given["password"],
                code=given.get("code", ""),
                origin=origin_of(request),
            )
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error("code", error)
        else:
            if right:
                note_confirmed(request)
                return HttpResponseRedirect(safe_next(request))
            form.add_error("password", "密码不对，再写一遍。")
    context = {"form": form, "next": safe_next(request), "minutes": settings.CONFIRMED_MINUTES}
    return answer(request, "accounts/confirm.html", context, refusal)
