"""The pages of residents, who have no account: where to begin, and by a code how it goes."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exceptions import Refusal
from accounts.http import answer, origin_of
from casework.forms.residents import LookForm
from casework.residing import boards, doors
from casework.services.codes import look

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What a resident can do here."""
    shown = {"phone": settings.RESIDENT_PHONE, "doors": doors(), "boards": boards()}
    return render(request, "casework/residents/home.html", shown)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_WRITE)
def progress(request: HttpRequest) -> HttpResponse:
    """See by the code how it goes. It is posted, so that no log and no history of a browser holds it."""
    form = LookForm(request.POST or None)
    refusal: Refusal | None = None
    status = 0
    if request.method == "POST" and form.is_valid():
        try:
            found = look(origin=origin_of(request), **form.cleaned_data)
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        else:
            if found:
                return render(request, found.template, {**found.told, "passing": found.passing})
            status = 404
            form.add_error(None, nothing())
    return said(request, "casework/residents/look.html", form, refusal, status)


def said(
    request: HttpRequest,
    template: str,
    form: Any,
    refusal: Refusal | None = None,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    """The form again, with the status that programmes understand."""
    context = {"form": form, "phone": settings.RESIDENT_PHONE, **more}
    response = answer(request, template, context, refusal)
    if not refusal and request.method == "POST" and not form.is_valid():
        response.status_code = status or 400
    return response


def nothing() -> str:
    """What to do where no code was found."""
    return (
        "没查到。看看查询码抄对没有，电话尾号是不是申请时留的；"
        f"也可以打 {settings.RESIDENT_PHONE} 或者当地调委会、信访部门的电话。"
    )
