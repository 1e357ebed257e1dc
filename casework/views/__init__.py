from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django.views.generic import DetailView, FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from accounts.http import PortalRequest
from accounts.models import User
from casework import selectors
from casework.course import limits_of
from casework.exceptions import IllegalMove, MoveDenied
from casework.forms import MoveForm, gives_pause
from casework.forms.moves import WordsForm
from casework.growing import shoots
from casework.joinings import joined
from casework.models import Matter, SavedFilter, SpecialDay
from casework.models.records import ASIDE, RUNNING
from casework.paging import MatterPaginator
from casework.selectors.files import files
from casework.selectors.hanging import hang
from casework.selectors.history import timeline
from casework.selectors.nudging import Nudging, nudging
from casework.services.files import may_attach
from casework.services.nudging import NUDGERS, refusal
from casework.services.people import may_reveal
from security import clock


class VisibleMatters:
    """What the user may not see does not exist: 404, never 403."""

    kind: ClassVar[type[Model] | None] = None
    request: PortalRequest
    slug_field = slug_url_kwarg = "number"

    def get_queryset(self) -> Any:
        matters = Matter.objects.visible_to(self.request.user).for_list()
        return matters.of(self.kind) if self.kind else matters

    def get_object(self, queryset: Any = None) -> Matter:
        """The matter of this number. What no number can hold, and no database keeps, names none."""
        if not self.kwargs["number"].isprintable():
            raise Http404
        return super().get_object(queryset)


@method_decorator(vary_on_headers("HX-Request"), name="dispatch")
class MatterListView(VisibleMatters, ListView):
    """The matters of one kind. The page names its template; HTMX gets the rows alone."""

    paginate_by = 25
    paginator_class = MatterPaginator
    rows_template: ClassVar[str]
    filter_form: ClassVar[Any]

    def get_queryset(self) -> Any:
        self.filters = self.filter_form(self.request.GET or None, user=self.request.user)
        return self.filters.narrow(super().get_queryset())

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """A page beyond the last is the last: the list may have grown shorter since the link was made.

        The keys are sorted and cut first, and the rows of one page then read with all that they show.
        """
        keys = queryset.values_list("pk", flat=True)
        keys = list(keys) if self.filters.named else keys
        pages = self.get_paginator(keys, page_size, common=self.filters.common)
        page = pages.get_page(self.request.GET.get("page"))
        shown = {matter.pk: matter for matter in self.whole().filter(pk__in=list(page.object_list))}
        page.object_list = [shown[key] for key in page.object_list if key in shown]
        return page.paginator, page, page.object_list, page.has_other_pages()

    def whole(self) -> Any:
        """The user's matters of this kind, each with what its row shows."""
        matters = Matter.objects.visible_to(self.request.user).select_related("area", "holder", "unit")
        return matters.of(self.kind) if self.kind else matters

    def get_template_names(self) -> list[str]:
        return [self.rows_template if self.request.htmx else str(self.template_name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        now = clock.now()
        context["rows"] = selectors.rows(context["object_list"], user=self.request.user, now=now)
        context["filters"] = self.filters
        context["saved"] = SavedFilter.objects.of(self.request.user)
        return context


class MatterDetailView(VisibleMatters, DetailView):
    """One matter: facts, limits, timeline, files, and the moves that this user may make."""

    context_object_name = "matter"
    reasons: ClassVar[dict[str, str]] = {}
    told_of_people: ClassVar[tuple[str, ...]] = ()
    # What its page shows of it, each with the foreign keys that are shown: read at once.
    hanging: ClassVar[dict[str, tuple[str, ...]]] = {
        "deadlines": (),
        "extensions": ("asked_by",),
        "events": ("by", "unit"),
        "tellings": ("by",),
        "postponements": ("asked_by", "decided_by"),
        "supervisions": ("by",),
        "attachments": ("by", "original"),
    }
    further: ClassVar[tuple[Any, ...]] = ()  # what those rows lead to, where there are any

    def get_queryset(self) -> Any:
        """One row has nothing to sort and cut: what it points to is joined."""
        return super().get_queryset().prefetch_related(None).select_related("area", "holder", "unit")

    def get_object(self, queryset: Any = None) -> Matter:
        matter = super().get_object(queryset)
        hang(matter, self.hanging)
        prefetch_related_objects([matter], *self.further)
        return matter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matter, now, calendar = self.object, clock.now(), SpecialDay.shown_calendar()
        main, more = self.actions()
        limits, course = limits_of(matter, self.request.user, now)
        return super().get_context_data(
            main=main,
            more=more,
            history=timeline(matter, now, self.reasons, calendar),
            limits=limits,
            course=course,
            standing=matter.postponement,
            supervision=matter.supervision,
            chain=selectors.chain(matter, user=self.request.user),
            shoots=shoots(matter, self.request.user),
            along=selectors.taken_along(matter, user=self.request.user),
            files=files(matter),
            may_attach=may_attach(self.request.user, matter),
            people=selectors.people(matter, user=self.request.user, told=self.told_of_people),
            may_reveal=may_reveal(self.request.user, matter),
            nudging=nudging_of(self.request.user, matter),
            **kwargs,
        )

    def actions(self) -> tuple[dict[str, str] | None, list[dict[str, str]]]:
        """The button that stands first, and the others, of the moves that this user may make."""
        moves = self.object.flow.open_to(self.request.user, self.object)
        page = self.object.get_absolute_url()
        buttons = [{"label": move.label, "url": f"{page}{move.name}/"} for move in moves]
        if moves and moves[0].main:
            return buttons[0], buttons[1:]
        return None, buttons


def nudging_of(user: User, matter: Matter) -> Nudging | None:
    """What the page says of 催办, to those whose part it is."""
    if matter.closed_at or not user.holds(NUDGERS, matter):
        return None
    return nudging(matter, refusal(matter, by=user))


class MatterPrintView(MatterDetailView):
    """The whole matter on paper: nothing folded, nothing cut, no button."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passed = self.object.deadlines.exclude(RUNNING).order_by("started_at", "pk")
        return super().get_context_data(passed=passed, printed_at=clock.now(), **kwargs)


class MoveView(VisibleMatters, SingleObjectMixin, FormView):
    """Ask for what a move needs, then call its service."""

    template_name = "casework/matter_move.html"
    move: str = ""
    forms: ClassVar[dict[str, type[MoveForm]]]
    services: ClassVar[dict[str, Callable[..., Matter]]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            self.object.flow.check(self.move, self.object, by=request.user)
        except (IllegalMove, MoveDenied) as error:
            return self.refuse(error)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Make the move; or, without making it, put a standard text in, or show what the resident sees."""
        form = self.get_form()
        try:
            self.object.flow.check(self.move, self.object, by=request.user)
        except IllegalMove as error:
            return self.form_valid(form) if form.is_valid() else self.conflict(form, error)
        except MoveDenied as error:
            return self.denied(form, error)
        if {"fill", "preview"} & request.POST.keys() and isinstance(form, WordsForm):
            form = type(form)(matter=self.object, user=request.user, initial=form.filled(request.POST))
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_form_class(self) -> type[MoveForm]:
        return self.forms[self.move]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "matter": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        move = self.object.flow.moves[self.move]
        context = super().get_context_data(matter=self.object, move=move, **kwargs)
        if isinstance(context["form"], WordsForm):
            context["preview"] = self.preview(context["form"])
        return context

    def preview(self, form: WordsForm) -> selectors.Saying:
        """What the resident would be told, with the words as they now stand in the form."""
        words = str(form[form.words].value() or "")
        status = self.object.flow.moves[self.move].leads_to(self.object.status)
        return selectors.said_to_resident(self.object, status=status, words=words, unit=self.object.unit)

    def form_valid(self, form: MoveForm) -> HttpResponse:
        if gives_pause(form):
            return self.render_to_response(self.get_context_data(form=form))
        given = form.acts()
        try:
            fresh = self.services[self.move](self.object, by=self.request.user, **given)
        except IllegalMove as error:
            return redirect(self.object) if self.was_mine(given) else self.conflict(form, error)
        except MoveDenied as error:
            return self.denied(form, error)
        label = fresh.flow.moves[self.move].label
        arrived = f"{fresh.number}-{self.move}"  # the draft of this form may go
        messages.success(self.request, f"已{label}：{fresh.title}", extra_tags=arrived)
        return self.after(fresh)

    def after(self, fresh: Matter) -> HttpResponse:
        """To the matter's page; where this step took it out of the user's sight, to what waits for them."""
        in_sight = self.get_queryset().filter(pk=fresh.pk).exists()
        return redirect(fresh if in_sight else "casework:todo")

    def conflict(self, form: MoveForm, error: Exception) -> HttpResponse:
        """Somebody was faster: the form as it was typed, and who it was (ux.md 7.4)."""
        self.object = self.get_object()
        form.renew(self.object, error)
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def denied(self, form: MoveForm, error: Exception) -> HttpResponse:
        """It may not be: the form as it was typed, and the sentence that says why."""
        form.add_error(None, str(error))
        return self.render_to_response(self.get_context_data(form=form), status=403)

    def was_mine(self, given: dict[str, Any]) -> bool:
        """Did this user make this very move last, with the same words? Then it was a second press."""
        last = self.object.events.exclude(move__in=ASIDE).order_by("pk").last()
        said = (given.get("note") or given.get("result", ""), given.get("reason", ""))
        return bool(
            last
            and (last.by_id, last.move) == (self.request.user.pk, self.move)
            and (last.note, last.reason) == said
            and last.unit_id == (given["to"].pk if "to" in given else last.unit_id)
        )

    def refuse(self, error: Exception) -> HttpResponse:
        """Back to the matter's page, with the sentence that says why."""
        messages.error(self.request, str(error))
        return redirect(self.object)


@require_safe
def joined_list(request: PortalRequest) -> HttpResponse:
    """What the user reported together with others, and how it stands."""
    page = Paginator(joined(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "casework/joined_list.html", {"page_obj": page})
