"""The pages of residents, who have no account: apply for mediation, and see by a code how it goes."""

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
from casework.forms import gives_pause
from disputes import services
from disputes.forms import ApplicationForm, LookForm

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What a resident can do here."""
    return render(request, "disputes/residents/home.html", {"phone": settings.RESIDENT_PHONE})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_WRITE)
def mediate(request: HttpRequest) -> HttpResponse:
    """Apply for mediation. The answer to the press shows the code; no address and no session holds it."""
    form = ApplicationForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid() and not gives_pause(form):
        try:
            receipt = services.apply(origin=origin_of(request), **form.acts())
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        else:
            return render(request, "disputes/residents/receipt.html", {"receipt": receipt})
    return said(request, "disputes/residents/mediate.html", form, refusal)


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
            found = services.look(origin=origin_of(request), **form.cleaned_data)
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        else:
            if found:
                return render(request, "disputes/residents/progress.html", {"progress": found})
            status = 404
            form.add_error(None, nothing())
    return said(request, "disputes/residents/look.html", form, refusal, status)


def said(
    request: HttpRequest, template: str, form: Any, refusal: Refusal | None = None, status: int = 0
) -> HttpResponse:
    """The form again, with the status that programmes understand."""
    response = answer(request, template, {"form": form, "phone": settings.RESIDENT_PHONE}, refusal)
    if not refusal and request.method == "POST" and not form.is_valid():
        response.status_code = status or 400
    return response


def nothing() -> str:
    """What to do where no code was found."""
    return (
        "没查到。看看查询码抄对没有，电话尾号是不是申请时留的；"
        f"也可以打 {settings.RESIDENT_PHONE} 或者当地调委会的电话。"
    )
