"""The calendar of limits and its feed."""

import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from casework.clocks import TimeUnit
from casework.ical import CalendarEvent, folded, written
from casework.models import Deadline, Feed, Matter
from casework.services import feeds, import_holidays
from grids import services
from grids.limits import DISPATCH, HANDLE
from security import clock
from tests.coming import come_in
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def case(worker, grid, officer, unit, handler):
    """Sent to the unit: two limits run, and that of the whole."""
    case = services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )
    return services.dispatch(case, to=unit, by=officer)


def page_of(client, user, **query):
    client.force_login(user)
    return client.get(reverse("casework:calendar"), query)


def test_each_day_shows_what_ends_on_it_and_opens_its_rows(client, case, officer):
    limit = case.deadlines.get(limit=HANDLE)
    week = page_of(client, officer, view="week", day=limit.legal_on)
    shown = {day.day: day for day in week.context["days"]}
    assert [item.deadline.pk for item in shown[limit.legal_on].items] == [limit.pk]
    month = page_of(client, officer, view="month", day=limit.legal_on)
    assert {day.day: day.count for day in month.context["days"]}[limit.legal_on] == 1
    link = next(day.url for day in month.context["days"] if day.day == limit.legal_on)
    assert link in unescape(month.content.decode())
    rows = client.get(link).content.decode()
    assert case.number in rows
    assert "处置 3 个工作日" in rows
    assert reverse("casework:rule", args=[HANDLE]) in rows


def test_a_days_number_is_the_number_of_its_rows(client, grid, officer):
    for _ in range(15):
        CaseFactory(area=grid)
    day = date(2026, 12, 3)
    for matter in Matter.objects.all():
        limit_on(matter, day)
    for view in ("day", "week", "month"):
        shown = {each.day: each for each in page_of(client, officer, view=view, day=day).context["days"]}
        assert shown[day].count == 15
        assert len(shown[day].items) == {"day": 15, "week": 12, "month": 0}[view]


def limit_on(matter, day, key=HANDLE, unit=TimeUnit.WORKING_DAYS):
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=ZONE)
    return Deadline.objects.create(
        matter=matter, limit=key, label="处置", amount=3, unit=unit, basis="x", calendar="2026v1",
        started_at=end - timedelta(days=5), warn_at=end, due_at=end, legal_on=day, target_on=day,
    )  # fmt: skip


def test_nobody_sees_more_than_their_scope(client, case, stranger, handler):
    limit = case.deadlines.get(limit=HANDLE)
    elsewhere = DutyFactory(role=Role.TOWN, unit=UnitFactory(area=AreaFactory())).user
    assert sum(day.count for day in page_of(client, elsewhere, day=limit.legal_on).context["days"]) == 0
    assert (
        sum(day.count for day in page_of(client, handler, view="day", day=limit.legal_on).context["days"])
        == 1
    )


@pytest.mark.parametrize(("whose", "count"), [("", 2), ("mine", 1), ("unit", 1)])
def test_filters_narrow_it(client, case, handler, unit, town, whose, count):
    day = case.deadlines.get(limit=HANDLE).legal_on
    other = CaseFactory(area=town, unit=UnitFactory(area=town))
    limit_on(other, day)
    DutyFactory(user=handler, role=Role.OFFICE, unit=UnitFactory(area=town))
    shown = page_of(client, handler, view="day", day=day, whose=whose)
    assert sum(each.count for each in shown.context["days"]) == count


def test_what_is_late_has_a_list_of_its_own(client, grid, officer):
    limit_on(CaseFactory(area=grid), clock.today() - timedelta(days=3))
    shown = page_of(client, officer)
    assert shown.context["late_count"] == 1
    late = client.get(shown.context["links"]["late"])
    assert len(late.context["late"]) == 1
    assert "已超期 1 条" in late.content.decode()


def test_rest_days_and_made_up_days_are_shown(client, officer):
    import_holidays(
        {
            "year": 2026,
            "papers": [],
            "days": [
                {"name": "国庆节", "date": "2026-10-01", "isOffDay": True},
                {"name": "国庆节", "date": "2026-10-10", "isOffDay": False},
            ],
        }
    )
    days = {day.day: day for day in page_of(client, officer, view="month", day="2026-10-09").context["days"]}
    assert (days[date(2026, 10, 1)].works, days[date(2026, 10, 1)].note) == (False, "国庆节")
    assert (days[date(2026, 10, 10)].works, days[date(2026, 10, 10)].note) == (True, "调休上班")
    assert days[date(2026, 10, 11)].note == "休息日"
    assert [day.note for day in page_of(client, officer, view="day", day="2027-01-01").context["days"]] == [
        "法定节假日（暂定）"
    ]


@pytest.mark.parametrize("day", ["", "never", "2026-02-30", "9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("view", ["day", "week", "month", "decade"])
def test_any_address_shows_a_calendar(client, officer, day, view):
    assert page_of(client, officer, day=day, view=view, whose="x", area="x", kind="x").status_code == 200


def test_a_month_takes_no_more_queries_than_it_should(client, grid, officer, django_assert_max_num_queries):
    for n in range(20):
        limit_on(CaseFactory(area=grid), date(2026, 12, 1 + n))
    client.force_login(officer)
    for view in ("day", "week", "month"):
        with django_assert_max_num_queries(24):
            client.get(reverse("casework:calendar"), {"view": view, "day": "2026-12-05"})


def feed(client, secret, **headers):
    return client.get(reverse("casework:feed_file"), {"key": secret}, headers=headers)


@pytest.fixture
def secret(handler):
    cache.clear()  # what other tests asked for counts, too
    return feeds.renew_feed(handler)


def test_the_feed_is_read_without_a_session_by_its_secret_alone(client, case, handler, secret):
    answer = feed(client, secret)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert case.number in answer.content.decode()
    assert feed(client, secret[:-1]).status_code == 404
    assert feed(client, "").status_code == 404
    assert Feed.objects.get().digest != secret
    assert len(secret) * 6 >= 128


def test_a_program_that_has_it_already_is_told_so(client, case, secret, handler):
    tag = feed(client, secret)["ETag"]
    assert feed(client, secret, if_none_match=tag).status_code == 304
    services.accept(case, by=handler)
    assert feed(client, secret, if_none_match=tag).status_code == 200


def test_an_address_that_was_renewed_or_revoked_opens_nothing(client, case, handler, secret):
    fresh = feeds.renew_feed(handler)
    assert (feed(client, secret).status_code, feed(client, fresh).status_code) == (404, 200)
    feeds.revoke_feed(handler)
    assert feed(client, fresh).status_code == 404


def test_whose_account_is_closed_or_who_lost_their_duties_reads_nothing(client, case, handler, secret):
    handler.duties.all().delete()
    assert feed(client, secret).status_code == 404
    DutyFactory(user=handler, role=Role.TOWN)
    assert case.number not in feed(client, secret).content.decode()
    handler.is_active = False
    handler.save()
    assert feed(client, secret).status_code == 404


def test_no_title_no_text_and_no_name_goes_out(client, case, secret, handler, worker):
    text = feed(client, secret).content.decode()
    for word in (case.title, case.own.text, handler.name, worker.name):
        assert word not in text


def test_of_a_confidential_matter_the_number_alone_goes_out(client, case, secret, handler, unit):
    DutyFactory(user=handler, role=Role.KEEPER, unit=unit)
    Matter.objects.filter(pk=case.pk).update(confidential=True)
    events = icalendar.Calendar.from_ical(feed(client, secret).content).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {case.number}
    assert not [event for event in events if "DESCRIPTION" in event or "URL" in event]


def test_who_asks_too_often_has_to_wait(client, case, secret, monkeypatch):
    monkeypatch.setattr(feeds, "READS", 2)
    monkeypatch.setattr(feeds, "STRANGERS", 2)
    assert [feed(client, secret).status_code for _ in range(3)] == [200, 200, 429]
    assert [feed(client, f"x{n}").status_code for n in range(3)] == [404, 404, 429]


def test_the_page_shows_the_address_once(client, handler):
    come_in(client, handler)
    page = client.post(reverse("casework:renew_feed")).content.decode()
    secret = re.search(r"feed\.ics\?key=([\w-]{40,})", page)[1]
    assert feed(client, secret).status_code == 200
    assert secret not in client.get(reverse("casework:feed")).content.decode()
    assert client.post(reverse("casework:revoke_feed")).status_code == 302
    assert feed(client, secret).status_code == 404


def test_a_calendar_library_reads_every_end_as_it_stands(client, case, secret):
    calendar = icalendar.Calendar.from_ical(feed(client, secret).content)
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    running = case.deadlines.filter(met_at=None)
    assert len(found) == len(running) > 1
    for deadline in running:
        event = found[f"limit-{deadline.pk}@localhost"]
        start = event["DTSTART"].dt
        assert start == deadline.legal_on
        assert event["DTEND"].dt == deadline.legal_on + timedelta(days=1)
        assert event["SUMMARY"] == f"{deadline.label}到期 {case.number}"


def test_limits_in_hours_are_moments_in_the_countys_time(client, worker, grid, officer):
    case = services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )
    body = feed(client, feeds.renew_feed(officer)).content
    deadline = case.deadlines.get(limit=DISPATCH)
    event = next(
        event
        for event in icalendar.Calendar.from_ical(body).walk("VEVENT")
        if str(event["UID"]).startswith(f"limit-{deadline.pk}@")
    )
    assert event["DTSTART"].dt == deadline.due_at.replace(microsecond=0)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    zone = icalendar.Calendar.from_ical(body).walk("VTIMEZONE")[0]
    for year in (2024, 2026, 2027):
        for month in (1, 7):
            moment = datetime(year, month, 15, 12)  # noqa: DTZ001 - a local time that the zone is asked about
            assert zone.to_tz().utcoffset(moment) == ZONE.utcoffset(moment)


def test_a_calendar_program_reads_it(client, case, secret, tmp_path):
    """khal, as somebody has it on their desk: it imports the file and lists what ends."""
    body = feed(client, secret).content
    file, kept, config = tmp_path / "feed.ics", tmp_path / "kept", tmp_path / "config"
    file.write_bytes(body)
    kept.mkdir()
    config.write_text(
        f"[calendars]\n[[work]]\npath = {kept}\n[default]\ndefault_calendar = work\n"
        "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )

    def khal(*arguments):
        run = subprocess.run(
            [sys.executable, "-m", "khal", "-c", str(config), *arguments],
            capture_output=True, text=True, check=True, env={"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        )  # fmt: skip
        return run.stdout

    khal("import", "--batch", "-a", "work", str(file))
    last = case.deadlines.get(limit=HANDLE).legal_on
    listed = khal("list", "--format", "{start-date}|{title}", str(last), str(last + timedelta(days=1)))
    assert f"{last}|处置到期 {case.number}" in listed.splitlines()


def test_long_lines_are_folded_by_octets_and_no_character_is_cut():
    line = "SUMMARY:" + "沈荡镇市政所路灯，" * 30
    pieces = list(folded(line))
    assert len(pieces) > 5
    assert all(len(piece) <= 77 and piece.endswith(b"\r\n") for piece in pieces)
    assert all(piece.decode() for piece in pieces)
    assert b"".join(pieces).replace(b"\r\n ", b"").decode() == f"{line}\r\n"


def test_signs_of_the_format_in_a_text_are_only_text():
    event = CalendarEvent(
        uid="a", summary="甲;乙,丙\\丁\n戊", description="", when=date(2026, 3, 9), stamp=timezone.now()
    )
    read = icalendar.Calendar.from_ical(written("x", [event], ZONE)).walk("VEVENT")[0]
    assert str(read["SUMMARY"]) == "甲;乙,丙\\丁\n戊"
