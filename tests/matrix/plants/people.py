"""Who is in a matter, and the record of who did what: each with a page that lets in too many."""

from inspect import unwrap
from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404

import audit.urls
import audit.views
import casework.views
import casework.views.revealing
from audit.models import AuditorsQuerySet, Extract
from casework.models import Matter
from casework.models.people import PersonQuerySet
from grids.forms import CaseFilterForm
from grids.models import Case
from tests.matrix.plants import both, everybodys, plant, swap


@plant("keeper.east", "person")
def anybodys_full_details_may_be_asked_for(world):
    return swap(PersonQuerySet, "visible_to", everybodys)


@plant("mediator.east", "person", beyond="谁办得了一件事由流程表定，库只管看不看得到；完整信息另有一道申请")
def whoever_sees_a_matter_may_ask_for_full_details(world):
    views = (casework.views, casework.views.revealing)
    return both(*(swap(module, "may_reveal", lambda user, matter: True) for module in views))


@plant("window.west", "lists")
def the_search_by_person_finds_all(world):
    inner = CaseFilterForm.narrow

    def narrow(form: Any, matters: Any) -> Any:
        return inner(form, Matter.objects.of(Case).for_list() if form.data.get("person") else matters)

    return swap(CaseFilterForm, "narrow", narrow)


@plant("office.east security_admin", "audit")
def the_record_of_writes_for_everybody(world):
    readers = swap(AuditorsQuerySet, "visible_to", everybodys)
    return both(
        readers,
        in_its_place("list", unwrap(audit.views.entry_list)),
        in_its_place("head", unwrap(audit.views.head)),
    )


@plant("system_admin", "extract")
def the_auditors_files_for_everybody(world):
    def any_extract(request: Any, pk: int) -> FileResponse:
        return FileResponse(get_object_or_404(Extract, pk=pk).file.open())

    return in_its_place("extract", any_extract)


def in_its_place(name: str, view: Any) -> Any:
    """Another view at an address of the auditor's."""
    pattern = next(one for one in audit.urls.urlpatterns if one.name == name)
    return swap(pattern, "callback", view)
