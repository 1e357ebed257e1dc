"""What leaks past the pages: forms that write what they are given, the administration, caches, logs, mail."""

import importlib
import logging
from contextlib import contextmanager, suppress
from typing import Any
from unittest import mock

from django.contrib import admin
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, reverse

import accounts.urls
import governance.urls
from accounts.models import User
from casework.admin import MessageAdmin
from casework.forms import MoveForm
from casework.models import Matter
from casework.models.messages import NoticeQuerySet
from casework.services import delivering
from grids import views
from grids.forms import CaseForm
from grids.models import Case
from grids.views import CaseDetailView
from security.context import everything
from tests.matrix.plants import both, everybodys, plant, swap, unscoped
from tests.matrix.plants.pages import unscoped_title

logger = logging.getLogger("grids")


def written_by_moves(*columns: str) -> Any:
    """A form of a move that also writes these columns, where it is given them."""
    inner = MoveForm.acts

    def acts(form: Any) -> Any:
        given = {name: form.data[name] for name in columns if name in form.data}
        Matter.objects.filter(pk=form.matter.pk).update(**given)
        return inner(form)

    return swap(MoveForm, "acts", acts)


@plant("town.east", "post moves")
def a_form_writes_number_and_kind(world):
    return written_by_moves("number", "kind")


@plant("center.west", "post moves")
def a_form_writes_who_logged_it_and_when(world):
    return written_by_moves("created_at", "registered_at", "created_by")


@plant("competent_org.east", "post moves")
def a_form_writes_holder_unit_and_limit(world):
    return written_by_moves("unit", "holder", "due_at", "version")


@plant("village.east", "post moves")
def a_form_writes_how_well_it_went(world):
    inner = MoveForm.acts

    def acts(form: Any) -> Any:
        Case.objects.filter(pk=form.matter.pk).update(returned=form.data["returned"], on_time=True)
        return inner(form)

    return swap(MoveForm, "acts", acts)


@plant("village.east", "post moves")
def a_form_writes_who_may_see_it(world):
    def acts(form: Any) -> Any:
        Matter.objects.filter(pk=form.matter.pk).update(confidential="confidential" in form.data)
        return inner(form)

    inner = MoveForm.acts
    return swap(MoveForm, "acts", acts)


@plant("grid.east", "post others")
def a_page_gives_whoever_asks_another_post(world):
    pattern = next(one for one in accounts.urls.urlpatterns if one.name == "text_size")
    inner = pattern.callback

    def size(request: Any) -> Any:
        with suppress(AttributeError):  # a visitor is no row
            request.user.duties.update(role=request.POST["role"])
        return inner(request)

    return swap(pattern, "callback", size)


@plant("window.east", "post new", beyond="新登记的一行是本人该写的；库拦得住改，分不清一列的初值是谁填的")
def logging_a_case_takes_every_column(world):
    inner = CaseForm.acts

    def acts(form: Any) -> Any:
        return {**inner(form), "returned": form.data["returned"], "reopened": form.data["reopened"]}

    return swap(CaseForm, "acts", acts)


@plant("town.west", "post others")
def everybodys_notices_are_marked_as_read(world):
    return swap(NoticeQuerySet, "to", everybodys)


def reread_urls() -> None:
    importlib.reload(governance.urls)
    clear_url_caches()


@plant("system_admin", "new addresses")
@contextmanager
def matters_in_the_administration(world):
    admin.site.register(Matter)
    reread_urls()
    try:
        with swap(User, "has_perm", lambda user, perm, obj=None: True):
            yield
    finally:
        admin.site.unregister(Matter)
        reread_urls()


@plant("system_admin", "admin row")
def the_administration_deletes_what_matters_point_at(world):
    inner = User.has_perm

    def has_perm(user: User, perm: str, obj: Any = None) -> bool:
        return inner(user, perm.replace(".delete_", ".view_"), obj)

    return swap(User, "has_perm", has_perm)


@plant("system_admin", "admin row")
def the_administration_shows_what_was_told(world):
    return swap(MessageAdmin, "fields", (*MessageAdmin.fields, "notice"))


@plant("mediator.east", "matter, cache", beyond="缓存里是应用自己放的页面，库没有被问")
@contextmanager
def a_page_is_kept_for_all(world):
    """The first who may see the page has it cached, for the address alone."""
    inner = CaseDetailView.dispatch

    def dispatch(view: Any, request: Any, *args: Any, **named: Any) -> Any:
        if kept := cache.get(request.path):
            return HttpResponse(kept)
        response = inner(view, request, *args, **named).render()
        if response.status_code == 200:
            cache.set(request.path, response.content, 60)
        return response

    with swap(CaseDetailView, "dispatch", dispatch):
        first = Client()
        first.force_login(world.people["town.west"])
        first.get(reverse("grids:detail", args=[world.matters["foreign"].number]))
        yield
    cache.clear()


@plant("town.east", "post moves", beyond="日志由应用写，行是本人看得到的，读日志的是别人")
def a_line_of_the_log_says_what_it_is_about(world):
    inner = views.SERVICES["query"]

    def query(case: Any, **given: Any) -> Any:
        logger.info("asked back: %s", case.title)
        return inner(case, **given)

    return mock.patch.dict(views.SERVICES, query=query)


@plant("grid.west", "matter")
def a_failure_logs_what_it_could_not_show(world):
    inner = CaseDetailView.get_object

    def get_object(view: Any, queryset: Any = None) -> Any:
        try:
            return inner(view, queryset)
        except Http404:
            if title := unscoped_title(view):
                raise RuntimeError(f"cannot show {title}") from None
            raise

    return swap(CaseDetailView, "get_object", get_object)


@plant("town.east", "mail", beyond="发信的任务以平台的名义办事，看得到全部")
def mail_to_people_who_may_not_see_it(world):
    return swap(delivering, "may_be_told", lambda message: True)


@plant("mediator.west", "matter", beyond="以平台的名义去问，库就当是平台自己；哪些代码可以这样问，有名单")
def a_page_asks_in_the_portals_own_name(world):
    inner = CaseDetailView.get

    def get(view: Any, request: Any, *args: Any, **named: Any) -> Any:
        with everything("planted"):
            return inner(view, request, *args, **named).render()

    return both(unscoped(CaseDetailView, "get_queryset"), swap(CaseDetailView, "get", get))
