"""Somebody's full details: asked for with a purpose, shown once."""

import logging
import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.http import PortalRequest, confirmation_required
from casework.exceptions import RevealDenied
from casework.forms import RevealForm
from casework.models import Person
from casework.services.people import ask, may_reveal, show
from casework.services.sealing import Revealed
from security import clock
from security.encryption import EncryptionFailed

logger = logging.getLogger(__name__)

LOOKS_SHOWN = 10


@require_http_methods(["GET", "POST"])
@confirmation_required
def reveal(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask what somebody's full details are needed for; then show them, once. No browser keeps the page."""
    people = Person.objects.visible_to(request.user).select_related("matter")
    person = get_object_or_404(people, pk=pk, erased_at=None)
    if not may_reveal(request.user, person.matter):
        messages.error(request, "您可以看这件事，不能看完整信息。要看请找经办人或分派员。")
        return redirect(person.matter)
    form, shown = RevealForm(request.POST if request.method == "POST" else None), None
    try:
        if request.method == "POST" and form.is_valid():
            ticket = ask(person, by=request.user, **form.cleaned_data)
            return redirect(reverse("casework:reveal", args=[pk], query={"ticket": ticket}))
        if "ticket" in request.GET:
            shown = details(person, request.GET["ticket"])
    except RevealDenied as error:
        messages.error(request, str(error))
    looks = person.reveals.select_related("by")[:LOOKS_SHOWN]
    context = {"person": person, "matter": person.matter, "form": form, "shown": shown, "looks": looks}
    response = render(request, "casework/reveal.html", context | {"now": clock.now()})
    response.headers["Cache-Control"] = "no-store"
    return response


def details(person: Person, ticket: str) -> Revealed | None:
    """What the ticket of this number shows. Raises RevealDenied, also where the keys do not fit."""
    try:
        return show(person, ticket=int(ticket)) if re.fullmatch(r"\d{1,18}", ticket, re.ASCII) else None
    except EncryptionFailed as error:
        logger.exception("person %s does not open", person.pk)
        raise RevealDenied("完整信息现在打不开，密钥不全或数据被改动过。请告诉系统管理员。") from error
