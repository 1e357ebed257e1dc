"""Supervision (督办): what asks for it, what was recommended and answered, measures, who is in charge."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from petitions.dictionaries import SupervisionGround
from petitions.forms.supervising import ChargeForm, FeedbackForm, GoOnForm, MeasureForm, RecommendForm
from petitions.models import Petition
from petitions.services import supervising
from petitions.supervision import asking, grounds, in_charge, not_answered
from petitions.workflow import CONCERNED
from security import clock

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def for_concerned(request: PortalRequest) -> None:
    """Whoever has no part in petitions finds no such page."""
    if not request.user.roles & CONCERNED:
        raise Http404("没有这一页，或者不归您看。")


def given(request: PortalRequest) -> Any:
    """What was posted, also where that is nothing; None where the page is only read."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Act:
    """Something written down of a petition: its words, its form, whose part it is, and the service."""

    label: str
    done: str
    form: type[Any]
    may: Callable[[User, Matter], bool]
    do: Callable[..., object]


ACTS = {
    "recommend": Act(
        "提督办建议",
        "提了督办建议，单位负责人会收到通知。督办函在“文书”里签发。",
        RecommendForm,
        supervising.may_recommend,
        supervising.recommend,
    ),
    "measure": Act(
        "记督办措施",
        "记下了。",
        MeasureForm,
        supervising.may_measure,
        supervising.measure,
    ),
    "charge": Act(
        "交领导包案",
        "记下了，包案的领导会收到通知。",
        ChargeForm,
        supervising.may_measure,
        supervising.take_charge,
    ),
}


@require_safe
def supervision(request: PortalRequest) -> HttpResponse:
    """What asks for supervision, by ground; what was recommended and not answered; what is in charge."""
    for_concerned(request)
    kinds, more = asking(request.user)
    context = {"kinds": kinds, "more": more, "today": clock.today()}
    context |= {"waiting": not_answered(request.user), "charges": in_charge(request.user)}
    return render(request, "petitions/supervision.html", context)


def block(matter: Matter, user: User) -> dict[str, Any]:
    """What the petition's page shows of its supervision, with what this user may do."""
    may = {name: act.may(user, matter) for name, act in ACTS.items()}
    charges = list(matter.charges.all())
    may["charge"] = may["charge"] and all(one.ended_on for one in charges)
    may["recommend"] = may["recommend"] and supervising.receiver(matter) is not None
    may["measure"] = may["measure"] and supervising.receiver(matter) is not None
    told = [(one, supervising.may_answer(user, one)) for one in matter.recommendations.all()]
    return {
        "grounds": labelled(matter) if supervising.may_measure(user, matter) else [],
        "recommendations": told,
        "measures": list(matter.measures.all()),
        "charges": [(one, not one.ended_on and supervising.may_go_on(user, one)) for one in charges],
        "acts": [(act.label, f"petitions:{name}") for name, act in ACTS.items() if may[name]],
        "today": clock.today(),
    }


def labelled(matter: Matter) -> list[tuple[str, str, str]]:
    """Each ground that is suggested, its words, and the fact it rests on."""
    return [(ground, SupervisionGround(ground).label, fact) for ground, fact in grounds(matter)]


def petition_of(request: PortalRequest, number: str) -> Matter:
    """The petition; out of sight is 404."""
    if not number.isprintable():
        raise Http404
    seen = Matter.objects.visible_to(request.user).of(Petition).select_related("unit", "area")
    found: Matter = get_object_or_404(seen, number=number)
    return found


@require_http_methods(READ_AND_WRITE)
def act(request: PortalRequest, number: str, deed: str) -> HttpResponse:
    """Recommend, take a measure, or give it into a leader's charge."""
    matter, one = petition_of(request, number), ACTS[deed]
    if not one.may(request.user, matter):
        messages.error(request, "这一步由信访部门、联席会议来做。")
        return redirect(matter)

    def do(**said: Any) -> object:
        return one.do(matter, by=request.user, **said)

    return filled_in(request, matter, one.form, do, label=one.label, done=one.done)


@require_http_methods(READ_AND_WRITE)
def feedback(request: PortalRequest, number: str, pk: int) -> HttpResponse:
    """The unit answers in writing what it made of a recommendation."""
    matter = petition_of(request, number)
    row = get_object_or_404(matter.recommendations, pk=pk)
    if row.answer or not supervising.may_answer(request.user, row):
        messages.error(request, "已经反馈过，或者不由您的单位反馈。")
        return redirect(matter)

    def do(**said: Any) -> object:
        return supervising.answer(row, by=request.user, **said)

    about = f"{row}：{row.words}"
    return filled_in(request, matter, FeedbackForm, do, label="书面反馈", done="反馈了。", about=about)


@require_http_methods(READ_AND_WRITE)
def go_on(request: PortalRequest, number: str, pk: int) -> HttpResponse:
    """The leader in charge writes what is next, or what came of it."""
    matter = petition_of(request, number)
    row = get_object_or_404(matter.charges.select_related("leader", "matter"), pk=pk)
    if row.ended_on or not supervising.may_go_on(request.user, row):
        messages.error(request, "包案已经结束，或者不由您来写。")
        return redirect(matter)

    def do(**said: Any) -> object:
        return supervising.go_on(row, by=request.user, **said)

    about = f"{row}。下一步：{row.next_step}"
    return filled_in(request, matter, GoOnForm, do, label="写包案进展", done="记下了。", about=about)


def filled_in(
    request: PortalRequest,
    matter: Matter,
    form_class: type[Any],
    do: Callable[..., object],
    *,
    label: str,
    done: str,
    about: str = "",
) -> HttpResponse:
    """The form's page; where it is right, what it does, and back to the petition."""
    form = form_class(given(request), matter=matter, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.acts())
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(matter)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "matter": matter, "label": label, "about": about}
    return render(request, "petitions/supervise.html", context, status=status)
