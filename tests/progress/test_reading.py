"""Values are read by their unit, blocks row by row, and the day is counted in working days."""

from datetime import date

import pytest

from demo.founding import found_calendar
from pilot.quarters import Quarter
from progress import services
from progress.pasting import Unreadable, lines_of
from progress.reading import day, number, value_of
from progress.selectors import due_on


@pytest.mark.django_db
def test_the_day_is_five_working_days_after_the_quarter():
    """domain.md 9, written by hand: over 清明, an ordinary week, National Day with its worked Saturday."""
    found_calendar()
    days = {
        Quarter(2026, 1): date(2026, 4, 8),
        Quarter(2026, 2): date(2026, 7, 7),
        Quarter(2026, 3): date(2026, 10, 13),
        Quarter(2025, 4): date(2026, 1, 8),
    }
    assert {quarter: due_on(quarter) for quarter in days} == days


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("1,284", "件", "1284"),
        ("12万元", "万元", "12"),
        ("120000元", "万元", "12"),
        ("1.5亿元", "万元", "15000"),
        ("95.0%", "%", "95"),
        ("９５％", "%", "95"),
        ("300 人次", "人次", "300"),
        ("-0.50", "", "-0.5"),
    ],
)
def test_numbers_are_read_in_their_unit(text, measure, value):
    assert number(text, measure) == value


@pytest.mark.parametrize("text", ["若干", "12人", "1.2.3", "", "1e9", "9" * 30])
def test_what_is_no_number_says_how_to_write_one(text):
    with pytest.raises(ValueError, match=r"“|这个数太大"):
        number(text, "万元")


def test_days_are_read_as_people_and_excel_write_them():
    for text in ("2026-03-05", "2026/3/5", "2026年3月5日", "46086"):
        assert day(text) == "2026-03-05"
        assert value_of(text, is_number=False, measure="日期") == "2026-03-05"
    for text in ("昨天", "2026-13-01", "5"):
        with pytest.raises(ValueError, match="像 2026-03-05 这样写"):
            day(text)


def test_a_block_is_read_by_its_head_or_in_the_usual_order():
    plain = list(lines_of("排查工地\t31\n投入资金\t12万元\t追加\n\n"))
    assert [(one.number, one.label, one.value, one.reason) for one in plain] == [
        (1, "排查工地", "31", ""),
        (2, "投入资金", "12万元", "追加"),
    ]
    headed = list(lines_of("序号\t填报项\t上季度\t本季度\t备注\n1\t排查工地\t30\t31\t新开"))
    assert [(one.label, one.value, one.reason) for one in headed] == [("排查工地", "31", "新开")]


@pytest.mark.parametrize("block", ["一句话", "\n".join(["a\t1"] * 52), "\t".join("123456789")])
def test_a_block_that_cannot_be_read_says_why(block):
    with pytest.raises(Unreadable, match=r"粘贴|列"):
        list(lines_of(block))


@pytest.mark.django_db
def test_good_rows_of_a_block_are_kept_and_bad_ones_say_why(line):
    line.to("draft")
    head = "填报项\t数值\t原因\n登记案件\t0\n交办任务\t5\n"
    block = f"{head}排查工地\t三十\n投入资金\t50000元\n没有的\t1\n投入资金\t6"
    found = services.paste(line.sheet, block, by=line.member)
    assert found.kept == 2
    assert len(found.wrong) == 4
    for words in (
        "第 3 行“交办任务”：和平台的数不一样",
        "第 4 行“排查工地”：“三十”不是数字",
        "没有“没有的”",
        "写了两次",
    ):
        assert any(words in one for one in found.wrong), words
    assert (line.row("登记案件").answer, line.row("投入资金").value) == ("right", "5")


@pytest.mark.django_db
def test_a_block_of_fifty_rows_and_eight_columns_is_taken(line):
    line.to("draft")
    rows = "\n".join(f"没有{place}\t1" + "\t" * 6 for place in range(49))
    first = "排查工地\t31" + "\t" * 6
    assert services.paste(line.sheet, f"{first}\n{rows}", by=line.member).kept == 1
