import re
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import PortalRequest
from accounts.models import User
from casework.exceptions import MoveDenied
from casework.forms import PersonSearchForm, gives_pause
from casework.models import Deadline, Matter, Person
from casework.views import MatterDetailView, MatterListView, MatterPrintView, MoveView
from disputes import services
from disputes.dictionaries import UNCONFIRMED, DisputeSource, Risk
from disputes.forms import (
    CANNOT_LOG,
    MOVE_FORMS,
    REASONS,
    DisputeFilterForm,
    DisputeForm,
    may_register,
)
from disputes.limits import CONFIRM, TIER
from disputes.models import Dispute, Sweep
from disputes.models.templates import KEEPERS
from disputes.returning import came_back
from disputes.risk import COLOURS
from disputes.services.rewarding import lacks
from disputes.workflow import BEFORE_AGREEMENT, CONCERNED, DISPUTE_FLOW
from security import clock

NUMBER = re.compile(r"\d{1,18}", re.ASCII)
SERVICES = {name: getattr(services, name) for name in DISPUTE_FLOW.moves}


class DisputeListView(MatterListView):
    kind = Dispute
    template_name = "disputes/dispute_list.html"
    rows_template = "disputes/_dispute_rows.html"
    filter_form = DisputeFilterForm
    extra_context: ClassVar = {"person_form": PersonSearchForm()}

    def whole(self) -> Any:
        """With what its colour of risk is made from (MD-44)."""
        return super().whole().select_related("dispute")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            may_register=may_register(user),
            keeps_templates=bool(user.roles & {*KEEPERS}),
            is_concerned=bool(user.roles & CONCERNED),
            **kwargs,
        )


class DisputeDetailView(MatterDetailView):
    kind = Dispute
    template_name = "disputes/dispute_detail.html"
    reasons: ClassVar = REASONS
    told_of_people: ClassVar = ("party__acts_for__person",)
    hanging: ClassVar = MatterDetailView.hanging | {
        "sessions": (),
        "inquiries": ("by",),
        "visits": ("by",),
        "appointments": ("room",),
        "appraisals": ("by",),
        "hand_offs": (),
    }
    further: ClassVar = (
        Prefetch("people", Person.objects.select_related("party__acts_for__person")),
        "sessions__mediator__user",
        "agreement__items",
        "confirmations",
    )

    def get_queryset(self) -> Any:
        wanted = super().get_queryset().select_related("dispute__mediator__user", "created_by")
        return wanted.select_related("unit__body", "referral", "agreement", "claim")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matter, dispute = self.object, self.object.own
        dispute.matter = matter
        context = super().get_context_data(**kwargs)
        context |= {
            "dispute": dispute,
            "facts": [*facts(matter, dispute), *recurrence(matter, self.request.user)],
            "papers": dispute.papers,
            "lacking": [paper for paper in dispute.papers if paper.required and not paper.there],
            "agreement": getattr(matter, "agreement", None),
            "confirm": confirm_until(matter),
            "copies": 1 + len([person for person in matter.people.all() if person.part == "party"]),
            "colours": COLOURS,
            "advice": go_up(matter, dispute),
            "still": dispute.waits_for_experts,
            "warning": UNCONFIRMED.get(dispute.justice_type, ""),
            "sub": " · ".join([matter.number, dispute.get_justice_type_display(), f"{matter.area}"]),
            "claims_url": claims_url(matter, self.request.user),
        }
        return context


def claims_url(matter: Matter, user: User) -> str:
    """Where its mediator claims for it, while nobody has and it lacks nothing; "" else."""
    mediator = matter.own.mediator
    if not (mediator and mediator.user_id == user.pk) or lacks(matter) or hasattr(matter, "claim"):
        return ""
    return reverse("disputes:reward_claim", args=[matter.number])


def go_up(matter: Matter, dispute: Dispute) -> str:
    """Why the next tier should take it now, where it should (MD-41)."""
    if matter.status not in BEFORE_AGREEMENT or dispute.tier_limit(TIER) is None:
        return ""
    if dispute.risk == Risk.ACUTE:
        return "可能发生治安或刑事案件，建议现在就“报上一级”。"
    now = clock.now()
    over = [one for one in running(matter, TIER) if not one.suspended_at and one.due_at <= now]
    return f"本级已经调解了 {over[0].amount} {over[0].unit}，建议“报上一级”。" if over else ""


def running(matter: Matter, limit: str) -> list[Deadline]:
    """Its limits of this kind that are neither met nor dropped."""
    return [one for one in matter.deadlines.all() if one.limit == limit and one.runs]


def confirm_until(matter: Matter) -> Any:
    """The running limit to apply for confirmation, which binds the parties (MD-30)."""
    return next(iter(running(matter, CONFIRM)), None)


def facts(matter: Matter, dispute: Dispute) -> list[tuple[str, str]]:
    """What is known of a dispute, as the page lists it; empty ones are left out."""
    known = [
        ("卷号", dispute.volume),
        ("编号", matter.number),
        ("一码", matter.code),
        ("地方", str(matter.area)),
        ("纠纷类型", dispute.get_justice_type_display()),
        ("综治分类", dispute.get_public_type_display()),
        ("来源", dispute.get_source_display()),
        ("规模", f"{dispute.get_scale_display()}，{dispute.heads} 人"),
        ("涉及金额", f"{dispute.amount:,.2f} 元" if dispute.amount is not None else ""),
        ("激化风险", dispute.get_risk_display()),
        ("报告公安", moment(dispute.police_at)),
        ("疑难复杂", "是" if dispute.difficult else ""),
        ("防止民转刑", f"{dispute.crime_prevented} 人" if dispute.crime_prevented else ""),
        ("防止群体性上访", f"{dispute.petition_prevented} 人" if dispute.petition_prevented else ""),
        ("涉家庭暴力", "是" if dispute.violence else ""),
        ("涉未成年人", "是" if dispute.minors else ""),
        ("登记", f"{matter.created_by} {moment(matter.registered_at)}"),
        ("调委会", str(matter.unit or "")),
        ("调解员", mediated_by(dispute)),
        ("受理", moment(dispute.accepted_at)),
        ("不受理的理由", dispute.get_refusal_display() if dispute.refusal else ""),
        ("没有调成的原因", dispute.get_ending_display() if dispute.ending else ""),
        ("告诉的途径", dispute.get_way_display() if dispute.way else ""),
    ]
    return [(term, value) for term, value in known if value]


def recurrence(matter: Matter, user: User) -> list[tuple[str, str]]:
    """That the same people quarrelled before or after, within 90 days; where the user may know."""
    numbers = came_back(matter, user)
    return [("前后 90 天内同样的当事人", "、".join(numbers))] if numbers else []


def mediated_by(dispute: Dispute) -> str:
    """Who mediates, and how that was settled."""
    if dispute.mediator is None:
        return ""
    return f"{dispute.mediator}（{dispute.get_selection_display()}）"


def moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


class DisputePrintView(DisputeDetailView, MatterPrintView):
    template_name = "disputes/dispute_print.html"


class DisputeMoveView(MoveView):
    kind = Dispute
    forms: ClassVar = MOVE_FORMS
    services: ClassVar = SERVICES


@require_http_methods(["GET", "HEAD", "POST"])
def dispute_new(request: PortalRequest) -> HttpResponse:
    """Register a dispute. A second press of the button finds the dispute of the first."""
    if not may_register(request.user):
        messages.error(request, CANNOT_LOG)
        return redirect("disputes:list")
    given = begun_with(request)
    form = DisputeForm(request.POST or None, request.FILES or None, user=request.user, initial=given)
    if request.method == "POST" and form.is_valid() and not gives_pause(form):
        try:
            matter = services.register(by=request.user, **form.acts())
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"登记好了：{matter.number} {matter.title}", extra_tags="dispute")
            return redirect(matter if sees(request, matter) else "disputes:list")
    status = 400 if request.method == "POST" and not form.is_valid() else 200
    return render(request, "disputes/dispute_new.html", {"form": form}, status=status)


def begun_with(request: PortalRequest) -> dict[str, Any]:
    """What the form says before anybody typed: what it comes of, or which sweep found it, and where."""
    given: dict[str, Any] = {"grown_from": request.GET["from"]} if "from" in request.GET else {}
    key = request.GET.get("sweep", "")
    rows = Sweep.objects.visible_to(request.user).filter(pk=int(key)) if NUMBER.fullmatch(key) else None
    if rows and (sweep := rows.first()):
        given |= {"sweep": sweep.pk, "area": sweep.area_id, "source": DisputeSource.INITIATIVE}
    return given


def sees(request: PortalRequest, matter: Matter) -> bool:
    """May the user open it? What they wrote down may be in other hands from the first moment."""
    return Matter.objects.visible_to(request.user).filter(pk=matter.pk).exists()


@require_POST
def by_person(request: PortalRequest) -> HttpResponse:
    """To the list of disputes whose people have this number: its address holds the blind index instead."""
    form = PersonSearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["number"][0])
        return redirect("disputes:list")
    return redirect(reverse("disputes:list", query={"status": "all", "person": form.cleaned_data["number"]}))
