from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from areas.models import inside
from benchmarks.floor import WRITING
from casework.models import Event, Matter
from figures.periods import Quarter
from grids.models import Case, Source

ROWS = 25


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing at all."""
    return HttpResponse("您好")


@login_required
def matter_list(request: HttpRequest) -> HttpResponse:
    """The 25 open matters that are due first, of an area where one is named."""
    matters = Matter.objects.filter(closed_at=None).select_related("area", "unit", "holder")
    if code := request.GET.get("area"):
        matters = matters.filter(inside([code]))
    return render(request, "list.html", {"matters": matters.order_by("due_at", "pk")[:ROWS]})


@login_required
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One matter and its history."""
    matters = Matter.objects.select_related("area", "unit", "holder", "created_by", "case__category")
    matter = get_object_or_404(matters, number=number)
    events = Event.objects.filter(matter=matter).select_related("by", "unit").order_by("at", "pk")
    return render(request, "detail.html", {"matter": matter, "events": events})


class NewForm(forms.Form):
    text = forms.CharField(max_length=2000)
    number = forms.CharField(max_length=20)
    area = forms.CharField(max_length=15)
    category = forms.CharField(max_length=12)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a matter and its case."""
    form = NewForm(request.POST or None)
    if not form.is_valid():
        return render(request, "list.html", {"form": form}, status=400)
    given = form.cleaned_data
    with transaction.atomic(WRITING):
        matter = Matter.objects.using(WRITING).create(
            number=given["number"],
            kind="case",
            status="reported",
            area_id=given["area"],
            title=given["text"][:60],
            created_by_id=request.user.pk,
        )
        own = {
            "text": given["text"],
            "category_id": given["category"],
            "source": Source.objects.using(WRITING).first(),
        }
        Case.objects.using(WRITING).create(matter=matter, **own)
    return HttpResponseRedirect(f"/detail/{matter.number}/")


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """The 25 newest matters with a word, and how many there are."""
    word = request.GET["q"]
    found = Matter.objects.filter(Q(title__icontains=word) | Q(case__text__icontains=word))
    matters = found.select_related("area", "unit", "holder").order_by("-registered_at")
    return render(request, "list.html", {"matters": matters[:ROWS], "count": found.count()})


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """For each place in an area, how many matters came in this quarter and how many of them are done."""
    code = request.GET["area"]
    begin, over = Quarter.of(timezone.localdate()).period.moments
    came = Matter.objects.filter(inside([code]), registered_at__gte=begin, registered_at__lt=over)
    places = came.values(place=Left("area_id", len(code) + 3)).annotate(
        n=Count("pk"), done=Count("pk", filter=Q(closed_at__isnull=False))
    )
    return render(request, "board.html", {"places": places.order_by("place")})
