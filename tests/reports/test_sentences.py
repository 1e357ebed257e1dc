"""What a secretary would not sign: found on real cases, kept out for good."""

from datetime import timedelta

import pytest

from figures.periods import Quarter
from papers.document import Chart, Heading, Paragraph
from reports.composing import compose
from reports.composing.words import named
from tests.factories import AreaFactory, CaseFactory, SourceFactory, UnitFactory
from tests.reports.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(document):
    return "\n".join(block.text for block in document.blocks if isinstance(block, Heading | Paragraph))


def composed():
    return compose(Quarter(2025, 3), now=at("2025-10-08T15:30"))


@pytest.fixture
def imported(places):
    """Closed cases of another system: no limits and no steps, but who was in time is known."""

    def make(count, day="2025-07-02", late=0, **fields):
        begun = at(f"{day}T09:00")
        for place in range(count):
            CaseFactory(
                registered_at=begun,
                closed_at=begun + timedelta(hours=1),
                status="closed",
                on_time=place >= late,
                **{"area": places.east, "unit": places.unit, "category": places.lamp, **fields},
            )

    return make


def test_a_name_that_ends_with_a_digit_does_not_grow_into_the_number(imported):
    imported(6, source=SourceFactory(name="12345"))
    imported(7, source=SourceFactory(name="@坪山"))
    assert "“12345”6件（占46.2%）" in text_of(composed())
    assert (named("12345热线"), named("桥东镇2"), named("")) == ("12345热线", "“桥东镇2”", "")


def test_what_nothing_can_be_said_of_is_said_once_for_all(imported):
    imported(20)
    text = text_of(composed())
    assert "没有这样的案件" not in text
    assert "本季度没有可以算重新办理率、平均处置时长的案件。" in text
    assert "本季度没有可以算处置率、平均处置时长、承办用时（中位数）的案件。" in text


def test_imported_cases_have_their_own_share_in_time_where_no_limit_is_known(imported):
    imported(10, late=1)
    document = composed()
    assert "按期处置率（按登记月）90.0%" in text_of(document)
    assert "按期处置率" not in [row[0].text for row in document.tables[0].rows]
    main, places, categories, _, units = document.tables
    assert next(row for row in main.rows if row[0].text == "按期处置率（按登记月）")[2].text == "90.0%"
    for table in (places, categories, units):
        column = [each.title for each in table.columns].index("按期处置率（按登记月）")
        assert table.rows[0][column].text == "90.0%"


def test_with_limits_the_share_in_time_is_that_of_the_limits_alone(quarters):
    rows = [row[0].text for row in composed().tables[0].rows]
    assert ("按期处置率" in rows, "按期处置率（按登记月）" in rows) == (True, False)


def test_a_year_that_was_not_collected_is_said_once(case):
    for month in range(4, 10):
        for day in range(1, 7):
            case(f"2025-{month:02}-{day:02}T09:00")
    text = text_of(composed())
    assert text.count("同期") == 2  # that it is missing, and which days it has
    assert "没有上年同期的数据，全文不计同比。" in text
    assert "上报案件18件，环比持平；" in text


def test_running_text_has_no_commas_in_numbers_below_ten_thousand(imported):
    imported(1, day="2025-04-02")
    imported(1, day="2025-01-02")
    imported(13)
    assert "环比上升1200.0%" in text_of(composed())


def test_units_of_statistics_are_not_listed_where_they_have_nothing(imported, county):
    empty = AreaFactory(parent=county, name="综合保税区", pseudo=True)
    imported(5)
    assert "综合保税区" not in text_of(composed())
    imported(1, area=empty)
    assert "综合保税区上报1件" in text_of(composed())


def test_the_chart_of_very_many_townships_stands_in_the_annex(imported, county):
    for number in range(16):
        AreaFactory(parent=county, name=f"{number}号镇")
    imported(5)
    document = composed()
    assert "见表2、图2（按区划代码排列，不排名次）" in text_of(document)
    assert [block.kind for block in document.blocks if isinstance(block, Chart)] == ["line"]
    assert document.annexes[-1] == document.charts[1]


def test_units_of_townships_stand_together_so_that_the_table_can_be_read(imported, places, town, village):
    imported(6)
    imported(2, unit=UnitFactory(area=places.county, name="县民政局"))
    imported(1, unit=UnitFactory(area=places.county, name="县水利局"))
    imported(3, unit=UnitFactory(area=town, name="东派出所"))
    imported(4, unit=UnitFactory(area=village, name="村委会"))
    table = composed().tables[4]
    assert [row[0].text for row in table.rows] == [
        "市政所",
        "其他县级单位（2个）",
        "桥东镇（2个单位）",
        "合计",
    ]
    assert [row[1].url for row in table.rows[1:3]] == ["", ""]
    assert "逐个单位的数见看板" in table.note
