"""The roll of committees and mediators: counted, and what changed in it told to the court (MD-03, MD-06)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from casework.clocks import Calendar
from disputes.limits import register_by
from disputes.roll.counting import changes, counts, in_use, lacking
from security import clock
from tests.factories import BodyFactory, MediatorFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def roll(town, village):
    """A whole town committee, a village one that lacks all but its chair, and one that was given up."""
    today = clock.today()
    whole = BodyFactory(unit=UnitFactory(area=town, name="演示镇调委会"), registered_on="2021-03-01")
    MediatorFactory(body=whole, seat="chair", gender="f")
    MediatorFactory(body=whole, seat="member", gender="m", minority=True)
    MediatorFactory(body=whole, seat="member", gender="m")
    MediatorFactory(body=whole, seat="appointed", gender="f", active_from=today - 5 * DAY)
    MediatorFactory(body=whole, seat="member", gender="m", active_until=today - 3 * DAY)
    young = BodyFactory(unit=UnitFactory(area=village, name="演示村调委会"), sort="village")
    young.term_from = today - 9 * DAY
    young.save()
    MediatorFactory(body=young, seat="chair", gender="m")
    BodyFactory(unit=UnitFactory(area=town, name="演示旧调委会"), retired_on=today - 2 * DAY)
    return whole, young


def test_md_03_committees_and_people_are_counted_by_sort(roll):
    """MD-03. By hand: bodies, not registered, lacking, members, women, of smaller peoples, appointed."""
    told = [
        (line.name[:2], *list(vars(line).values())[1:])
        for line in counts(in_use(clock.today()), clock.today())
    ]
    assert told == [
        ("村（", 1, 1, 1, 1, 0, 0, 0),
        ("乡镇", 1, 0, 0, 3, 2, 1, 1),
        ("合计", 2, 1, 1, 4, 2, 1, 1),
    ]


def test_md_03_what_changed_is_listed_for_the_court_the_newest_first(roll):
    """MD-03."""
    today = clock.today()
    found = [((today - one.on).days, one.body, one.what) for one in changes(today - 10 * DAY, today)]
    assert found == [
        (2, "演示旧调委会", "撤销"),
        (3, "演示镇调委会", "不再任委员"),
        (5, "演示镇调委会", "任聘任的调解员"),
        (9, "演示村调委会", "换届"),
    ]
    assert [one.what for one in changes(today - 2 * DAY, today)] == ["撤销"]
    assert [one.what for one in changes(date(2021, 3, 1), date(2021, 3, 1))] == ["备案"]


def test_md_03_the_page_and_the_workbook_say_it_and_a_wrong_day_is_told(inside, roll):
    """MD-03."""
    page = inside.get(reverse("disputes:roll")).content.decode()
    for words in ("演示村调委会", "至少 3 名委员、女委员、备案", "不再任委员", "撤销"):
        assert words in page
    wrong = inside.get(reverse("disputes:roll"), {"since": "2999-01-01"}).content.decode()
    assert "写今天以前的一天" in wrong
    book = load_workbook(BytesIO(inside.get(reverse("disputes:roll_export")).content))
    rows = {name: [row[0].value for row in book[name].iter_rows(min_row=3)] for name in book.sheetnames}
    assert "演示旧调委会" not in rows["调解组织"]
    assert rows["调解员"].count("演示镇调委会") == 4
    assert rows["变动"][0] == f"{clock.today() - 2 * DAY}"


def test_md_03_who_has_no_part_in_disputes_has_no_such_page(client, handler):
    client.force_login(handler)
    for name in ("roll", "roll_export"):
        assert client.get(reverse(f"disputes:{name}")).status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_it_asks_as_often_for_many_as_for_one(inside, count, django_assert_max_num_queries):
    for _ in range(count):
        MediatorFactory()
    with django_assert_max_num_queries(12):
        inside.get(reverse("disputes:roll"))


def test_md_06_a_committee_registers_within_thirty_working_days(roll):
    """MD-06: with a holiday in them; who is registered, was given up, or is no committee has no such day."""
    _, young = roll
    calendar = Calendar(holidays=frozenset({date(2026, 4, 6)}), published=frozenset({2026}))
    young.term_from = date(2026, 4, 1)
    assert register_by(young, calendar) == date(2026, 5, 14)
    for changed in (
        {"registered_on": date(2026, 4, 2)},
        {"retired_on": date(2026, 4, 2)},
        {"term_from": None},
    ):
        other = BodyFactory(**({"term_from": date(2026, 4, 1)} | changed))
        assert register_by(other, calendar) is None
    assert register_by(BodyFactory(sort="commercial", term_from=date(2026, 4, 1)), calendar) is None
    assert [one.until is not None for one in lacking(in_use(clock.today()), calendar)].count(True) >= 1


def test_md_01_where_several_peoples_live_a_smaller_one_has_a_seat(roll):
    """MD-01."""
    whole, _ = roll
    whole.mixed = True
    assert whole.lacking() == []
    whole.mediators.update(minority=False)
    assert whole.lacking() == ["人数较少民族的委员"]
