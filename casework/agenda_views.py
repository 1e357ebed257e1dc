"""The calendar of limits, on the page and for calendar programs."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest, client_address, confirmation_required
from casework import agenda
from casework.agenda_forms import VIEWS, AgendaForm
from casework.feeding import calendar_of
from casework.ical import tag_of
from casework.models import Feed, SpecialDay
from casework.services import feeds
from casework.services.publishing import keeps_calendar, missing_year
from security import clock
from security.context import acting


@require_safe
def calendar(request: PortalRequest) -> HttpResponse:
    """What ends when, in the user's scope: a day, a week or a month; or what is over already."""
    now, today = clock.now(), clock.today()
    form = AgendaForm(request.GET, user=request.user, today=today)
    view, day, wanted = form.asked_view, form.asked_day, form.wanted
    late = agenda.late(request.user, wanted, now)
    context: dict[str, Any] = {
        "filters": form,
        "view": view,
        "day": day,
        "today": today,
        "late_count": late.count(),
        "links": links(request, view, day, today),
        "missing_year": missing_year(today),
        "keeps_calendar": keeps_calendar(request.user),
        "weekdays": agenda.WEEKDAYS,
        "heading": heading(view, day),
    }
    if request.GET.get("late"):
        zone = timezone.get_default_timezone()
        rows = agenda.lit(late[: agenda.ROWS_OF_A_DAY], now, SpecialDay.shown_calendar(), zone)
        return render(request, "casework/calendar.html", context | {"late": rows})
    shown = agenda.days(request.user, wanted, view, day, now, context["links"]["day"])
    counted = [each for each in shown if not each.outside]
    context |= {"days": shown, "count": sum(each.count for each in counted)}
    context["met"] = sum(len(each.meets) for each in counted)
    return render(request, "casework/calendar.html", context)


def heading(view: str, day: date) -> str:
    """What is shown, in words."""
    if view == "month":
        return f"{day:%Y} 年 {day.month} 月"
    first, end = agenda.span_of(view, day)
    if view == "day":
        return f"{day:%Y-%m-%d}"
    return f"{first:%Y-%m-%d} ～ {end - agenda.ONE_DAY:%Y-%m-%d}"


def links(request: PortalRequest, view: str, day: date, today: date) -> dict[str, Any]:
    """Addresses of the other views and days, with the same conditions."""
    kept = {name: request.GET[name] for name in ("whose", "area", "kind") if request.GET.get(name)}
    page = reverse("casework:calendar")

    def at(**query: str) -> str:
        return f"{page}?{urlencode({**kept, **query})}"

    before, after = agenda.beside(view, day)
    return {
        "before": at(view=view, day=str(before)),
        "after": at(view=view, day=str(after)),
        "today": at(view=view, day=str(today)),
        "late": at(late="1"),
        "back": at(view=view, day=str(day)),
        "day": at(view="day", day=""),
        "views": [(label, at(view=name, day=str(day)), name == view) for name, label in VIEWS.items()],
    }


@never_cache
@require_safe
def feed_page(request: PortalRequest) -> HttpResponse:
    """How to read one's limits in a calendar program."""
    return render(request, "casework/feed.html", {"feed": Feed.objects.filter(user=request.user).first()})


@never_cache
@require_POST
@confirmation_required
def renew_feed(request: PortalRequest) -> HttpResponse:
    """A new secret address, shown this once."""
    secret = feeds.renew_feed(request.user)
    address = f"{settings.SITE_URL}{reverse('casework:feed_file')}?{urlencode({'key': secret})}"
    return render(request, "casework/feed.html", {"address": address, "feed": request.user.feed})


@require_POST
def revoke_feed(request: PortalRequest) -> HttpResponse:
    """No address opens it any more."""
    feeds.revoke_feed(request.user)
    messages.success(request, "订阅地址已作废，手机日历不会再更新。")
    return redirect("casework:feed")


@login_not_required
@require_safe
def feed_file(request: HttpRequest) -> HttpResponse:
    """The calendar that the key in the address opens. It stands in the query, which nothing logs.

    Whoever has no key that holds finds nothing here, and after some tries has to wait.
    """
    secret, address = request.GET.get("key", ""), client_address(request)
    owner = feeds.owner_of(secret) if secret else None
    if owner is None:
        if feeds.too_often(f"from:{address}", feeds.STRANGERS, feeds.THEIR_WITHIN):
            return wait(feeds.THEIR_WITHIN)
        raise Http404
    if feeds.too_often(f"of:{owner.pk}", feeds.READS, feeds.WITHIN):
        return wait(feeds.WITHIN)
    with acting(owner.pk, address=address, purpose="calendar feed"):
        body = calendar_of(owner)
    tag = tag_of(body)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return get_conditional_response(request, etag=tag, response=response) or response


def wait(seconds: int) -> HttpResponse:
    """Asked too often."""
    return HttpResponse(
        "问得太勤，过一会儿再来。",
        status=429,
        content_type="text/plain",
        headers={"Retry-After": str(seconds)},
    )
