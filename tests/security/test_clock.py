"""One clock, the database's, whatever the clock of the machine that asks says."""

import gc
import re
from datetime import datetime, timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from security import clock
from tests.test_architecture import OWN_CODE, ROOT

# Whatever asks the process for the time, or for the day.
OTHER_CLOCK = re.compile(
    r"timezone\.now\b|timezone\.local(date|time)\(\)|\bdate(time)?\.(now|utcnow|today)\(|\btime\.time\(|auto_now"
)
MAY_ASK_IT = {
    "security/clock.py": "sees by it that the process's clock was set",
}
OUTSIDE = {"demo", "stack"}  # one invents the past, the other starts servers: both before any database
SOON = timedelta(minutes=1)


def skewed(hours):
    """The process's clock off by so many hours, and going."""
    return time_machine.travel(datetime.now(tz=timezone.get_default_timezone()) + timedelta(hours=hours))


def test_no_code_of_ours_asks_another_clock():
    asking = {
        str(path.relative_to(ROOT))
        for path in OWN_CODE
        if path.relative_to(ROOT).parts[0] not in OUTSIDE and OTHER_CLOCK.search(path.read_text())
    }
    assert asking == set(MAY_ASK_IT)


@pytest.mark.parametrize(
    "said", ["default=timezone.now)", "timezone.localdate()", "date.today()", "datetime.now(", "auto_now_add"]
)
def test_the_rule_knows_another_clock_by_its_names(said):
    assert OTHER_CLOCK.search(said)
    assert not OTHER_CLOCK.search("clock.now() timezone.localdate(now) timezone.localtime(event.at)")


@pytest.mark.parametrize("hours", [-2, 0, 2])
def test_it_shows_the_databases_time_even_if_the_process_clock_was_set_meanwhile(db, hours):
    before = clock.now()
    with skewed(hours):
        shown, asked = clock.now(), clock.asked()
    after = clock.now()
    assert before <= shown <= asked < shown + SOON
    assert after < before + SOON


def test_it_is_never_before_the_database(db):
    for _ in range(50):
        assert clock.now() <= clock.asked()


def test_it_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        clock.now()
        clock.today()


def test_the_day_is_the_local_day_of_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT (statement_timestamp() AT TIME ZONE 'Asia/Shanghai')::date")
        before = cursor.fetchone()[0]
        day = clock.today()
        cursor.execute("SELECT (statement_timestamp() AT TIME ZONE 'Asia/Shanghai')::date")
        assert before <= day <= cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_each_connection_is_read_once_and_forgotten_with_it(django_assert_num_queries):
    clock.now()
    gc.collect()  # connections of other tests' threads
    known = len(clock._readings)
    connection.close()
    connection.ensure_connection()
    gc.collect()
    assert len(clock._readings) == known
    with django_assert_num_queries(0):
        shown = clock.now()
    assert shown <= clock.asked() < shown + SOON


@pytest.mark.django_db(transaction=True)
def test_each_thread_reads_it_for_itself():
    shown = []

    def look():
        shown.append(clock.now())
        connection.close()

    others = [Thread(target=look) for _ in range(5)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert len(shown) == 5
    assert max(shown) <= clock.asked()
    assert min(shown) > clock.asked() - SOON
