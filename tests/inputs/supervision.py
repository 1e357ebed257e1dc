"""A petition that is supervised, and a day on which a leader receives."""

from datetime import timedelta

from petitions.models import Charge, HearingPlan, ReceptionDay, Recommendation
from security import clock


def supervised_petition(matter, handler, clerk):
    """Recommended on and not answered yet, in a leader's charge."""
    today = clock.today()
    said = {"ground": "notice", "kind": "work", "words": "请尽快告知。"}
    days = {"sent_on": today, "due_on": today + timedelta(days=30)}
    Recommendation.objects.create(matter=matter, unit=matter.unit, by=clerk, **said, **days)
    planned = {"noticed_on": today, "on": today + timedelta(days=9), "begins": "09:00", "ends": "11:00"}
    HearingPlan.objects.create(matter=matter, stage="handling", place="会议室", by=clerk, **planned)
    Charge.objects.create(matter=matter, leader=handler, since=today, next_step="约见。", by=clerk)
    return matter


def reception_day(area, unit, clerk):
    given = {"on": clock.today(), "begins": "09:00", "ends": "11:00", "kind": "in"}
    return ReceptionDay.objects.create(
        area=area, unit=unit, post="演示副县长", place="信访局", by=clerk, **given
    )
