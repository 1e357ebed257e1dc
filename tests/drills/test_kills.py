"""What is killed comes back, and nothing is lost or done twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from celery import Celery
from django.db import connection
from django.utils import timezone

from casework.models import Deadline, Matter, Message, Notice
from figures import services as figures
from figures.models import RolledUpMonth
from stack import valkey
from stack.place import Place
from stack.processes import Children
from tests.factories import CaseFactory, DutyFactory, UnitFactory
from tests.figures.rolled import reported

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds
MONTHS = [(2024, 12), (2025, 1), (2025, 2)]

pytestmark = pytest.mark.django_db(transaction=True)


def until(true, what):
    """Wait until it is true, or fail saying what never was."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.1)


@pytest.fixture
def broker(tmp_path):
    """A Valkey of this test's own, that may be killed."""
    place = Place(tmp_path / "servers")
    place.take()
    children = Children(place)
    yield lambda: valkey.start(place, children)
    children.stop()
    place.release()


@pytest.fixture
def worker(tmp_path):
    """Starts real Celery workers on this test's database, each a group that dies as one."""
    started = []
    given = connection.settings_dict
    database = (
        f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    )

    def start(redis):
        settings = {
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "governance.settings.demo",
            "QUIET_HOURS": "",
        }
        command = [sys.executable, "-m", "celery", "-A", "governance", "worker", "-c", "2", "-l", "CRITICAL"]
        one = subprocess.Popen(
            [*command, "-n", f"drill{len(started)}-{os.getpid()}@local"],
            cwd=ROOT,
            env={**os.environ, **settings},
            start_new_session=True,
        )
        started.append(one)
        return one

    yield start
    for one in started:
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wake(redis, *tasks):
    """What beat does."""
    with Celery(broker=redis, set_as_current=False) as app:
        for task in tasks:
            app.send_task(task)


def test_a_worker_killed_while_it_rolls_up_leaves_the_quarter_complete(town, broker, worker):
    moments = [timezone.now().replace(year=year, month=month, day=9, hour=4) for year, month in MONTHS]
    for moment in moments * 20:
        CaseFactory(area=town, registered_at=moment)
    redis = broker()
    job, _ = figures.ask_for_roll_up(date(2024, 12, 1), date(2025, 2, 1), by=None)

    first = worker(redis)
    stall = connection.copy()
    with stall.cursor() as cursor:  # the second year waits, so that the kill meets a job half done
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [figures.LOCK_SPACE, 2025])
        wake(redis, "jobs.tasks.resume_jobs")
        until(lambda: fresh(job).done == 1, "one month done")
        kill(first)
    stall.close()
    assert RolledUpMonth.objects.count() == 1

    worker(redis)
    wake(redis, "jobs.tasks.resume_jobs")
    until(lambda: fresh(job).state == "finished", "the job finished")
    assert [reported(date(year, month, 1)) for year, month in MONTHS] == [20, 20, 20]


def fresh(job):
    job.refresh_from_db()
    return job


def test_valkey_killed_while_reminders_are_due_each_is_sent_exactly_once(town, broker, worker, tmp_path):
    unit = UnitFactory(area=town)
    due(150, unit)
    redis = broker()
    running = worker(redis)
    wake(redis, "casework.tasks.remind")
    until(lambda: Message.objects.exists(), "a message written")
    wake(redis, "casework.tasks.deliver_messages")
    until(lambda: Message.objects.filter(state="sent").count() >= 10, "ten sent")
    shut(redis)
    due(150, unit)

    assert broker() == redis
    for _ in range(PATIENCE):
        if running.poll() is not None:  # a worker may die of the loss; its supervisor starts it again
            running = worker(redis)
        wake(redis, "casework.tasks.remind", "casework.tasks.deliver_messages")
        time.sleep(1)
        if Notice.objects.count() == 300 and not Message.objects.exclude(state="sent").exists():
            break

    assert Notice.objects.count() == 300
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    mails = [mail for file in (tmp_path / "mail").iterdir() for mail in file.read_bytes().split(b"-" * 79)]
    texts = [message_from_bytes(mail.strip()).get_payload(decode=True) for mail in mails if mail.strip()]
    assert len(texts) == len(set(texts)) == 300


def due(count, unit):
    """So many cases, each in other hands of the unit, each with a limit whose warning has come."""
    now = timezone.now()
    for _ in range(count):
        holder = DutyFactory(role="competent_org", unit=unit).user
        case = CaseFactory(area=unit.area, holder=holder, status="handling")
        Deadline.objects.create(
            matter=case,
            limit="grid.handle",
            label="处置",
            amount=3,
            unit="个工作日",
            basis="测试",
            started_at=now - timedelta(days=3),
            warn_at=now - timedelta(minutes=1),
            due_at=now + timedelta(days=9),
            legal_on=now.date(),
            target_on=now.date(),
            calendar="测试",
        )
    assert Matter.objects.exists()


def shut(redis):
    """Kill -9 the Valkey behind this address."""
    port = redis.rsplit(":", 1)[1].split("/")[0]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"valkey-server" in words[0] and f"port {port}\n" in Path(os.fsdecode(words[1])).read_text():
                os.kill(int(folder.name), signal.SIGKILL)
                return
    raise AssertionError("no Valkey at that port")
