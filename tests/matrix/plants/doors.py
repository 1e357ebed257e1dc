"""Doors beside the pages of matters: search, calendars, the intake, what was joined, originals, messages."""

from inspect import unwrap
from typing import Any

from django.db.models import Q

import casework.agenda
import casework.agenda_views
import casework.feeding
import casework.file_views
import casework.found
import casework.joinings
import casework.limit_views
import casework.outbox
import casework.search_views
import casework.urls
import casework.views
import casework.views.intake
import grids.known
from casework.models import Event, Matter, SavedFilter
from casework.models.extensions import ExtensionQuerySet
from casework.models.files import AttachmentQuerySet
from casework.models.finding import Hits
from casework.models.saved import SavedFilterQuerySet
from casework.selectors import intake
from casework.triage import arrived
from tests.matrix.plants import both, everybodys, plant, swap, unscoped


def found_anywhere(words: Any, narrowed: Any, most: int = 1000) -> Hits:
    return Hits(tuple(Matter.objects.order_by("-pk").values_list("pk", flat=True)), more=False)


@plant("mediator.east", "lists, search")
def the_search_counts_what_it_does_not_show(world):
    return swap(casework.search_views, "find", found_anywhere)


@plant("grid.west", "search")
def the_search_shows_all(world):
    return both(
        swap(casework.search_views, "find", found_anywhere), unscoped(casework.search_views, "found_rows")
    )


@plant("village.east", "take feed")
def a_feed_holds_what_its_owner_may_not_see(world):
    """Its key opens the limits of all."""
    return both(
        unscoped(casework.agenda_views, "calendar_of"), swap(casework.feeding, "concerning", lambda user: Q())
    )


@plant("window.east", "agenda, calendar")
def the_calendar_of_all(world):
    return unscoped(casework.agenda, "ending")


@plant("grid.east", "page of one's own")
def what_was_joined_opens_though_it_is_out_of_sight(world):
    return unscoped(casework.views, "joined")


@plant("xf_office.west", "page of one's own")
def what_was_joined_by_anybody(world):
    def joined(user: Any) -> list[casework.joinings.Joined]:
        events = Event.objects.filter(joining__isnull=False)
        return [casework.joinings.Joined(one.note, one.at, "已收到", None) for one in events]

    return swap(casework.views, "joined", joined)


@plant("town.east", "intake, desk")
def the_intake_of_all(world):
    return swap(intake, "arrivals", lambda user: Matter.objects.filter(arrived()))


@plant("center.east", "intake")
def the_intake_opens_whatever_its_address_names(world):
    return unscoped(casework.views.intake, "chosen")


@plant("judicial.east", "original, file")
def originals_of_any_matter_may_be_asked_for(world):
    return swap(AttachmentQuerySet, "visible_to", everybodys)


@plant("mediator.west", "outbox")
def the_outbox_for_everybody(world):
    view = unwrap(casework.outbox.outbox)
    pattern = next(one for one in casework.urls.urlpatterns if one.name == "outbox")
    return swap(pattern, "callback", view)


@plant("town.east", "post messaging")
def anybody_decides_about_messages(world):
    view = unwrap(casework.outbox.settle)
    pattern = next(one for one in casework.urls.urlpatterns if one.name == "settle")
    return swap(pattern, "callback", view)


@plant("village.west", "known")
def what_is_known_already_of_any_place(world):
    return swap(grids.known, "joinable", lambda user: Matter.objects.filter(kind="case"))


@plant("grid.east", "more time")
def any_request_for_more_time_is_answered(world):
    return swap(ExtensionQuerySet, "visible_to", everybodys)


@plant("window.east", "kept filter")
def anybodys_filter_is_forgotten(world):
    return swap(SavedFilterQuerySet, "of", lambda rows, user: SavedFilter.objects.all())
