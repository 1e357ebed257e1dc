from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from accounts.models import Role, Unit, User
from areas.models import Area, inside
from casework.figures import figures
from figures import display, heads
from figures.forms import BoardForm, RollUpForm, quarter_asked
from figures.models import Cut, FigureNumbers, RolledUpMonth, Sort
from figures.one_page.asking import reads_sheet
from figures.periods import Quarter
from figures.selectors.board import Board, board_of, boards_of, units_of
from figures.services import ask_for_roll_up
from jobs.tasks import wake
from security import clock


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    """The board of an area that the user oversees, or of a unit."""
    areas, units = boards_of(request.user, request.GET.get("area", "")), units_of(request.user)
    subject = subject_in(areas, units, request.GET)
    now = clock.now()
    running = Quarter.of(timezone.localdate(now))
    quarter = quarter_asked(request, running)
    found = board_of(request.user, subject, quarter, now)
    form = BoardForm(areas=areas, units=units, subject=subject, quarter=quarter, running=running)
    tools = sheet_tools(request.user, subject, quarter)
    context = {"board": found, "filters": form, "tools": tools, **shown(found)}
    return render(request, "figures/board.html", context)


def sheet_tools(user: User, subject: Area | Unit, quarter: Quarter) -> list[dict[str, str]]:
    """The way to the one page of this area, where there is one for this user."""
    if not isinstance(subject, Area) or not reads_sheet(user, subject):
        return []
    url = reverse("figures:one_page", query={"area": subject.code, "quarter": str(quarter)})
    return [{"label": "给领导的一页纸", "url": url, "icon": "report"}]


def subject_in(areas: list[Area], units: list[Unit], asked: Any) -> Area | Unit:
    """The unit or area that is asked for, else the first area, else the first unit. Out of scope is 404."""
    code, key = asked.get("area", ""), asked.get("unit", "")
    for unit in units:
        if str(unit.pk) == key or not (key or code or areas):
            return unit
    for area in areas if not key else []:
        if not code or area.code == code:
            return area
    raise Http404("没有这个看板，或者不归您看。")


def shown(found: Board) -> dict[str, Any]:
    """The board's tables and charts."""
    return {
        "counts": display.counts_table(found),
        "rates": display.rates_table(found),
        "places": display.places_table(found),
        "charts": [display.weeks_chart(found), display.categories_chart(found), display.hands_chart(found)],
        "places_chart": display.places_chart(found),
        "heads": heads.heads_table(found),
        "heads_chart": heads.heads_chart(found),
        "trend_charts": display.trend_charts(found.trend),
        "definitions": figures().values(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def roll_up(request: PortalRequest) -> HttpResponse:
    """Which months are rolled up; the office has them rolled up anew."""
    if not request.user.overseen:
        raise Http404("没有这一页，或者不归您看。")
    may = Role.OFFICE in request.user.roles
    months = Quarter.of(clock.today()).months
    initial = {"first": f"{months[0]:%Y-%m}", "last": f"{months[-1]:%Y-%m}"}
    form = RollUpForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if not may:
            raise PermissionDenied("汇总由领导小组办公室来做，您可以看，不能汇总。")
        if form.is_valid() and (answer := asked(request, form)):
            return answer
    rows = FigureNumbers.objects.filter(inside(request.user.overseen, "area"), sort=Sort.MONTH, cut=Cut.AREA)
    counted = dict(rows.values_list("start").annotate(Count("pk")))
    rolled = list(RolledUpMonth.objects.prefetch_related("late_changes"))
    for month in rolled:
        month.count = counted.get(month.month, 0)
    status = 400 if form.errors else 200
    return render(
        request, "figures/roll_up.html", {"form": form, "may": may, "months": rolled}, status=status
    )


def asked(request: PortalRequest, form: RollUpForm) -> HttpResponse | None:
    """Submit the job and go to its page; None, with the error on the form, where the months are refused."""
    try:
        job, _ = ask_for_roll_up(**form.cleaned_data, by=request.user)
    except ValueError as error:
        form.add_error("last", str(error))
        return None
    wake(job)
    if job.by == request.user:
        return redirect("jobs:detail", pk=job.pk)
    messages.info(request, "这些月份正在汇总，等一会儿再来看。")
    return redirect("figures:roll_up")
