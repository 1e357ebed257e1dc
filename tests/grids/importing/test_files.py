from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from areas.reading import FileUnreadable
from grids.importing.mapping import MappingInvalid
from grids.importing.report import write_refused
from grids.models import Case
from tests.grids.importing.sample import COLUMNS, PLAIN, counts, reasons, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (",".join(COLUMNS).encode(), "只有表头"),
        ("编号,编号\n1,2".encode(), "列名重复：编号"),
        (b"\xff\x81\x00\xff", "读不出文字"),
        (",".join(COLUMNS).encode() + '\nA1,"没有成对'.encode(), "第 2 行起分不出列"),
    ],
)
def test_what_is_no_table_gets_a_sentence_and_nothing_is_written(tmp_path, content, words):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    before = counts()
    with pytest.raises((FileUnreadable, MappingInvalid), match=words):
        run(path)
    assert counts() == before


def test_missing_columns_in_a_gb18030_file_are_named(file):
    path = file({}, columns=[name for name in COLUMNS if name not in ("时间", "单位号")], encoding="gb18030")
    with pytest.raises(MappingInvalid) as invalid:
        run(path)
    assert "没有“时间”这一列" in str(invalid.value)
    assert "没有“单位号”这一列" in str(invalid.value)


def test_a_row_with_too_many_cells_is_refused_alone_and_blank_rows_are_passed(file):
    path = file({}, {})
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], ",,,", lines[2] + ",多的", ""]), "utf-8")
    result = run(path)
    assert reasons(result) == ["第 4 行：比表头多出 1 格（多的），分不清哪一格是哪一列"]
    assert len(result.new) == 1


def test_lines_are_counted_as_an_editor_shows_them(file):
    result = run(file({"内容": "第一行\n第二行"}, {"时间": "x"}))
    assert reasons(result)[0].startswith("第 4 行“时间”")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.xls", b"\xd0\xcf", "旧的 XLS"),
        ("x.xlsx", b"no zip", "不是完好的 XLSX"),
        ("x.xlsx", None, "没有找到文件"),
    ],
)
def test_a_broken_workbook_gets_a_sentence(tmp_path, name, content, words):
    if content:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FileUnreadable, match=words):
        run(tmp_path / name)


def test_a_workbook_with_real_dates_day_numbers_and_codes_as_numbers(tmp_path):
    book = Workbook()
    book.active.title = "封面"
    sheet = book.create_sheet("案件")
    sheet.append(["2024 年案件台账"])
    moments = (datetime(2024, 3, 5, 9, 30), 45356.5, "2024-03-05", 20240305, True)  # noqa: DTZ001
    sheet.append(COLUMNS)
    for place, moment in enumerate(moments, start=1):
        row = {**PLAIN, "编号": place, "时间": moment, "村代码": 330999001001, "按期": 1}
        sheet.append([row[name] for name in COLUMNS])
    book.save(tmp_path / "x.xlsx")

    result = run(tmp_path / "x.xlsx", sheet="案件", header=2)
    days = [f"{row.values['registered_at']:%Y-%m-%d %H:%M}" for row in result.new]
    assert days == ["2024-03-05 09:30", "2024-03-05 12:00", "2024-03-05 00:00", "2024-03-05 00:00"]
    assert reasons(result) == ["第 7 行“时间”：不是时间，应写成 2026-03-05 14:30 这样"]
    assert "“时间”是 Excel 的日期序号，已换成日期：1 行（第 4 行）" in result.oddities
    with pytest.raises(FileUnreadable, match="没有叫“甲”的工作表，现有：封面、案件"):
        run(tmp_path / "x.xlsx", sheet="甲")


@pytest.mark.parametrize("name", ["bad.csv", "bad.xlsx"])
def test_bad_rows_come_back_whole_and_go_in_once_mended(file, tmp_path, name):
    result = run(file({}, {"时间": "2024/2/30", "内容": "=1+1", "村代码": "330999001001"}))
    write_refused(result, tmp_path / name)
    if name == "bad.xlsx":
        sheet = load_workbook(tmp_path / name).active
        assert [cell.value for cell in sheet[1]] == [*COLUMNS, "原行号", "问题"]
        assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")
        assert (sheet["M2"].value, sheet["N2"].value) == (3, "“时间”：二月没有30日")
        sheet["B2"].value = "2024-02-28"
        sheet.parent.save(tmp_path / name)
    else:
        text = (tmp_path / name).read_text("utf-8-sig")
        assert "'=1+1" in text
        (tmp_path / name).write_text(text.replace("2024/2/30", "2024-02-28"), "utf-8-sig")
    again = run(tmp_path / name)
    assert (len(again.new), reasons(again)) == (1, [])
    assert Case.objects.get(origin_number="A2").text == "=1+1"
