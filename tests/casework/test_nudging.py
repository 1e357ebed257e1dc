"""催办: one tap, to the one who has it, once a working day (T5)."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from accounts.models import Role
from casework.exceptions import NudgeDenied
from casework.models import Matter, Message, Notice, Nudge, SpecialDay
from casework.services import nudge
from casework.tasks import deliver_messages
from grids import services
from security import clock
from tests.coming import come_in
from tests.factories import CaseFactory, DutyFactory, UnitFactory


@pytest.fixture
def taken(town, officer, unit, handler):
    case = services.dispatch(CaseFactory(area=town), to=unit, by=officer)
    case = services.accept(case, by=handler)
    Notice.objects.all().delete()
    return case


def test_it_goes_to_the_one_who_has_it_and_out_once_by_sms(taken, officer, handler, head, settings):
    handler.phone = "13800000001"
    handler.save()
    nudge(taken, by=officer)
    assert Notice.objects.get().recipient == handler
    assert deliver_messages() == 1
    sent = [json.loads(file.read_text()) for file in Path(settings.SMS_FILE_PATH).glob("*.json")]
    words = next(sms["text"] for sms in sent if taken.number in sms["text"])
    assert words.startswith(f"催办：{taken.number}（案件）")
    assert taken.title not in words
    assert officer.name not in words


def test_what_nobody_took_in_hand_goes_to_who_leads_the_unit(town, officer, unit, handler, head):
    case = services.dispatch(CaseFactory(area=town), to=unit, by=officer)
    Notice.objects.all().delete()
    nudge(case, by=officer)
    assert [notice.recipient for notice in Notice.objects.all()] == [head]


def test_a_second_one_in_the_same_working_day_is_refused_whoever_presses(taken, officer, county):
    office = DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county)).user
    nudge(taken, by=officer)
    for by in (officer, office):
        with pytest.raises(NudgeDenied, match="今天已经催过"):
            nudge(taken, by=by)
    assert Nudge.objects.count() == Notice.objects.count() == taken.events.filter(move="nudge").count() == 1


def test_the_database_holds_it_not_the_code(taken, officer):
    done = nudge(taken, by=officer)
    with pytest.raises(IntegrityError, match="nudged_once_a_working_day"):
        Nudge.objects.create(matter=taken, day=done.day, by=officer)


@pytest.mark.django_db(transaction=True)
def test_eight_press_at_once_and_one_is_heard(taken, officer):
    def press(_):
        try:
            return nudge(taken, by=officer).pk
        except NudgeDenied:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len([pk for pk in pool.map(press, range(8)) if pk]) == 1
    assert Notice.objects.count() == 1


def test_it_counts_for_a_working_day(taken, officer):
    done = nudge(taken, by=officer)
    assert done.day == SpecialDay.calendar().roll_forward(done.day)


@pytest.mark.parametrize("who", ["worker", "handler", "stranger"])
def test_only_overseers_may(taken, request, who):
    with pytest.raises(NudgeDenied):
        nudge(taken, by=request.getfixturevalue(who))
    assert not Notice.objects.exists()


def test_what_is_closed_or_with_nobody_or_with_oneself_is_not_asked_for(town, officer, centre, handler):
    with pytest.raises(NudgeDenied, match="先派单"):
        nudge(CaseFactory(area=town), by=officer)
    with pytest.raises(NudgeDenied, match="就在您这里"):
        nudge(CaseFactory(area=town, unit=centre, status="dispatched"), by=officer)
    case = CaseFactory(area=town, holder=handler)
    Matter.objects.filter(pk=case.pk).update(status="closed", closed_at=clock.asked())
    closed = Matter.objects.get(pk=case.pk)
    with pytest.raises(NudgeDenied, match="办结"):
        nudge(closed, by=officer)


def test_the_page_says_when_it_was_done_and_from_when_it_can_be_again(client, taken, officer, handler):
    come_in(client, officer)
    page = client.get(taken.get_absolute_url()).content.decode()
    assert f"/matters/{taken.number}/nudge/" in page
    page = client.post(f"/matters/{taken.number}/nudge/", follow=True).content.decode()
    assert "已催办" in page
    assert f"，{officer.name}</p>" in page
    assert "起可以再催" in page
    assert f"/matters/{taken.number}/nudge/" not in page
    again = client.post(f"/matters/{taken.number}/nudge/", follow=True).content.decode()
    assert "今天已经催过了" in again
    come_in(client, handler)
    assert "上次：" not in client.get(taken.get_absolute_url()).content.decode()


def test_out_of_scope_there_is_nothing_to_ask_for(client, taken):
    elsewhere = DutyFactory(role=Role.TOWN, unit=UnitFactory()).user
    come_in(client, elsewhere)
    assert client.post(f"/matters/{taken.number}/nudge/").status_code == 404
    assert not Nudge.objects.exists()


def test_it_stands_first_on_the_to_do_list_until_something_is_done(client, taken, officer, handler, again):
    nudge(taken, by=officer)
    come_in(client, handler)
    assert 'aria-labelledby="block-nudged"' in client.get("/todo/").content.decode()
    services.handle(taken, note="明天换", by=again(handler))
    assert 'aria-labelledby="block-nudged"' not in client.get("/todo/").content.decode()


def test_the_history_keeps_it_and_nobody_learns_whether_it_was_read(taken, officer):
    nudge(taken, by=officer)
    assert taken.events.order_by("pk").last().label == "催办"
    fields = {field.name for field in Nudge._meta.get_fields()}
    assert fields == {"id", "matter", "day", "by", "to", "unit", "at"}
    assert not Message.objects.filter(state="unknown").exists()
