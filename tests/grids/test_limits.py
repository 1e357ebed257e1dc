from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from casework.clocks import Calendar, TimeUnit
from casework.models import Deadline, LimitRule, Matter
from casework.rules import rules
from grids import services
from grids.limits import ACCEPT, CHECK, CLOSE, DISPATCH, GRADES, HANDLE, TOTAL
from grids.models import Urgency
from security import clock
from tests.factories import CaseFactory, CategoryFactory, SourceFactory, UserFactory


@pytest.fixture
def fire(db):
    CategoryFactory(code="103", name="公共安全")
    return CategoryFactory(code="103001", name="消防安全")


def handling(category, urgency=Urgency.GENERAL):
    """What the limit to put a case right is, as the page prints it."""
    return str(CaseFactory(category=category, urgency=urgency).own.limit(HANDLE))


def rule(amount, unit=TimeUnit.WORKING_DAYS, key=HANDLE, since=date(2026, 1, 1), **of):
    return LimitRule.objects.create(
        key=key,
        amount=amount,
        unit=unit if amount else "",
        basis="县办〔2026〕1号第三条",
        reason="县里人手够",
        valid_from=since,
        by=UserFactory(),
        **of,
    )


@pytest.mark.parametrize(
    ("urgency", "limit"),
    [("urgent", "24 小时"), ("general", "3 个工作日"), ("complex", "7 个工作日"), ("major", "15 个工作日")],
)
def test_without_rules_of_the_county_the_defaults_run(fire, urgency, limit):
    assert handling(fire, urgency) == limit


def test_what_is_urgent_is_answered_in_two_hours():
    limits = [rules()[key].limit("urgent") for key in (DISPATCH, ACCEPT)]
    assert [str(limit) for limit in limits] == ["30 分钟", "90 分钟"]
    assert sum((limit.length for limit in limits), timedelta()) == timedelta(hours=2)


def test_a_case_is_sent_within_four_working_hours():
    """domain.md 3.5."""
    assert {str(rules()[DISPATCH].limit(grade)) for grade in GRADES if grade != "urgent"} == {"4 个工作小时"}


@pytest.mark.parametrize("key", [CHECK, CLOSE])
def test_checking_and_closing_take_a_working_day_at_most(key):
    assert {str(rules()[key].limit(urgency)) for urgency in Urgency} == {"1 个工作日"}


def test_grades_are_the_urgencies_of_a_case():
    assert dict(Urgency.choices) == GRADES


def test_the_closest_category_wins_then_the_urgency(fire):
    rule(9)
    assert handling(fire) == "9 个工作日"
    rule(8, grade=Urgency.GENERAL)
    assert handling(fire) == "8 个工作日"
    rule(5, category="103")
    assert handling(fire) == "5 个工作日"
    rule(2, unit=TimeUnit.DAYS, category=fire.code)
    assert handling(fire) == "2 日"
    assert handling(CategoryFactory(code="104"), Urgency.MAJOR) == "9 个工作日"


def test_a_rule_of_the_county_is_the_one_that_runs_and_says_its_basis(fire, town, officer, unit, handler):
    version = rule(2, unit=TimeUnit.HOURS, category=fire.code)
    case = services.dispatch(CaseFactory(area=town, category=fire), to=unit, by=officer)
    running = case.deadlines.get(limit=HANDLE)
    assert (str(running), running.basis, running.rule) == ("处置 2 小时", "县办〔2026〕1号第三条", version)
    assert (running.due_at - running.started_at).total_seconds() == 2 * 3600


def test_what_runs_keeps_the_version_it_started_with(fire, town, officer, unit, handler):
    """T-10: a new version is for what starts after it."""
    first = rule(9, category=fire.code)
    case = services.dispatch(CaseFactory(area=town, category=fire), to=unit, by=officer)
    before = case.deadlines.get(limit=HANDLE)
    second = rule(1, category=fire.code)
    later = services.dispatch(CaseFactory(area=town, category=fire), to=unit, by=officer)
    assert case.deadlines.get(limit=HANDLE).due_at == before.due_at
    assert (before.rule, later.deadlines.get(limit=HANDLE).rule) == (first, second)


def test_a_version_holds_from_its_day_and_the_last_one_written_holds(fire):
    rule(9)
    rule(4, since=clock.today() + timedelta(days=1))
    assert handling(fire) == "9 个工作日"
    rule(6)
    assert handling(fire) == "6 个工作日"


def test_the_county_can_take_its_word_back(fire):
    rule(9)
    rule(None)
    assert handling(fire) == "3 个工作日"


def test_a_version_is_never_changed_nor_deleted(fire):
    version = rule(9)
    for change in (lambda: LimitRule.objects.update(amount=1), version.delete):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


def test_a_limit_of_nothing_is_refused(db):
    with pytest.raises(IntegrityError, match="limit_has_length_and_unit"), transaction.atomic():
        rule(0)


@pytest.mark.parametrize("step", ["accept", "hand_back"])
def test_the_limit_to_put_it_right_starts_at_dispatch_not_at_sign_for(
    fire, town, officer, unit, handler, step
):
    case = services.dispatch(CaseFactory(area=town, category=fire), to=unit, by=officer)
    sent = case.events.get(move="dispatch")
    running = case.deadlines.get(limit=HANDLE)
    assert (running.started_at, running.started_by) == (sent.at, sent)
    given = {"reason": "not_ours"} if step == "hand_back" else {}
    getattr(services, step)(case, by=handler, **given)
    assert list(case.deadlines.filter(limit=HANDLE).values_list("pk", "due_at")) == [
        (running.pk, running.due_at)
    ]


def test_the_whole_is_never_shorter_than_its_stages(db):
    """The stages, one after the other, each used to its end, lie within the limit of the whole."""
    zone = ZoneInfo("Asia/Shanghai")
    calendar = Calendar(published=frozenset({2026}))
    for grade in GRADES:
        start = moment = datetime(2026, 3, 9, 10, tzinfo=zone)
        whole = rules()[TOTAL].limit(grade).due(start, calendar, zone).at
        for key in (DISPATCH, HANDLE, CHECK, CLOSE):
            moment = rules()[key].limit(grade).due(moment, calendar, zone).at - timedelta(seconds=1)
        assert moment < whole, grade


def test_the_whole_runs_from_registration_to_the_end(fire, town, officer, worker, grid):
    case = services.register(text="井盖坏了", category=fire, source=SourceFactory(), area=grid, by=worker)
    assert case.deadlines.get(limit=TOTAL).met_at is None
    case = services.decline(case, note="不归网格管", by=officer)
    assert case.deadlines.get(limit=TOTAL).met_at
    case = services.reopen(case, note="又来了", by=officer)
    assert case.deadlines.filter(limit=TOTAL, met_at=None).count() == 1


def test_the_limit_of_the_whole_reminds_where_no_stage_ends_before_it(fire, town, officer, unit, handler):
    case = services.register(text="井盖坏了", category=fire, source=SourceFactory(), area=town, by=officer)
    case = services.dispatch(case, to=unit, by=officer)
    assert TOTAL not in {limit.limit for limit in Deadline.objects.telling()}
    case.deadlines.filter(limit__in=[HANDLE, ACCEPT]).update(due_at=clock.now() + timedelta(days=90))
    Matter.objects.filter(pk=case.pk).update(due_at=case.deadlines.get(limit=TOTAL).due_at)
    assert {limit.limit for limit in Deadline.objects.telling()} >= {TOTAL}
