"""A code opens to a resident how their application goes: in plain words, and to nobody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import strategies as st

from accounts.models import Attempt
from casework.codes import ALPHABET, code_of, digest_of, is_code, read, shown
from casework.models import Deadline, Matter, QueryCode
from disputes import services
from disputes.limits import ACCEPT, MEDIATE
from security.context import acting
from tests.disputes.residing import (
    AWAY,
    TOLD_NOBODY,
    UNREADABLE,
    code_in,
    day,
    look,
    text,
)
from tests.factories import AccusationFactory, MediatorFactory, end_running


@pytest.fixture
def body(body):
    """The township's committee, in which somebody mediates."""
    MediatorFactory(body=body)
    return body


def test_the_code_is_kept_nowhere(apply, body):
    code = read(code_in(apply()))
    assert is_code(code)
    application = QueryCode.objects.get()
    assert application.digest == digest_of(code, "3333")
    tables = set(connection.introspection.table_names()) - UNREADABLE
    assert len(tables) > 60
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" kept WHERE kept::text ILIKE %s', [f"%{code}%"])
            assert cursor.fetchone() == (0,), table


def test_progress_in_plain_words_with_the_day_and_whom_to_phone(apply, client, body, mediator):
    body.phone = "0573-86020001"
    body.save()
    code = code_in(apply())
    dispute = Matter.objects.get()
    page = text(look(client, code))
    until = Deadline.objects.get(limit=ACCEPT).due_at
    assert "正在安排" in page
    assert "已收到您的申请" in page
    assert f"<strong>{day(until)}</strong> 告诉您受不受理" in page
    assert "桥东镇人民调解委员会" in page
    assert "0573-86020001" in page
    services.accept(dispute, mediator=mediator.mediates.get(), selection="appointed", by=mediator)
    page = text(look(client, code))
    assert "已受理，正在安排调解" in page
    assert day(Deadline.objects.get(limit=MEDIATE).due_at) in page


def test_nothing_else_of_the_dispute_is_told(apply, client, body, mediator):
    code = code_in(apply())
    dispute = Matter.objects.get()
    services.decline(dispute, refusal="not_civil", note="演示赵六说没有这事", by=mediator)
    page = text(look(client, code))
    assert "这件事不适合人民调解" in page
    hidden = (
        *TOLD_NOBODY,
        dispute.number,
        dispute.chain,
        dispute.code,
        str(mediator),
        "没有这事",
        "不是民间",
    )
    assert not [word for word in hidden if word in page]


def test_a_late_answer_says_so_and_whom_to_urge(apply, client, body):
    code = code_in(apply())
    past = timezone.now() - timedelta(days=2)
    end_running(Matter.objects.get().deadlines, due_at=past, warn_at=past)
    assert "已经晚了，请打电话催一催" in text(look(client, code))


def without_what_was_typed(response):
    """The page less its token and what the visitor wrote, which comes back to them."""
    page = BeautifulSoup(response.content, "lxml")
    for control in page("input"):
        del control["value"]
    return str(page)


def test_a_wrong_code_a_wrong_number_and_no_code_at_all_are_one_answer_at_one_cost(apply, body):
    code = code_in(apply())
    asked = [(code, "3334"), (shown(code_of(uuid4())), "3333"), (shown(code_of(uuid4())), "0000")]
    pages, costs = [], []
    for number, (typed, tail) in enumerate(asked):
        with CaptureQueriesContext(connection) as queries:
            response = look(Client(REMOTE_ADDR=f"203.0.113.{number}"), typed, tail)
        pages.append((response.status_code, without_what_was_typed(response)))
        costs.append([re.sub(r"'[^']*'| ?-?\d+", "?", one["sql"])[:60] for one in queries])
    assert pages[0][0] == 404
    assert "没查到" in pages[0][1]
    assert pages[0] == pages[1] == pages[2]
    assert costs[0] == costs[1] == costs[2]


def test_the_code_is_read_however_it_was_typed(apply, client, body):
    code = code_in(apply())
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), code.replace("0", "O")):
        assert look(client, typed).status_code == 200
    assert look(client, code, "３３３３").status_code == 200


@pytest.mark.parametrize(
    ("typed", "tail", "words"),
    [
        ("", "3333", "写查询码，申请时给您的"),
        ("1234", "3333", "查询码是 12 位，现在是 4 位"),
        ("U234-5678-9ABC", "3333", "查询码里只有数字和字母"),
        ("1234-5678-9ABC", "", "写电话的后 4 位"),
        ("1234-5678-9ABC", "13900003333", "只写电话的后 4 位数字"),
    ],
)
def test_what_can_be_no_code_is_told_how_to_mend_and_counts_as_no_guess(db, client, typed, tail, words):
    response = look(client, typed, tail)
    assert (response.status_code, words in text(response)) == (400, True)
    assert not Attempt.objects.exists()


def test_guesses_of_the_number_to_one_code_are_slowed_down(apply, body):
    code = code_in(apply())
    here = Client(REMOTE_ADDR=AWAY)
    statuses = [look(here, code, f"000{number}").status_code for number in range(3)]
    response = look(here, code)
    assert statuses == [404, 404, 404]
    assert (response.status_code, response["Retry-After"]) == (429, "5")
    Attempt.objects.filter(step="progress").update(at=timezone.now() - timedelta(seconds=40))
    assert look(here, code).status_code == 200


def test_many_different_codes_from_one_address_make_it_rest_and_no_other(apply, body, settings):
    settings.RESIDENT_CROWD = 4
    code = code_in(apply())
    here = Client(REMOTE_ADDR=AWAY)
    tried = [look(here, code_of(uuid4())).status_code for _ in range(5)]
    assert tried == [404, 404, 404, 404, 429]
    refused = look(here, code)
    assert refused.status_code == 429
    assert "请等 15 分钟再试" in text(refused)
    assert look(Client(REMOTE_ADDR="203.0.113.9"), code).status_code == 200


def test_where_somebody_is_complained_of_their_telephone_is_not_given(apply, client, body):
    body.phone = "0573-86020001"
    body.save()
    code = code_in(apply())
    AccusationFactory(matter=Matter.objects.get(), unit=body.unit)
    page = text(look(client, code))
    assert "12348" in page
    assert "0573-86020001" not in page
    assert "桥东镇人民调解委员会" not in page


def test_a_committee_without_a_telephone_has_the_next_above_answer(apply, body, county_body):
    county_body.phone = "0573-86029999"
    county_body.save()
    page = text(apply())
    assert "桥东镇人民调解委员会" in page
    assert "0573-86029999</strong>（测试县人民调解委员会）" in page


def test_no_user_reads_which_code_opens_what(apply, body, mediator):
    apply()
    assert QueryCode.objects.count() == 1
    for user in (mediator.pk, None):
        with acting(user):
            assert not QueryCode.objects.exists()
    with acting(None):
        assert not Matter.objects.exists()


def test_the_security_administrator_sees_that_visitors_tried_and_not_what(apply, body, client, guard):
    look(client, "1234-5678-9ABC")
    apply()
    assert {one.step for one in Attempt.objects.all()} == {"apply", "progress"}
    client.force_login(guard)
    page = text(client.get("/admin/accounts/attempt/"))
    assert "群众（没有账号）" in page
    assert "没有这个账号" not in page
    assert "1234" not in page


@drawn(st.uuids())
def test_a_code_is_twelve_signs_that_survive_being_written_down(submission):
    code = code_of(submission)
    assert is_code(code)
    assert code == code_of(submission)
    assert read(shown(code)) == read(shown(code).lower()) == code
    assert read(code.replace("0", "o").replace("1", "l")) == code


def test_codes_use_all_their_signs(db):
    codes = [code_of(uuid4()) for _ in range(2000)]
    assert len(set(codes)) == 2000
    assert all({code[place] for code in codes} == {*ALPHABET} for place in range(12))
