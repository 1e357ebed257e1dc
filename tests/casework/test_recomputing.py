"""2027 as it is guessed, and what changes when its notice comes (CAL-06, T-08, T-10).

The notice is made up: nobody knows yet what the State Council will say.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from accounts.models import Role
from casework import rules as articles
from casework.clocks import Limit, TimeUnit
from casework.models import Deadline, HolidayNotice, Notice, NoticeUpload, SpecialDay
from casework.models.calendar import full_calendar
from casework.rules import Rule
from casework.services import import_holidays, publishing
from casework.services.calendar import NoticeInvalid
from casework.services.moves import running_limit
from casework.services.recomputing import recompute
from grids.limits import HANDLE
from tests.casework.test_holidays import DATA, notice
from tests.factories import CaseFactory, DutyFactory

ZONE = ZoneInfo("Asia/Shanghai")
pytestmark = pytest.mark.django_db

# 春节 rests until the 11th of February, and two weekend days before and after are worked instead.
MADE_UP = notice(
    *({"name": "元旦", "date": f"2027-01-0{day}", "isOffDay": True} for day in (1, 2, 3)),
    *({"name": "春节", "date": f"2027-02-{day:02}", "isOffDay": True} for day in range(5, 12)),
    {"name": "春节", "date": "2027-01-30", "isOffDay": False},
    {"name": "春节", "date": "2027-02-20", "isOffDay": False},
    year=2027,
)


@pytest.fixture(autouse=True)
def published():
    call_command("import_holidays", DATA / "holidays_2025.json", DATA / "holidays_2026.json")


@pytest.fixture
def citizens_own(monkeypatch):
    """A limit that binds whoever came to us: to ask for a review within 30 days (xf.review_apply)."""
    rule = Rule(
        "x.citizen",
        "申请复查",
        "试",
        "收到答复到申请复查。",
        "条例35",
        {"": (30, TimeUnit.DAYS)},
        of_citizen=True,
    )
    monkeypatch.setitem(articles._rules, rule.key, rule)
    return rule


def running(start, amount, unit=TimeUnit.WORKING_DAYS, key=HANDLE, **more):
    """A limit of an open case that started then."""
    case = CaseFactory()
    event = case.events.create(
        move="dispatch", to_status="handling", by=case.created_by,
        at=datetime.fromisoformat(f"{start}T10:00:00").replace(tzinfo=ZONE),
    )  # fmt: skip
    deadline = running_limit(case, Limit(key, amount, "x", unit, "处置"), event, full_calendar())
    for name, value in more.items():
        setattr(deadline, name, value)
    deadline.save()
    case.due_at = deadline.due_at
    case.save()
    return deadline


def after_the_notice(deadline):
    import_holidays(MADE_UP)
    recompute()
    deadline.refresh_from_db()
    return str(deadline.legal_on)


def test_2027_is_provisional_until_its_notice_comes():
    inside, across, before = running("2027-02-01", 5), running("2026-12-28", 5), running("2026-12-18", 5)
    assert [deadline.provisional for deadline in (inside, across, before)] == [True, True, False]
    assert (inside.calendar, across.calendar) == ("2027暂定", "2026v1 2027暂定")
    import_holidays(MADE_UP)
    assert (recompute().looked_at, recompute().looked_at) == (2, 0)
    inside.refresh_from_db()
    assert (inside.provisional, inside.calendar) == (False, "2027v1")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "guessed", "told"),
    [
        ("2027-02-01", 5, TimeUnit.WORKING_DAYS, "2027-02-10", "2027-02-15"),  # the holidays are longer
        ("2027-01-27", 3, TimeUnit.WORKING_DAYS, "2027-02-01", "2027-01-30"),  # a Saturday is worked
        ("2027-02-15", 5, TimeUnit.WORKING_DAYS, "2027-02-22", "2027-02-20"),
        ("2027-01-25", 15, TimeUnit.DAYS, "2027-02-09", "2027-02-12"),
        ("2027-03-01", 5, TimeUnit.WORKING_DAYS, "2027-03-08", "2027-03-08"),
    ],
)
def test_what_rested_on_guesses_is_recomputed_once(start, amount, unit, guessed, told):
    deadline = running(start, amount, unit)
    assert str(deadline.legal_on) == guessed
    assert after_the_notice(deadline) == told
    assert str(deadline.was_legal_on or guessed) == guessed
    deadline.matter.refresh_from_db()
    assert deadline.matter.due_at == deadline.due_at


def test_a_limit_of_ours_gets_no_shorter_once_somebody_was_reminded_of_it():
    deadline = running("2027-01-27", 3, told=Deadline.Told.SOON)
    assert after_the_notice(deadline) == "2027-02-01"
    assert deadline.was_legal_on is None


def test_what_a_resident_was_told_is_not_put_off():
    """T-10: later would be to their disadvantage."""
    deadline = running("2027-02-01", 5, promised_at=datetime(2027, 2, 1, 11, tzinfo=ZONE))
    assert after_the_notice(deadline) == "2027-02-10"


@pytest.mark.parametrize(("start", "later"), [("2027-01-10", "2027-02-12"), ("2027-01-21", "2027-02-22")])
def test_a_citizens_own_limit_keeps_the_later_end(citizens_own, start, later):
    """T-08: the second falls on a Saturday that the notice makes a working day; it stays the Monday."""
    deadline = running(start, 30, TimeUnit.DAYS, key="x.citizen")
    assert after_the_notice(deadline) == later


def test_who_has_the_matter_is_told_from_what_to_what():
    deadline = running("2027-02-01", 5)
    holder = DutyFactory(role=Role.COMPETENT_ORG).user
    deadline.matter.holder = holder
    deadline.matter.save()
    after_the_notice(deadline)
    text = Notice.objects.get(recipient=holder).text
    assert "原来到 2027-02-10，现在到 2027-02-15" in text


def test_what_is_over_stays_as_it_was():
    deadline = running("2027-02-01", 5, met_at=datetime(2027, 2, 3, tzinfo=ZONE))
    assert after_the_notice(deadline) == "2027-02-10"
    assert deadline.provisional


def test_two_people_bring_a_notice_in(keeper, office):
    upload = publishing.upload_notice(MADE_UP, by=keeper)
    with pytest.raises(NoticeInvalid, match="已经有一份在等核对"):
        publishing.upload_notice(MADE_UP, by=office)
    with pytest.raises(NoticeInvalid, match="要由另一个人核对"):
        publishing.confirm_notice(upload, by=keeper)
    assert not HolidayNotice.objects.filter(year=2027).exists()
    deadline = running("2027-02-01", 5)
    publishing.take_in(publishing.confirm_notice(upload, by=office))
    deadline.refresh_from_db()
    assert str(deadline.legal_on) == "2027-02-15"
    stored = HolidayNotice.objects.get(year=2027)
    assert (stored.entered_by, stored.confirmed_by) == (str(keeper), str(office))
    upload.refresh_from_db()
    assert (upload.looked_at, upload.moved) == (1, 1)
    with pytest.raises(NoticeInvalid, match="已经有人核对过"):
        publishing.refuse_notice(upload, by=office)


def test_a_notice_that_is_refused_changes_nothing(keeper, office):
    upload = publishing.upload_notice(MADE_UP, by=keeper)
    publishing.refuse_notice(upload, by=office)
    assert not SpecialDay.objects.filter(day__year=2027).exists()
    assert publishing.upload_notice(MADE_UP, by=office).pk != upload.pk
    assert NoticeUpload.objects.filter(confirmed=False).count() == 1


def test_the_command_says_who_brought_it():
    call_command("import_holidays", DATA / "holidays_2025.json", "--by", "王一", "--checked-by", "李二")
    assert HolidayNotice.objects.get(year=2025).confirmed_by == ""  # nothing new came: nobody else answers
    stored = HolidayNotice.objects.get(year=2026)
    assert stored.entered_by.startswith("命令行：")


@pytest.mark.parametrize(
    ("today", "missing"),
    [(date(2026, 11, 14), None), (date(2026, 11, 15), 2027), (date(2027, 1, 1), 2027)],
)
def test_a_missing_notice_is_noticed_from_the_middle_of_november(today, missing):
    assert publishing.missing_year(today) == missing


def test_the_keepers_and_the_office_hear_of_it_once(keeper, office, officer):
    for day in (15, 16, 17):
        publishing.warn_of_missing_notice(date(2026, 11, day))
    assert set(Notice.objects.values_list("recipient", flat=True)) == {keeper.pk, office.pk}
    assert Notice.objects.count() == 2
    import_holidays(MADE_UP)
    assert publishing.warn_of_missing_notice(date(2026, 11, 18)) is None


@pytest.fixture
def office(centre):
    return DutyFactory(role=Role.OFFICE, unit=centre).user
