"""Sessions to come: in a room that holds one at a time, with consent (MD-13), in everybody's calendar."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.feeding import calendar_of
from casework.models import Matter, Notice
from disputes import services
from disputes.forms.meeting import MeetForm
from disputes.models import Appointment, Room, Session
from security import clock
from tests.factories import DutyFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def room(body):
    return Room.objects.create(body=body, name="一号调解室")


def at(hour, days=1):
    return timezone.make_aware(datetime.combine(clock.today() + days * DAY, time(hour)))


def plan(line, dispute, room=None, *, hour=9, **more):
    given = {"starts_at": at(hour), "ends_at": at(hour + 2), "room": room, "by": line.by}
    given |= {} if room else {"place": "演示村委会"}
    return services.plan(dispute, **(given | more))


def past(appointment, hours=3):
    """In its place one that was planned for some hours ago: what was written down is not moved."""
    kept = {name: getattr(appointment, name) for name in ("matter", "room", "guests", "consented", "by")}
    appointment.delete()
    begins = clock.now() - hours * HOUR
    return Appointment.objects.create(starts_at=begins, ends_at=begins + HOUR, **kept)


def test_a_session_is_planned_once_and_stands_in_the_history(line, room):
    dispute = plan(line, line.to("notify"), room)
    planned = dispute.appointments.get()
    assert (dispute.status, planned.where, planned.stands) == ("notified", "一号调解室", True)
    assert dispute.events.get(move="plan").note == str(planned)
    with pytest.raises(MoveDenied, match="已经约了"):
        plan(line, dispute, room, hour=14)
    dispute = services.call_off(dispute, note="一方有事，改到下周。", by=line.by)
    assert Appointment.objects.get().why == "一方有事，改到下周。"
    assert plan(line, dispute, room).appointments.standing().count() == 1


@pytest.mark.parametrize(
    ("hour", "length", "clashes"),
    [(9, 2, True), (10, 2, True), (8, 12, True), (11, 2, False), (7, 2, False)],
    ids=["the same", "overlapping", "around it", "right after", "right before"],
)
def test_a_room_holds_one_session_at_a_time(line, room, hour, length, clashes):
    plan(line, line.to("notify"), room)
    other = line.to("notify", facts="另一件。")
    if clashes:
        with pytest.raises(MoveDenied, match="那段时间已经有人用"), transaction.atomic():
            plan(line, other, room, hour=hour, ends_at=at(hour + length))
        other = Matter.objects.get(pk=other.pk)
        assert not other.events.filter(move="plan").exists()
        another = Room.objects.create(body=room.body, name="二号调解室")
        plan(line, other, another, hour=hour, ends_at=at(hour + length))
    else:
        plan(line, other, room, hour=hour, ends_at=at(hour + length))


def test_two_visits_at_one_time_are_no_clash(line):
    plan(line, line.to("notify"), place="当事人家里")
    plan(line, line.to("notify", facts="另一件。"), place="当事人家里")
    assert Appointment.objects.standing().count() == 2


def test_a_room_that_was_called_off_is_free(line, room):
    first = plan(line, line.to("notify"), room)
    services.call_off(first, note="改期。", by=line.by)
    plan(line, line.to("notify", facts="另一件。"), room)
    assert Appointment.objects.standing().count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_at": at},
        {"guests": "演示律师"},
        {"place": "演示村委会"},
        {"room": None},
        {"called_off_at": at},
        {"why": "改期"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_database_keeps_nonsense_out(line, room, changed):
    changed = {name: value(9) if callable(value) else value for name, value in changed.items()}
    sound = {"starts_at": at(9), "ends_at": at(11), "room": room, "by": line.by, "matter": line.to("notify")}
    with pytest.raises(IntegrityError, match=r"appointment|guests"), transaction.atomic():
        Appointment.objects.create(**(sound | changed))
    Appointment.objects.create(**sound)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"starts_at": (9, -1), "ends_at": (10, -1)}, "现在以后"),
        ({"starts_at": (9, 400), "ends_at": (10, 400)}, "一年以内"),
        ({"ends_at": (8,)}, "同一天"),
        ({"ends_at": (9, 2)}, "同一天"),
        ({"starts_at": (6,), "ends_at": (20,)}, "最多 12 小时"),
    ],
)
def test_a_time_that_is_none_is_refused(line, room, changed, words):
    dispute = line.to("notify")
    with pytest.raises(MoveDenied, match=words), transaction.atomic():
        plan(line, dispute, room, **{name: at(*when) for name, when in changed.items()})


def test_nobody_else_s_room_nor_one_that_was_given_up(line, room, county_body):
    dispute = line.to("notify")
    theirs = Room.objects.create(body=county_body, name="县里的")
    gone = Room.objects.create(body=room.body, name="旧的", in_use=False)
    for other in (theirs, gone):
        with pytest.raises(MoveDenied, match="不是这个调委会的调解室"), transaction.atomic():
            plan(line, dispute, other)


@pytest.mark.parametrize("ending", ["agree", "turn_down", "fail", "escalate"])
def test_where_there_is_no_more_to_talk_about_the_room_is_free(line, room, county_body, ending):
    dispute = plan(line, line.to("meet"), room)
    if ending == "agree":
        line.agree(dispute)
    else:
        more = {"ending": "no_agreement"} if ending == "fail" else {}
        getattr(services, ending)(dispute, note="说明。", by=line.by, **more)
    planned = Appointment.objects.get()
    assert (planned.stands, bool(planned.why)) == (False, True)


def test_somebody_else_planned_it_and_the_mediator_hears_of_it(line, room, seat):
    dispute = line.to("notify")
    plan(line, dispute, room, by=seat().user)
    assert "约了调解" in Notice.objects.get(recipient=line.by).text


def test_an_adjournment_says_when_they_meet_again(line, room):
    again = {"starts_at": at(9), "ends_at": at(11), "room": room}
    dispute = services.adjourn(line.to("meet"), note="等账本。", again=again, by=line.by)
    assert (dispute.status, dispute.appointments.get().where) == ("adjourned", "一号调解室")
    assert f"再约：{dispute.appointments.get()}" in dispute.events.get(move="adjourn").note


def test_notes_are_written_into_the_session_that_was_planned(line, room):
    dispute = plan(line, line.to("notify"), room, guests="演示律师", consented=True)
    planned = dispute.appointments.get()
    form = MeetForm(matter=dispute, user=line.by)
    assert form["planned"].initial is None  # it is still to come
    planned = past(planned)
    dispute = Matter.objects.get(pk=dispute.pk)
    form = MeetForm(matter=dispute, user=line.by)
    assert form["planned"].initial is True
    assert (form["place"].initial, form["guests"].initial) == ("一号调解室", "演示律师")
    dispute = line.meet(dispute, planned=True)
    planned.refresh_from_db()
    assert (planned.session, planned.stands) == (Session.objects.get(), False)
    with pytest.raises(MoveDenied, match="没有约好的调解"):
        line.meet(dispute, planned=True)


GIVEN = {"begins": "09:00", "ends": "11:00", "place": "", "guests": "演示专家", "agreed_to": "on"}


def test_md_13_a_mediator_plans_calls_off_and_writes_on_the_pages(inside, line, room):
    dispute = line.to("notify")
    page = dispute.get_absolute_url()
    given = GIVEN | {"day": f"{clock.today() + DAY}", "room": room.pk}
    assert inside.post(f"{page}plan/", given | {"agreed_to": ""}).status_code == 200
    assert "双方都同意" in inside.post(f"{page}plan/", given | {"agreed_to": ""}).content.decode()
    assert inside.post(f"{page}plan/", given).status_code == 302
    shown = inside.get(page).content.decode()
    assert "约好的调解" in shown
    assert "演示专家" in shown
    assert "一号调解室" in inside.get(f"{page}call_off/").content.decode()
    assert inside.post(f"{page}call_off/", {"note": "改期"}).status_code == 302
    assert "约好的调解" not in inside.get(page).content.decode()
    assert inside.post(f"{page}plan/", given).status_code == 302
    past(dispute.appointments.standing().get())
    assert "时间过了，还没有记" in inside.get(page).content.decode()
    told = {"planned": "on", "held_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "place": "一号调解室"}
    assert inside.post(f"{page}meet/", told | {"notes": "谈好了一半。"}).status_code == 302
    assert Appointment.objects.get(called_off_at=None).session.notes == "谈好了一半。"
    again = GIVEN | {"note": "等账本。", "day": f"{clock.today() + DAY}", "room": room.pk}
    assert inside.post(f"{page}adjourn/", again).status_code == 302
    assert Appointment.objects.standing().count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": ""}, "选一个日期"),
        ({"begins": "九点"}, "时间像 09:30 这样写"),
        ({"ends": "08:00"}, "结束要晚于开始"),
        ({"room": "", "place": ""}, "选一间调解室，或者写别的地方"),
        ({"place": "演示村委会"}, "选了调解室，这里就不填"),
        ({"room": "77777"}, "这间现在不能用"),
        ({"day": "2020-01-01"}, "现在以后"),
        ({"begins": "06:00", "ends": "20:00"}, "最多 12 小时"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(inside, line, room, changed, words):
    page = line.to("notify").get_absolute_url()
    given = GIVEN | {"day": f"{clock.today() + DAY}", "room": room.pk} | changed
    answer = inside.post(f"{page}plan/", given)
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not Appointment.objects.exists()


def test_a_pause_without_a_new_day_is_one(inside, line, room):
    page = line.to("meet").get_absolute_url()
    given = {"note": "等账本。", "begins": "09:00", "ends": "11:00", "room": room.pk}
    assert inside.post(f"{page}adjourn/", given).status_code == 302
    assert not Appointment.objects.exists()


def test_the_taken_room_is_said_on_the_page_without_whose_it_is(inside, line, room):
    plan(line, line.to("notify", violence=True), room)
    page = line.to("notify", facts="另一件。").get_absolute_url()
    given = GIVEN | {"day": f"{clock.today() + DAY}", "room": room.pk, "begins": "10:00", "ends": "12:00"}
    assert "那段时间已经有人用" in inside.post(f"{page}plan/", given).content.decode()


def test_it_stands_in_the_calendar_of_whoever_sees_the_dispute(client, line, room, town, county):
    plan(line, line.to("notify"), room)
    hidden = plan(line, line.to("notify", violence=True), place="演示某家")
    day = f"/calendar/?view=day&day={clock.today() + DAY}"
    client.force_login(line.by)
    own = client.get(day).content.decode()
    assert own.count("<time") == 2
    assert "一号调解室" in own
    assert "演示某家" not in own
    assert "2 场调解" in client.get(f"/calendar/?view=month&day={clock.today() + DAY}").content.decode()
    client.force_login(DutyFactory(role=Role.TOWN, unit__area=town).user)
    shown = client.get(day).content.decode()
    assert shown.count("<time") == 1
    assert hidden.number not in shown


def test_a_phone_s_calendar_reads_it_without_a_name(line, room):
    plan(line, line.to("notify"), room, guests="演示律师", consented=True)
    hidden = plan(line, line.to("notify", violence=True), place="演示某家")
    file = calendar_of(line.by).replace(b"\r\n ", b"").decode()
    events = [part for part in file.split("BEGIN:VEVENT") if "UID:session-" in part]
    assert len(events) == 2
    assert "TRANSP:OPAQUE" in events[0]
    assert "DTEND;TZID=Asia/Shanghai:" in events[0]
    assert "一号调解室" in events[0]
    assert "演示" not in "".join(events).replace("演示村", "")
    assert f"SUMMARY:{hidden.number}" in events[1]
    assert "DESCRIPTION" not in events[1]


@pytest.mark.parametrize("count", [1, 4])
def test_the_calendar_asks_as_often_for_many_as_for_one(
    client, line, room, count, django_assert_max_num_queries
):
    for number in range(count):
        plan(line, line.to("notify", facts=f"第 {number} 件。"), room, hour=8 + 2 * number)
    client.force_login(line.by)
    with django_assert_max_num_queries(20):
        client.get(f"/calendar/?view=week&day={clock.today() + DAY}")
