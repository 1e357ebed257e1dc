"""专项资金: given, planned, used; no more of it than there is, in the services and in the database."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot import ledger
from pilot.exceptions import PilotDenied
from pilot.models import Fund, Plan, Spending
from pilot.services import funds as services
from security import clock

pytestmark = pytest.mark.django_db
FUNDS = reverse("pilot:funds")


@pytest.fixture
def today():
    return clock.today()


@pytest.fixture
def fund(clerk, today):
    given = {"name": "网格经费", "level": "county", "document": "测财〔2026〕1号"}
    return services.open_fund(by=clerk, on=today, year=today.year, amount=Decimal("10000.00"), **given)


@pytest.fixture
def plan(fund, clerk, bureau, today):
    given = {"unit": bureau, "purpose": "网格员培训", "document": "测领〔2026〕1号"}
    return services.plan(fund, by=clerk, on=today, amount=Decimal("6000.00"), **given)


def paid(plan, clerk, today, amount):
    return services.spend(plan, by=clerk, on=today, amount=Decimal(amount), what="教材", document="凭证7")


def test_the_ledger_adds_up_to_the_cent(plan, fund, clerk, today):
    first = paid(plan, clerk, today, "1500.50")
    paid(plan, clerk, today, "0.49")
    services.take_back(first, by=clerk, on=today, document="退款单3")
    [standing] = ledger.of_year(clerk, today.year)
    assert (standing.given, standing.planned, standing.used) == (10000, 6000, Decimal("0.49"))
    assert (standing.left, standing.share) == (4000, "0.0%")
    [planned] = ledger.plans_of(fund)
    assert (planned.used, planned.left) == (Decimal("0.49"), Decimal("5999.51"))
    assert ledger.added([]).share == "——"


def test_no_more_is_planned_or_used_than_there_is(plan, fund, clerk, bureau, today):
    given = {"unit": bureau, "purpose": "设备", "document": "纪要", "on": today}
    with pytest.raises(PilotDenied, match=r"还能安排 4000.00 元"):
        services.plan(fund, by=clerk, amount=Decimal("4000.01"), **given)
    with pytest.raises(PilotDenied, match=r"还剩 6000.00 元"):
        paid(plan, clerk, today, "6000.01")
    paid(plan, clerk, today, "5000")
    with pytest.raises(PilotDenied, match=r"已经用了 5000.00 元"):
        services.replan(plan, amount=Decimal(4999), by=clerk)
    with pytest.raises(PilotDenied, match=r"最多能给它安排 10000.00 元"):
        services.replan(plan, amount=Decimal(10001), by=clerk)
    assert services.replan(plan, amount=Decimal(10000), by=clerk).amount == 10000


def test_the_database_itself_lets_nothing_go_over(plan, fund, clerk, bureau, today):
    line = {"by": clerk, "on": today, "document": "凭证"}
    broken = (
        ("spendings_stay_within_the_plan", lambda: spend(plan, 6001, line)),
        ("plans_stay_within_the_fund", lambda: more(fund, bureau, 4001, line)),
        ("money_that_came_back_says_of_which_line", lambda: spend(plan, -1, line)),
        ("spending_is_some_money_by_a_voucher", lambda: spend(plan, 1, line, what="")),
        ("plan_is_some_money_for_a_purpose", lambda: more(fund, bureau, 0, line)),
    )
    for name, write in broken:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()
    spend(plan, 6000, line)
    with pytest.raises(IntegrityError, match="plan_covers_what_is_used"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(amount=5999)


def spend(plan, amount, line, what="教材"):
    Spending.objects.create(plan=plan, amount=amount, what=what, **line)


def more(fund, bureau, amount, line):
    Plan.objects.create(fund=fund, unit=bureau, purpose="设备", amount=amount, **line)


def test_a_line_is_taken_back_once_and_what_came_back_is_not(plan, clerk, today):
    first = paid(plan, clerk, today, "10")
    back = services.take_back(first, by=clerk, on=today, document="退款单")
    for one, words in ((first, "已经退回过"), (back, "本身就是退回")):
        with pytest.raises(PilotDenied, match=words):
            services.take_back(one, by=clerk, on=today, document="退款单")


def test_only_the_office_writes_and_no_day_to_come(fund, clerk, member, leader, today):
    for other in (member, leader):
        with pytest.raises(PilotDenied, match="由县领导小组办公室来记"):
            services.open_fund(
                by=other, on=today, year=2026, name="别的", level="city", amount=1, document="甲"
            )
    with pytest.raises(PilotDenied, match="日期还没到"):
        services.plan(fund, by=clerk, on=today + timedelta(days=1), amount=1)
    with pytest.raises(ValidationError, match="已经有这个名称"):
        services.open_fund(
            by=clerk, on=today, year=fund.year, name=fund.name, level="city", amount=1, document="甲"
        )


def test_the_pages_take_it_from_the_document_to_the_voucher(clerk, bureau, client, today):
    client.force_login(clerk)
    given = {"name": "网格经费", "year": today.year, "level": "county", "amount": "1000", "on": str(today)}
    bad = client.post(f"{FUNDS}new/", given)
    assert (bad.status_code, "写下达资金的文号" in bad.content.decode()) == (400, True)
    assert client.post(f"{FUNDS}new/", given | {"document": "测财1号"}).status_code == 302
    fund = Fund.objects.get()
    plan = {"unit": bureau.pk, "purpose": "培训", "amount": "2000", "document": "纪要", "on": str(today)}
    over = client.post(f"{fund.get_absolute_url()}plan/", plan)
    assert "还能安排 1000.00 元，填的是 2000 元" in over.content.decode()
    client.post(f"{fund.get_absolute_url()}plan/", plan | {"amount": "800"})
    planned = Plan.objects.get()
    spent = {"what": "教材", "amount": "300.5", "document": "凭证1", "on": str(today)}
    client.post(f"{FUNDS}plans/{planned.pk}/spend/", spent)
    client.post(f"{FUNDS}plans/{planned.pk}/", {"amount": "900"})
    page = client.get(fund.get_absolute_url()).content.decode()
    assert "安排 900.00 元，用了 300.50 元，还剩 599.50 元" in page
    assert "执行率 <strong>30.1%" in page
    client.post(f"{FUNDS}spendings/{Spending.objects.get().pk}/back/", {"document": "退款", "on": str(today)})
    assert "已退回" in client.get(fund.get_absolute_url()).content.decode()
    assert client.get(f"{FUNDS}?year=abcd").status_code == 404


def test_the_workbook_has_every_line_and_the_same_sums(plan, clerk, member, client, today):
    paid(plan, clerk, today, "10.10")
    client.force_login(member)
    book = openpyxl.load_workbook(BytesIO(client.get(f"{FUNDS}export/").content))
    rows = [[cell.value for cell in row] for row in book.active.rows]
    assert rows[0][0] == f"{today.year}年专项资金：下达 10000.00 元，安排 6000.00 元，支出 10.10 元。"
    assert rows[2][2:] == [
        "10000.00", "测财〔2026〕1号", "住建局", "网格员培训", "6000.00", "测领〔2026〕1号",
        f"{today}", "教材", "10.10", "凭证7",
    ]  # fmt: skip


def test_a_page_of_money_costs_the_same_however_much(plan, fund, clerk, bureau, client, today):
    paid(plan, clerk, today, "1")
    client.force_login(clerk)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(FUNDS)
            client.get(fund.get_absolute_url())
        counts.append(len(asked))
        for _ in range(4):
            paid(plan, clerk, today, "1")
    assert counts[1] <= counts[0]  # the first page of a session asks once more
