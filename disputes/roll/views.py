from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook, for_concerned
from casework.forms.moves import DayField
from casework.models import SpecialDay
from disputes.roll.counting import changes, counts, in_use, lacking
from disputes.roll.sheet import workbook
from disputes.workflow import CONCERNED
from security import clock

LATELY = timedelta(days=90)
SHOWN = 200


class SinceForm(forms.Form):
    """From which day on changes are listed."""

    since = DayField(label="从哪天起的变动")


def since_asked(request: PortalRequest, today: date) -> date:
    """The day in the address; a quarter of a year ago, with a word, where it is none."""
    if "since" not in request.GET:
        return today - LATELY
    form = SinceForm(request.GET)
    if form.is_valid() and form.cleaned_data["since"] <= today:
        day: date = form.cleaned_data["since"]
        return day
    messages.error(request, "这个日期不对：写今天以前的一天，像 2026-04-15。下面是最近 90 天的变动。")
    return today - LATELY


@require_safe
def roll(request: PortalRequest) -> HttpResponse:
    """How many committees and mediators there are, what they lack, and what the court is told of (MD-03)."""
    for_concerned(request, CONCERNED)
    today = clock.today()
    since, bodies = since_asked(request, today), in_use(today)
    found = changes(since, today)
    context: dict[str, Any] = {
        "counts": counts(bodies, today),
        "lacking": lacking(bodies, SpecialDay.shown_calendar()),
        "changes": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "since": since,
        "today": today,
        "form": SinceForm(initial={"since": since}),
        "export_url": reverse("disputes:roll_export", query={"since": f"{since}"}),
    }
    return render(request, "disputes/roll/roll.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same, name by name, as a workbook for the court."""
    for_concerned(request, CONCERNED)
    today = clock.today()
    since = since_asked(request, today)
    return as_workbook(workbook(in_use(today), since, today), f"roll-{today}")
