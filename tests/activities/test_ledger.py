"""The ledger: who writes and sees a line, how it is corrected and withdrawn, numbers that open their rows."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from activities import services
from activities.exceptions import LedgerDenied
from activities.models import Activity, Correction, Organisation, Purchase
from security import clock
from security.context import acting
from tests.activities.conftest import held, unit_of

pytestmark = pytest.mark.django_db
LIST = reverse("activities:activities")
LISTED = re.compile(r"data-count>(\d+)<")


def said(area, **more):
    return {
        "kind": "law",
        "place": "学校",
        "area": area.pk,
        "on": f"{clock.today()}",
        "topic": "宪法进校园",
        "people": "120",
        **more,
    }


def test_a_line_is_written_by_a_unit_in_its_own_places(client, lawyer, village, other_town):
    client.force_login(lawyer)
    assert client.post(reverse("activities:activities_new"), said(village)).status_code == 302
    made = Activity.objects.get()
    assert (made.unit, made.made_by, made.people) == (unit_of(lawyer), lawyer, 120)
    wrong = client.post(
        reverse("activities:activities_new"),
        said(village, topic="", on=f"{clock.today() + timedelta(days=1)}"),
    )
    assert wrong.status_code == 400
    assert "写上主题" in wrong.content.decode()
    assert "还没到" in wrong.content.decode()


def test_a_township_writes_nothing_of_another_one(client, officer, other_town, worker, town):
    client.force_login(officer)
    page = client.post(reverse("activities:activities_new"), said(other_town))
    assert page.status_code == 400
    client.force_login(worker)
    assert client.get(reverse("activities:activities_new")).status_code == 302  # a grid is no unit


def test_who_sees_a_line(lawyer, officer, villager, neighbour, clerk, worker, village, client):
    line = held(lawyer, village)
    url = line.get_absolute_url()
    for user, status in ((lawyer, 200), (officer, 200), (villager, 200), (clerk, 200), (neighbour, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status
        page = client.get(LIST).content.decode()
        assert int(LISTED.search(page)[1]) == (1 if status == 200 else 0)


def test_the_database_keeps_lines_from_those_who_have_no_part_in_them(lawyer, neighbour, officer, village):
    line = held(lawyer, village)
    with acting(neighbour.pk):
        assert not Activity.objects.filter(pk=line.pk).exists()
    with acting(officer.pk):  # who sees it, and is of another unit
        assert Activity.objects.filter(pk=line.pk).exists()
        assert Activity.objects.filter(pk=line.pk).update(topic="别的") == 0
        fresh = Activity(area=village, unit=line.unit, made_by=officer, kind="law", topic="假")
        fresh.on = line.on
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            fresh.save()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Activity.objects.filter(pk=line.pk).delete()


def test_what_was_wrong_is_corrected_with_its_history(client, lawyer, officer, village):
    line = held(lawyer, village)
    url = reverse("activities:activities_correct", args=[line.pk])
    client.force_login(lawyer)
    assert client.post(url, said(village, people="90", why="数错了")).status_code == 302
    line.refresh_from_db()
    assert line.people == 90
    shown = client.get(line.get_absolute_url()).content.decode()
    for words in ("数错了", "多少人，原来写的是：30"):
        assert words in shown
    assert "写上为什么改" in client.post(url, said(village)).content.decode()
    client.force_login(officer)
    assert client.post(url, said(village, why="我来改")).status_code == 403
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Correction.objects.update(why="别的")


def test_what_never_was_is_withdrawn_with_its_reason_and_stays(client, lawyer, village):
    line = held(lawyer, village)
    client.force_login(lawyer)
    url = reverse("activities:activities_withdraw", args=[line.pk])
    assert client.post(url, {"why": ""}).status_code == 400
    assert client.post(url, {"why": "登记重了"}).status_code == 302
    assert client.post(url, {"why": "再撤"}).status_code == 403
    assert int(LISTED.search(client.get(LIST).content.decode())[1]) == 0
    assert int(LISTED.search(client.get(f"{LIST}?state=gone").content.decode())[1]) == 1
    assert "登记重了" in client.get(line.get_absolute_url()).content.decode()
    with pytest.raises(InternalError, match="withdrawn_stays"), transaction.atomic():
        Activity.objects.filter(pk=line.pk).update(topic="别的")
    with pytest.raises(LedgerDenied):
        services.withdraw(line, by=lawyer, why="又撤")


def test_the_database_refuses_lines_that_are_none(lawyer, village):
    line = held(lawyer, village)
    same = Activity.objects.filter(pk=line.pk)
    for name, change in (
        ("activity_has_a_topic", {"topic": ""}),
        ("activity_is_withdrawn_by_somebody_who_says_why", {"withdrawn_at": clock.now()}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            same.update(**change)


def test_every_number_opens_as_many_lines(client, clerk, lawyer, officer, village, town, other_town, county):
    for area, kind in ((village, "law"), (village, "law"), (town, "moral"), (other_town, "law")):
        held(lawyer, area, kind=kind)
    held(lawyer, county, kind="training")
    held(lawyer, village, on=clock.today() - timedelta(days=200))
    services.withdraw(held(lawyer, village), by=lawyer, why="重了")
    for user, whole in ((clerk, 5), (officer, 3)):
        client.force_login(user)
        table = client.get(reverse("activities:overview")).context["table"]
        total = 0
        for row in table["rows"]:
            for cell in row[1:]:
                count = int(cell["text"])
                if cell["url"]:
                    assert int(LISTED.search(client.get(cell["url"]).content.decode())[1]) == count
                else:
                    assert count == 0
            total += int(row[-1]["text"])
        assert total == whole


def test_lists_are_narrowed_and_say_what_they_cannot_read(client, lawyer, village, other_town):
    held(lawyer, village, place="学校")
    held(lawyer, other_town, place="网络", kind="lecture")
    client.force_login(lawyer)
    for query, count in (
        ("place=six", 1),
        ("place=eight", 2),
        ("place=网络", 1),
        ("sort=lecture", 1),
        (f"area={village.pk}", 1),
        (f"area={village.pk[:6]}&exact=1", 0),
        ("sort=nothing", 0),
        ("quarter=2026", 0),
        ("area=x", 0),
        ("place=火星", 0),
    ):
        page = client.get(f"{LIST}?{query}").content.decode()
        assert int(LISTED.search(page)[1]) == count, query


def test_the_workbook_has_the_rows_of_the_list_under_what_was_asked(client, lawyer, village, other_town):
    held(lawyer, village, topic="=1+1")
    held(lawyer, other_town, kind="lecture", people=None)
    client.force_login(lawyer)
    answer = client.get(reverse("activities:activities_export") + "?sort=lecture")
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0].startswith("台账·活动，道德讲堂，截至")
    assert len(rows) == 3
    assert rows[2][3] == "——"  # nobody counted: that is not 0


def test_purchases_are_of_an_organisation_and_accepted_on_a_day(client, clerk, county):
    client.force_login(clerk)
    today = f"{clock.today()}"
    given = {"name": "阳光社工", "sort": "agency", "licence": "52330000", "area": county.pk, "on": today}
    assert client.post(reverse("activities:organisations_new"), given).status_code == 302
    again = client.post(reverse("activities:organisations_new"), given)
    assert "已经登记过" in again.content.decode() or "写过同样的" in again.content.decode()
    bought = {"service": "社区矫正帮扶", "contract": "2026-07", "amount": "120000.50", "area": county.pk}
    bought |= {"organisation": Organisation.objects.get().pk, "on": today, "until": today}
    late = client.post(reverse("activities:purchases_new"), bought | {"outcome": "good"})
    assert "写哪天验收" in late.content.decode()
    ok = client.post(reverse("activities:purchases_new"), bought | {"outcome": "good", "accepted_on": today})
    assert ok.status_code == 302
    made = Purchase.objects.get()
    assert f"{made.amount}" == "120000.50"
    for name, change in (
        ("purchase_costs_something", {"amount": 0}),
        ("purchase_ends_after_it_begins", {"until": made.on - timedelta(days=1)}),
        ("purchase_is_accepted_on_a_day", {"accepted_on": None}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Purchase.objects.filter(pk=made.pk).update(**change)


def test_legal_help_is_in_a_book_of_its_own(client, villager, village):
    client.force_login(villager)
    given = {"sort": "adviser", "name": "某某律所 张律师", "reach": "12348", "area": village.pk}
    given["on"] = f"{clock.today()}"
    assert client.post(reverse("activities:contacts_new"), given).status_code == 302
    assert "某某律所" in client.get(reverse("activities:contacts")).content.decode()


def test_a_page_costs_the_same_for_any_number_of_lines(client, lawyer, village):
    client.force_login(lawyer)
    held(lawyer, village)
    for url in (LIST, reverse("activities:overview")):
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for _ in range(5):
            held(lawyer, village)
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(many) == len(few)
