"""Residents are told of what they reported, and nobody else is told anything of them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from audit.models import Entry
from casework.models import Message, Telling
from casework.services import add_person, tell_resident
from casework.services.parcels import resident_address
from casework.services.retention import anonymise
from casework.tasks import deliver_messages
from grids import services
from grids.telling import TELLS
from grids.workflow import CASE_FLOW
from security import clock
from security.context import acting, everything
from tests.coming import come_in
from tests.factories import AccusationFactory, CategoryFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)
REPORTER = {"name": "张小明", "phone": "13912345678"}


@pytest.fixture
def register(worker, grid):
    def make(reporter=REPORTER, **fields):
        return services.register(
            text="路灯不亮",
            category=CategoryFactory(),
            source=SourceFactory(),
            area=grid,
            by=worker,
            reporter=reporter,
            **fields,
        )

    return make


def told(case):
    return [telling.event for telling in case.tellings.all()]


def carried_out(settings, number):
    """What was sent by SMS about this number."""
    files = Path(settings.SMS_FILE_PATH).glob("*.json")
    return [sms for file in files if number in (sms := json.loads(file.read_text()))["text"]]


def test_each_step_of_the_table_is_a_step():
    assert TELLS.keys() <= {"register", *CASE_FLOW.moves}
    assert set(TELLS.values()) <= set(Telling.Event.values)


def test_received_accepted_and_answered_each_once(register, officer, unit, handler):
    case = register()
    case = services.dispatch(case, to=unit, by=officer)
    case = services.dispatch(services.recall(case, by=officer, note="再看看"), to=unit, by=officer)
    case = services.finish(services.accept(case, by=handler), result="换好了", by=handler)
    case = services.close(services.check(case, by=officer), told="灯泡换好了", by=officer)
    day = timezone.localtime(case.registered_at)
    assert told(case) == ["received", "accepted", "answered"]
    assert [telling.text for telling in case.tellings.all()] == [
        f"您反映的事（编号 {case.number}）已收到，正在安排。有进展再告诉您。",
        f"您反映的事（编号 {case.number}）正在由市政所办。办好了会告诉您。",
        f"您 {day.month}月{day.day}日反映的事：已结束（市政所）。灯泡换好了。",
    ]


def test_closing_says_nothing_where_somebody_says_why_not(register, officer, unit, handler):
    case = services.dispatch(register(), to=unit, by=officer)
    case = services.finish(services.accept(case, by=handler), result="换好了", by=handler)
    case = services.close(services.check(case, by=officer), reason="already", by=officer)
    assert told(case) == ["received", "accepted"]


def test_declined_says_so_without_the_note(register, officer):
    case = services.decline(register(), note="他家又来闹", by=officer)
    assert told(case) == ["received", "declined"]
    assert "闹" not in case.tellings.last().text


@pytest.mark.parametrize(
    "reporter",
    [None, {"phone": "13912345678"}, {"name": "张小明"}, {"name": "张小明", "phone": "057312345678"}],
)
def test_who_stayed_anonymous_or_left_no_mobile_number_is_left_in_peace(register, reporter):
    assert told(register(reporter)) == []


def test_the_other_people_of_a_matter_are_never_told(register, officer, unit):
    case = register(None)
    add_person(case, by=officer, part="party", name="李四", phone="13900000000")
    case = services.dispatch(case, to=unit, by=officer)
    assert told(case) == []


def test_where_a_unit_is_accused_or_the_matter_confidential_no_unit_is_named(register, officer, unit, county):
    case = register()
    AccusationFactory(matter=case)
    case = services.dispatch(case, to=unit, by=officer)
    assert "市政所" not in case.tellings.last().text


def test_history_that_is_loaded_tells_nobody(register):
    assert told(register(at=clock.now())) == []


def test_a_county_may_switch_each_off(register, officer, unit, settings):
    settings.TELL_RESIDENTS = ["answered"]
    case = services.dispatch(register(), to=unit, by=officer)
    assert told(case) == []


def test_a_sentence_of_ones_own_is_told_too(register, officer):
    case = register()
    assert tell_resident(case, "明天上午换灯泡。", event="progress", by=officer) == 1
    assert tell_resident(case, "明天上午换灯泡。", event="progress", by=officer) == 0


def test_it_goes_out_to_the_number_in_the_vault_and_the_file_shows_it_masked(register, settings):
    case = register()
    assert deliver_messages() == 1
    [sms] = carried_out(settings, case.number)
    assert sms["phone"] == "139****5678"
    message = Message.objects.get()
    assert (message.state, message.opened_at >= message.claimed_at) == ("sent", True)


def test_the_record_says_that_the_number_was_taken_out(register):
    register()
    deliver_messages()
    opened = Entry.objects.filter(relation="casework_message", after__has_key="opened_at")
    assert [entry.after["opened_at"] is not None for entry in opened][-1]


def claimed(message):
    Message.objects.filter(pk=message.pk).update(state="claimed", claimed_at=clock.asked())
    message.refresh_from_db()
    return message


def ask(message):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM portal.address_for(%s)", [message.pk])
        return cursor.fetchone()


def test_the_number_comes_out_once_for_each_claim(register):
    register()
    message = claimed(Message.objects.get())
    assert resident_address(message) == "13912345678"
    with pytest.raises(ValueError, match="取不出来"):
        resident_address(message)
    assert resident_address(claimed(message)) == "13912345678"


def test_the_number_comes_out_for_no_message_that_is_not_claimed(register):
    register()
    message = Message.objects.get()
    with pytest.raises(ProgrammingError):
        ask(message)
    Message.objects.update(state="claimed", claimed_at=clock.asked() - timedelta(minutes=6))
    with pytest.raises(ProgrammingError):
        ask(message)


def test_the_number_comes_out_for_no_user_and_no_claim_that_may_be_rolled_back(register, officer, keeper):
    register()
    message = claimed(Message.objects.get())
    for user in (officer, keeper):
        with acting(user.pk), pytest.raises(ProgrammingError):
            ask(message)
    with transaction.atomic(), everything("test"):
        claimed(message)
        with pytest.raises(ProgrammingError):
            ask(message)


def test_nobody_but_the_vault_says_that_a_number_was_opened(register):
    register()
    with pytest.raises(Exception, match="Cannot update rows"):
        Message.objects.update(opened_at=clock.asked())


def test_the_timeline_shows_what_was_told_to_who_sees_the_matter(client, register, officer):
    case = register()
    come_in(client, officer)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "告诉群众：已收到" in page
    assert "有进展再告诉您" in page
    assert "13912345678" not in page


def test_what_was_told_loses_its_numbers_with_the_matters_people(register, officer):
    case = services.decline(register(), note="不归", by=officer)
    tell_resident(case, "打 13800001111 问。", event="progress", by=officer)
    anonymise(case, at=clock.now())
    assert "13800001111" not in "".join(telling.text for telling in case.tellings.all())
    deliver_messages()
    assert not Message.objects.filter(state="sent", opened_at__isnull=False).exists()
