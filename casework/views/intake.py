"""受理分派: the list of what waits to be given to a unit, and beside it the one that is open (ux.md 5.4)."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import PortalRequest
from casework.exceptions import IllegalMove, MoveDenied
from casework.forms import MoveForm, gives_pause
from casework.forms.intake import DEEDS, FindForm
from casework.models import Matter
from casework.selectors import intake as selectors
from casework.selectors.todo import waiting
from casework.services import together as services
from casework.services.moves import last_word
from casework.triage import senders, triage_of, triaged
from security import clock

NOT_YOURS = "受理分派由镇街分派员和综治中心来做。您要办的都在这里。"


def back_to(q: str = "", at: str = "") -> HttpResponseRedirect:
    """To the list as it was narrowed, with this row open."""
    asked = urlencode({name: value for name, value in (("q", q), ("at", at)) if value})
    return HttpResponseRedirect(
        f"{reverse('casework:intake')}?{asked}" if asked else reverse("casework:intake")
    )


def not_theirs(request: PortalRequest) -> HttpResponse | None:
    """To the to-do list with a word, for whoever gives no matter to any unit."""
    if request.user.roles & senders():
        return None
    messages.info(request, NOT_YOURS)
    return HttpResponseRedirect(reverse("casework:todo"))


@require_safe
@vary_on_headers("HX-Request")
def intake(request: PortalRequest) -> HttpResponse:
    """The list, and the row that the address names; on a wide screen else the first."""
    return not_theirs(request) or page(request, at=request.GET.get("at", ""))


def page(
    request: PortalRequest, *, at: str = "", typed: dict[str, MoveForm] | None = None, status: int = 200
) -> HttpResponse:
    """The whole page, or by HTMX the part that changes. `typed` are forms as they were sent, to be mended."""
    find = FindForm(request.GET if request.method in {"GET", "HEAD"} else request.POST)
    now, user = clock.now(), request.user
    user.waiting = waiting(user=user, now=now)
    listed = selectors.arrived(user=user, now=now, q=find.words)
    matter = chosen(request, listed, at)
    context: dict[str, Any] = {
        "find": find,
        "listed": listed,
        "chosen": bool(at),
        "at": matter.number if matter else "",
        "undos": services.undoable(user, now),
        "keys_off": request.COOKIES.get(settings.KEYS_COOKIE_NAME) == "off",
        "at_once": services.AT_ONCE,
    }
    context["seconds_left"] = services.seconds_left(context["undos"])
    if matter:
        context |= selectors.pane(matter, user=user, now=now)
        context["deeds"] = deeds(matter, user=user, typed=typed or {})
        context["form"] = next(iter((typed or {}).values()), None)
        if listed.place(matter.number) is None:
            context["gone"] = last_word(matter, now)
    template = "casework/_intake.html" if request.htmx else "casework/intake.html"
    return render(request, template, context, status=status)


def chosen(request: PortalRequest, listed: selectors.Arrived, at: str) -> Matter | None:
    """The matter that the address names, where the user sees it; else the first of the list."""
    if at and at.isprintable():
        named = Matter.objects.visible_to(request.user).filter(number=at[:20], kind__in=triaged())
        if found := named.select_related("area", "unit", "created_by").first():
            return found
    return listed.rows[0].matter if listed.rows else None


def deeds(matter: Matter, *, user: Any, typed: dict[str, MoveForm]) -> list[dict[str, Any]]:
    """What can be done with the matter from here, each with its form: as it was typed, where it was."""
    found = []
    way, possible = triage_of(matter.kind), matter.flow.open_to(user, matter)
    for deed, label in DEEDS.items():
        move = way.move_for(deed, matter)
        if deed not in typed and move not in possible:
            continue
        form = typed.get(deed) or way.forms[move.name](matter=matter, user=user, auto_id=f"{deed}_%s")
        if "to" in form.fields and deed not in typed:
            form.fields["to"].help_text = ""  # the pane has said why
        found.append({"deed": deed, "label": label, "move": move, "form": form, "open": deed in typed})
    return found


@require_POST
def act(request: PortalRequest, number: str, deed: str) -> HttpResponse:
    """Send, return or join the open matter; then on to the next row, with half a minute to undo it."""
    if deed not in DEEDS or not number.isprintable():
        raise Http404
    matter = get_object_or_404(Matter.objects.visible_to(request.user), number=number, kind__in=triaged())
    move = triage_of(matter.kind).move_for(deed, matter)
    if move is None:
        raise Http404
    form = triage_of(matter.kind).forms[move.name](
        sent(request), request.FILES, matter=matter, user=request.user, auto_id=f"{deed}_%s"
    )
    try:
        matter.flow.check(move.name, matter, by=request.user)
    except MoveDenied as error:
        form.add_error(None, str(error))
        return page(request, at=number, typed={deed: form}, status=403)
    except IllegalMove:
        return conflict(request, matter, deed, form)
    seen = str(request.POST.get("seen", ""))
    if seen.isdigit() and int(seen[:9]) != matter.version:
        return conflict(request, matter, deed, form)
    if not form.is_valid() or gives_pause(form):
        return page(request, at=number, typed={deed: form}, status=200 if form.is_valid() else 400)
    return done(request, matter, move.name, deed, form)


def sent(request: PortalRequest) -> Any:
    """What was sent; “the same as this one” is one press, and stands for its number."""
    if "same" not in request.POST:
        return request.POST
    data = request.POST.copy()
    data["into"] = str(data["same"])
    return data


def done(request: PortalRequest, matter: Matter, move: str, deed: str, form: MoveForm) -> HttpResponse:
    """Make the move; say what became of it."""
    q = FindForm(request.POST).words
    listed = selectors.arrived(user=request.user, now=clock.now(), q=q)
    after = listed.beside(matter.number)
    outcome = services.act_on([(matter, move, form.acts())], by=request.user)
    for refused, reason in outcome.refused:
        fresh = Matter.objects.visible_to(request.user).get(pk=refused.pk)
        if fresh.version != matter.version:
            return conflict(request, fresh, deed, form)
        form.add_error(None, reason)
        return page(request, at=matter.number, typed={deed: form}, status=403)
    fresh = outcome.done[0]
    whom = f"给{fresh.unit}" if fresh.unit and deed == "send" else ""
    left = f"还有 {listed.count - 1} 件。" if listed.count > 1 else "都分派完了。"
    label = fresh.flow.moves[move].label
    messages.success(request, f"已{label}{whom}：{fresh.title}。{left}", extra_tags=f"{fresh.number}-{deed}")
    return back_to(q, after)


def conflict(request: PortalRequest, matter: Matter, deed: str, form: MoveForm) -> HttpResponse:
    """Somebody was faster: who, when and what; what was typed stays, and one can go on (ux.md 7.4)."""
    form.is_valid()
    said = last_word(matter, clock.now())
    form.renew(matter, IllegalMove(f"{said}看看还要不要改；写的都还在。"))
    return page(request, at=matter.number, typed={deed: form}, status=409)


@require_POST
def take_back(request: PortalRequest, press: UUID) -> HttpResponse:
    """Undo what one press did, all that can be; what cannot is named."""
    outcome = services.undo(press, by=request.user)
    if outcome.done:
        named = outcome.done[0].title if len(outcome.done) == 1 else f"{len(outcome.done)} 件"
        messages.success(request, f"撤回了：{named}。")
    for matter, reason in outcome.refused:
        messages.warning(request, f"没有撤回：{matter}。{reason}")
    if not outcome.done and not outcome.refused:
        messages.info(request, "没有可以撤回的了。")
    return back_to(at=outcome.done[0].number if outcome.done else "")
