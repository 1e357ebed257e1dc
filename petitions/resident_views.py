"""Residents, who have no account, petition; and answer what their code shows them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.exceptions import Refusal
from accounts.http import origin_of
from casework.codes import square_of
from casework.exceptions import IllegalMove, MoveDenied
from casework.forms import gives_pause
from casework.models import Matter
from casework.services.codes import passed
from casework.views.residents import READ_AND_WRITE, said
from petitions.forms.answering import forms_for
from petitions.forms.filing import FilingForm
from petitions.progress import family_of, parts_of, place_of, progress_of
from petitions.services import residing
from security.context import everything

FILE, PROGRESS = "petitions/residents/file.html", "petitions/residents/progress.html"
DONE = {
    "rate": "评价记下了，7 天里可以改。",
    "unsolved": "记下了，已经告诉承办单位和信访部门。",
    "ask": "申请交上去了，期限从今天起算。",
    "receive": "收下了。全文在下面，可以打印。",
}


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_WRITE)
def file(request: HttpRequest) -> HttpResponse:
    """One thing a screen: what, where, who. The answer to the last press shows the code; nothing is kept
    between two screens but what the page itself carries.
    """
    screen = screen_of(request)
    form = FilingForm(request.POST or None, screen=screen)
    if request.method != "POST":
        return said(request, FILE, form)
    if "back" in request.POST:
        return said_at(request, form, max(0, screen - 1))
    if screen < len(FilingForm.SCREENS) - 1 and not set(FilingForm.SCREENS[screen][1]) & set(form.errors):
        return said_at(request, form, screen + 1)
    if screen < len(FilingForm.SCREENS) - 1:
        return said_at(request, form, screen, status=400, upto=screen + 1)
    return filed(request, form)


def screen_of(request: HttpRequest) -> int:
    """Which screen was sent: the first, where the page says something else."""
    said_screen = request.POST.get("screen", "0")
    return int(said_screen) if said_screen in {"0", "1", "2"} else 0


def said_at(
    request: HttpRequest, form: FilingForm, screen: int, *, status: int = 200, upto: int | None = None
) -> HttpResponse:
    """Another screen of the same answers; errors only of what was asked already."""
    fresh = form.on(screen if upto is None else upto)
    fresh.screen = screen
    context = {"form": fresh, "phone": settings.PETITION_PHONE}
    return render(request, FILE, context, status=status)


def filed(request: HttpRequest, form: FilingForm) -> HttpResponse:
    """The last screen was sent: the receipt, or the screen on which something is to be mended."""
    refusal: Refusal | None = None
    if form.is_valid() and not gives_pause(form):
        try:
            receipt = residing.file(origin=origin_of(request), **form.acts())
        except Refusal as error:
            refusal = error
            form.add_error(None, str(error))
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            return slip_page(request, receipt)
    form.screen = form.wrong_screen()
    return said(request, FILE, form, refusal)


def slip_page(request: HttpRequest, receipt: residing.Receipt, **more: Any) -> HttpResponse:
    """The slip with the code, drawn and in letters. Shown this once."""
    address = f"{request.build_absolute_uri(reverse('residents:progress'))}#{receipt.code}"
    context = {"receipt": receipt, "square": square_of(address), "phone": settings.PETITION_PHONE, **more}
    return render(request, "petitions/residents/receipt.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """What the petitioner does on the page that their code opened. A pass older than half an hour asks for
    the code again.
    """
    act = request.POST.get("act", "")
    with everything("residents"):
        code = passed(request.POST.get("passing", ""))
        if code is None or code.matter.kind != "petition":
            return redirect("residents:progress")
        matter = meant(code.matter, request.POST.get("nth", ""))
        context, status = answered(matter, act, request.POST)
        context |= {"parts": parts_of(matter), "nth": place_of(matter)}
    return render(request, PROGRESS, {**context, "passing": request.POST["passing"]}, status=status)


def meant(matter: Matter, place: str) -> Matter:
    """Which petition of the letter that the code opened; the code's own where none has this place."""
    return family_of(matter).get(int(place), matter) if place in {*"123456789"} else matter


def answered(matter: Matter, act: str, given: Any) -> tuple[dict[str, Any], int]:
    """The page after the act, or with what is to be mended."""
    progress = progress_of(matter)
    if act == "open":
        return {"progress": progress, "acts": forms_for(matter, progress)}, 200
    acts = forms_for(matter, progress, given, act)
    form = next((one.form for one in acts if one.name == act), None)
    if form is None:
        return {"progress": progress, "acts": acts, "refused": "现在不能做这一步，看看下面的进度。"}, 409
    if not form.is_valid():
        return {"progress": progress, "acts": acts, "form": form}, 400
    try:
        do(matter, act, form.cleaned_data)
    except (MoveDenied, IllegalMove) as error:
        form.add_error(None, str(error))
        return {"progress": progress, "acts": acts, "form": form}, 409
    fresh = Matter.objects.get(pk=matter.pk)
    progress = progress_of(fresh)
    return {"progress": progress, "acts": forms_for(fresh, progress), "done": DONE[act]}, 200


def do(matter: Matter, act: str, said_now: dict[str, Any]) -> None:
    """Make the act."""
    why = said_now.pop("why", "")
    if act == "rate":
        residing.rate(matter, levels={who: level for who, level in said_now.items() if level}, why=why)
    elif act == "unsolved":
        residing.say_unsolved(matter, why=why)
    elif act == "ask":
        residing.ask(matter, why=why)
    else:
        residing.receive(matter)
