"""The tables of petitions (domain.md 1.9), counted by hand and by the page."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import User
from casework.figures import Measure, figures
from casework.models import Matter
from figures.petition_tables.counting import tables_of
from figures.tables.spans import Span
from petitions import services
from petitions.models import Petition, Rating
from petitions.services import residing
from security import clock
from tests.factories import DutyFactory, UnitFactory
from tests.petitions.conftest import (  # noqa: F401 - fixtures
    above,
    bureau,
    clerk,
    colleague,
    government,
    head,
    higher,
    line,
    official,
    top,
    xf_unit,
)

COUNTED = re.compile(r"<strong data-count>(\d+)</strong>")
PAGE = "/petitions/tables/"


@pytest.fixture
def span():
    return Span.of_year(clock.today().year)


@pytest.fixture
def some(line, clerk):  # noqa: F811
    """Three new about roads, of which one goes along with another; one accepted, two answered, one rated."""
    _, second, third = (line.to("classify") for _ in range(3))
    merged = services.merge(third, into=second, by=clerk)
    accepted, answered, rated = line.to("accept"), line.to("issue"), line.to("deliver")
    residing.rate(rated, levels={"organ": "bad", "office": "good"})
    repeat = services.mark_repeat(line.to("classify"), of=rated, by=clerk)
    return {"merged": merged, "accepted": accepted, "answered": answered, "rated": rated, "repeat": repeat}


def seen(user, span):
    return tables_of(User.objects.get(pk=user.pk), span, clock.today())


def test_the_numbers_are_those_counted_by_hand_and_nothing_is_counted_twice(some, clerk, span):  # noqa: F811
    """XF-65, XF-74."""
    found = {one.key.split(".")[1]: one.text for one in seen(clerk, span).lines}
    wanted = {
        "registered": "6 件",
        "first": "5 件",
        "repeat": "1 件",
        "people": "6 人次",
        "forwarded": "3 件",
        "accepted": "3 件",
        "answered": "2 件",
        "rejected": "2 件",
        "supported": "0 件",
        "ratable": "1 件",
        "rated": "1 件",
        "content_organ": "0 件",
        "content_office": "1 件",
        "notice_due": "3 件",
        "notice_kept": "3 件",
    }
    assert {key: found[key] for key in wanted} == wanted


def test_nothing_to_divide_by_is_no_share_and_few_are_none(some, clerk, span):  # noqa: F811
    rates = {one.key.split(".")[1]: one for one in seen(clerk, span).rates}
    assert (rates["on_time_reply"].text, rates["satisfaction_organ"].text) == ("——", "——")
    assert rates["satisfaction_organ"].note == "只有 1 件，太少，不算比例"
    assert rates["repeat_share"].text == "16.7%"


def test_a_notice_that_comes_late_is_not_timely(line, clerk, span):  # noqa: F811
    due = clock.now()
    for late in (0, 0, 0, 0, 1):
        notice = line.to("accept").deadlines.filter(limit="xf.org_notify")
        notice.update(due_at=due, met_at=due + timedelta(days=2 * late - 1))
    rate = next(one for one in seen(clerk, span).rates if one.key == "petitions.timely_accept")
    assert rate.text == "80.0%"


def test_each_number_opens_as_many_rows(some, client, clerk, span):  # noqa: F811
    client.force_login(clerk)
    tables = seen(clerk, span)
    for one in tables.lines:
        (rows,) = COUNTED.findall(client.get(one.url).content.decode())
        assert int(rows) == one.answer.n, one.key
        assert figures()[one.key].measure is Measure.AMOUNT or f"{rows} 件" == one.text, one.key
    for one in tables.rates:
        assert COUNTED.findall(client.get(one.url).content.decode()) == [str(one.answer.hits)], one.key
        assert COUNTED.findall(client.get(one.whole_url).content.decode()) == [str(one.answer.n)], one.key
    for title, parts in tables.divisions:
        assert parts, title
        for part in parts:
            for cell in part.cells:
                assert COUNTED.findall(client.get(cell.url).content.decode()) == [str(cell.n)], (title, cell)
    assert [(one.place, one.subject, one.n) for one in tables.hot] == [("桥东镇", "交通运输", 6)]
    (rows,) = COUNTED.findall(client.get(tables.hot[0].url).content.decode())
    assert rows == "6"


def test_by_organ_class_channel_and_times(some, clerk, bureau, span):  # noqa: F811
    parts = {
        title: {part.name: part.cells[0].n for part in found} for title, found in seen(clerk, span).divisions
    }
    assert parts["按有权处理机关"] == {str(bureau): 3, "还没有转给单位": 3}
    assert parts["按内容"] == {"交通运输": 6}
    assert parts["按渠道"] == {"网上": 6}
    assert parts["按初次重复"] == {"初次": 5, "重复": 1}
    assert parts["按地方"] == {"桥东镇": 6}


def test_whoever_sees_nothing_counts_nothing(some, span):
    stranger = DutyFactory(role="competent_org", unit=UnitFactory()).user
    assert {one.text.split()[0] for one in seen(stranger, span).lines} == {"0"}


def test_an_accusation_is_in_the_numbers_of_whoever_has_it_alone(line, clerk, colleague, span):  # noqa: F811
    line.register(category="accuse")
    own, other = (seen(user, span).lines[0].text for user in (clerk, colleague))
    assert (own, other) == ("1 件", "0 件")


def test_the_tables_take_as_many_statements_for_many_as_for_few(some, clerk, line, span):  # noqa: F811
    user = User.objects.get(pk=clerk.pk)

    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tables_of(user, span, clock.today())
        return len(asked)

    statements()
    before = statements()
    for _ in range(3):
        line.to("accept")
    assert statements() == before


def test_the_workbook_names_nobody(some, client, clerk):  # noqa: F811
    client.force_login(clerk)
    response = client.get(f"{PAGE}export/", {"period": f"{clock.today().year}"})
    book = load_workbook(BytesIO(response.content))
    said = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert "演示" not in "".join(said)
    assert sum(cell.value is not None for cell in book["明细"]["A"]) >= 7


def test_the_page_offers_years_and_says_what_it_does_not_understand(client, clerk):  # noqa: F811
    client.force_login(clerk)
    page = client.get(PAGE, {"period": f"{clock.today().year}"}).content.decode()
    assert f"{clock.today().year}年" in page
    assert "写得不对" in client.get(PAGE, {"period": "2026-13"}).content.decode()


def test_no_row_of_ratings_is_counted_twice(some, clerk, span):  # noqa: F811
    assert (Rating.objects.count(), Petition.objects.count(), Matter.objects.count()) == (2, 7, 7)
