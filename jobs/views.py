from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import PortalRequest
from jobs.models import Job


@require_safe
@vary_on_headers("HX-Request")
def job_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """How far the work is; HTMX asks for the bar alone."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    part = "jobs/_progress.html" if request.htmx else "jobs/job_detail.html"
    return render(request, part, {"job": job})
