from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from casework.drilldown import filters_from
from casework.models import Matter
from figures.periods import Quarter
from grids.models import Case
from papers.document import Cell, Document, Heading, Paragraph
from reports.composing import compose, gather
from reports.composing.words import running_count
from tests.reports.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)

Q3 = Quarter(2025, 3)
AFTER = at("2025-10-08T15:30")


def composed(quarter=Q3, now=AFTER):
    return compose(quarter, now=now)


def text_of(document):
    return "\n".join(block.text for block in document.blocks if isinstance(block, Heading | Paragraph))


def row(document, table, name):
    rows = document.tables[table - 1].rows
    return [cell.text for cell in next(row for row in rows if row[0].text == name)]


def test_the_frame_of_the_report(quarters):
    document = composed()
    assert document.title == "关于2025年第三季度社会治理工作情况的报告"
    assert (document.organ, document.addressee) == ("测试县平安建设领导小组办公室", "县平安建设领导小组")
    assert document.figures_as_of == "2025年10月8日 15:30"
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == ["总体情况", "网格案件办理情况", "需要关注的问题", "口径说明"]
    assert document.annexes[0] == Heading(1, "附件")
    assert document.attachments == ("主要指标和分类统计表（表1至表5）",)
    titles = [table.title for table in document.tables]
    assert titles == ["主要指标", "各镇街道情况", "各类别情况", "各来源情况", "各承办单位情况"]


def test_the_text_says_the_numbers_counted_by_hand(quarters):
    text = text_of(composed())
    assert "全县上报案件8件，上年同期为0，不计同比，环比上升100.0%；" in text
    assert "办结案件7件，上年同期为0，不计同比，环比上升75.0%。" in text
    assert "按期处置率75.0%，没有可比的往期数据；重新办理率0.0%" in text
    assert (
        "平均处置时长68.6小时，上年同期没有这样的案件，不计同比，环比上升20.6小时" in text
    )  # (6 × 48 + 192) / 7
    assert "处置率87.5%，没有可比的往期数据（对照：返工率0.0%）。" in text
    assert "较多的是" not in text
    assert "从来源看，网格员巡查6件（占75.0%）、热线2件（占25.0%）。" in text
    assert "从类别看，市容环境5件（占62.5%）、市政设施3件（占37.5%）。" in text
    assert "桥东镇上报5件、办结5件；桥西镇上报3件、办结2件" in text
    assert "本季度案件不到20件，太少，占比和变化只供参考。" in text


def test_the_tables_say_the_same(quarters):
    document = composed()
    assert row(document, 1, "上报案件") == [
        "上报案件",
        "件",
        "8",
        "4",
        "0",
        "上升100.0%",
        "上年同期为0，不计同比",
    ]
    assert row(document, 1, "处置率") == ["处置率", "%", "87.5%", "——", "——", "——", "——"]
    assert row(document, 2, "桥东镇") == ["桥东镇", "5", "4", "上升25.0%", "5", "100.0%", "48.0", "0"]
    assert row(document, 2, "桥西镇") == ["桥西镇", "3", "0", "上期为0，不计环比", "2", "——", "120.0", "1"]
    assert row(document, 2, "合计")[1:3] == ["8", "4"]
    assert row(document, 3, "市容环境") == ["市容环境", "5", "62.5%", "0", "上期为0，不计环比", "60.0%", "1"]
    assert row(document, 4, "热线") == ["热线", "2", "25.0%", "0", "上期为0，不计环比"]
    assert row(document, 5, "市政所") == ["市政所", "8", "7", "75.0%", "2.0", "0.0%", "1"]


def test_numbers_are_numbers(quarters):
    rate = composed().tables[0].rows[8]
    assert (rate[0].text, rate[2].value, rate[3].value) == ("按期处置率", Decimal("0.75"), None)


def test_what_needs_attention_is_found_in_the_figures(quarters):
    text = text_of(composed())
    assert (
        "一是处置期限在本季度、到期还没有办结上报的案件有1件；镇街道为桥西镇1件；承办单位为市政所1件；"
        in text
    )
    assert "二是处置期限在本季度以前、至今没有办结上报的案件有1件。" in text
    assert "三是没有按期处置的案件有2件，占应处置案件的25.0%。" in text
    assert "四是上报案件比上季度明显增加的，类别中，市容环境由0件增加到5件。" in text


def test_where_nothing_needs_attention_the_report_says_so(case):
    for day in range(10, 16):
        case(f"2025-07-{day}T09:00")
    assert "没有超期未办结的案件" in text_of(composed())


def test_without_earlier_data_nothing_is_compared(case):
    case("2025-07-02T09:00")
    document = composed()
    text = text_of(document)
    assert "上报案件1件；" in text
    assert text.count("往期") == 1
    assert "没有往期数据，不作比较。" in text
    assert row(document, 1, "上报案件")[3:] == ["——"] * 4


def test_a_running_quarter_is_compared_with_as_many_days_and_says_so(quarters):
    document = composed(now=at("2025-08-04T12:00"))
    text = text_of(document)
    assert "2025年第三季度还没结束，以下是截至2025年8月4日 12:00的阶段数据" in text
    assert "阶段数据" in document.note
    assert "本期为2025年7月1日至9月30日，环比的上季度为2025年4月1日至5月5日，" in text
    assert row(document, 1, "上报案件")[3] == "2"


def test_each_number_opens_its_rows(quarters):
    document = composed()
    cells = [cell for table in document.tables for line in table.rows for cell in line]
    cells += [
        part for block in document.blocks if isinstance(block, Paragraph) for part in block.parts
        if isinstance(part, Cell)
    ]  # fmt: skip
    counts = [cell for cell in cells if cell.url and isinstance(cell.value, int)]
    assert len(counts) > 60
    for cell in counts:
        asked = parse_qs(urlsplit(cell.url).query)
        rows, _ = filters_from({key: value[0] for key, value in asked.items()}, kind="case", now=AFTER)
        assert cell.url.startswith("http://")
        assert Matter.objects.of(Case).filter(rows).count() == cell.value, cell


def test_groups_make_the_whole(quarters):
    numbers = gather(Q3, now=AFTER)
    for key in ("cases.reported", "cases.handled"):
        for lines in (numbers.places, numbers.categories):
            assert sum(line.now[key].n for line in lines) == numbers.main[key].n
    assert [line.label for line in numbers.months][:2] == ["2025年4月", "2025年5月"]


def test_the_stored_document_is_the_composed_one(quarters):
    document = composed()
    assert Document.from_json(document.to_json()) == document


def test_counts_in_a_sentence_have_no_comma():
    assert [running_count(number) for number in (0, 9999, 10_000, 123_456)] == [
        "0",
        "9999",
        "1.00万",
        "12.35万",
    ]


def test_the_numbers_come_from_one_state_of_the_database(quarters, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        gather(Q3, now=AFTER)
