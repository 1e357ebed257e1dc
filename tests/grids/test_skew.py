"""A server whose clock is hours off stamps nothing wrong, and finds nothing late, or in time, that is not."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from casework.models import Deadline, Grant, Matter, Message, Notice
from casework.services import grant, notify, remind_all
from casework.tasks import deliver_messages
from figures.models import RolledUpMonth
from figures.selectors.stale import stale_months
from figures.services import roll_up
from grids import services
from jobs.models import Job
from jobs.services import run, submit
from security import clock
from tests.factories import CategoryFactory, DutyFactory, SourceFactory

HOUR = timedelta(hours=1)
OFF = pytest.mark.parametrize("off", [-2, 2], indirect=True)


@pytest.fixture
def off(request):
    """The process's clock, so many hours before or after the database's, from now on."""
    with time_machine.travel(datetime.now(tz=timezone.get_default_timezone()) + HOUR * request.param):
        yield request.param


@pytest.fixture
def reported(worker, grid):
    return services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )


@OFF
def test_every_moment_of_a_case_is_the_databases(off, db, request, officer, unit, handler):
    begun = clock.asked()
    case = request.getfixturevalue("reported")
    case = services.accept(services.dispatch(case, to=unit, by=officer), by=handler)
    case = services.check(services.finish(case, result="换了灯泡", by=handler), by=officer)
    case = Matter.objects.get(pk=services.close(case, by=officer).pk)
    over = clock.asked()
    events = list(case.events.all())
    written = [moment for event in events for moment in (event.at, event.recorded_at)]
    assert written == sorted(written)
    assert begun < case.registered_at <= case.created_at < over
    assert begun < written[0] <= written[-1] < over
    at = {event.move: event.at for event in events}
    own = case.own
    assert [case.registered_at, own.dispatched_at, own.accepted_at, own.finished_at, own.checked_at] == [
        at[move] for move in ("register", "dispatch", "accept", "finish", "check")
    ]
    assert own.first_closed_at == case.closed_at == at["close"]
    for deadline in case.deadlines.all():
        assert deadline.started_at == deadline.started_by.at
        assert deadline.met_at in at.values()


@OFF
@pytest.mark.parametrize("come", [False, True])
@pytest.mark.parametrize(("moment", "words"), [("warn_at", "快到期"), ("due_at", "超期")])
def test_nobody_is_reminded_early_nor_later_than_due(off, come, moment, words, reported, officer):
    now = clock.asked()
    Deadline.objects.update(**{"warn_at": now - HOUR, "due_at": now + 240 * HOUR, moment: now + side(come)})
    remind_all()
    assert (words in {notice.text.split("：")[0] for notice in Notice.objects.all()}) == come


def side(come):
    """An hour ago, or in an hour: less than the clock is off."""
    return -HOUR if come else HOUR


@OFF
@pytest.mark.parametrize("late", [False, True])
def test_every_page_finds_it_late_when_it_is_and_no_sooner(off, late, client, reported, officer, county):
    due = clock.asked() + side(late)
    Deadline.objects.update(due_at=due)
    Matter.objects.update(due_at=due, status="finished")
    client.force_login(officer)
    [row] = client.get(reverse("grids:list")).context["rows"]
    limit = client.get(reported.get_absolute_url()).context["limits"][0].light
    blocks = client.get(reverse("casework:todo")).context["blocks"]
    assert (row.light.state == "late", limit.state == "late") == (late, late)
    assert ("late" in {block.key for block in blocks}) == late
    assert len(client.get(reverse("grids:list"), {"now": "overdue"}).context["rows"]) == late
    client.force_login(DutyFactory(role=Role.OFFICE, unit__area=county).user)
    standings = client.get(reverse("figures:board")).context["board"].standings
    assert next(answer.n for answer in standings if answer.standing.key == "overdue") == late


@OFF
def test_a_message_leaves_when_it_is_time(off, reported, officer, mailoutbox):
    notify([officer], key="一条", text="路灯不亮", matter=reported)
    Message.objects.update(try_after=clock.asked() + HOUR)
    assert deliver_messages() == 0
    Message.objects.update(try_after=clock.asked() - HOUR)
    assert deliver_messages() == len(mailoutbox) == 1
    Message.objects.update(state="claimed", sent_at=None, claimed_at=clock.asked())
    deliver_messages()
    assert Message.objects.get().state == "claimed"


@pytest.mark.parametrize("off", [-48, 48], indirect=True)
def test_a_grant_ends_with_the_databases_day(off, reported, officer, stranger):
    today = timezone.localdate(clock.asked())
    grant(reported, to=stranger, by=officer, reason="包案领导", until=today)
    assert Matter.objects.visible_to(stranger).exists()
    Grant.objects.update(until=today - timedelta(days=1))
    stranger.scope = None
    assert not Matter.objects.visible_to(stranger).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("off", [-48, 48], indirect=True)
def test_jobs_and_roll_ups_are_of_the_databases_time(off):
    begun, month = clock.asked(), clock.today().replace(day=1)
    months = {"from": f"{month:%Y-%m}", "to": f"{month:%Y-%m}"}
    asked, _ = submit("figures.roll_up", title="汇总", key="汇总", given=months, by=None)
    run(asked.pk)
    job, rolled = Job.objects.get(), RolledUpMonth.objects.get()
    assert begun < job.created_at < job.started_at < rolled.rolled_at < clock.asked()
    assert begun < job.finished_at < clock.asked()
    roll_up(month)
    assert month in stale_months(clock.now())
