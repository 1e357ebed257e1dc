"""The county's own forms of papers, for those who keep them; for all others there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from disputes.dossier.placeholders import values
from disputes.dossier.sample import BOUND, DECLINED, ENDED, SAMPLE
from disputes.dossier.sheets import BY_KEY, SHEETS, Sheet
from disputes.dossier_views import KINDS, saved
from disputes.forms.templates import TemplateForm
from disputes.models import Template
from disputes.models.templates import KEEPERS
from disputes.services import templates
from papers.rendering.word_forms import word_form


def for_keepers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.roles & {*KEEPERS}:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def sheet_of(paper: str) -> Sheet:
    """The paper of this key, each of which a county may give another form."""
    if paper not in BY_KEY:
        raise Http404
    return BY_KEY[paper]


INVENTED = {"ended": ENDED, "declined": DECLINED}


@require_safe
@for_keepers
def template_list(request: PortalRequest) -> HttpResponse:
    """Each paper, and whose form it has. Two queries."""
    used = {
        one.paper: one for one in Template.objects.filter(used=True).defer("content").select_related("by")
    }
    rows = [(sheet, used.get(sheet.key)) for sheet in SHEETS]
    return render(request, "disputes/template_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_keepers
def template(request: PortalRequest, paper: str) -> HttpResponse:
    """One paper's form: its versions, what it may ask for, and where a new one is uploaded."""
    sheet = sheet_of(paper)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TemplateForm(*sent, paper=paper)
    if request.method == "POST" and form.is_valid():
        made = templates.use(paper, form.cleaned_data["file"], by=request.user)
        messages.success(request, f"“{sheet.name}”的 Word 从现在起用您传的{made}。")
        return redirect("disputes:template", paper)
    versions = Template.objects.filter(paper=paper).defer("content").select_related("by")
    context = {"sheet": sheet, "form": form, "versions": versions, "examples": values(paper, SAMPLE, BOUND)}
    return render(request, "disputes/template.html", context, status=400 if form.errors else 200)


@require_POST
@for_keepers
def template_default(request: PortalRequest, paper: str) -> HttpResponse:
    """Back to the platform's own form."""
    sheet = sheet_of(paper)
    templates.put_away(paper)
    messages.success(request, f"“{sheet.name}”改回平台的样式了。")
    return redirect("disputes:template", paper)


@require_safe
@for_keepers
def template_start(request: PortalRequest, paper: str) -> HttpResponse:
    """The platform's own form with an invented dispute in it, to begin from."""
    sheet = sheet_of(paper)
    content = word_form(sheet.compose(INVENTED.get(paper, SAMPLE), BOUND))
    return saved(content, f"{sheet.name}-平台的样式.docx", KINDS["docx"])


@require_safe
@for_keepers
def template_version(request: PortalRequest, paper: str, version: int) -> HttpResponse:
    """A version as it was uploaded."""
    found = get_object_or_404(Template, paper=sheet_of(paper).key, version=version)
    return saved(bytes(found.content), found.name, KINDS["docx"])
