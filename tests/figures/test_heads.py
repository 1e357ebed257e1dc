"""Cases per 10,000 residents beside the comparison of areas: unknown is no nought, few are not compared."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from areas.models import Area, Population
from demo.county import COUNTY, Village
from demo.founding import found_residents
from figures.periods import Quarter
from security import clock
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, SourceFactory
from tests.figures.clicking import Clicks
from tests.figures.test_board import office  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

BOARD = reverse("figures:board")


@pytest.fixture
def lives():
    """How many live in an area at the end of a year."""

    def some(area, residents, year=2024, source="统计公报"):
        return Population.objects.create(area=area, residents=residents, year=year, source=source)

    return some


@pytest.fixture
def log(db):
    given = {"category": CategoryFactory(), "source": SourceFactory()}
    return lambda area, count: [CaseFactory(area=area, **given) for _ in range(count)]


def rows(page):
    """The table row by row: area, per 10,000 with its note, cases, residents, source."""
    return [
        [cell["text"] + (f" {cell['note']}" if cell.get("note") else "") for cell in row]
        for row in page.context["heads"]["rows"]
    ]


def test_large_and_small_unknown_and_few(client, office, county, town, lives, log):  # noqa: F811
    quiet, small, unknown = (AreaFactory(parent=county, name=name) for name in ("静", "小", "不知道"))
    lives(town, 12_345)
    lives(quiet, 8_000)
    lives(small, 999)
    lives(county, 50_000)  # what lies in no township is not divided by all who live in the county
    for area, count in ((town, 7), (small, 3), (unknown, 2), (county, 1)):
        log(area, count)
    client.force_login(office)
    page = client.get(BOARD)
    assert rows(page) == [
        ["未落到乡镇", "——", "1", "——", "没有填"],
        ["桥东镇", "5.7", "7", "12,345", "2024年末，统计公报"],
        ["静", "0.0", "0", "8,000", "2024年末，统计公报"],
        ["小", "—— 数太少，不比较", "3", "999", "2024年末，统计公报"],
        ["不知道", "——", "2", "——", "没有填"],
    ]
    bars = [row["values"][0]["value"] for row in page.context["heads_chart"]["rows"]]
    assert bars == [None, 5.7, 0.0, None, None]
    clicks = Clicks(client)
    clicks.page(BOARD)
    assert clicks.wrong == []


def test_a_bar_opens_the_cases_that_it_is_made_of(client, office, town, county, lives, log):  # noqa: F811
    lives(town, 2_000)
    AreaFactory(parent=county)
    log(town, 3)
    client.force_login(office)
    [bar] = [
        row["values"][0]
        for row in client.get(BOARD).context["heads_chart"]["rows"]
        if row["label"] == "桥东镇"
    ]
    assert (bar["text"], Clicks(client).rows(bar["url"])) == ("15.0", 3)


def test_a_board_takes_the_last_number_before_the_end_of_its_year(lives, town):
    year = Quarter.of(clock.today()).year
    for back, residents in ((1, 2_000), (3, 3_000)):
        lives(town, residents, year=year - back)
    found = Population.objects.latest_of
    assert found([town.pk], year)[town.pk].residents == 2_000
    assert found([town.pk], year - 2)[town.pk].residents == 3_000
    assert found([town.pk], year - 4) == {}


def test_nobody_lives_in_an_area_of_which_nothing_is_known(lives, town):
    lives(town, 1)
    for wrong in ({"residents": 0}, {"year": 1949}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            lives(town, **{"residents": 5} | wrong)


def test_a_township_compares_its_villages(client, officer, village, town, lives, log):
    lives(village, 4_000)
    AreaFactory(parent=town)
    log(village, 2)
    client.force_login(officer)
    assert ["桥东村", "5.0", "2"] in [row[:3] for row in rows(client.get(BOARD))]


def test_the_demo_invents_numbers_that_add_up_and_says_so(db):
    codes = (COUNTY, f"{COUNTY}101", f"{COUNTY}101001", f"{COUNTY}101002")
    villages = [Village(code, f"村{code}") for code in codes if len(code) == 12]
    Area.objects.bulk_create(
        Area(code=code, name=code) for code in (*codes, *(grid for one in villages for grid, _ in one.grids))
    )
    assert found_residents(villages) == Population.objects.count() == len(Area.objects.all())
    assert found_residents(villages) == 0
    of = dict(Population.objects.values_list("area", "residents"))
    assert of[COUNTY] == of[codes[1]] == of[codes[2]] + of[codes[3]]
    assert set(Population.objects.values_list("invented", "source")) == {(True, "演示数据，不是真实人口")}
