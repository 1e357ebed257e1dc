"""What the reports want done: whoever writes them finds it on their to-do list."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from casework.errands import Errand, errands_from
from casework.lights import Light
from figures.periods import Quarter
from reports.models import Report

REMINDED_FOR = 90  # days after the quarter


@errands_from
def report_to_make(user: User, now: datetime) -> list[Errand]:
    """The report of the quarter that is over, until there is one. One query, for the office alone."""
    if Role.OFFICE not in user.roles:
        return []
    today = timezone.localdate(now)
    over = Quarter.of(today).previous
    days = (today - over.period.end).days + 1
    if days > REMINDED_FOR or Report.objects.visible_to(user).filter(quarter=str(over)).exists():
        return []
    return [
        Errand(
            what=f"{over.label}报告还没生成",
            where="季度报告",
            light=Light("soon", f"季度结束 {days} 天"),
            url=reverse("reports:list"),
            label="去生成",
        )
    ]
