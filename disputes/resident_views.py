"""Residents, who have no account, apply for mediation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.exceptions import Refusal
from accounts.http import origin_of
from casework.forms import gives_pause
from casework.views.residents import READ_AND_WRITE, said
from disputes import services
from disputes.forms import ApplicationForm


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
