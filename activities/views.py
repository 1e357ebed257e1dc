"""The ledger: its figures, its books, one line of it, and what is done with a line."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from activities import quarters, selectors, services
from activities.books import BOOKS, LEDGER, UNKNOWN, Book, cells, heads, listed, shown
from activities.dictionaries import Kind
from activities.forms import AcceptForm, CheckForm, LedgerFilterForm, StepForm, WithdrawForm
from activities.models import Creation, Entry, Resolution
from casework.doors import as_workbook
from security import clock
from security.spreadsheets import Book as Sheets

READ_AND_WRITE = ["GET", "HEAD", "POST"]
PAGE, MOST = 30, 20_000
NO_UNIT = "您没有能登记的单位。请安全管理员给您一个岗位。"


@require_safe
def overview(request: PortalRequest) -> HttpResponse:
    """How many of each kind in each township, in a quarter; each number opens its lines."""
    asked = quarters.read(request.GET.get("quarter", ""))
    today = quarters.quarter_of(clock.today())
    quarter = asked or today
    near = quarters.last_ones(clock.today(), 8)
    context = {
        "books": [(one.name, reverse(f"activities:{one.key}")) for one in LEDGER],
        "quarter": quarters.in_words(quarter),
        "near": [(quarters.written(one), quarters.in_words(one), one == quarter) for one in near],
        "table": figures(request, quarter),
        "writes": services.writes(request.user),
    }
    return render(request, "activities/overview.html", context)


def figures(request: PortalRequest, quarter: quarters.Quarter) -> dict[str, Any]:
    """The table of the page: a township a row, a kind a column."""
    towns, found = selectors.by_town_and_kind(request.user, quarter)
    base = {"quarter": quarters.written(quarter)}
    rows = []
    for code, name in towns.items():
        where = base | {"area": code} | ({"exact": "1"} if len(code) == 6 else {})
        numbers = [(kind.label, found[code, kind], where | {"sort": kind.value}) for kind in Kind]
        total = sum(number for _, number, _ in numbers)
        first = {"text": f"{name}本级" if len(code) == 6 else name}
        rows.append([first, *map(number, [*numbers, ("合计", total, where)])])
    columns = [{"label": name} for name in ("地方", *Kind.labels, "合计")]
    return {"title": f"{quarters.in_words(quarter)}的活动", "columns": columns, "rows": rows}


def number(one: tuple[str, int, dict[str, str]]) -> dict[str, Any]:
    """A cell that opens the lines that it counts."""
    label, count, query = one
    url = f"{reverse('activities:activities')}?{urlencode(query)}" if count else ""
    return {"text": str(count), "label": label, "url": url}


def narrowed(request: PortalRequest, book: Book) -> tuple[LedgerFilterForm, Any]:
    form = LedgerFilterForm(request.GET, user=request.user, model=book.model, sorted_by=book.sorted_by)
    return form, form.narrow(book.rows(request.user))


@require_safe
def ledger(request: PortalRequest, book: str) -> HttpResponse:
    """One book, narrowed by what the address asks for."""
    its = BOOKS[book]
    filters, rows = narrowed(request, its)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    columns = [{"label": head, "words": True} for head in heads(its)]
    context = {
        "book": its,
        "filters": filters,
        "page_obj": page,
        "table": {"title": its.name, "columns": columns, "rows": [listed(its, one) for one in page]},
        "export_url": f"{reverse(f'activities:{book}_export')}?{request.GET.urlencode()}",
        "new_url": reverse(f"activities:{book}_new") if services.writes(request.user) else "",
    }
    return render(request, "activities/ledger.html", context)


@require_safe
def export(request: PortalRequest, book: str) -> HttpResponse:
    """The lines of the list as a workbook, under what was asked for."""
    its = BOOKS[book]
    filters, rows = narrowed(request, its)
    place = BytesIO()
    sheets = Sheets(place)
    words = "，".join([f"台账·{its.name}", *filters.captions, f"截至 {clock.today()}"])
    sheets.add(its.name, heads(its), (cells(its, one) for one in rows[:MOST]), words)
    sheets.close()
    return as_workbook(place.getvalue(), f"台账-{its.name}-{clock.today()}")


@require_http_methods(READ_AND_WRITE)
def new(request: PortalRequest, book: str) -> HttpResponse:
    """One more line."""
    its = BOOKS[book]
    if not services.writes(request.user):
        messages.error(request, NO_UNIT)
        return redirect(f"activities:{book}")
    form = its.form(request.POST if request.method == "POST" else None, user=request.user)

    def write() -> Entry:
        return services.record(form.save(commit=False), by=request.user, unit=form.writing_unit())

    if made := done(request, form, write):
        messages.success(request, "登记好了。")
        return redirect(made)
    return shown_form(request, form, its.new, reverse(f"activities:{book}"), its.name)


def done(request: PortalRequest, form: Any, write: Callable[[], Any]) -> Any:
    """What was written of a valid form; nothing where it has to be looked at again."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return write() or True
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return None


def shown_form(request: PortalRequest, form: Any, label: str, back: str, back_label: str) -> HttpResponse:
    context = {"form": form, "label": label, "back": back, "back_label": back_label}
    return render(request, "activities/form.html", context, status=400 if form.is_bound else 200)


def entry_or_404(request: PortalRequest, book: str, pk: int) -> Any:
    return get_object_or_404(BOOKS[book].rows(request.user).select_related("made_by", "withdrawn_by"), pk=pk)


def own_or_403(request: PortalRequest, book: str, pk: int) -> Any:
    """The line, where its unit is one of the user's."""
    found = entry_or_404(request, book, pk)
    if not services.may_change(request.user, found):
        raise PermissionDenied(services.NOT_YOURS)
    return found


@require_safe
def entry(request: PortalRequest, book: str, pk: int) -> HttpResponse:
    """One line: what it says, what was added to it, what it said before."""
    found, its = entry_or_404(request, book, pk), BOOKS[book]
    facts = [*zip(heads(its), cells(its, found), strict=True), ("谁登记", str(found.made_by))]
    context = {
        "entry": found,
        "book": its,
        "back": reverse(f"activities:{book}"),
        "facts": facts,
        "corrections": [(one, changed(found, one.before)) for one in selectors.corrections(found)],
        "changes": services.may_change(request.user, found),
        "correct_url": reverse(f"activities:{book}_correct", args=[pk]),
        "withdraw_url": reverse(f"activities:{book}_withdraw", args=[pk]),
        **added(request, found),
    }
    return render(request, "activities/entry.html", context)


def changed(found: Entry, before: Any) -> list[tuple[str, str]]:
    """What was in which column before; codes in the words of their choice."""
    told = []
    for name, value in before.items() if isinstance(before, dict) else ():
        field: Any = found._meta.get_field(name)
        told.append((str(field.verbose_name), str(dict(field.flatchoices).get(value, value)) or UNKNOWN))
    return told


def added(request: PortalRequest, found: Entry) -> dict[str, Any]:
    """The steps of a matter of the village; the checks and the acceptance of a creation."""
    if isinstance(found, Resolution):
        return {"line": selectors.line(found, list(found.steps.all()))}
    if not isinstance(found, Creation):
        return {}
    acceptance, checks = getattr(found, "acceptance", None), list(found.checks.select_related("standard"))
    return {
        "creation": found,
        "checks": checks,
        "acceptance": acceptance,
        "accepts": bool(checks) and services.may_accept(request.user, found),
        "until": shown(acceptance.until) if acceptance else UNKNOWN,
    }


@require_http_methods(READ_AND_WRITE)
def correct(request: PortalRequest, book: str, pk: int) -> HttpResponse:
    """Write a line as it should have been."""
    found = own_or_403(request, book, pk)
    data = request.POST if request.method == "POST" else None
    form = BOOKS[book].form(data, user=request.user, instance=found)

    def write() -> Entry:
        return services.correct(form.save(commit=False), by=request.user, why=form.cleaned_data["why"])

    if done(request, form, write):
        messages.success(request, "改好了，原来写的留着。")
        return redirect(found)
    return shown_form(request, form, "更正", found.get_absolute_url(), BOOKS[book].name)


@require_http_methods(READ_AND_WRITE)
def withdraw(request: PortalRequest, book: str, pk: int) -> HttpResponse:
    """Take a line out of the counts, with the reason."""
    found = own_or_403(request, book, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if done(request, form, lambda: services.withdraw(found, by=request.user, **form.cleaned_data)):
        messages.success(request, "撤回了，不再计入。")
        return redirect(found)
    return shown_form(request, form, "撤回", found.get_absolute_url(), BOOKS[book].name)


@require_http_methods(READ_AND_WRITE)
def step(request: PortalRequest, pk: int) -> HttpResponse:
    """The step that comes now."""
    found = own_or_403(request, "resolutions", pk)
    stage = selectors.next_stage(found, list(found.steps.all()))
    if stage is None:
        messages.error(request, "这件事已经走完，或者没有通过，没有下一步。")
        return redirect(found)
    form = StepForm(request.POST if request.method == "POST" else None, stage=stage)
    if done(request, form, lambda: services.take_step(found, by=request.user, **form.cleaned_data)):
        messages.success(request, f"记好了：{stage.label}。")
        return redirect(found)
    return shown_form(request, form, str(stage.label), found.get_absolute_url(), str(found))


@require_http_methods(READ_AND_WRITE)
def check(request: PortalRequest, pk: int) -> HttpResponse:
    """The place's own check of the standards, once."""
    found = own_or_403(request, "creations", pk)
    if found.checks.exists():
        messages.error(request, "已经自查过了。")
        return redirect(found)
    form = CheckForm(request.POST if request.method == "POST" else None, creation=found)
    if done(request, form, lambda: services.check(found, by=request.user, **form.cleaned_data)):
        messages.success(request, "自查记好了，等另一个人来验收。")
        return redirect(found)
    return shown_form(request, form, "自查", found.get_absolute_url(), str(found))


@require_http_methods(READ_AND_WRITE)
def accept(request: PortalRequest, pk: int) -> HttpResponse:
    """What somebody else found."""
    found = entry_or_404(request, "creations", pk)
    if not services.may_accept(request.user, found):
        raise PermissionDenied("由镇街或者县里的另一个人来验收，一次。")
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if done(request, form, lambda: services.accept(found, by=request.user, **form.cleaned_data)):
        messages.success(request, "验收记好了。")
        return redirect(found)
    return shown_form(request, form, "验收", found.get_absolute_url(), str(found))
