"""A page, a part of a page or an answer of the API that forgets whose rows it shows."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

import casework.list_forms
import figures.views
import governance.navigation
import grids.forms.moves
import grids.views
import reports.views
from accounts.models import Role
from areas.models import Area
from casework import selectors
from casework.api import MatterSerializer, MatterViewSet
from casework.models import Matter, MatterQuerySet
from casework.models.files import AttachmentQuerySet
from casework.models.finding import Hits, says
from casework.models.messages import NoticeQuerySet
from casework.models.scope import desk
from casework.paging import MatterPaginator
from casework.selectors import todo
from casework.selectors.todo import Waiting
from casework.views import MatterListView, VisibleMatters
from figures.selectors import board
from grids.api import CaseSerializer, CaseViewSet
from grids.forms import CaseFilterForm
from grids.models import Case
from grids.views import CaseDetailView, CaseMoveView
from jobs.models import JobQuerySet
from reports.models import ReportQuerySet
from tests.matrix.plants import both, everybodys, plant, swap, unscoped


@plant("mediator.east", "lists")
def the_list_of_all(world):
    return unscoped(MatterListView, "get_queryset")


@plant("grid.east", "matter")
def the_page_of_any_matter(world):
    return unscoped(CaseDetailView, "get_queryset")


@plant("town.east", "move")
def the_form_of_a_move_on_any_matter(world):
    return unscoped(CaseMoveView, "get_queryset")


@plant("village.west", "lists, api list")
def the_list_of_all_in_the_api(world):
    return unscoped(MatterViewSet, "get_queryset", lambda view: view.action == "list")


@plant("office.east", "api matter")
def any_matter_in_the_api(world):
    return unscoped(MatterViewSet, "get_queryset", lambda view: view.action == "retrieve")


@plant("center.east", "post moves")
def any_matter_is_moved_by_the_api(world):
    """The move itself is checked again, but its refusals tell that there is such a matter."""
    return unscoped(MatterViewSet, "get_queryset", lambda view: view.action.startswith("make_move"))


@plant("judicial.west", "file")
def any_file_at_the_door(world):
    return swap(AttachmentQuerySet, "visible_to", everybodys)


@plant("window.east", "page of one's own")
def everybodys_notices(world):
    return swap(NoticeQuerySet, "visible_to", everybodys)


@plant("discipline.east", "page of one's own")
def notices_of_what_one_no_longer_sees(world):
    return swap(NoticeQuerySet, "visible_to", lambda notices, user: notices.filter(recipient=user))


@plant("town.east", "desk, page of one's own")
def the_to_do_list_of_everybody(world):
    return swap(MatterQuerySet, "on_desk_of", lambda matters, user: Matter.objects.open())


@plant("competent_org.east", "desk")
def the_to_do_list_without_its_scope(world):
    return swap(MatterQuerySet, "on_desk_of", lambda matters, user: Matter.objects.open().filter(desk(user)))


@plant("grid.west", "page of one's own")
def what_was_done_lately_by_anybody(world):
    def lately(*, user: Any, now: Any) -> Any:
        return selectors.rows(Matter.objects.exclude(closed_at=None).for_list(), user=user, now=now)

    return swap(todo, "done_lately", lately)


@plant("member_unit.west", "desk")
def the_number_in_the_menu_of_all(world):
    return swap(governance.navigation, "waiting", lambda user: Waiting(Matter.objects.open().count(), 0))


@plant("town.west", "boards")
def the_board_counts_all(world):
    return unscoped(figures.views, "board_of")


@plant("village.east", "boards, board")
def the_board_of_any_area(world):
    return swap(figures.views, "boards_of", lambda user, code="": list(Area.objects.order_by("code")))


@plant("office.west", "boards")
def the_standings_of_all(world):
    inner = board.standing_answers

    def of_all(matters: Any, area: str, now: Any) -> Any:
        return inner(Matter.objects.filter(kind="case"), area, now)

    return swap(board, "standing_answers", of_all)


@plant("xf_office.east", "lists")
def a_filter_by_area_starts_anew(world):
    inner = CaseFilterForm.narrow

    def narrow(form: Any, matters: Any) -> Any:
        return inner(form, Matter.objects.of(Case).for_list() if form.data.get("area") else matters)

    return swap(CaseFilterForm, "narrow", narrow)


@plant("town.east", "lists")
def a_drill_down_starts_anew(world):
    inner = CaseFilterForm.narrow

    def narrow(form: Any, matters: Any) -> Any:
        drilled = form.data.get("figure") or form.data.get("now")
        return inner(form, Matter.objects.of(Case).for_list() if drilled else matters)

    return swap(CaseFilterForm, "narrow", narrow)


@plant("keeper.west", "lists")
def the_search_finds_all(world):
    """The list starts anew, and so does the search, which else finds by itself nothing out of sight."""
    inner = CaseFilterForm.narrow

    def narrow(form: Any, matters: Any) -> Any:
        return inner(form, Matter.objects.of(Case).for_list() if form.data.get("q") else matters)

    def scan(words: Any, narrowed: Any) -> Hits:
        keys = Matter.objects.filter(says(words)).values_list("pk", flat=True)
        return Hits(tuple(keys), more=False)

    return both(swap(CaseFilterForm, "narrow", narrow), swap(casework.list_forms, "search", scan))


@plant("orgdept.east", "lists")
def the_list_says_how_many_there_are_in_all(world):
    class OfAll(MatterPaginator):
        count = property(lambda self: Matter.objects.count())

    return swap(MatterListView, "paginator_class", OfAll)


@plant("center.east", "rest")
def a_suggestion_rests_on_all(world):
    return unscoped(grids.forms.moves, "likely_units")


ANYBODY = frozenset(Role.values)
REPORTS = (reports.views, "READERS", ANYBODY)


@plant("town.west", "reports, report")
def the_reports_for_everybody(world):
    return both(swap(*REPORTS), swap(ReportQuerySet, "visible_to", lambda rows, user: rows.ready()))


@plant("mediator.west", "paper")
def the_papers_of_reports_for_everybody(world):
    return both(swap(*REPORTS), swap(ReportQuerySet, "visible_to", lambda rows, user: rows.ready()))


@plant("xf_joint.west", "job")
def the_job_of_anybody(world):
    return swap(JobQuerySet, "visible_to", everybodys)


@plant("town.east", "matter")
def a_page_follows_a_foreign_key(world):
    """The case grew from another: its title is read through the link."""
    inner = grids.views.facts

    def facts(matter: Any, case: Any) -> Any:
        links = matter.grew_from.select_related("source")
        return [*inner(matter, case), *(("来自", link.source.title) for link in links)]

    return swap(grids.views, "facts", facts)


@plant("village.east", "api matter")
def the_api_follows_a_foreign_key(world):
    def shown(serializer: Any, matter: Any) -> Any:
        data = super(CaseSerializer, serializer).to_representation(matter)
        return {**data, "from": [link.source.number for link in matter.grew_from.select_related("source")]}

    return swap(CaseSerializer, "to_representation", shown)


@plant("office.east", "matter")
def a_page_lists_what_else_its_holder_has(world):
    inner = grids.views.facts

    def facts(matter: Any, case: Any) -> Any:
        others = Matter.objects.filter(created_by=matter.created_by_id)
        return [*inner(matter, case), ("同一登记人", "、".join(str(other) for other in others))]

    return swap(grids.views, "facts", facts)


@plant(
    "town.east",
    "api matter",
    beyond="行是本人看得到的，列多了：人员表的行给全体看（签名要用姓名），库按行不按列锁",
)
def the_api_shows_every_column(world):
    class Meta(MatterSerializer.Meta):
        fields = "__all__"
        depth = 1

    return swap(CaseSerializer, "Meta", Meta)


def unscoped_title(view: Any) -> str:
    """The title of the matter that the address names, whoever asks."""
    found = Matter.objects.filter(number=view.kwargs["number"]).first()
    return found.title if found else ""


@plant("mediator.east", "api matter")
def an_error_of_the_api_names_the_matter(world):
    inner = CaseViewSet.get_object

    def get_object(view: Any) -> Any:
        try:
            return inner(view)
        except Http404:
            if title := unscoped_title(view):
                raise PermissionDenied(f"不能看“{title}”") from None
            raise

    return swap(CaseViewSet, "get_object", get_object)


@plant("grid.east", "matter")
def a_refusal_tells_that_there_is_such_a_matter(world):
    inner = VisibleMatters.get_object

    def get_object(view: Any, queryset: Any = None) -> Any:
        try:
            return inner(view, queryset)
        except Http404:
            if unscoped_title(view):
                raise PermissionDenied from None
            raise

    return swap(VisibleMatters, "get_object", get_object)


@plant("judicial.east", "page of one's own")
def a_header_names_the_newest_matter(world):
    inner = MatterListView.dispatch

    def dispatch(view: Any, request: Any, *args: Any, **named: Any) -> Any:
        response = inner(view, request, *args, **named)
        response.headers["ETag"] = f'"{"-".join(Matter.objects.values_list("number", flat=True))}"'
        return response

    return swap(MatterListView, "dispatch", dispatch)
