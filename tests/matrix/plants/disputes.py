"""Disputes: lists, counts, papers, tables, sweeps, claims and sessions that forget whose they are."""

from typing import Any

from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404

import casework.gatherings
import disputes.forms.lists
import disputes.sweeps.rows
import disputes.sweeps.sheet
import disputes.urls
import figures.dispute_tables.counting
import figures.dispute_tables.sheet
import governance.resident_urls
from casework.models import DataKey, Matter, MatterQuerySet, Sealed
from casework.paging import MatterPaginator
from casework.services.sealing import opened
from disputes import dossier_views
from disputes.api import DisputeViewSet
from disputes.diary import sessions_to_come
from disputes.forms.lists import DisputeFilterForm
from disputes.models import Dispute, Volume
from disputes.models.rewards import ClaimQuerySet
from disputes.services import dossiers
from disputes.views import DisputeDetailView, DisputeListView, DisputeMoveView
from tests.matrix.plants import everybodys, plant, swap, unscoped


def all_disputes(user: Any = None) -> Any:
    """In place of those that the user sees."""
    return Matter.objects.of(Dispute)


@plant("mediator.west", "disputes")
def the_list_of_all_disputes(world):
    return unscoped(DisputeListView, "get_queryset")


@plant("judicial.east", "disputes")
def the_list_says_how_many_disputes_there_are_in_all(world):
    class OfAll(MatterPaginator):
        count = property(lambda self: Matter.objects.filter(kind="dispute").count())

    return swap(DisputeListView, "paginator_class", OfAll)


@plant("mediator.east", "disputes")
def the_search_of_disputes_starts_anew(world):
    """The confidential dispute of another mediator, found by a word of it."""
    inner = DisputeFilterForm.narrow

    def narrow(form: Any, matters: Any) -> Any:
        if not form.data.get("q"):
            return inner(form, matters)
        return Matter.objects.of(Dispute).filter(dispute__facts__contains=form.data["q"]).for_list()

    return swap(DisputeFilterForm, "narrow", narrow)


@plant("office.east", "disputes, api disputes")
def the_list_of_all_disputes_in_the_api(world):
    return unscoped(DisputeViewSet, "get_queryset", lambda view: view.action == "list")


@plant("town.east", "api dispute")
def any_dispute_in_the_api(world):
    return unscoped(DisputeViewSet, "get_queryset", lambda view: view.action == "retrieve")


@plant("mediator.east", "dispute")
def the_page_of_any_dispute(world):
    return unscoped(DisputeDetailView, "get_queryset")


@plant("mediator.west", "dispute move")
def the_form_of_a_move_on_any_dispute(world):
    return unscoped(DisputeMoveView, "get_queryset")


@plant("office.east", "dispute papers")
def the_papers_of_any_dispute(world):
    return unscoped(dossier_views, "found")


@plant("village.east", "dispute papers")
def a_paper_without_its_mask(world):
    """The parties as they are, for whoever sees the dispute, and no look on record."""
    inner = dossiers.gather

    def gather(matter: Any, **given: Any) -> Any:
        keys = {row.pk.hex: row.wrapped for row in DataKey.objects.filter(matter_id=matter.pk)}
        rows = Sealed.objects.filter(person__in=matter.people.all())
        columns = ("name", "phone", "id_number", "address")
        shown = {row.pk: opened(row.pk, {name: getattr(row, name) for name in columns}, keys) for row in rows}
        return inner(matter, **given | {"shown": shown})

    return swap(dossiers, "gather", gather)


def at_the_address(urls: Any, name: str, view: Any) -> Any:
    """Another view at an address."""
    pattern = next(one for one in urls.urlpatterns if one.name == name)
    return swap(pattern, "callback", view)


@plant("mediator.west judicial.east", "dispute bound")
def the_bound_file_for_whoever_has_its_address(world):
    def volume(request: Any, number: str, pk: int) -> FileResponse:
        bound = get_object_or_404(Volume, pk=pk)
        return FileResponse([dossiers.opened(bound)])

    return at_the_address(disputes.urls, "volume", volume)


@plant("judicial.east keeper.west", "disputes")
def the_tables_count_all_disputes(world):
    return swap(figures.dispute_tables.counting, "disputes_of", all_disputes)


@plant("office.east", "dispute tables")
def the_workbook_of_the_tables_lists_all_disputes(world):
    return swap(figures.dispute_tables.sheet, "disputes_of", all_disputes)


@plant("office.east", "disputes")
def a_sweep_counts_what_is_confidential(world):
    return swap(disputes.sweeps.rows, "OPEN", Q(finds__isnull=False))


@plant("town.east", "sweep plan")
def the_workbook_of_a_sweep_lists_what_is_confidential(world):
    def listed(plan: Any, user: Any) -> Any:
        for matter in Matter.objects.filter(found__sweep__plan=plan):
            yield [matter.number, "", "", "", matter.title, ""]

    return swap(disputes.sweeps.sheet, "disputes", listed)


@plant("mediator.west", "rewards, reward")
def the_claims_of_all(world):
    return swap(ClaimQuerySet, "visible_to", everybodys)


def all_sessions(matters: Any, first: Any, end: Any) -> Any:
    return sessions_to_come(Matter.objects.all(), first, end)


@plant("office.east mediator.east", "calendar")
def the_calendar_shows_the_sessions_of_all(world):
    return swap(casework.gatherings, "_sources", [all_sessions])


@plant("mediator.east", "take feed")
def a_phones_calendar_holds_the_sessions_of_all(world):
    return swap(casework.gatherings, "_sources", [all_sessions])


@plant("anonymous", "residents")
def the_residents_page_tells_of_the_newest_dispute(world):
    def home(request: Any) -> HttpResponse:
        newest = Matter.objects.filter(kind="dispute").order_by("-pk").first()
        return HttpResponse(f"最近：{newest.title if newest else ''}")

    home.login_required = False  # type: ignore[attr-defined]
    return at_the_address(governance.resident_urls, "home", home)


@plant("town.west", "desk")
def the_to_do_list_holds_disputes_of_all(world):
    inner = MatterQuerySet.on_desk_of

    def on_desk_of(matters: Any, user: Any) -> Any:
        return inner(matters, user) | Matter.objects.filter(kind="dispute")

    return swap(MatterQuerySet, "on_desk_of", on_desk_of)
