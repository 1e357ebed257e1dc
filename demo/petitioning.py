"""A year's invented petitions, day by day on the demo's own clock, each act made by the real services.

Nobody is real: every name says 演示, and no number could be anybody's.
"""

import heapq
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from casework.clocks import ONE_DAY
from casework.models.calendar import full_calendar
from demo.appeals import Due
from demo.casting import cast, stage_of
from demo.county import COUNTY
from demo.rhythm import OFFICE_DAY, Office
from petitions.services.supervising import call_off, publish_day
from security import clock

COUNT = 120
CLERK, COLLEAGUE = "xinfang", "xf001"
RECEPTION_EVERY, RECEPTIONS = 30, 8  # days; one in this many was called off
POSTS = ("演示副县长", "演示县委政法委书记", "演示副县长")


@transaction.atomic
def petition(count: int = COUNT) -> int:
    """Let them come in and go on, as far as they are by now; how many. None where nobody takes petitions."""
    clerk, colleague = (User.objects.filter(username=name).first() for name in (CLERK, COLLEAGUE))
    if clerk is None or colleague is None:
        return 0
    now = clock.now()
    receive_people(clerk, now)
    play(cast(stage_of(clerk, colleague), now, count), now)
    return count


def play(dues: list[Due], now: datetime) -> None:
    """Make all acts in the order of their days, up to now."""
    office = Office(full_calendar(), timezone.get_default_timezone())
    heapq.heapify(dues)
    while dues and dues[0].at <= now:
        due = heapq.heappop(dues)
        act = due.steps[0][2]
        with clock.as_of(due.at):
            due.tale.matter = act(due.tale, clock.today()) or due.tale.matter
        if rest := due.steps[1:]:
            least, most, _ = rest[0]
            wait = timedelta(days=due.tale.rng.uniform(least, most))
            due.at = office.later(due.at + wait, due.tale.rng.random() * OFFICE_DAY / 9)
            due.steps = rest
            heapq.heappush(dues, due)


def receive_people(clerk: User, now: datetime) -> None:
    """Days on which leaders receive people: once a month, two of them to come."""
    calendar, county = full_calendar(), Area.objects.get(pk=COUNTY)
    for place in range(RECEPTIONS):
        day = timezone.localdate(now) + ONE_DAY * (RECEPTION_EVERY * (place - RECEPTIONS + 2) + 9)
        day = calendar.roll_forward(day)
        published = datetime.combine(day - 9 * ONE_DAY, time(9), timezone.get_default_timezone())
        with clock.as_of(min(published, now)):
            made = publish_day(
                on=day,
                begins=time(9),
                ends=time(11, 30),
                kind="out" if place % 3 == 1 else "in",
                area=county,
                post=POSTS[place % len(POSTS)],
                place="县信访接待大厅" if place % 3 != 1 else "演示村文化礼堂",
                by=clerk,
            )
            if place == 2:
                call_off(made, reason="临时有防汛任务，改到下个月", by=clerk)
