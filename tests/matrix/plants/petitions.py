"""Petitions: lists, papers, tables, slips and people that forget whose they are and whom they accuse."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

import figures.petition_tables.sheet
import governance.resident_urls
import petitions.urls
import petitions.views
from casework.models import Matter, MatterQuerySet
from casework.models.people import PersonQuerySet
from casework.paging import MatterPaginator
from petitions import paper_views
from petitions.api import PetitionViewSet
from petitions.forms import PetitionFilterForm
from petitions.models import Paper, Petition
from petitions.views import PetitionDetailView, PetitionListView, PetitionMoveView
from tests.matrix.plants import everybodys, plant, swap, unscoped
from tests.matrix.plants.disputes import at_the_address
from tests.matrix.plants.rest import written_by_moves


@plant("xf_joint.east competent_org.east", "petitions")
def the_list_of_all_petitions(world):
    return unscoped(PetitionListView, "get_queryset")


@plant("leading_group.east", "petitions")
def the_list_says_how_many_petitions_there_are_in_all(world):
    class OfAll(MatterPaginator):
        count = property(lambda self: Matter.objects.filter(kind="petition").count())

    return swap(PetitionListView, "paginator_class", OfAll)


@plant("xf_joint.east", "petitions")
def the_search_of_petitions_starts_anew(world):
    """The accusation in another's hand, found by a word of it."""
    inner = PetitionFilterForm.narrow

    def narrow(form: Any, matters: Any) -> Any:
        if not form.data.get("q"):
            return inner(form, matters)
        return Matter.objects.of(Petition).filter(petition__facts__contains=form.data["q"]).for_list()

    return swap(PetitionFilterForm, "narrow", narrow)


@plant("town.east", "petitions, api petitions")
def the_list_of_all_petitions_in_the_api(world):
    return unscoped(PetitionViewSet, "get_queryset", lambda view: view.action == "list")


@plant("mediator.east grid.east", "api petition")
def any_petition_in_the_api(world):
    return unscoped(PetitionViewSet, "get_queryset", lambda view: view.action == "retrieve")


@plant("competent_org.east", "petition")
def the_page_of_any_petition(world):
    """To the unit under the one that is accused, too."""
    return unscoped(PetitionDetailView, "get_queryset")


@plant("office.east", "petition move")
def the_form_of_a_move_on_any_petition(world):
    return unscoped(PetitionMoveView, "get_queryset")


@plant("keeper.west", "petition papers")
def the_papers_of_any_petition(world):
    return unscoped(paper_views, "petition_of")


@plant("judicial.east", "petition papers")
def a_signed_paper_for_whoever_has_its_address(world):
    def signed(request: Any, number: str, pk: int, format: str) -> HttpResponse:  # noqa: A002
        paper = get_object_or_404(Paper, pk=pk)
        return HttpResponse(f"{paper.form}")

    return at_the_address(petitions.urls, "paper_signed", signed)


@plant("window.east", "petition slip")
def a_slip_for_whoever_has_the_number(world):
    """With it they answer in the petitioner's place."""

    def slip(request: Any, number: str) -> HttpResponse:
        return HttpResponse(str(get_object_or_404(Matter, number=number, kind="petition")))

    return at_the_address(petitions.urls, "slip", slip)


@plant("competent_org.east", "person")
def a_hidden_petitioner_for_the_unit_that_handles_it(world):
    return swap(PersonQuerySet, "visible_to", everybodys)


@plant("xf_office.west", "petition")
def what_is_like_it_is_looked_for_everywhere(world):
    def alike(petition: Matter, user: Any) -> list[Matter]:
        return list(Matter.objects.filter(kind="petition").exclude(pk=petition.pk))

    return swap(petitions.views, "alike", alike)


@plant("office.east", "petition tables")
def the_workbook_of_petitions_lists_all(world):
    def details(user: Any, span: Any) -> Any:
        for matter in Matter.objects.filter(kind="petition"):
            yield [matter.title]

    return swap(figures.petition_tables.sheet, "details", details)


@plant("anonymous", "residents")
def the_residents_page_tells_of_the_newest_petition(world):
    def home(request: Any) -> HttpResponse:
        newest = Matter.objects.filter(kind="petition").order_by("-pk").first()
        return HttpResponse(f"最近：{newest.title if newest else ''}")

    home.login_required = False  # type: ignore[attr-defined]
    return at_the_address(governance.resident_urls, "home", home)


@plant("mediator.west", "desk")
def the_to_do_list_holds_petitions_of_all(world):
    inner = MatterQuerySet.on_desk_of

    def on_desk_of(matters: Any, user: Any) -> Any:
        return inner(matters, user) | Matter.objects.filter(kind="petition")

    return swap(MatterQuerySet, "on_desk_of", on_desk_of)


@plant("xf_office.east", "post petitions")
def a_step_of_a_petition_writes_who_logged_it_and_when(world):
    return written_by_moves("created_at", "registered_at", "created_by")
