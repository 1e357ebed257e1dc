"""A sweep that was laid down wrongly is withdrawn, while nobody has signed for it yet (MD-42)."""

from django.db import transaction

from accounts.models import Duty, Role, User
from disputes.exceptions import SweepDenied
from disputes.models import Sweep, SweepPlan
from security import clock

SIGNED = "已经有单位签报了，不能撤销。以后的几期不要了，请另定一次排查。"


def may_withdraw(user: User, plan: SweepPlan) -> bool:
    """Is it this user's to withdraw it: of the office that laid it down, or of one above that?"""
    offices = {duty.area_code for duty in user.held if duty.role == Role.OFFICE}
    mine = {area for area in offices if plan.area_id.startswith(area)}
    if plan.by_id == user.pk or not mine:
        return bool(mine)
    posts = Duty.objects.current().filter(user=plan.by_id, role=Role.OFFICE).select_related("unit")
    theirs = {duty.area_code for duty in posts if plan.area_id.startswith(duty.area_code)}
    return min(map(len, mine)) <= min(map(len, theirs), default=len(plan.area_id))


def refusal(plan: SweepPlan) -> str:
    """Why it cannot be withdrawn any more; "" where it can."""
    if plan.withdrawn_at:
        return "这次排查已经撤销了。"
    return SIGNED if plan.sweeps.exclude(state=Sweep.State.MISSING).exists() else ""


@transaction.atomic
def withdraw(plan: SweepPlan, *, why: str, by: User) -> SweepPlan:
    """Take it back: its rows are no more, it stays with the reason. Raises SweepDenied.

    The rows are locked first, so that a head who signs at the same moment comes before, or finds it gone.
    """
    plan = SweepPlan.objects.select_for_update().get(pk=plan.pk)
    list(plan.sweeps.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not may_withdraw(by, plan):
        raise SweepDenied("排查由定它的办公室来撤销。")
    if reason := refusal(plan):
        raise SweepDenied(reason)
    SweepPlan.objects.filter(pk=plan.pk).update(withdrawn_at=clock.now(), withdrawn_by=by, withdrawn_why=why)
    return SweepPlan.objects.select_related("area", "by", "withdrawn_by").get(pk=plan.pk)
