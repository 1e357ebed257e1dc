"""What the reports want done: whoever writes them finds it on their to-do list."""

from datetime import date, datetime

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from casework.errands import Errand, errand_for_each
from casework.lights import Light
from figures.periods import Quarter
from reports.models import Report

REMINDED_FOR = 90  # days after the quarter


def writers(user: User, today: date) -> QuerySet[User] | None:
    """Whoever writes the report of the quarter that is over, until there is one; for the office alone."""
    if Role.OFFICE not in user.roles or days_since(today) > REMINDED_FOR:
        return None
    made = Report.objects.visible_to(user).filter(quarter=str(Quarter.of(today).previous))
    return User.objects.filter(~Exists(made), pk=user.pk)


def days_since(today: date) -> int:
    """How many days ago the last quarter ended; 1 on the first day after it."""
    return (today - Quarter.of(today).previous.period.end).days + 1


def line(writer: User, now: datetime) -> Errand:
    today = timezone.localdate(now)
    return Errand(
        what=f"{Quarter.of(today).previous.label}报告还没生成",
        where="季度报告",
        light=Light("soon", f"季度结束 {days_since(today)} 天"),
        url=reverse("reports:list"),
        label="去生成",
    )


errand_for_each(writers, line)
