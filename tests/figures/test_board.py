"""Every number of the board opens the list with the same count."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from casework.models import Matter
from figures import services
from figures.models import FigureNumbers, RolledUpMonth
from figures.periods import Quarter
from figures.selectors.stale import stale_months
from security import clock
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory

pytestmark = pytest.mark.django_db

BOARD = reverse("figures:board")
DAY = timedelta(days=1)


@pytest.fixture
def office(county):
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="领导小组办公室")).user


@pytest.fixture
def cases(county, town, village, grid, unit):
    """Cases over the last fifteen months, in all states, every fifth placed nowhere closer than a town."""
    other = AreaFactory(parent=county, name="桥西镇")
    places = [grid, village, town, AreaFactory(parent=other), county]
    units = [unit, UnitFactory(area=other, name="桥西城管中队"), None]
    categories = [CategoryFactory(code=f"{number}001") for number in range(101, 111)]
    for category in categories:
        CategoryFactory(code=category.pk[:3], name=f"大类{category.pk[:3]}")
    source = SourceFactory()
    return [
        make(n, places[n % 5], units[n % 3], categories[n * n % 10], source, CaseFactory) for n in range(150)
    ]


def make(n, area, unit, category, source, factory):
    """The n-th case: the newest were registered today, the oldest fifteen months ago."""
    begun = timezone.now() - timedelta(days=3 * n, hours=1)
    fields = {"registered_at": begun, "area": area, "category": category, "source": source}
    if n % 7 == 0:
        return factory(**fields, due_at=begun + DAY, status="reported", returned=n % 3)
    fields |= {
        "unit": unit,
        "dispatched_at": begun,
        "dispatched_on_time": n % 5 > 0,
        "handle_due_at": begun + 2 * DAY,
    }
    if n % 6 == 0:
        return factory(**fields, due_at=begun + 2 * DAY, status="handling")
    ended = begun + timedelta(minutes=n % 50)
    fields |= {"finished_at": ended, "on_time": n % 4 > 0, "result": "好了", "reworked": n % 2}
    if n % 5 == 0:
        return factory(**fields, due_at=ended + DAY, status="finished")
    ends = {"checked_at": ended, "checked_on_time": True, "closed_at": ended, "first_closed_at": ended}
    return factory(**fields, **ends, status="closed", reopened=n % 8 == 1)


class Numbers(HTMLParser):
    """The links to lists in a page, with their words."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open, self.counted, self.counting = [], None, None, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "a" and known.get("href", "").startswith(reverse("grids:list") + "?"):
            self.open = [known["href"], known.get("data-metric"), ""]
        if "data-count" in known:
            self.counting = True

    def handle_endtag(self, tag):
        if tag == "a" and self.open:
            self.found.append(tuple(self.open))
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[2] += data
        if self.counting:
            self.counted, self.counting = int(data.replace(",", "")), False


def listed(client, url):
    """How many rows the list behind the address says it has."""
    response = client.get(url)
    assert response.status_code == 200
    count = Numbers(response.content.decode()).counted
    assert count == response.context["paginator"].count
    return count


def check(client, url, words):
    """The number in the words is what its list holds: a count, or a share of hits."""
    asked = parse_qs(urlsplit(url).query)
    number = re.search(r"[\d,]+(\.\d)?%?", words)[0].replace(",", "")
    count = listed(client, url)
    if number.endswith("%"):
        assert asked["part"] == ["hit"]
        whole = listed(client, url.replace("part=hit", "part=population"))
        assert float(number[:-1]) == pytest.approx(100 * count / whole, abs=0.0501), words
    elif "." in number:
        assert count > 0, words  # a mean or a median: its list holds what it is taken of
    else:
        assert count == int(number), (words, url)


def last_quarter():
    return str(Quarter.of(timezone.localdate()).previous)


@pytest.mark.parametrize(
    ("role", "running", "fewest"), [("office", False, 60), ("officer", True, 20)], ids=["county", "township"]
)
def test_every_number_opens_its_list(role, running, fewest, client, cases, request):
    client.force_login(request.getfixturevalue(role))
    page = client.get(BOARD, {} if running else {"quarter": last_quarter()})
    checked = 0
    for url, _, words in dict.fromkeys(Numbers(page.content.decode()).found):
        if re.search(r"个百分点|上升|下降|持平", words):
            assert client.get(url).status_code == 200  # a change opens the rows of its base
        else:
            check(client, url, words)
            checked += 1
    assert checked >= fewest


def test_a_number_carries_its_figure(client, cases, office):
    client.force_login(office)
    numbers = Numbers(client.get(BOARD, {"quarter": last_quarter()}).content.decode()).found
    assert {metric.split(":")[0] for _, metric, _ in numbers if metric} >= {
        "overdue",
        "cases.on_time",
        "cases.reopened",
        "cases.reported",
    }


def test_as_many_queries_for_many_rows_as_for_none(client, cases, office, django_assert_max_num_queries):
    client.force_login(office)
    client.get(BOARD)
    with django_assert_max_num_queries(15):
        client.get(BOARD)
    with django_assert_max_num_queries(15):
        client.get(BOARD, {"quarter": "2019Q1"})


def test_a_board_out_of_scope_is_not_there(client, officer, handler, county, town, village, cases):
    client.force_login(officer)
    assert client.get(BOARD).context["board"].subject == town
    assert client.get(BOARD, {"area": village.pk}).context["board"].subject == village
    other = AreaFactory(parent=county)
    for code in (county.pk, other.pk, "999", "x\x00"):
        assert client.get(BOARD, {"area": code}).status_code == 404
    client.force_login(handler)
    assert client.get(BOARD).context["board"].subject == handler.duties.get().unit
    for address in ({"unit": UnitFactory(area=other).pk}, {"area": town.code}, {"unit": "x"}):
        assert client.get(BOARD, address).status_code == 404


def test_who_has_no_duty_has_no_board(client, stranger):
    client.force_login(stranger)
    assert client.get(BOARD).status_code == 404


def test_the_board_of_a_unit_counts_what_is_in_its_hands(client, handler, office, unit, town, cases):
    CaseFactory(area=town, unit=unit, confidential=True)
    numbers = []
    for user in (handler, office):
        client.force_login(user)
        page = client.get(BOARD, {"unit": unit.pk, "quarter": last_quarter()})
        numbers.append(shown(page))
        found = dict.fromkeys(Numbers(page.content.decode()).found)
        for url, _, words in found:
            if not re.search(r"个百分点|上升|下降|持平", words):
                check(client, url, words)
        assert len(found) > 15
    assert numbers[0] == numbers[1]


def test_a_quarter_that_is_none_is_said(client, officer):
    client.force_login(officer)
    page = client.get(BOARD, {"quarter": "2026Q7"})
    assert "季度“2026Q7”写得不对" in page.content.decode()
    assert page.context["board"].running


def test_townships_stand_in_code_order_with_what_is_placed_nowhere(client, office, cases):
    client.force_login(office)
    labels = [group[0].label for group in client.get(BOARD).context["board"].places]
    assert labels == ["未落到乡镇", "桥东镇", "桥西镇"]


def test_what_was_not_collected_is_not_compared(client, officer, town):
    CaseFactory(area=town)
    client.force_login(officer)
    [line] = [
        one for one in client.get(BOARD).context["board"].lines if one.now.figure.key == "cases.reported"
    ]
    assert (line.now.n, line.on_period.text, line.on_year.text) == (1, "——", "——")


def test_confidential_cases_are_not_counted_for_who_may_not_see_them(client, officer, town):
    CaseFactory(area=town, confidential=True, due_at=timezone.now())
    client.force_login(officer)
    board = client.get(BOARD).context["board"]
    assert {one.n for one in board.standings} == {0}
    assert {line.now.n for line in board.lines} == {0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["office", "officer"])
def test_the_numbers_of_the_roll_up_are_those_counted_now(role, client, cases, request):
    """Whole months are read from the roll-up, and a board says as of when; what stands apart is added."""
    Matter.objects.filter(pk__in=[case.pk for case in cases[::4]]).update(confidential=True)
    client.force_login(request.getfixturevalue(role))
    address = {"quarter": last_quarter()}
    live = shown(client.get(BOARD, address))
    months = sorted({timezone.localdate(case.registered_at).replace(day=1) for case in cases})
    services.roll_up(*months, *stale_months(clock.now()))
    page = client.get(BOARD, address)
    assert shown(page) == live
    assert page.context["board"].at == RolledUpMonth.last_look()
    for url, _, words in dict.fromkeys(Numbers(page.content.decode()).found):
        if not re.search(r"个百分点|上升|下降|持平", words):
            check(client, url, words)


def shown(page):
    """Every number of the board with its link."""
    return Numbers(page.content.decode()).found


@pytest.mark.django_db(transaction=True)
def test_a_roll_up_that_stands_still_is_not_believed(client, office, cases):
    services.roll_up(*Quarter.parse(last_quarter()).months)
    RolledUpMonth.objects.update(rolled_at=timezone.now() - timedelta(minutes=20))
    FigureNumbers.objects.all().delete()
    client.force_login(office)
    lines = client.get(BOARD, {"quarter": last_quarter()}).context["board"].lines
    assert sum(line.now.n for line in lines) > 0
