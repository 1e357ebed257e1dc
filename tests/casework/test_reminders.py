from datetime import timedelta

import pytest
from django.utils import timezone

from casework.models import Deadline, Message, Notice
from casework.services import remind_all, send_again
from casework.tasks import deliver_messages
from grids import services
from tests.factories import CategoryFactory, SourceFactory


@pytest.fixture
def dispatched(worker, grid, officer, unit, handler):
    """A case in the unit's hands, with its own limits alone."""

    def make():
        case = services.register(
            text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
        )
        case = services.accept(services.dispatch(case, to=unit, by=officer), by=handler)
        Notice.objects.all().delete()
        return case

    return make


def move(case, **moments):
    case.deadlines.filter(met_at=None).update(**moments)


def told():
    return sorted((notice.recipient.name, notice.text.split("：")[0]) for notice in Notice.objects.all())


def test_nothing_is_said_before_the_warning(dispatched):
    move(dispatched(), warn_at=timezone.now() + timedelta(minutes=1))
    remind_all()
    assert told() == []


def test_each_step_is_told_once_however_often_the_sweep_runs(dispatched, handler, head):
    case, now = dispatched(), timezone.now()
    for due_at, expected in (
        (now + timedelta(days=9), [(handler.name, "快到期")]),
        (now + timedelta(seconds=1), [(handler.name, "今天到期"), (handler.name, "快到期")]),
        (
            now,
            [(handler.name, step) for step in ("今天到期", "快到期", "超期")] + [(head.name, "超期")],
        ),
    ):
        move(case, warn_at=now - timedelta(days=1), due_at=due_at)
        remind_all()
        remind_all()
        assert told() == sorted(expected)


def test_the_key_holds_even_if_the_mark_is_lost(dispatched, handler):
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1), due_at=timezone.now())
    remind_all()
    Deadline.objects.update(told="")
    remind_all()
    assert told() == [(handler.name, "超期")]


def test_a_case_nobody_holds_is_told_to_the_dispatcher_alone(worker, grid, officer):
    case = services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )
    move(case, warn_at=timezone.now() - timedelta(hours=1))
    remind_all()
    assert {name for name, _ in told()} == {officer.name}


def test_closed_and_kept_limits_are_silent(dispatched, officer, handler):
    case = services.finish(dispatched(), result="好了", by=handler)
    case = services.close(services.check(case, by=officer), by=officer)
    Notice.objects.all().delete()
    Deadline.objects.update(warn_at=timezone.now() - timedelta(days=9), due_at=timezone.now())
    remind_all()
    assert told() == []


def test_e_mail_leaves_once_and_is_confirmed(dispatched, mailoutbox):
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    assert (deliver_messages(), deliver_messages()) == (1, 0)
    assert len(mailoutbox) == 1
    assert Message.objects.get().state == "sent"


def test_a_mail_server_that_is_away_is_tried_again_later(dispatched, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    assert deliver_messages() == 1
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("waiting", 1)
    assert message.error
    assert message.try_after > timezone.now()


def test_what_a_killed_worker_left_is_unknown_and_never_sent_again(dispatched, mailoutbox):
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    Message.objects.update(state="claimed", claimed_at=timezone.now() - timedelta(minutes=6))
    deliver_messages()
    assert Message.objects.get().state == "unknown"
    assert not mailoutbox


def test_many_reminders_cost_few_queries_each(dispatched, django_assert_max_num_queries):
    for _ in range(5):
        move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    with django_assert_max_num_queries(10 + 5 * 4):
        remind_all()


def test_a_person_may_let_it_go_once_more(dispatched, mailoutbox):
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    Message.objects.update(state="unknown")
    assert send_again(Message.objects.all()) == 1
    assert send_again(Message.objects.all()) == 0
    deliver_messages()
    assert len(mailoutbox) == 1
