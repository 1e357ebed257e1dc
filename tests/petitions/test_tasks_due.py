"""What is to be done of what was supported stands on the to-do list, and costs no statement elsewhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.errands import errands
from casework.selectors import todo
from petitions.task_errands import SOON
from security import clock


@pytest.fixture
def supported(line, tomorrow):
    """A petition with something to do by tomorrow."""

    def one(due=tomorrow):
        drafted = line.do(line.to("investigate"), "draft", result="support", task="铺好路面", task_due_on=due)
        return line.do(drafted, "issue")

    return one


def again(user):
    """The user as the next request reads them."""
    return User.objects.get(pk=user.pk)


def of(user, now):
    return [one for one in errands(again(user), now) if "铺好路面" in one.what]


def test_xf_51_a_task_that_is_due_stands_on_the_list_of_whoever_does_it(line, supported, official, clerk):
    petition, now = supported(), clock.now()
    assert [(one.where, one.light.words) for one in of(official, now)] == [(petition.number, "剩 1 天")]
    later = now + timedelta(days=3)
    assert [one.light.state for one in of(official, later)] == ["late"]
    assert not of(clerk, now)
    line.do(line.do(petition, "deliver"), "executed", done_on=clock.today(), note="照片。", by=official)
    assert not of(official, later)


def test_what_is_due_much_later_waits(supported, official):
    supported(due=clock.today() + SOON + timedelta(days=1))
    assert not of(official, clock.now())
    assert of(official, clock.now() + timedelta(days=1))


def test_the_number_in_the_menu_is_that_of_the_list_and_costs_one_statement(client, supported, official):
    now = clock.now()
    before = todo.waiting(user=again(official), now=now).count
    supported()
    user = again(official)
    assert user.held
    with CaptureQueriesContext(connection) as asked:
        counted = todo.waiting(user=user, now=now).count
    sql = [one["sql"] for one in asked if "petitions_execution" in one["sql"]]
    assert len(sql) == 1
    assert len([one for one in asked if "count(" in one["sql"].lower()]) == 1
    blocks, waiting = todo.todo(user=again(official), now=now, limit=100)
    assert counted == waiting.count == sum(block.count for block in blocks) > before
    client.force_login(official)
    assert "落实：铺好路面" in client.get(reverse("casework:todo")).content.decode()
