"""季度报送: a unit fills in its return; what it says goes to the office when its head has signed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from pilot.quarters import Quarter
from progress import selectors, services
from progress.exceptions import ProgressDenied
from progress.forms import AmendForm, AnswerForm, NotesForm, PasteForm
from progress.models import Amendment, Return, Row
from progress.models.returns import fills, keeps_returns, signs
from progress.services.moving import may, open_to
from progress.workflow import MOVES, OFFICE

SAVED = "存好了。随时可以回来接着填。"
PRESSES: dict[str, Callable[..., Return]] = {
    "start": services.start,
    "accept": services.accept,
    "lock": services.lock,
    "chase": services.chase,
}
DONE = {
    "start": "开始了。能预填的都填好了，看一看，对的点“对的”。",
    "accept": "审核通过。",
    "lock": "定稿了。以后要改，用更正。",
    "chase": "催了，提醒发给了单位的负责人。",
}


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """The returns of the user's units, and the quarters that the office looks after."""
    mine = Return.objects.visible_to(request.user).filter(unit__in=request.user.units)
    keeps = keeps_returns(request.user)
    context = {
        "mine": mine.select_related("unit")[:40],
        "quarters": selectors.quarters_known(request.user) if keeps else [],
        "keeps": keeps,
    }
    return render(request, "progress/home.html", context)


def quarter_or_404(text: str) -> Quarter:
    try:
        return Quarter.read(text)
    except ValueError as error:
        raise Http404(str(error)) from error


def sheet_or_404(request: PortalRequest, quarter: str, unit: int) -> Return:
    seen = Return.objects.visible_to(request.user).of_quarter(quarter_or_404(quarter))
    return get_object_or_404(seen.select_related("unit"), unit=unit)


@require_safe
def sheet(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """One unit's quarter."""
    return show(request, sheet_or_404(request, quarter, unit))


def show(request: PortalRequest, shown: Return, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a return, with what this user may do with it."""
    user = request.user
    reads = fills(user, shown.unit_id) or shown.signed_at or shown.unit_id in user.units
    rows = selectors.rows_of(shown, user) if reads else []
    opens = open_to(user, shown)
    context = {
        "shown": shown,
        "rows": rows,
        "left": sum(row.is_asked for row in rows),
        "withheld": shown.total - len(rows) if shown.state == "returned" else 0,
        "steps": shown.steps.select_related("by"),
        "presses": [(name, MOVES[name].label) for name in opens if name in PRESSES],
        "signs": signs(user, shown.unit_id),
        "chases": may(user, shown, OFFICE) and shown.chased_at is None and is_awaited(shown),
        "amends": shown.state == "locked" and fills(user, shown.unit_id),
        "confirms": may(user, shown, OFFICE),
        **forms_for(request, shown, rows, opens),
        **forms,
    }
    return render(request, "progress/sheet.html", context, status=status)


def is_awaited(shown: Return) -> bool:
    """Does the office wait for the unit?"""
    return shown.state in ("not_started", "draft", "returned")


def forms_for(request: PortalRequest, shown: Return, rows: list[Row], opens: list[str]) -> dict[str, Any]:
    """The forms that are this user's to fill in, as they stand."""
    found: dict[str, Any] = {}
    if shown.is_open and fills(request.user, shown.unit_id):
        found = {"answer_form": AnswerForm(rows=askable(shown, rows)), "paste_form": PasteForm()}
    if "send_back" in opens:
        found["notes_form"] = NotesForm(rows=rows)
    return found


def askable(shown: Return, rows: list[Row]) -> list[Row]:
    """The rows that may be answered: of a return that was sent back, those that were noted (U5)."""
    return [row for row in rows if shown.state != "returned" or row.note or row.answer == "open"]


@require_POST
def answer(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """Keep what was said; good rows are kept, the others say why. Sign it, where that was pressed."""
    shown = sheet_or_404(request, quarter, unit)
    rows = selectors.rows_of(shown, request.user)
    form = AnswerForm(request.POST, rows=askable(shown, rows))
    form.is_valid()
    try:
        form.refused(services.answer(shown, form.said(), by=request.user))
        if not form.errors and "sign" in request.POST:
            done = services.submit(shown, by=request.user)
            messages.success(request, f"签报了，{done.in_time}。办公室会审核。")
            return redirect(done)
    except ProgressDenied as error:
        if not may_still_fill(request, shown):
            raise
        form.add_error(None, str(error))
    if form.errors:
        fresh = Return.objects.select_related("unit").get(pk=shown.pk)
        form.rows = askable(
            fresh, selectors.rows_of(fresh, request.user)
        )  # a number may have changed meanwhile
        return show(request, fresh, status=400, answer_form=form)
    messages.success(request, SAVED)
    return redirect(shown)


def may_still_fill(request: PortalRequest, shown: Return) -> bool:
    return fills(request.user, shown.unit_id) and shown.is_open


@require_POST
def paste(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """Take a block from Excel (U3)."""
    shown = sheet_or_404(request, quarter, unit)
    form, pasted = PasteForm(request.POST), None
    if form.is_valid():
        pasted = services.paste(shown, form.cleaned_data["block"], by=request.user)
        if not pasted.wrong:
            messages.success(request, f"填好了 {pasted.kept} 项。")
            return redirect(shown)
    elif not may_still_fill(request, shown):
        raise ProgressDenied("这份报送现在不由您来填。")
    return show(request, shown, status=400, paste_form=form, pasted=pasted)


@require_POST
def send_back(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """Return some rows with what to mend in each."""
    shown = sheet_or_404(request, quarter, unit)
    form = NotesForm(request.POST, rows=selectors.rows_of(shown, request.user))
    try:
        if form.is_valid():
            services.send_back(shown, form.notes(), by=request.user)
            messages.success(request, "退回了，单位只改写了话的那几项。")
            return redirect(shown)
    except ProgressDenied as error:
        if "send_back" not in open_to(request.user, shown):
            raise
        form.add_error(None, str(error))
    return show(request, shown, status=400, notes_form=form)


@require_POST
def press(request: PortalRequest, quarter: str, unit: int, deed: str) -> HttpResponse:
    """A move of one press."""
    shown = sheet_or_404(request, quarter, unit)
    if deed not in PRESSES:
        raise Http404("没有这一页。")
    PRESSES[deed](shown, by=request.user)
    messages.success(request, DONE[deed])
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: PortalRequest, pk: int) -> HttpResponse:
    """What a locked value should have been, said by its unit."""
    seen = Return.objects.visible_to(request.user)
    row = get_object_or_404(Row.objects.select_related("sheet__unit").filter(sheet__in=seen), pk=pk)
    if not fills(request.user, row.sheet.unit_id) or row.sheet.state != "locked":
        raise ProgressDenied("更正由报送的单位来提，定稿以后才用。")
    form = AmendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.amend(row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("new", " ".join(error.messages))
        except ValueError as error:
            form.add_error("new", str(error))
        else:
            messages.success(request, "提了更正，办公室核对以后生效。原来报的留着。")
            return redirect(row.sheet)
    status = 400 if form.is_bound else 200
    return render(request, "progress/amend.html", {"form": form, "row": row}, status=status)


@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """The office lets an amendment count."""
    seen = Return.objects.visible_to(request.user)
    amendments = Amendment.objects.select_related("row__sheet__unit").filter(row__sheet__in=seen)
    amendment = get_object_or_404(amendments, pk=pk)
    services.confirm(amendment, by=request.user)
    messages.success(request, "更正生效了，原来报的留着。")
    return redirect(amendment.row.sheet)
