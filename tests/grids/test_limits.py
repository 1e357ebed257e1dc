import pytest
from django.db import IntegrityError, transaction

from casework.clocks import TimeUnit
from grids import services
from grids.limits import ACCEPT, CHECK, CLOSE, DISPATCH, HANDLE, default_limit
from grids.models import CaseLimit, Category, Urgency
from tests.factories import CaseFactory, CategoryFactory


@pytest.fixture
def fire(db):
    CategoryFactory(code="103", name="公共安全")
    return CategoryFactory(code="103001", name="消防安全")


def handling(category, urgency=Urgency.GENERAL):
    """What the limit to put a case right is, as the page prints it."""
    case = CaseFactory(category=category, urgency=urgency)
    rule = case.own.limit_rule(HANDLE)
    return str(rule.as_limit() if rule else default_limit(HANDLE, urgency))


def rule(amount, unit=TimeUnit.WORKING_DAYS, **of):
    return CaseLimit.objects.create(key=HANDLE, amount=amount, unit=unit, basis="县办〔2026〕1号第三条", **of)


@pytest.mark.parametrize(
    ("urgency", "limit"),
    [("urgent", "24 小时"), ("general", "3 个工作日"), ("complex", "7 个工作日"), ("major", "15 个工作日")],
)
def test_without_rules_of_the_county_the_defaults_run(fire, urgency, limit):
    assert handling(fire, urgency) == limit


@pytest.mark.parametrize("key", [DISPATCH, ACCEPT])
def test_what_is_urgent_is_answered_in_two_hours(key):
    assert str(default_limit(key, "urgent")) == "2 小时"


@pytest.mark.parametrize("key", [CHECK, CLOSE])
def test_checking_and_closing_take_a_working_day_at_most(key):
    assert {str(default_limit(key, urgency)) for urgency in Urgency} == {"1 个工作日"}


def test_the_closest_category_wins_then_the_urgency(fire):
    rule(9)
    assert handling(fire) == "9 个工作日"
    rule(8, urgency=Urgency.GENERAL)
    assert handling(fire) == "8 个工作日"
    rule(5, category=Category.objects.get(pk="103"))
    assert handling(fire) == "5 个工作日"
    rule(2, unit=TimeUnit.DAYS, category=fire)
    assert handling(fire) == "2 日"
    assert handling(CategoryFactory(code="104"), Urgency.MAJOR) == "9 个工作日"


def test_a_rule_of_the_county_is_the_one_that_runs_and_says_its_basis(fire, town, officer, unit, handler):
    rule(2, unit=TimeUnit.HOURS, category=fire)
    case = services.dispatch(CaseFactory(area=town, category=fire), to=unit, by=officer)
    running = case.deadlines.get(limit=HANDLE)
    assert (str(running), running.basis) == ("处置 2 小时", "县办〔2026〕1号第三条")
    assert (running.due_at - running.started_at).total_seconds() == 2 * 3600


def test_a_rule_that_changes_later_leaves_the_running_limit_alone(fire, town, officer, unit, handler):
    set_rule = rule(9, category=fire)
    case = services.dispatch(CaseFactory(area=town, category=fire), to=unit, by=officer)
    before = case.deadlines.get(limit=HANDLE).due_at
    set_rule.amount = 1
    set_rule.save()
    assert case.deadlines.get(limit=HANDLE).due_at == before


def test_two_rules_for_the_same_are_refused(fire):
    rule(9, category=fire)
    with pytest.raises(IntegrityError, match="one_limit_per_step_category_and_urgency"), transaction.atomic():
        rule(8, category=fire)


def test_a_limit_of_nothing_is_refused(db):
    with pytest.raises(IntegrityError, match="limit_is_longer_than_nothing"), transaction.atomic():
        rule(0)
