"""Search over all kinds of matter, and the filters that somebody keeps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import PortalRequest
from casework.found import found_rows
from casework.models import Matter, SavedFilter
from casework.models.finding import MOST, Hits, Words, find
from casework.search_forms import SaveFilterForm, SearchForm
from casework.services.searching import forget_filter, save_filter
from security import clock

ROWS_ON_PAGE, ROWS_IN_DIALOG = 25, 6
DIALOG = "finder-found"  # the part of the dialog that HTMX fills


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def search(request: PortalRequest) -> HttpResponse:
    """What is found by the words of the address; the dialog of every page gets the first rows alone."""
    quick = request.htmx.target == DIALOG
    form = SearchForm(request.GET or None, user=request.user)
    context: dict[str, Any] = {"form": form, "most": MOST}
    context["saved"] = SavedFilter.objects.of(request.user)
    if form.is_valid() and form.words.said:
        hits = first_the_exact(form.words, find(form.words, form.narrowed), request.user)
        pages = Paginator(hits.keys, ROWS_IN_DIALOG if quick else ROWS_ON_PAGE)
        page = pages.get_page(request.GET.get("page"))
        rows = found_rows(list(page.object_list), form.words, user=request.user, now=clock.now())
        context |= {"rows": rows, "hits": hits, "paginator": pages, "page_obj": page, "asked": True}
    return render(request, "casework/_search_quick.html" if quick else "casework/search.html", context)


def first_the_exact(words: Words, hits: Hits, user: Any) -> Hits:
    """The matter whose whole number was given stands first; all others the newest first."""
    if len(words.said) != 1 or len(words.said[0]) < 8:
        return hits
    numbers = [words.said[0], f"{words.said[0][:6]}-{words.said[0][6:]}"]
    exact = Matter.objects.visible_to(user).filter(number__in=numbers).values_list("pk", flat=True).first()
    if exact not in hits.keys:
        return hits
    return Hits((exact, *(key for key in hits.keys if key != exact)), hits.more)


@require_POST
def filter_save(request: PortalRequest) -> HttpResponse:
    """Keep the state of a list under a name; the same name again holds the new state."""
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(back(request))
    saved = save_filter(by=request.user, **form.cleaned_data)
    messages.success(request, f"存好了：{saved.name}。它的地址可以发给同事，各人只看到自己能看的。")
    return redirect(saved.address)


@require_POST
def filter_delete(request: PortalRequest, pk: int) -> HttpResponse:
    """Forget one of one's own."""
    saved = get_object_or_404(SavedFilter.objects.of(request.user), pk=pk)
    forget_filter(saved, by=request.user)
    messages.success(request, f"删掉了：{saved.name}")
    return redirect(back(request))


def back(request: PortalRequest) -> str:
    """The page that the form stands on, or search."""
    page = request.POST.get("back", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/search/"
