"""兑现: one period of a scheme, its steps and vouchers, what is said against it and answered."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook
from outcomes import forms as kinds
from outcomes import selectors
from outcomes.doors import NOWHERE, seen_or_404
from outcomes.exceptions import OutcomesDenied, refuse
from outcomes.models import Allocation, Award, Objection
from outcomes.models.awards import AWARD_MOVES
from outcomes.services import awarding, showing
from outcomes.sheet import workbook
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.models.group import writes_list

WITHDRAWABLE = ("draft", "checked", "financed", "public")


def award_of(request: PortalRequest, pk: int) -> Award:
    people = ("scheme__finance", "made_by", "checked_by", "financed_by", "confirmed_by")
    rows = Award.objects.visible_to(request.user).select_related(*people)
    found: Award = seen_or_404(rows, pk)
    return found


@require_safe
def award(request: PortalRequest, pk: int) -> HttpResponse:
    """What each unit gets, what it is made of, how far it is, and what is this user's to do."""
    found, user = award_of(request, pk), request.user
    shares = selectors.shares_of(found, user)
    standing = [one for one in shares if not one.row.struck]
    context = {
        "award": found,
        "shares": shares,
        "total": sum(one.row.amount for one in standing),
        "paid": sum(one.paid for one in standing),
        "moves": [
            (name, label)
            for name, (_, _, label) in AWARD_MOVES.items()
            if not awarding.why_not(found, name, user)
        ],
        "withdraws": writes_list(user) and found.state in WITHDRAWABLE,
        "up": showing.is_up(found),
        "pays": writes_list(user) and found.state == "confirmed",
        "answerable": {
            one.pk for share in shares for one in share.objections if showing.may_answer(user, one)
        },
    }
    return render(request, "outcomes/award.html", context)


@require_POST
def award_move(request: PortalRequest, pk: int, deed: str) -> HttpResponse:
    """One step of it, or taking it back."""
    found = award_of(request, pk)
    if deed == "withdraw":
        awarding.withdraw(found, by=request.user)
    elif deed in AWARD_MOVES:
        awarding.perform(found, deed, by=request.user)
    else:
        raise Http404(NOWHERE)
    messages.success(request, "好了。")
    return redirect(found)


@require_safe
def award_export(request: PortalRequest, pk: int) -> HttpResponse:
    """The award as a workbook."""
    return as_workbook(workbook(award_of(request, pk), request.user), f"award-{pk}")


def allocation_of(request: PortalRequest, pk: int) -> Allocation:
    rows = Allocation.objects.filter(award__in=Award.objects.visible_to(request.user))
    found: Allocation = seen_or_404(rows.select_related("award__scheme", "unit"), pk)
    return found


@require_http_methods(READ_AND_WRITE)
def voucher_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Note a payment that was made."""
    found = allocation_of(request, pk)
    refuse(writes_list(request.user), "凭证由县领导小组办公室来记。")
    refuse(found.award.state == "confirmed", "还没有定下来，不能记兑付。")
    shown = {
        "label": "记兑付凭证",
        "back": found.award.get_absolute_url(),
        "where": "兑现",
        "sub": str(found),
    }

    act = partial(awarding.note_voucher, found)
    return acted(request, kinds.VoucherForm(typed(request)), act, done="记下了。", **shown)


@require_http_methods(READ_AND_WRITE)
def allocation_object(request: PortalRequest, pk: int) -> HttpResponse:
    """Write down what is said against a line while it is up."""
    found = allocation_of(request, pk)
    refuse(showing.is_up(found.award), "现在不在公示期，不能记异议。")
    shown = {"label": "记异议", "back": found.award.get_absolute_url(), "where": "公示", "sub": str(found)}

    act = partial(showing.object_to, found)
    return acted(request, kinds.ObjectionForm(typed(request)), act, done="记下了，由另一个人来查。", **shown)


@require_http_methods(READ_AND_WRITE)
def objection_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """What was found of an objection."""
    rows = Objection.objects.visible_to(request.user)
    found: Objection = seen_or_404(rows.select_related("allocation__award", "nomination__roll"), pk)
    if not showing.may_answer(request.user, found) or found.upheld is not None:
        raise OutcomesDenied("异议由办公室或者领导小组的另一个人来查，答复过的不再答复。")
    line = found.line
    shown_list = line.award if isinstance(line, Allocation) else line.roll
    back = shown_list.get_absolute_url()
    shown = {"label": "答复异议", "back": back, "where": "公示", "sub": f"{line}：{found.text}"}
    act = partial(showing.answer, found)
    return acted(request, kinds.AnswerForm(typed(request)), act, done="答复了。", **shown)
