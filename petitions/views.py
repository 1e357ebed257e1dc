from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import PortalRequest
from accounts.models import Role, User
from casework.exceptions import MoveDenied
from casework.forms import PersonSearchForm, gives_pause
from casework.models import Matter
from casework.services import told_outside
from casework.views import MatterDetailView, MatterListView, MatterPrintView, MoveView
from petitions import services
from petitions.dictionaries import PATH_NAMES
from petitions.forms import CANNOT_LOG, MOVE_FORMS, REASONS, PetitionFilterForm, PetitionForm, may_register
from petitions.forms.filing import SlipForm
from petitions.hinting import offered, taken
from petitions.models import Petition
from petitions.resident_views import slip_page
from petitions.selectors import alike, deadline_bar, earlier
from petitions.services import hearing
from petitions.supervision_views import block as supervised
from petitions.workflow import PETITION_FLOW
from security import clock

SERVICES = {name: getattr(services, name) for name in PETITION_FLOW.moves}


class PetitionListView(MatterListView):
    kind = Petition
    template_name = "petitions/petition_list.html"
    rows_template = "petitions/_petition_rows.html"
    filter_form = PetitionFilterForm
    extra_context: ClassVar = {"person_form": PersonSearchForm()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_register=may_register(self.request.user), **kwargs)


class PetitionDetailView(MatterDetailView):
    kind = Petition
    template_name = "petitions/petition_detail.html"
    reasons: ClassVar = REASONS
    told_of_people: ClassVar = ("petitioner",)
    hanging: ClassVar = MatterDetailView.hanging | {
        "routings": ("unit",),
        "refusals": (),
        "opinions": ("unit",),
        "deliveries": (),
        "hearings": (),
        "hearing_plans": (),
        "executions": (),
        "aftercare": (),
        "stand_downs": ("user",),
        "recommendations": ("unit",),
        "measures": ("unit",),
        "charges": ("leader",),
        "ratings": (),
        "unsolved": (),
    }

    def get_queryset(self) -> Any:
        wanted = super().get_queryset().select_related("petition__topic", "petition__organ", "created_by")
        return wanted.select_related("petition__profile")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matter, petition = self.object, self.object.own
        petition.matter = matter
        office = self.request.user.holds({Role.XF_OFFICE}, matter)
        return super().get_context_data(**kwargs) | {
            "petition": petition,
            "bar": deadline_bar(matter),
            "facts": facts(matter, petition),
            "deliveries": list(matter.deliveries.all()),
            "earlier": (before := earlier(matter, self.request.user) if office else []),
            "alike": alike(matter, self.request.user, besides=before) if office else [],
            "supervised": supervised(matter, self.request.user),
            "ratings": list(matter.ratings.all()),
            "unsolved": list(matter.unsolved.all()),
            "may_print_slip": (printing := may_print_slip(self.request.user, matter)),
            "on_paper": printing and not petition.unreachable and not told_outside(matter),
            "hidden": petition.veiled and not office,
            "sub": " · ".join(filter(None, [matter.number, kind_of(petition), f"{matter.area}"])),
            "plans": [one for one in matter.hearing_plans.all() if one.hearing_id is None],
            "may_plan": hearing.may_plan(self.request.user, matter),
            "may_call_off": hearing.handles(self.request.user, matter),
        }


def kind_of(petition: Petition) -> str:
    """Its category, and of what is claimed its path, in words."""
    category = petition.get_category_display() if petition.category else "信访件"
    return f"{category}（{PATH_NAMES[petition.path]}）" if petition.path else category


def facts(matter: Matter, petition: Petition) -> list[tuple[str, str]]:
    """What is known of a petition, as the page lists it; empty ones are left out."""
    said = (
        ("越级走访", petition.skipped_level),
        ("多人共同提出", petition.joint),
        ("没有留姓名", petition.anonymous),
        ("联系不上", petition.unreachable),
        ("外国人、无国籍人", petition.foreigner),
        ("简易办理", petition.fast),
    )
    known = [
        ("编号", matter.number),
        ("一码", matter.code),
        ("渠道", petition.get_channel_display()),
        ("邮戳", day(petition.postmarked_on)),
        ("收到", day(petition.received_on)),
        ("接待场所", petition.reception),
        ("转来的机关", " ".join(filter(None, [petition.sender, petition.sender_number]))),
        ("转来", day(petition.sent_here_on)),
        ("向它报结果", said_to_sender(petition)),
        ("人数", f"{petition.headcount} 人"),
        *((label, "是" if held else "") for label, held in said),
        ("反映谁", petition.complained),
        ("内容", str(petition.topic or petition.get_subject_display() if petition.subject else "")),
        ("信访目的", petition.purpose),
        ("初次重复", "重复" if petition.is_repeat else "初次"),
        ("登记", f"{matter.created_by} {moment(matter.registered_at)}"),
        ("承办单位", str(matter.unit or "")),
        ("受理", moment(petition.accepted_at)),
        ("答复", moment(petition.answered_at)),
        ("向上报告", moment(petition.reported_at)),
        ("口径", petition.profile.get_name_display() if petition.profile else ""),
    ]
    return [(term, value) for term, value in known if value]


def said_to_sender(petition: Petition) -> str:
    """By when whoever sent it here is told, or that they were."""
    if petition.answered_sender_on:
        return f"{day(petition.answered_sender_on)} 报了"
    return f"{day(petition.answer_sender_by)} 以前" if petition.answer_sender_by else ""


def day(on: Any) -> str:
    return f"{on:%Y-%m-%d}" if on else ""


def moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


class PetitionPrintView(PetitionDetailView, MatterPrintView):
    template_name = "petitions/petition_print.html"


class PetitionMoveView(MoveView):
    kind = Petition
    forms: ClassVar = MOVE_FORMS
    services: ClassVar = SERVICES

    @property
    def taken(self) -> dict[str, str]:
        """The hints that were taken: they stand in the address and fill in the form."""
        return taken(self.request.GET) if self.move == "classify" else {}

    def get_template_names(self) -> list[str]:
        return (
            ["petitions/petition_classify.html"] if self.move == "classify" else super().get_template_names()
        )

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), **self.taken}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = offered(self.object.own, self.taken) if self.move == "classify" else []
        return super().get_context_data(groups=groups, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def petition_new(request: PortalRequest) -> HttpResponse:
    """Register a petition. A second press of the button finds the petition of the first."""
    if not may_register(request.user):
        messages.error(request, CANNOT_LOG)
        return redirect("petitions:list")
    given = {"grown_from": request.GET["from"]} if "from" in request.GET else {}
    form = PetitionForm(request.POST or None, request.FILES or None, user=request.user, initial=given)
    if request.method == "POST" and form.is_valid() and not gives_pause(form):
        try:
            matter = services.register(by=request.user, **form.acts())
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"登记好了：{matter.number} {matter.title}", extra_tags="petition")
            return redirect(matter if sees(request, matter) else "petitions:list")
    status = 400 if request.method == "POST" and not form.is_valid() else 200
    return render(request, "petitions/petition_new.html", {"form": form}, status=status)


def sees(request: PortalRequest, matter: Matter) -> bool:
    """May the user open it? Whoever wrote it down is let in for today, from the next page on."""
    return matter.created_by_id == request.user.pk or (
        Matter.objects.visible_to(request.user).filter(pk=matter.pk).exists()
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: PortalRequest, number: str) -> HttpResponse:
    """Print a slip with a code for whoever came in person. Whoever holds it may answer as the petitioner, so
    only the petition office prints one, or whoever registered it on that day.
    """
    matter = get_object_or_404(Matter.objects.visible_to(request.user).of(Petition), number=number)
    if not may_print_slip(request.user, matter):
        raise Http404("没有这一页，或者不归您看。")
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        receipt = services.slip(matter, tail=form.cleaned_data["tail"], by=request.user)
        return slip_page(request, receipt, back_url=matter.get_absolute_url())
    status = 400 if request.method == "POST" else 200
    return render(request, "petitions/petition_slip.html", {"form": form, "matter": matter}, status=status)


def may_print_slip(user: User, matter: Matter) -> bool:
    """The petition office of its place; or whoever wrote it down, on that day."""
    today = timezone.localdate(matter.registered_at) == clock.today()
    return user.holds({Role.XF_OFFICE}, matter) or (matter.created_by_id == user.pk and today)


@require_POST
def by_person(request: PortalRequest) -> HttpResponse:
    """To the list of petitions of people with this number: its address holds the blind index instead."""
    form = PersonSearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["number"][0])
        return redirect("petitions:list")
    found = {"status": "all", "person": form.cleaned_data["number"]}
    return redirect(reverse("petitions:list", query=found))
