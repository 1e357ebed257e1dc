"""More time for a limit: asked for by one, granted by another; standing still where a norm says so (T-09)."""

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework import rules as articles
from casework.clocks import Limit, TimeUnit
from casework.exceptions import ExtensionDenied
from casework.models import Deadline, Extension, Matter, Notice
from casework.models.calendar import full_calendar
from casework.rules import Rule
from casework.selectors import todo
from casework.selectors.extending import to_answer
from casework.services import ask_extension, decide_extension, suspend
from casework.services.extensions import may_decide
from casework.services.moves import running_limit
from casework.services.standing_still import resume
from grids import services
from grids.limits import HANDLE, TOTAL
from security import clock
from tests.factories import CaseFactory, CategoryFactory, SourceFactory

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def case(worker, grid, officer, unit, handler):
    """Sent to the unit, and taken in hand."""
    case = services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )
    return services.accept(services.dispatch(case, to=unit, by=officer), by=handler)


@pytest.fixture
def limit(case):
    return case.deadlines.get(limit=HANDLE)


def asked(limit, handler, amount=2):
    return ask_extension(limit, amount=amount, reason="要等配件", by=handler)


def test_more_time_is_granted_by_another_and_stands_in_the_history(case, limit, handler, officer):
    total = case.deadlines.get(limit=TOTAL)
    extension = decide_extension(asked(limit, handler), granted=True, answer="抓紧", by=officer)
    was, limit = limit, case.deadlines.get(pk=limit.pk)
    longer = Limit(HANDLE, 5, "", TimeUnit.WORKING_DAYS).due(was.started_at, full_calendar(), ZONE)
    assert (limit.due_at, limit.legal_on, limit.extended) == (longer.at, longer.legal_on, 2)
    assert str(limit) == "处置 3 个工作日（延长 2）"
    case.refresh_from_db()
    assert (case.due_at, case.own.handle_due_at) == (limit.due_at, limit.due_at)
    assert case.deadlines.get(pk=total.pk).due_at > total.due_at
    lines = list(case.events.order_by("pk").values_list("move", "by"))[-2:]
    assert lines == [("ask_extension", handler.pk), ("grant_extension", officer.pk)]
    assert f"同意，到 {limit.legal_on}。抓紧" in case.events.last().note
    assert Notice.objects.filter(recipient=officer, text__contains="申请延期").exists()
    assert Notice.objects.filter(
        recipient=handler, key__startswith=f"extension:{extension.pk}:decided"
    ).exists()


def test_a_refusal_moves_nothing_and_stands_in_the_history(case, limit, handler, officer):
    decide_extension(asked(limit, handler), granted=False, answer="配件镇里有", by=officer)
    assert case.deadlines.get(pk=limit.pk).due_at == limit.due_at
    assert "不同意。配件镇里有" in case.events.last().note
    assert asked(limit, handler).pk  # they may ask again


def test_nobody_grants_their_own_request(case, limit, officer, handler):
    extension = asked(limit, handler)
    with pytest.raises(ExtensionDenied, match="自己的申请由别人批"):
        decide_extension(extension, granted=True, answer="", by=handler)
    with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
        Extension.objects.filter(pk=extension.pk).update(
            granted=True, decided_by=handler, decided_at=clock.now()
        )


@pytest.mark.parametrize("who", ["worker", "officer", "stranger"])
def test_only_who_has_it_in_hand_asks(request, limit, who):
    with pytest.raises(ExtensionDenied, match="由承办的人"):
        asked(limit, request.getfixturevalue(who))


def test_more_than_once_or_too_long_is_refused(limit, handler, officer):
    with pytest.raises(ExtensionDenied, match="最多再延长 3 个工作日"):
        asked(limit, handler, amount=4)
    decide_extension(asked(limit, handler, amount=3), granted=True, answer="", by=officer)
    with pytest.raises(ExtensionDenied, match="已经延长过"):
        asked(limit, handler, amount=1)


def test_one_request_waits_at_a_time_and_is_answered_once(limit, handler, officer, case):
    extension = asked(limit, handler)
    with pytest.raises(ExtensionDenied, match="在等答复"):
        asked(limit, handler)
    decide_extension(extension, granted=True, answer="", by=officer)
    with pytest.raises(ExtensionDenied, match="已经有答复"):
        decide_extension(extension, granted=False, answer="x", by=officer)
    assert case.deadlines.get(limit=HANDLE).extended == 2


def test_what_is_done_meanwhile_is_not_made_longer(case, limit, handler, officer):
    extension = asked(limit, handler)
    services.finish(case, result="修好了", by=handler)
    with pytest.raises(ExtensionDenied, match="已经走完"):
        decide_extension(extension, granted=True, answer="", by=officer)


def test_reminders_are_written_anew_for_the_longer_limit(case, limit, handler, officer):
    Deadline.objects.filter(pk=limit.pk).update(told=Deadline.Told.SOON)
    decide_extension(asked(limit, handler), granted=True, answer="", by=officer)
    assert case.deadlines.get(pk=limit.pk).told == ""


def test_nothing_stands_still_without_a_norm(case, limit, handler):
    """T-09: elsewhere 暂停 is a word, and the legal end stays where it is."""
    with pytest.raises(ExtensionDenied, match="没有规定"):
        suspend(limit, reason="等听证", by=handler)
    assert case.deadlines.get(pk=limit.pk).due_at == limit.due_at


def test_where_a_norm_says_so_it_stands_still_and_runs_on(monkeypatch, handler):
    """The hearing in 信访复核 is not counted (T-09)."""
    rule = Rule(
        "x.recheck", "复核", "试", "", "", {"": (30, TimeUnit.DAYS)}, suspension="信访工作条例第三十六条"
    )
    monkeypatch.setitem(articles._rules, rule.key, rule)
    case = CaseFactory()
    at = clock.now() - timedelta(days=3)
    event = case.events.create(move="register", to_status="reported", by=case.created_by, at=at)
    limit = running_limit(case, Limit(rule.key, 30, "", TimeUnit.DAYS, "复核"), event, full_calendar())
    limit.save()
    suspend(limit, reason="听证", by=handler)
    assert not Deadline.objects.running().filter(pk=limit.pk).exists()
    case.refresh_from_db()
    assert case.due_at is None
    Deadline.objects.filter(pk=limit.pk).update(suspended_at=clock.now() - timedelta(days=10))
    fresh = resume(limit, by=handler)
    calendar = full_calendar()
    whole = timezone.localdate(limit.started_at) + timedelta(days=30 + 10)
    assert fresh.legal_on == calendar.roll_forward(whole)  # and not ten days after a day rolled already
    assert case.events.last().note.startswith("复核：到 ")


def test_the_database_lets_no_limit_become_shorter(limit):
    shorter = Deadline.objects.filter(pk=limit.pk)
    shorter.update(provisional=False)
    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        shorter.update(due_at=limit.due_at - timedelta(seconds=1))
    assert shorter.update(due_at=limit.due_at + timedelta(days=1)) == 1


def test_the_end_of_a_limit_is_written_in_three_places():
    """When it starts, when it is made longer or ran on, and once when a notice comes. Three, in as many files
    as they are: what stood still runs on in a file of its own.
    """
    writes = re.compile(r"\b(deadline|whole|fresh|limit)\.(due_at|legal_on)(, [\w.]+)* = ")
    writers = {
        str(path.relative_to(ROOT))
        for app in ("casework", "grids")
        for path in (ROOT / app).rglob("*.py")
        if writes.search(path.read_text())
    }
    assert writers == {
        "casework/services/extensions.py",
        "casework/services/recomputing.py",
        "casework/services/standing_still.py",
    }


def test_the_pages_ask_and_answer(client, case, limit, handler, officer):
    client.force_login(handler)
    page = client.get(case.get_absolute_url()).content.decode()
    assert reverse("casework:extend", args=[limit.pk]) in page
    address = reverse("casework:extend", args=[limit.pk])
    assert "最多 3 个工作日" in client.get(address).content.decode()
    wrong = client.post(address, {"amount": "9", "reason": "x"}).content.decode()
    assert "最多延长 3 个工作日" in wrong
    assert client.post(address, {"amount": "2", "reason": "等配件"}).status_code == 302
    extension = Extension.objects.get()
    decision = reverse("casework:decide_extension", args=[extension.pk])
    assert client.get(decision).status_code == 302
    client.force_login(officer)
    assert decision in client.get(case.get_absolute_url()).content.decode()
    assert "不同意要写一句为什么" in client.post(decision, {"granted": "no"}).content.decode()
    assert client.post(decision, {"granted": "yes"}).status_code == 302
    assert Extension.objects.get().granted
    page = client.get(case.get_absolute_url()).content.decode()
    assert "处置 3 个工作日（延长 2）" in page


def test_what_is_out_of_sight_is_not_there(client, limit, handler, stranger):
    extension = asked(limit, handler)
    client.force_login(stranger)
    for name, pk in (("extend", limit.pk), ("decide_extension", extension.pk)):
        assert client.get(reverse(f"casework:{name}", args=[pk])).status_code == 404


def waits_for(user):
    """The errands on the to-do list, and the number that the menu says."""
    now = clock.now()
    blocks, waits = todo.todo(user=user, now=now, limit=50)
    assert todo.waiting(user=user, now=now) == waits
    return [errand.what for block in blocks for errand in block.errands]


def test_a_request_waits_on_the_to_do_list_of_who_may_answer_it(
    case, limit, handler, officer, worker, stranger, again
):
    extension = asked(limit, handler)
    assert waits_for(again(officer)) == [f"答复延期申请：{case}"]
    for user in (handler, worker, stranger):
        assert waits_for(again(user)) == []
    decide_extension(extension, granted=False, answer="镇里有", by=officer)
    assert waits_for(again(officer)) == []


def test_who_may_answer_is_one_rule(case, limit, handler, officer, worker, head, stranger, again):
    """In rows for the to-do list and in Python for the press: the same people."""
    extension = asked(limit, handler)
    for user in map(again, (officer, handler, worker, head, stranger)):
        sees = Matter.objects.visible_to(user).filter(pk=case.pk).exists()
        assert to_answer(user).filter(pk=extension.pk).exists() == (sees and may_decide(user, extension))
