"""After three days without clock and workers: one message to each, not a storm."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from casework.models import Deadline, Message, Notice
from casework.tasks import deliver_messages, remind
from grids import services
from jobs.models import Heartbeat
from tests.factories import CategoryFactory, DutyFactory, SourceFactory, UnitFactory, end_running

DAYS = 3


@pytest.fixture
def backlog(worker, grid, officer, unit, handler, head, county):
    """Cases that were sent, fell due and went late while nothing ran; some were told before it began."""
    DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county), leads=True)
    category, source = CategoryFactory(), SourceFactory()
    for place in range(20):
        case = services.register(
            text=f"第{place}件",
            category=category,
            source=source,
            area=grid,
            by=worker,
            urgency="urgent" if place % 10 == 0 else "general",
        )
        case = services.dispatch(case, to=unit, by=officer)
        if place % 2:
            services.accept(case, by=handler)
        late = timezone.now() - timedelta(hours=place * 5)
        end_running(case.deadlines, warn_at=late - timedelta(days=2), due_at=late)


def parcels_by_person():
    """How many parcels each person got through each channel."""
    sent = set(Message.objects.filter(state="sent").values_list("recipient", "channel", "parcel"))
    return Counter((recipient, channel) for recipient, channel, _ in sent)


def test_three_days_of_silence_end_in_one_message_to_each_person(backlog, mailoutbox):
    Message.objects.update(state="waiting", sent_at=None, parcel=None)
    Heartbeat.objects.create(task="casework.tasks.deliver_messages")
    Heartbeat.objects.update(at=timezone.now() - timedelta(days=DAYS))
    assert Message.objects.count() >= 20
    for _ in range(3):  # in whichever order the clock wakes them
        deliver_messages()
        remind()
        deliver_messages()
    assert Notice.objects.count() > 40
    people = set(Notice.objects.values_list("recipient", flat=True))
    assert set(parcels_by_person().values()) == {1}
    assert len(mailoutbox) == len(people)
    assert not Message.objects.exclude(state="sent").exists()


def test_without_an_outage_what_is_new_goes_when_it_comes(backlog, mailoutbox):
    deliver_messages()
    before = len(mailoutbox)
    remind()
    deliver_messages()
    assert len(mailoutbox) > before


def test_each_limit_is_told_at_its_last_step_alone(backlog, handler):
    end_running(Deadline.objects.all(), due_at=timezone.now() - timedelta(days=9))
    Notice.objects.all().delete()
    remind()
    steps = Counter(notice.text[:2] for notice in Notice.objects.filter(recipient=handler))
    assert set(steps) == {"超期"}
