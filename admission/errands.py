"""What waits on the to-do list: a form to fill in, for the unit; a request to decide on, for the office."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from admission.models import Asked, Request
from admission.selectors import to_decide, to_fill
from casework.errands import Errand, errand_for_each
from casework.lights import Light
from pilot.models.group import writes_list
from pilot.workflow import HANDLERS


def forms_to_fill(user: User, today: date) -> QuerySet[Asked] | None:
    """For those who fill in for a unit alone."""
    return to_fill(user, today) if user.roles & HANDLERS else None


def fill_line(asked: Asked, now: datetime) -> Errand:
    left = (asked.request.until - timezone.localdate(now)).days
    return Errand(
        what=f"填表格：{asked.request}",
        where=f"{asked.request.unit}要，已准入",
        light=Light("today", "今天到期") if not left else Light("soon", f"剩 {left} 天"),
        url=f"{asked.request.get_absolute_url()}fill/{asked.unit_id}/",
        label="去填",
    )


def requests_to_decide(user: User, today: date) -> QuerySet[Request] | None:
    """For the county's office alone."""
    return to_decide(user) if writes_list(user) else None


def decide_line(request: Request, now: datetime) -> Errand:
    return Errand(
        what=f"表格准入：{request}",
        where=f"{request.unit}申请，要花 {request.hours} 小时",
        light=Light("today", "等您审批"),
        url=request.get_absolute_url(),
        label="去审批",
    )


errand_for_each(forms_to_fill, fill_line)
errand_for_each(requests_to_decide, decide_line)
