"""Every declared figure against a quarter that was counted by hand (domain.md 3.6).

Cases at the quarter's borders, settled, declined, handed back, reworked, reopened, late, unfinished, urgent,
imported and confidential ones, each lived through the services; their general limit is 3 working days.
"""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from casework.figures import figures
from casework.models import Matter
from figures.periods import Quarter, month_period
from figures.selectors import count
from figures.selectors.counting import GROUPS
from grids import services
from tests.factories import CaseFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()
Q3 = Quarter(2025, 3)
# One line of a life: when (month-day and time), and what.
LIVES = {
    "before": "06-30T23:59 dispatch@07-01T00:00 finish@07-01T10:00 check@07-01T11:00 close@07-01T12:00",
    "first": "07-01T00:00 dispatch@07-01T09:00 finish@07-02T09:00 check@07-02T10:00 close@07-02T11:00",
    "last": "09-30T23:59 dispatch@10-01T00:00 finish@10-01T09:00 check@10-01T10:00 close@10-02T09:00",
    "settled": "07-10T10:00 settle@07-10T10:00 check@07-10T11:00 close@07-10T12:00",
    "declined": "07-15T09:00 decline@07-15T10:00",
    "back": "07-21T09:00 misdirect@07-21T09:30 hand_back@07-21T10:00 dispatch@07-21T10:30"
    " finish@07-22T10:00 check@07-22T11:00 close@07-22T12:00",
    "reworked": "08-04T09:00 dispatch@08-04T09:30 finish@08-05T09:00 rework@08-05T10:00"
    " finish@08-06T09:00 check@08-06T10:00 close@08-06T11:00",
    "reopened": "08-11T09:00 dispatch@08-11T09:30 finish@08-12T09:00 check@08-12T10:00 close@08-12T12:00"
    " reopen@08-20T09:00 dispatch@08-20T10:00 finish@08-21T09:00 check@08-21T10:00 close@08-21T11:00",
    "waits again": "08-18T09:00 dispatch@08-18T09:30 finish@08-19T09:00 check@08-19T10:00"
    " close@08-19T12:00 reopen@09-01T09:00",
    "late": "09-01T09:00 dispatch@09-03T15:00 finish@09-15T09:00 check@09-18T09:00 close@09-18T10:00",
    "never": "09-08T09:00 dispatch@09-08T09:30",
    "urgent": "09-15T09:00 hurry@09-15T09:30 finish@09-16T09:00 check@09-16T10:00 close@09-16T11:00",
    "secret": "09-22T09:00 dispatch@09-22T09:30 finish@09-22T12:00 check@09-22T13:00 close@09-22T14:00",
    "new": "09-29T09:00",
}
# Population and hits in the third quarter, in the order of their declaration.
BY_HAND = {
    "cases.reported": (15, 0),  # all 16 but "before"
    "cases.urgent": (1, 0),
    "cases.filed": (14, 13),  # not "new"; not filed: "declined"
    "cases.reported_on_time": (
        10,
        9,
    ),  # with a verdict; not: "late"
    "cases.handled": (9, 8),  # due in the quarter: not "last", "settled", "declined", …; not done: "never"
    "cases.on_time": (9, 7),  # not: "late", "never"
    "cases.closed_rate": (9, 8),
    "cases.closed": (11, 0),  # 9 of LIVES, two imports
    "cases.hours": (9, 0),
    "cases.in_hand": (8, 0),  # not "settled"
    "cases.rework": (9, 1),
    "cases.dispatched_on_time": (10, 9),  # not: "late"
    "cases.dispatched_right": (10, 9),  # not: "back"
    "cases.checked_on_time": (10, 9),  # "waits again" was checked in August; not: "late"
    "cases.reopened": (10, 2),
    "cases.settled": (15, 1),
}


def moment(text):
    return datetime.fromisoformat(f"2025-{text}").replace(tzinfo=ZONE)


@pytest.fixture
def lives(grid, town, unit, worker, officer, handler):
    """The cases of LIVES and two of another system, one of them without a word on its time."""
    other = DutyFactory(role="competent_org", unit=UnitFactory(area=town)).user
    steps = {
        "dispatch": lambda case, **at: services.dispatch(case, to=unit, by=officer, **at),
        "hurry": lambda case, **at: services.dispatch(case, to=unit, by=officer, urgency="urgent", **at),
        "misdirect": lambda case, **at: services.dispatch(case, to=other_unit(other), by=officer, **at),
        "hand_back": lambda case, **at: services.hand_back(case, reason="not_ours", by=other, **at),
        "accept": lambda case, **at: services.accept(case, by=handler, **at),
        "finish": lambda case, **at: services.finish(case, result="办好了", by=handler, **at),
        "settle": lambda case, **at: services.settle(case, result="当场清了", by=worker, **at),
        "decline": lambda case, **at: services.decline(case, note="不归网格管", by=officer, **at),
        "rework": lambda case, **at: services.rework(case, note="没办好", by=officer, **at),
        "reopen": lambda case, **at: services.reopen(case, note="又来了", by=officer, **at),
        "check": lambda case, **at: services.check(case, by=officer, **at),
        "close": lambda case, **at: services.close(case, by=officer, **at),
    }
    kinds = {"category": CategoryFactory(), "source": SourceFactory(), "area": grid, "by": worker}
    for name, life in LIVES.items():
        begun, *acts = life.split()
        case = services.register(text=name, at=moment(begun), **kinds)
        for act in acts:
            what, when = act.split("@")
            if what == "finish" and case.status == "dispatched":
                case = steps["accept"](case, at=moment(when))
            case = steps[what](case, at=moment(when))
    Matter.objects.filter(case__text="secret").update(confidential=True)
    for day, on_time in (("09-20T08:00", True), ("09-21T08:00", None)):
        ended = {"registered_at": moment(day), "closed_at": moment(day), "status": "closed"}
        CaseFactory(area=grid, on_time=on_time, origin="旧系统", origin_number=day, **ended)


def other_unit(user):
    return user.duties.get().unit


def answers(period=Q3.period, by="", **how):
    return count(Matter.objects.all(), BY_HAND, period, by, **how)


def test_every_figure_is_what_was_counted_by_hand(lives):
    assert BY_HAND.keys() == {key for key, figure in figures().items() if figure.kind == "case"}
    found = {answer.figure.key: (answer.n, answer.hits) for answer in answers()}
    assert found == BY_HAND


def test_hours_are_those_between_the_moments(lives):
    found = {answer.figure.key: answer for answer in answers()}
    # before 10h01, first 33, settled 0, back 25, reworked 48, reopened 240, late 336, urgent 24, secret 3
    assert found["cases.hours"].total == pytest.approx(719 + 1 / 60)
    # in hand: 2.5, 10, 23, [23.5, 23.5], 24, 47.5, 282 hours
    assert found["cases.in_hand"].value == pytest.approx(23.5 / 24)


@pytest.mark.parametrize(
    ("by", "level"), [("area", 9), ("area", 12), ("area", 15), *((by, 9) for by in GROUPS if by != "area")]
)
def test_groups_make_the_whole(lives, by, level):
    assert added(answers(by=by, level=level)) == BY_HAND


def test_months_make_the_quarter(lives):
    months = [one for month in Q3.months for one in answers(month_period(month))]
    assert added(months) == BY_HAND


def added(found):
    """The sum of all answers of each figure: population and hits."""
    sums = dict.fromkeys(BY_HAND, (0, 0))
    for one in found:
        n, hits = sums[one.figure.key]
        sums[one.figure.key] = (n + one.n, hits + one.hits)
    return sums


def test_a_confidential_case_is_not_counted_for_who_may_not_see_it(lives, officer):
    seen = count(Matter.objects.visible_to(officer), BY_HAND, Q3.period)
    assert {one.figure.key: one.n for one in seen}["cases.reported"] == 14


def test_the_neighbouring_quarters_have_what_lies_across_the_border(lives):
    before = {one.figure.key: one.n for one in answers(Q3.previous.period)}
    after = {one.figure.key: one.n for one in answers(Q3.following.period)}
    assert {key: n for key, n in before.items() if n} == {
        "cases.reported": 1,
        "cases.filed": 1,
        "cases.reported_on_time": 1,
        "cases.settled": 1,
    }
    assert (after["cases.reported"], after["cases.closed"], after["cases.handled"]) == (0, 1, 1)


def test_lives_are_told_in_order():
    for life in LIVES.values():
        begun, *acts = life.split()
        times = [moment(begun), *(moment(act.split("@")[1]) for act in acts)]
        assert all(one <= other for one, other in pairwise(times))
        assert times[-1] - times[0] < timedelta(days=30)
