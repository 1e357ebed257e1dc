"""A form of the programme on its own page: shown, checked, acted on, or shown again with what is wrong."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import PortalRequest
from pilot.exceptions import PilotDenied
from pilot.services.listing import in_words

READ_AND_WRITE = ["GET", "HEAD", "POST"]
TEMPLATE = "pilot/programme_form.html"


def acted(
    request: PortalRequest, form: forms.Form, act: Callable[..., Any], *, done: str, **shown: Any
) -> HttpResponse:
    """Act on what was typed, and go to `back`; what was typed stands as long as something is wrong.

    `shown`: label, back (address) and where (its name), for the page.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(by=request.user, **form.cleaned_data)
        except (PilotDenied, ValidationError) as error:
            said = in_words(error) if isinstance(error, ValidationError) else str(error)
            form.add_error(None, said)
        else:
            messages.success(request, done)
            return redirect(made if hasattr(made, "get_absolute_url") else shown["back"])
    return render(request, TEMPLATE, {"form": form, **shown}, status=400 if form.is_bound else 200)


def typed(request: PortalRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None
