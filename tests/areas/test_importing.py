import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from areas.importing import import_areas
from areas.models import Area
from areas.reading import FileUnreadable
from areas.succession import SuccessionImpossible
from tests.factories import AreaFactory

HAIYAN = Path(__file__).parents[2] / "areas" / "data" / "haiyan_330424.csv"
OTHERS = Path(__file__).parents[3] / "shared" / "data" / "divisions"
HEAD = "code,name,level,parent_code"
COUNTY = [
    "130000000000,某省,1,",
    "130900000000,某市,2,130000000000",
    "130999000000,试县,3,130900000000",
    "130999100000,城关镇,4,130999000000",
    "130999100001,东街居委会,5,130999100000",
    "130999100200,张庄村委会,5,130999100000",
]


@pytest.fixture
def table(tmp_path):
    """Writes a division table with these lines and gives its path."""

    def write(*lines, head=HEAD, encoding="utf-8"):
        path = tmp_path / "divisions.csv"
        path.write_bytes("\r\n".join([head, *lines]).encode(encoding))
        return path

    return write


def reasons(result):
    return {problem.line: problem.reason for problem in result.problems}


@pytest.mark.django_db
def test_the_demo_county_comes_in_whole_and_only_once():
    first = import_areas(HAIYAN)
    assert (len(first.new), first.problems, first.above) == (132, [], ["浙江省", "嘉兴市"])
    assert Area.objects.of_level(9).count() == 9
    assert Area.objects.get(code="330424105").name == "澉浦镇"

    second = import_areas(HAIYAN)
    assert (second.new, second.renamed, second.unchanged, second.lacking) == ([], [], 132, [])


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found_out(table, encoding):
    import_areas(table(*COUNTY, encoding=encoding))
    assert Area.objects.get(code="130999100").name == "城关镇"


@pytest.mark.django_db
def test_columns_may_stand_in_any_order_beside_others_and_under_chinese_names(table):
    path = table("试县,111,130999000000", "城关镇,121,130999100000", head="名称,城乡分类代码,统计用区划代码")
    assert import_areas(path).taken == 2


@pytest.mark.django_db
def test_a_table_without_a_heading_is_read_in_the_usual_order(table):
    assert import_areas(table(*COUNTY[1:], head=COUNTY[0])).taken == 4


@pytest.mark.django_db
def test_every_line_that_is_not_taken_is_told_with_its_number_and_reason(table):
    bad = [
        "13099910020,少一位村委会,5,130999100000",
        "13099910020A,字母村委会,5,130999100000",
        "130999100201,,5,130999100000",
        "130999100202,级别不对村委会,4,130999100000",
        "130999100203,上级不对村委会,5,130999200000",
        "130999300201,没有上级村委会,5,130999300000",
        "130999100200,张庄村委会,5,130999100000",
        "130999100200,李庄村委会,5,130999100000",
        "130999100204,多出列村委会,5,130999100000,甲,乙",
        '130999100205,"引号村委会,5,130999100000',
        "130999100206,少列村委会",
        ",没有代码村委会,5,130999100000",
        "130999000001,跳级村委会,5,130999000000",
    ]
    result = import_areas(table(*COUNTY, *bad, "130999100207,最后的村委会,5,130999100000"))

    told = reasons(result)
    assert sorted(told) == list(range(8, 21))
    expected = {
        8: "11 位",
        9: "不是数字",
        10: "没有名称",
        11: "级别写的是“4”",
        12: "应是“130999100000”",
        13: "130999300",
        14: "和第 7 行重复",
        15: "名称却不同",
        16: "多出 2 列（甲、乙）",
        17: "引号",
        18: "少 2 列",
        19: "没有代码",
        20: "中间的一级是 0",
    }
    assert {line: words for line, words in expected.items() if words not in told[line]} == {}
    assert set(Area.objects.values_list("name", flat=True)) == {
        "试县",
        "城关镇",
        "东街居委会",
        "张庄村委会",
        "最后的村委会",
    }


@pytest.mark.django_db
def test_villages_of_a_refused_township_are_told_and_come_in_once_it_is_mended(table):
    lines = [*COUNTY[:3], "130999100000,,4,130999000000", *COUNTY[4:]]
    assert len(import_areas(table(*lines)).problems) == 3

    mended = import_areas(table(*COUNTY))
    assert (len(mended.new), mended.problems) == (3, [])


@pytest.mark.django_db
def test_pseudo_units_are_kept_and_marked_and_the_countys_own_mark_stays(table):
    path = table(
        *COUNTY,
        "130999400000,试县经济开发区,4,130999000000",
        "130999400498,试县经济开发区虚拟社区,5,130999400000",
        "130999401000,三星镇(家纺园区),4,130999000000",
        "130999401001,东 街 居委会,5,130999401000",
    )
    result = import_areas(path)
    assert set(Area.objects.filter(pseudo=True).values_list("code", flat=True)) == {
        "130999400",
        "130999400498",
        "130999401",
    }
    assert [place.name for place in result.doubtful] == ["三星镇（家纺园区）"]
    assert Area.objects.get(code="130999401001").name == "东街居委会"

    Area.objects.filter(code="130999401").update(pseudo=False)
    import_areas(path)
    assert not Area.objects.get(code="130999401").pseudo


@pytest.mark.django_db
def test_a_city_without_counties_stands_in_a_countys_place(table):
    result = import_areas(table("441900000000,东莞市,2,440000000000", "441900101000,石碣镇,4,441900000000"))
    assert result.problems == []
    assert set(Area.objects.values_list("code", flat=True)) == {"441900", "441900101"}


@pytest.mark.django_db
def test_a_new_name_is_told_and_what_the_file_lacks_is_listed_and_stays(table):
    import_areas(table(*COUNTY))
    AreaFactory(code="130999100001001", name="一网格")
    result = import_areas(table(*COUNTY[:4], "130999100001,东街社区居委会,5,130999100000"))

    assert result.renamed == [("130999100001", "东街居委会", "东街社区居委会")]
    assert [area.name for area in result.lacking] == ["张庄村委会"]
    assert Area.objects.filter(code="130999100200", active_until=None).exists()


@pytest.mark.django_db
def test_a_table_of_counties_alone_does_not_call_their_villages_lacking(table):
    import_areas(table(*COUNTY))
    assert import_areas(table(*COUNTY[:3])).lacking == []


@pytest.mark.django_db
class TestSuccession:
    new = [
        "130900000000,某市,2,130000000000",
        "130988000000,试区,3,130900000000",
        "130988001000,城关镇,4,130988000000",
        "130988001001,东街社区居委会,5,130988001000",
        "130988001002,西街居委会,5,130988001000",
    ]

    def test_old_areas_stop_and_point_at_what_stands_in_their_place(self, table):
        import_areas(table(*COUNTY, "130999100002,南街居委会,5,130999100000"))
        result = import_areas(table(*self.new), replaces="130999").succession

        heirs = dict(Area.objects.below("130999").values_list("code", "replaced_by"))
        assert heirs == {
            "130999": "130988",
            "130999100": "130988001",  # the same name, under another number
            "130999100001": "130988001001",  # the same name but for the office behind it
            "130999100002": "130988001002",  # the same number
            "130999100200": None,
        }
        assert [area.name for area in result.unmatched] == ["张庄村委会"]
        assert Area.objects.get(code="130999100").active_until is not None

    def test_a_second_run_changes_nothing(self, table):
        import_areas(table(*COUNTY))
        import_areas(table(*self.new), replaces="130999")
        before = list(Area.objects.values())
        assert import_areas(table(*self.new), replaces="130999").succession.replaced == []
        assert list(Area.objects.values()) == before

    def test_a_number_that_went_to_a_neighbour_is_not_followed(self, table):
        import_areas(table(*COUNTY, "130999100002,西街居委会,5,130999100000"))
        moved = "130988001001,西街居委会,5,130988001000"
        import_areas(table(*self.new[:3], moved), replaces="130999")
        assert Area.objects.get(code="130999100001").replaced_by is None
        assert Area.objects.get(code="130999100002").replaced_by_id == "130988001001"

    @pytest.mark.parametrize("old", ["777777", "1309", "130988"])
    def test_an_old_code_that_cannot_be_is_refused_and_nothing_is_written(self, table, old):
        with pytest.raises(SuccessionImpossible):
            import_areas(table(*self.new), replaces=old)
        assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf  \r\n", "没有一行"),
        (HEAD.encode(), "只有表头"),
        ("代号,地名\n1,甲".encode(), "缺少列：code、name"),
        (b"\xff\x81\x00\xff", "读不出文字"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(db, tmp_path, content, words):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable, match=words):
        import_areas(path)


@pytest.mark.django_db
def test_the_command_tells_what_it_did_and_fails_where_lines_were_left(table, capsys):
    call_command("import_areas", table(*COUNTY))
    assert "新增：县（市、区） 1 个，乡镇（街道） 1 个，村（社区） 2 个" in capsys.readouterr().out

    with pytest.raises(CommandError, match="有 1 行没有入库") as error:
        call_command("import_areas", table(*COUNTY, "1,甲,5,2"))
    assert error.value.returncode == 1
    assert "第 8 行：代码“1”是 1 位" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有找到文件"):
        call_command("import_areas", "nowhere.csv")


@pytest.mark.django_db
@pytest.mark.skipif(not OTHERS.exists(), reason="the other counties' tables are not here")
def test_whole_tables_of_other_counties_come_in_and_a_recoded_one_is_replaced(tmp_path):
    for path in sorted(OTHERS.glob("*_[0-9]*.csv")):
        result = import_areas(path)
        lines = len(path.read_text(encoding="utf-8-sig").split()) - 1
        assert (result.problems, result.taken + len(result.above)) == ([], lines)

    recoded = tmp_path / "old.csv"
    shutil.copy(OTHERS / "haimen_320614.csv", recoded)
    text = recoded.read_text(encoding="utf-8-sig").replace("320614", "320684").replace("海门区", "海门市")
    recoded.write_text(text, encoding="gb18030")
    count = import_areas(recoded).taken
    succession = import_areas(OTHERS / "haimen_320614.csv", replaces="320684").succession
    assert (len(succession.replaced), succession.unmatched) == (count, [])
