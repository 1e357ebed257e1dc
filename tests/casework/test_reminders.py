from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from casework.models import Deadline, Matter, Message, Notice
from casework.services import remind_all, send_again
from casework.tasks import deliver_messages, remind
from grids import services
from tests.factories import AccusationFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory


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


def test_mail_that_waited_does_not_leave_once_its_matter_is_out_of_sight(dispatched, handler, mailoutbox):
    case = dispatched()
    move(case, warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    AccusationFactory(matter=case, unit=case.unit)
    Matter.objects.filter(pk=case.pk).update(holder=None)
    deliver_messages()
    assert not mailoutbox
    assert (Message.objects.get().state, "看不到" in Message.objects.get().error) == ("dropped", True)


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


@pytest.mark.parametrize("cases", [1, 6])
def test_reminders_cost_the_same_for_any_number(dispatched, cases, django_assert_max_num_queries):
    for _ in range(cases):
        move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    with django_assert_max_num_queries(14):
        remind_all()
    assert Notice.objects.count() == Message.objects.count() == cases


def test_a_person_may_let_it_go_once_more(dispatched, mailoutbox):
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    Message.objects.update(state="unknown")
    assert send_again(Message.objects.all()) == 1
    assert send_again(Message.objects.all()) == 0
    deliver_messages()
    assert len(mailoutbox) == 1


def test_an_address_that_cannot_be_stops_no_other_message(dispatched, handler, mailoutbox):
    move(dispatched(), warn_at=timezone.now() - timedelta(days=1))
    handler.email = "two\n@lines.example"
    handler.save()
    remind_all()
    assert deliver_messages() == 1
    message = Message.objects.get()
    assert (message.state, message.attempts, mailoutbox) == ("waiting", 1, [])
    assert message.error


def test_those_who_only_cover_a_grid_of_the_unit_are_not_reminded_of_its_cases(worker, grid, officer, centre):
    case = services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )
    case = services.dispatch(case, to=centre, by=officer)
    Notice.objects.all().delete()
    move(case, warn_at=timezone.now() - timedelta(days=1))
    remind_all()
    assert {name for name, _ in told()} == {officer.name}


@pytest.fixture
def office_head(county):
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county), leads=True).user


def test_what_a_unit_without_people_lets_lapse_is_told_above_it(dispatched, handler, office_head):
    case = dispatched()
    handler.duties.all().delete()
    handler.is_active = False
    handler.save()
    move(case, warn_at=timezone.now() - timedelta(days=1), due_at=timezone.now())
    remind_all()
    assert told() == [(office_head.name, "超期")]


@pytest.mark.parametrize("leave", ["account", "duties"])
def test_what_somebody_held_who_left_is_on_the_units_desk(dispatched, handler, head, leave, again):
    case = dispatched()
    assert not Matter.objects.on_desk_of(again(head)).exists()
    if leave == "account":
        handler.is_active = False
        handler.save()
    else:
        handler.duties.all().delete()
    remind()
    remind()
    assert Matter.objects.on_desk_of(again(head)).get() == case
    assert services.finish(case, result="换好了", by=again(head)).status == "finished"


def test_a_notice_names_no_matter_that_its_reader_may_not_see(worker, grid, officer, unit, handler):
    def sent(**fields):
        case = services.register(
            text="家事", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker, **fields
        )
        services.dispatch(case, to=unit, by=officer)
        return case

    sent(confidential=True)
    assert not Notice.objects.exists()
    open_case = sent()
    AccusationFactory(matter=open_case, unit=unit)
    Notice.objects.all().delete()
    Deadline.objects.update(warn_at=timezone.now() - timedelta(days=1), due_at=timezone.now())
    remind_all()
    assert not Notice.objects.exists()


def test_a_case_that_only_the_county_can_dispatch_is_told_to_its_centre(county, office_head):
    centre = DutyFactory(role=Role.CENTER, unit=UnitFactory(area=county)).user
    case = services.register(
        text="县里的事", category=CategoryFactory(), source=SourceFactory(), area=county, by=centre
    )
    now = timezone.now()
    move(case, warn_at=now - timedelta(hours=1), due_at=now + timedelta(days=3))
    remind_all()
    assert told() == [(centre.name, "快到期")]
