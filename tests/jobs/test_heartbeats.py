"""The clock's pulse: who is silent, and for how long before anybody is alarmed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jobs.heartbeats import pulses, regular, silence
from jobs.models import Heartbeat
from jobs.tasks import resume_jobs, run_job
from security import clock

pytestmark = pytest.mark.django_db


def test_a_task_of_the_clock_leaves_its_mark_when_it_ends():
    resume_jobs()
    first = Heartbeat.objects.get(task="jobs.tasks.resume_jobs").at
    resume_jobs()
    assert Heartbeat.objects.get(task="jobs.tasks.resume_jobs").at > first


def test_a_task_that_fails_leaves_none():
    with pytest.raises(TypeError):
        run_job("no number", "and one word too many")
    with pytest.raises(TypeError):
        resume_jobs("what it does not take")
    assert not Heartbeat.objects.exists()


@pytest.mark.parametrize(("minutes", "silent"), [(0, False), (4, False), (6, True)])
def test_silence_is_some_missed_turns(minutes, silent):
    Heartbeat.objects.bulk_create(Heartbeat(task=task) for task in regular())
    Heartbeat.objects.update(at=clock.asked() - timedelta(minutes=minutes))
    quick = next(pulse for pulse in pulses(clock.asked()) if pulse.task == "jobs.tasks.resume_jobs")
    assert quick.silent is silent


def test_what_is_woken_seldom_is_not_asked_for():
    assert "casework.tasks.anonymise" not in regular()
    assert "casework.tasks.remind" in regular()


def test_how_long_it_was_silent_and_nothing_for_what_is_new():
    assert silence("casework.tasks.remind", clock.asked()) == timedelta()
    Heartbeat.objects.create(task="casework.tasks.remind")
    Heartbeat.objects.update(at=clock.asked() - timedelta(days=3))
    assert silence("casework.tasks.remind", clock.asked()) >= timedelta(days=3)


def test_the_command_tells_monitoring():
    out = StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("heartbeats", stdout=out)
    assert stopped.value.returncode == 1
    assert "还没有跑过" in out.getvalue()
    Heartbeat.objects.bulk_create(Heartbeat(task=task) for task in regular())
    call_command("heartbeats", stdout=out)
    assert "在跑 casework.tasks.remind" in out.getvalue()
