"""一起办: one act on up to thirty matters, after a page that says what will change (T10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.http import PortalRequest
from casework.forms import gives_pause
from casework.forms.intake import DEEDS, Line, TogetherForm
from casework.models import Matter
from casework.selectors.intake import promises
from casework.services import together as services
from casework.triage import triaged
from casework.views.intake import back_to, not_theirs
from security import clock

NONE_CHOSEN = "还没选。先在列表里勾选要一起办的，最多 30 件。"
MOST_ASKED = 100


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: PortalRequest) -> HttpResponse:
    """Say what would change, line by line; on a second press, change it and name what was left alone."""
    if elsewhere := not_theirs(request):
        return elsewhere
    asked = request.POST if request.method == "POST" else request.GET
    deed, matters = str(asked.get("do", "send")), named(request, asked.getlist("number"))
    if deed not in DEEDS or not matters:
        messages.info(request, NONE_CHOSEN)
        return back_to()
    sent = request.POST if request.method == "POST" else None
    form = TogetherForm(deed, matters, user=request.user, data=sent)
    if sent is not None and form.is_valid() and not (form.shared and gives_pause(form.shared)):
        return carried_out(request, form)
    return preview(request, form, status=200 if sent is None else 400)


def named(request: PortalRequest, numbers: list[str]) -> list[Matter]:
    """The matters of these numbers that the user sees, in the order in which they were chosen."""
    wanted = [number for number in dict.fromkeys(numbers) if number.isprintable()][:MOST_ASKED]
    asked = Matter.objects.visible_to(request.user).filter(number__in=wanted, kind__in=triaged())
    found = asked.select_related("area", "unit")
    return sorted(found, key=lambda matter: wanted.index(matter.number))


def preview(request: PortalRequest, form: TogetherForm, *, status: int) -> HttpResponse:
    """What each would become: from, to, and by when."""
    now = clock.now()
    lines = [
        {"line": line, "promises": promises(line.matter, line.move, now), "becomes": becomes(line)}
        for line in form.able
        if line.move
    ]
    context = {"together": form, "lines": lines, "form": form.shared}
    return render(request, "casework/together.html", context, status=status)


def becomes(line: Line) -> str:
    """The status that the matter would have."""
    after = line.move.leads_to(line.matter.status) if line.move else line.matter.status
    return str(line.matter.flow.statuses(after).label)


def carried_out(request: PortalRequest, form: TogetherForm) -> HttpResponse:
    """Do it; say of how many, and name each that was left alone with the reason."""
    outcome = services.act_on(form.asked(), by=request.user)
    if outcome.done:
        messages.success(request, f"已{form.label} {len(outcome.done)} 件。")
    left = [(line.matter, line.refused) for line in form.refused] + outcome.refused
    for matter, reason in left:
        messages.warning(request, f"没有{form.label}：{matter}。{reason}")
    return back_to()
