"""The one door of files: looked at by scope at each request, handed out so that nothing in them can act."""

import logging
import re
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest, confirmation_required
from casework.exceptions import RevealDenied
from casework.forms import AttachForm, OriginalForm, gives_pause
from casework.models import Attachment, Matter, Original, OriginalLook
from casework.services.files import attach_all, may_attach, not_there
from casework.services.originals import ask, open_original
from casework.services.people import may_reveal
from security.encryption import EncryptionFailed

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
logger = logging.getLogger(__name__)

LOOKS_SHOWN = 10
HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
BY_NGINX, STORED_IN = "/kept-files/", "matters/"  # deploy/nginx.conf leads the one into the other


@require_safe
def attachment(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A file to be saved; never opened as a page, whatever it is."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    return handed(found.file, found, saved=True)


@require_safe
def picture(request: PortalRequest, pk: int, size: str) -> HttpResponseBase:
    """A photo to be shown: the JPEG that we made ourselves, small or large. Nothing else is ever shown."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    if not found.is_picture or size not in {"small", "large"}:
        raise Http404
    return handed(found.thumbnail if size == "small" and found.thumbnail else found.file, found, saved=False)


def handed(stored: FieldFile, found: Attachment, *, saved: bool) -> HttpResponseBase:
    """The answer that holds the file, or that tells nginx which to send."""
    kind = found.content_type
    response: HttpResponseBase
    if settings.FILES_BY_NGINX:
        response = HttpResponse(content_type=kind)
        response.headers["X-Accel-Redirect"] = BY_NGINX + quote(str(stored.name).removeprefix(STORED_IN))
        response.headers["Content-Disposition"] = content_disposition_header(saved, found.name) or ""
    else:
        try:
            response = FileResponse(
                stored.open(), content_type=kind, filename=found.name, as_attachment=saved
            )
        except FileNotFoundError as error:
            logger.exception("the file of attachment %s is not on the disk", found.pk)
            raise Http404 from error
    return harmless(response)


def harmless(response: HttpResponseBase) -> Any:
    """The answer with what keeps a browser from running or keeping it."""
    for name, value in HARMLESS.items():
        response.headers[name] = value
    return response


def saved(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved, never opened as a page nor kept by a browser."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer: HttpResponse = harmless(response)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, number: str) -> HttpResponse:
    """Add files to a matter at any time; the same file twice is one."""
    matter = get_object_or_404(Matter.objects.visible_to(request.user).for_list(), number=number)
    if not may_attach(request.user, matter):
        messages.error(request, "现在不能给这一件加附件：已经办结，或者不归您办。要补材料请找经办人。")
        return redirect(matter)
    form = AttachForm(request.POST or None, request.FILES or None, matter=matter)
    if request.method == "POST" and form.is_valid() and not gives_pause(form):
        new = not_there(matter, form.cleaned_data["attachments"])
        attach_all(matter, new, by=request.user, stage=form.cleaned_data["stage"])
        said = f"加上了 {len(new)} 个附件。" if new else "这些附件已经在了，没有重复加。"
        messages.success(request, said, extra_tags=f"{matter.number}-files")
        return redirect(matter)
    status = 400 if form.errors else 200
    return render(request, "casework/add_files.html", {"matter": matter, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@confirmation_required
def original(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask what a sealed original is needed for; then hand it out, once."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user).select_related("matter"), pk=pk)
    sealed = get_object_or_404(Original, attachment=found)
    if not may_reveal(request.user, found.matter):
        messages.error(request, "您可以看这件事，不能取用原件。要用请找经办人或分派员。")
        return redirect(found.matter)
    form = OriginalForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            ticket = ask(sealed, by=request.user, words=form.cleaned_data["words"])
            return redirect(reverse("casework:original", args=[pk], query={"ticket": ticket}))
        if re.fullmatch(r"\d{1,18}", request.GET.get("ticket", ""), re.ASCII):
            return opened(found, sealed, int(request.GET["ticket"]))
    except RevealDenied as error:
        messages.error(request, str(error))
    looks = OriginalLook.objects.filter(original=sealed.pk).select_related("by")[:LOOKS_SHOWN]
    context: dict[str, Any] = {"file": found, "sealed": sealed, "form": form, "looks": looks}
    return render(request, "casework/original.html", context | {"matter": found.matter})


def opened(found: Attachment, sealed: Original, ticket: int) -> HttpResponse:
    """The original, of no kind that any program opens by itself. Raises RevealDenied."""
    try:
        content = open_original(sealed, ticket=ticket)
    except (EncryptionFailed, FileNotFoundError) as error:
        logger.exception("original %s does not open", sealed.pk)
        raise RevealDenied("原件现在打不开，密钥不全或文件被改动过。请告诉系统管理员。") from error
    response = HttpResponse(content, content_type="application/octet-stream")
    name = content_disposition_header(True, f"原件-{found.name}.bin")
    response.headers["Content-Disposition"] = name or ""
    return harmless(response)
