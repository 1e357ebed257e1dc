"""The monthly and quarterly tables of disputes (domain.md 2.5), counted by hand and by the page."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role, User
from casework.figures import Measure, Period, figures
from casework.models import Matter
from disputes import services
from disputes.models import Dispute
from figures.dispute_tables.counting import DIVISIONS, tables_of
from figures.periods import Quarter
from figures.tables.spans import Span
from security import clock
from tests.disputes.conftest import (  # noqa: F401 - fixtures
    body,
    chair,
    county_body,
    line,
    mediator,
    register,
    seat,
)
from tests.factories import DutyFactory, UnitFactory

COUNTED = re.compile(r"<strong data-count>(\d+)</strong>")


@pytest.fixture
def span():
    return Span.of_quarter(Quarter.of(clock.today()))


@pytest.fixture
def some(line):  # noqa: F811
    """Four accepted, of which two were settled in writing, one failed, and one is being mediated."""
    settled = [line.to("file", amount=1000), line.to("take_effect", source="court", difficult=True)]
    failed = services.fail(line.to("meet", justice_type="property"), ending="other", note="?", by=line.by)
    return {"settled": settled, "failed": failed, "running": line.to("meet"), "drafted": line.to("agree")}


def seen(user, span):
    return tables_of(User.objects.get(pk=user.pk), span, clock.today())


def number(tables, key):
    return next(one.text for one in tables.lines + tables.rates if one.key == f"disputes.{key}")


def test_the_numbers_are_those_counted_by_hand(some, mediator, span):  # noqa: F811
    tables = seen(mediator, span)
    wanted = {
        "accepted": "5 件",
        "closed": "3 件",
        "succeeded": "2 件",
        "written": "2 件",
        "oral": "0 件",
        "difficult": "1 件",
        "performed": "1 件",
        "money": "1,000.00 元",
        "heads": "10 人",
        "crime": "0 件",
    }
    assert {key: number(tables, key) for key in wanted} == wanted


def test_success_is_said_by_both_definitions_and_a_share_of_few_by_none(some, mediator, span):  # noqa: F811
    by_closed, by_accepted, _ = seen(mediator, span).rates
    assert ("成功 ÷ 调解结束" in by_closed.name, "成功 ÷ 受理" in by_accepted.name) == (True, True)
    assert (by_closed.text, by_closed.note) == ("——", "只有 3 件，太少，不算比例")
    assert by_accepted.text == "40.0%"


def test_each_number_opens_as_many_rows(some, client, mediator, span):  # noqa: F811
    client.force_login(mediator)
    tables = seen(mediator, span)
    for one in tables.lines + tables.rates:
        (rows,) = COUNTED.findall(client.get(one.url).content.decode())
        measure = figures()[one.key].measure
        wanted = one.answer.hits if measure is Measure.RATE else one.answer.n
        assert int(rows) == wanted, one.key
        assert measure is not Measure.COUNT or f"{rows} 件" == one.text, one.key
    for _, parts in tables.divisions:
        for part in parts:
            for url, told in ((part.accepted_url, part.accepted), (part.succeeded_url, part.succeeded)):
                assert COUNTED.findall(client.get(url).content.decode()) == [str(told)], url


def test_every_division_adds_up_to_the_whole(some, mediator, span):  # noqa: F811
    tables = seen(mediator, span)
    for _, parts in tables.divisions:
        assert sum(part.accepted for part in parts) == 5
        assert sum(float(part.share[:-1]) for part in parts) == pytest.approx(100, abs=0.2)
    assert len(tables.divisions) == len(DIVISIONS)


def test_what_is_confidential_is_counted_for_who_may_see_it(line, mediator, officer, span):  # noqa: F811
    line.to("accept", minors=True)
    line.to("accept")
    assert number(seen(mediator, span), "accepted") == "2 件"
    assert number(seen(officer, span), "accepted") == "1 件"


def test_nothing_before_the_first_dispute_is_no_zero(some, mediator, span):  # noqa: F811
    accepted = seen(mediator, span).lines[0]
    assert (accepted.on_period.text, accepted.on_year.text) == ("——", "——")
    old = Matter.objects.order_by("pk").first()
    year_ago = clock.now() - timedelta(days=500)
    Dispute.objects.filter(pk=old.pk).update(accepted_at=year_ago)
    assert seen(mediator, span).lines[0].text == "4 件"


def test_a_period_that_runs_is_compared_with_as_many_days():
    span = Span.parse("2026-03")
    assert span.compared(date(2026, 3, 10)) == (
        Period(date(2026, 2, 1), date(2026, 2, 11)),
        Period(date(2025, 3, 1), date(2025, 3, 11)),
    )
    assert span.compared(date(2026, 4, 1))[0] == Period(date(2026, 2, 1), date(2026, 3, 1))
    assert Span.parse("2026q1").compared(date(2026, 5, 1))[0] == Period(date(2025, 10, 1), date(2026, 1, 1))


def test_as_many_statements_for_more_disputes(line, mediator, span):  # noqa: F811
    counts = []
    for _ in range(2):
        line.to("take_effect")
        user = User.objects.get(pk=mediator.pk)
        assert user.roles
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tables_of(user, span, clock.today())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("period", ["2026Q5", "2026-13", "坏", "2026Q3&x=", "0000-00"])
def test_a_period_that_is_none_says_so_and_shows_the_running_one(client, mediator, period):  # noqa: F811
    client.force_login(mediator)
    page = client.get(reverse("dispute_tables:tables"), {"period": period})
    assert (page.status_code, "写得不对" in page.content.decode()) == (200, True)


def test_the_list_refuses_a_number_that_there_is_not(client, mediator):  # noqa: F811
    client.force_login(mediator)
    for query in (
        "figure=evil",
        "figure=disputes.accepted&from=x&to=y",
        "figure=cases.reported&from=2026-01-01&to=2026-01-02",
        "by_source=evil",
        "tier=evil",
    ):
        page = client.get(f"{reverse('disputes:list')}?{query}").content.decode()
        assert COUNTED.findall(page) == ["0"], query


def test_who_has_no_part_in_disputes_has_no_tables(client, handler):
    client.force_login(handler)
    for name in ("tables", "export"):
        assert client.get(reverse(f"dispute_tables:{name}")).status_code == 404


def test_the_workbook_holds_the_rows_behind_each_number(some, client, mediator, span):  # noqa: F811
    client.force_login(mediator)
    response = client.get(reverse("dispute_tables:export"), {"period": span.key})
    book = load_workbook(BytesIO(response.content))
    rows = list(book["明细"].iter_rows(min_row=2, values_only=True))
    column = rows[0].index("调解成功")
    assert sum(row[column] == "✓" for row in rows[1:]) == 2
    assert sum(row[rows[0].index("受理")] == "✓" for row in rows[1:]) == 5
    assert book["汇总"]["A3"].value == "成功率（成功 ÷ 调解结束）"


def test_what_was_prevented_is_noted_and_counted_with_its_people(some, client, mediator, span):  # noqa: F811
    client.force_login(mediator)
    dispute = some["settled"][1]
    url = f"{dispute.get_absolute_url()}mark/"
    wrong = client.post(url, {"version": Matter.objects.get(pk=dispute.pk).version, "crime_prevented": "0"})
    assert "没有就不填" in wrong.content.decode()
    given = {"version": Matter.objects.get(pk=dispute.pk).version, "crime_prevented": "3"}
    assert client.post(url, given).status_code == 302
    tables = seen(mediator, span)
    assert (number(tables, "crime"), number(tables, "crime_heads")) == ("1 件", "3 人")
    assert number(tables, "petition") == "0 件"


def test_the_county_sees_all_and_a_town_its_own(some, county, town, span):
    office = DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="平安办")).user
    other = DutyFactory(role=Role.TOWN, unit=UnitFactory(name="别的镇")).user
    assert number(seen(office, span), "accepted") == "5 件"
    assert number(seen(other, span), "accepted") == "0 件"
