"""安全感和满意度调查: brought in by row and column, published by another, silent where too few were asked."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.exceptions import PilotDenied
from pilot.models import Survey, SurveyResult
from pilot.rates import Rate, positives_of, rounded, together
from pilot.services import surveys as services
from pilot.survey_table import before, towns
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db
SURVEYS = reverse("pilot:surveys")
HEADS = ["镇（街道）", "群众安全感样本数", "群众安全感满意数", "扫黑除恶成效样本数", "扫黑除恶成效满意数"]
SAID = {"agency": "某调查公司", "method": "phone", "target": Decimal("96.00")}
TARGET = Decimal(96)


def sheet(*rows, heads=HEADS):
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def places(county):
    """Two townships."""
    return [AreaFactory(parent=county, name=name) for name in ("城东镇", "城西镇")]


def round_of(clerk, number, **more):
    days = {"began_on": date(2026, number, 1), "ended_on": date(2026, number, 20)}
    return services.open_round(by=clerk, year=2026, number=number, **(SAID | days | more))


@pytest.fixture
def draft(clerk, places):
    return round_of(clerk, 1)


def published(survey, content, clerk, colleague):
    assert services.bring_in(survey, content, by=clerk).wrong == []
    return services.publish(survey, by=colleague)


def test_the_rates_are_exact_and_the_target_is_asked_before_rounding():
    close = Rate(9599, 10000, TARGET)
    assert (close.text, close.verdict) == ("95.99%", "没达到目标")
    hair = Rate(959999, 1000000, TARGET)
    assert (hair.text, hair.verdict) == ("96.00%", "没达到目标")
    assert Rate(96, 100, TARGET).verdict == "达到目标"
    assert rounded(Decimal("95.995")) == Decimal("96.00")


@pytest.mark.parametrize(("asked", "text"), [(29, "——"), (30, "100.00%")])
def test_fewer_than_thirty_say_nothing(asked, text):
    rate = Rate(asked, asked, TARGET)
    assert (rate.text, rate.enough) == (text, asked >= 30)
    assert (rate.value is None) == (asked < 30)


@pytest.mark.parametrize(
    ("now", "past", "words"),
    [
        ((97, 100), (95, 100), "▲2.00 个百分点"),
        ((95, 100), (97, 100), "▼2.00 个百分点"),
        ((97, 100), (970, 1000), "持平"),
        ((970001, 1000000), (97, 100), "持平"),
        ((97, 100), None, "——"),
        ((97, 100), (29, 29), "——"),
        ((20, 20), (97, 100), "——"),
        ((0, 100), (100, 100), "▼100.00 个百分点"),
    ],
)
def test_the_change_is_in_percentage_points_and_unknown_is_never_nothing(now, past, words):
    earlier = Rate(*past, TARGET) if past else None
    assert Rate(*now, TARGET, earlier).change == words


def test_all_towns_together_are_counted_by_people():
    assert together([]) is None
    both = together([Rate(100, 100, TARGET), Rate(0, 300, TARGET)])
    assert (both.positive, both.asked, both.text) == (100, 400, "25.00%")


@pytest.mark.parametrize(("said", "found"), [("312", 312), ("97.5%", 312), ("97.5％", 312), ("0", 0)])
def test_a_cell_is_people_or_a_rate(said, found):
    assert positives_of(320, said) == found


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("101.88%", "超过 100%"),
        ("321", "多于样本数"),
        ("96.5", "后面带 %"),
        ("很好", "不是数"),
        ("", "不是数"),
        ("-1", "不是数"),
        ("nan", "不是数"),
        ("inf%", "不是数"),
    ],
)
def test_what_is_no_count_and_no_rate_is_refused_in_words(said, why):
    with pytest.raises(ValueError, match=why):
        positives_of(320, said)


def test_a_sheet_with_a_fault_changes_nothing_and_says_every_fault(draft, clerk):
    services.bring_in(draft, sheet(["城东镇", 100, 97, "", ""]), by=clerk)
    bad = sheet(
        ["城东镇", 100, "101.88%", 0, 0],
        ["城南镇", 1, 1, 1, 1],
        ["城西镇", 50, 49, "", ""],
        ["城西镇", 1, 1, 1, 1],
    )
    taken = services.bring_in(draft, bad, by=clerk)
    assert taken.wrong == [
        "第 2 行“群众安全感满意数”：101.88% 超过 100%，检查一下来源",
        "第 2 行“扫黑除恶成效样本数”：写大于 0 的整数",
        "第 3 行“镇（街道）”：没有“城南镇”这个镇（街道）",
        "第 5 行“镇（街道）”：有两行“城西镇”",
    ]
    assert [one.positive for one in draft.results.all()] == [97]
    for content, why in (
        (b"no book", "不是完好的 Excel"),
        (sheet(heads=["镇"]), "表头里没有"),
        (sheet(), "没有一行"),
    ):
        assert why in services.bring_in(draft, content, by=clerk).unreadable


def test_lg_04_whoever_brings_it_in_does_not_publish_it(draft, clerk, colleague, leader, member):
    with pytest.raises(PilotDenied, match="还没有结果"):
        services.publish(draft, by=colleague)
    services.bring_in(draft, sheet(["城东镇", 100, 97]), by=clerk)
    for other, why in ((clerk, "不能自己发布"), (member, "由县领导小组或者办公室")):
        with pytest.raises(PilotDenied, match=why):
            services.publish(draft, by=other)
    with pytest.raises(IntegrityError, match="survey_is_published_by_somebody_else"), transaction.atomic():
        Survey.objects.filter(pk=draft.pk).update(published_by=clerk, published_at="2026-03-01T00:00Z")
    with pytest.raises(PilotDenied, match="由录的人来传"):
        services.bring_in(draft, sheet(["城东镇", 100, 90]), by=colleague)
    assert services.publish(draft, by=leader).published_by == leader


def test_what_was_published_stays_in_the_database_too(draft, clerk, colleague, places):
    survey = published(draft, sheet(["城东镇", 100, 97]), clerk, colleague)
    with pytest.raises(PilotDenied, match="已经发布"):
        services.bring_in(survey, sheet(["城东镇", 100, 99]), by=clerk)
    for write in (
        lambda: survey.results.update(positive=99),
        lambda: survey.results.all().delete(),
        lambda: SurveyResult.objects.create(
            survey=survey, area=places[1], question="safety", asked=9, positive=1
        ),
    ):
        with pytest.raises(IntegrityError, match="published_survey_stays"), transaction.atomic():
            write()
    with pytest.raises(InternalError, match="published_survey_is_kept"), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(target=90)
    with pytest.raises(PilotDenied, match="已经发布"):
        services.discard(survey, by=clerk)


def test_the_page_shows_each_town_against_the_round_before(draft, clerk, colleague, member, client):
    published(draft, sheet(["城东镇", 100, 95, 40, 40], ["城西镇", 20, 20]), clerk, colleague)
    second = round_of(clerk, 2)
    second = published(second, sheet(["城东镇", 100, 97, 40, "97.5%"], ["城西镇", 20, 19]), clerk, colleague)
    client.force_login(member)
    page = client.get(second.get_absolute_url()).content.decode()
    for words in ("97.00%", "▲2.00 个百分点", "达到目标", "样本 20 人，不到 30 人，不列", "2026 年第 1 轮"):
        assert words in page
    rows = towns(second, before(second, member))
    assert [row.name for row in rows] == ["城东镇", "城西镇", "全县合计"]
    whole = rows[-1].rates["safety"]
    assert (whole.positive, whole.asked, whole.change) == (116, 120, "▲0.83 个百分点")
    answer = client.get(f"{second.get_absolute_url()}export/")
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.content)).active]
    assert cells[2][:5] == ["城东镇", "群众安全感率", "97", "100", "97.00%"]
    assert cells[4][:5] == ["城西镇", "群众安全感率", "——", "20", "——"]


def test_drafts_are_the_offices_own_and_pages_lead_through_it(clerk, colleague, member, places, client):
    client.force_login(clerk)
    given = {"year": 2026, "number": 1, "agency": "某公司", "method": "net", "target": "96"}
    days = {"began_on": "2026-01-01", "ended_on": "2026-01-20"}
    bad = client.post(f"{SURVEYS}new/", given | days | {"ended_on": "2025-12-30", "target": "101"})
    for words in ("结束不能早于开始", "目标写 0 到 100 的数", "某公司"):
        assert words in bad.content.decode()
    assert client.post(f"{SURVEYS}new/", given | days).status_code == 302
    url = Survey.objects.get().get_absolute_url()
    assert "已经有了" in client.post(f"{SURVEYS}new/", given | days).content.decode()
    wrong = client.post(f"{url}results/", {"workbook": named(sheet(["城东镇", 10, 11]))})
    assert (wrong.status_code, "多于样本数" in wrong.content.decode()) == (400, True)
    assert client.post(f"{url}results/", {"workbook": named(sheet(["城东镇", 100, 99]))}).status_code == 302
    client.force_login(member)
    assert client.get(url).status_code == 404
    client.force_login(colleague)
    client.post(f"{url}publish/")
    client.force_login(member)
    assert "99.00%" in client.get(url).content.decode()


def named(content):
    return SimpleUploadedFile("调查.xlsx", content)


def test_a_page_of_a_round_costs_the_same_however_many_towns(draft, clerk, places, county, client):
    services.bring_in(draft, sheet(["城东镇", 100, 97]), by=clerk)
    client.force_login(clerk)
    client.get(draft.get_absolute_url())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(draft.get_absolute_url())
        counts.append(len(asked))
        more = [AreaFactory(parent=county, name=f"镇{number}") for number in range(5)]
        services.bring_in(draft, sheet(*([town.name, 100, 97] for town in more)), by=clerk)
    assert counts[0] == counts[1]
