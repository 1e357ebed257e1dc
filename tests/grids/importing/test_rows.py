"""What a row becomes, what comes back, what is told."""

from datetime import date, datetime

import pytest

from accounts.models import User
from areas.models import Area
from casework.models import Matter, Person
from grids.models import Case, Category
from tests.factories import AreaFactory, CategoryFactory, SourceFactory, UnitFactory, UserFactory
from tests.grids.importing.sample import COLUMNS, MAPPING, PLAIN, counts, reasons, run

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_closed_case_with_all_that_it_says(file):
    user = UserFactory()
    result = run(file({}), by=user)
    assert (len(result.new), result.refused) == (1, [])
    matter = Matter.objects.get()
    case = matter.own
    at = datetime.fromisoformat("2024-03-05T09:30:00+08:00")
    assert (matter.status, matter.area_id, matter.created_by) == ("closed", "330999001001", user)
    assert (matter.registered_at, matter.closed_at, matter.title) == (at, at, "桥东路口路灯不亮")
    assert matter.number.startswith("202403-")
    assert (case.text, case.on_time, case.finished_at) == (PLAIN["内容"], True, None)
    assert (case.origin, case.origin_number) == ("旧平台", "A1")
    assert [Category.objects.get(code=code).name for code in case.category.lineage] == ["市政", "路灯"]
    assert (case.source.name, matter.unit.name, matter.unit.code) == ("热线", "市政所", "77")
    assert matter.unit.area_id == "330999"
    assert any("没有结案时间" in sentence for sentence in result.oddities)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found_out(file, encoding):
    assert len(run(file({}, encoding=encoding)).new) == 1
    assert Case.objects.get().text == PLAIN["内容"]


def test_running_twice_changes_nothing(file):
    path = file({}, {}, {})
    run(path)
    before = counts()
    again = run(path)
    assert (again.new, again.known, again.refused) == ([], 3, [])
    assert counts() == before


def test_the_same_numbers_from_another_system_are_other_cases(file):
    path = file({})
    run(path)
    assert len(run(path, origin="另一个平台").new) == 1


def test_a_row_that_was_imported_and_now_says_something_else_is_refused_and_nothing_changes(file):
    run(file({}))
    result = run(file({"内容": "改过的内容", "时间": "2024-03-06 09:30:00"}, {}))
    assert reasons(result) == [
        "第 2 行：编号 A1 已导入过，这次登记时间、内容不同；已导入的没有改动，请核对编号"
    ]
    assert len(result.new) == 1
    assert Case.objects.get(origin_number="A1").text == PLAIN["内容"]


def test_a_dry_run_says_the_same_and_writes_nothing_at_all(file):
    path = file({}, {"时间": "2026/2/30"}, {"大类": "新类"})
    before = counts()
    tried = run(path, dry_run=True)
    assert counts() == before
    done = run(path)
    assert (len(tried.new), reasons(tried), tried.oddities) == (len(done.new), reasons(done), done.oddities)
    assert [str(made) for made in tried.categories] == [str(made) for made in done.categories]
    assert not User.objects.get(username="importer").has_usable_password()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"编号": "-"}, "“编号”：没有编号，填上原系统的编号"),
        ({"编号": "9" * 61}, "“编号”：编号有 61 个字，最多 60 个"),
        ({"时间": "2024/2/30"}, "“时间”：二月没有30日"),
        ({"时间": ""}, "“时间”：没有登记时间，填上才能统计"),
        ({"时间": "2924-03-05 09:30:00"}, "“时间”：2924-03-05 还没到，请核对"),
        ({"内容": " "}, "“内容”：没有写发生了什么，写一句就行"),
        ({"内容": "长" * 10_001}, "“内容”：有 10001 个字，最多 10000 个字，删短一些"),
        (
            {"村代码": "330999001009"},
            "“村代码、镇代码”：库里没有区划 330999001009，库里有它的上级 330999001 桥东镇；"
            "先导入区划表，或改代码",
        ),
        (
            {"村代码": "440999001009"},
            "“村代码、镇代码”：库里没有区划 440999001009，这个县还没有导入区划；先导入区划表，或改代码",
        ),
        ({"村代码": "桥东村"}, "“村代码、镇代码”：不是区划代码，应是 6、9 或 12 位数字"),
        ({"大类": "-"}, "“大类、小类”：没有类别；填上，或在对照表的 defaults 里写一个"),
        ({"小类": "长" * 61}, f"“大类、小类”：“{'长' * 20}…”有 61 个字，最多 60 个字"),
        ({"来源": ""}, "“来源”：没有来源；填上，或在对照表的 defaults 里写一个"),
        ({"来源": "长" * 41}, f"“来源”：“{'长' * 20}…”有 41 个字，最多 40 个字"),
        ({"单位": "长" * 61}, f"“单位”：“{'长' * 20}…”有 61 个字，最多 60 个字"),
    ],
)
def test_a_bad_row_comes_back_with_its_line_its_column_and_a_way_to_mend_it(file, row, told):
    result = run(file({}, row))
    assert reasons(result) == [f"第 3 行{told}"]
    assert Matter.objects.count() == 1
    assert Category.objects.count() == 2  # nothing was made for the bad row


def test_all_that_is_wrong_in_a_row_is_told_at_once(file):
    result = run(file({"时间": "2024-13-01", "内容": "", "大类": ""}))
    assert [fault.column for fault in result.refused[0].faults] == ["时间", "内容", "大类、小类"]


def test_a_number_that_stands_twice_comes_in_once(file):
    result = run(file({"编号": "A7"}, {"编号": "A7", "内容": "另一件"}))
    assert reasons(result) == ["第 3 行“编号”：编号 A7 和第 2 行重复，同一件只导入一次；是两件就改编号"]
    assert Case.objects.get().text == PLAIN["内容"]


def test_unknown_names_are_refused_with_the_nearest_where_nothing_may_be_made(file):
    CategoryFactory(code="101", name="邻里纠纷")
    SourceFactory(name="12345热线")
    UnitFactory(name="桥东镇市政所", area=Area.objects.get(code="330999001"))
    strict = {
        "category": {"columns": ["大类"]},
        "source": "来源",
        "unit": "单位",
    }
    result = run(file({"大类": "邻里", "来源": "12345", "单位": "桥东市政所"}), **strict)
    assert reasons(result) == [
        "第 2 行“大类”：没有类别“邻里”，是不是“邻里纠纷”",
        "第 2 行“来源”：没有来源“12345”，是不是“12345热线”",
        "第 2 行“单位”：没有单位“桥东市政所”，是不是“桥东镇市政所”",
    ]
    assert run(file({"大类": "邻里纠纷", "来源": "12345热线", "单位": ""}), **strict).refused == []


def test_a_lone_name_finds_its_category_deeper_down(file):
    CategoryFactory(code="101", name="市政")
    CategoryFactory(code="101101", name="路灯")
    result = run(file({"大类": "路灯"}), category={"columns": ["大类"]})
    assert result.new[0].values["category"].code == "101101"


def test_new_categories_stand_under_the_old_ones_and_take_no_code_of_the_catalogue(file):
    CategoryFactory(code="101", name="市政")
    result = run(file({}, {"小类": "井盖"}, {"大类": "环保", "小类": "噪声"}, {"小类": "-"}))
    assert [category.code for category in result.categories] == ["101501", "101502", "501", "501501"]
    assert Case.objects.get(origin_number="A4").category_id == "101"


def test_of_units_with_one_name_the_one_that_serves_the_place_is_taken(file):
    UnitFactory(name="市政所", area=Area.objects.get(code="330999"))
    near = UnitFactory(name="市政所", area=Area.objects.get(code="330999001"))
    UnitFactory(name="市政所", area=AreaFactory(code="440999"))
    run(file({}))
    assert Matter.objects.get().unit == near


def test_oddities_are_told_and_stop_no_row(file):
    result = run(
        file(
            {"村代码": "-", "镇代码": "-", "单位": "-"},
            {"村代码": "", "按期": "-"},
            {"按期": "2", "来源号": "13"},
            {"单位": "市政管理所", "镇代码": "330999002000"},
            {"大类": "市政", "小类": "路灯"},
            {"来源": "热线电话"},
        )
    )
    assert (len(result.new), result.refused) == (6, [])
    told = "\n".join(result.oddities)
    for words in (
        "“村代码”是占位符“-”，当作没有填：1 行（第 2 行）",
        "发生地只到县级：1 行（第 2 行）",
        "没有承办单位：1 行（第 2 行）",
        "发生地只到乡镇（街道）：1 行（第 3 行）",
        "没有按期标志，按期与否不记：1 行（第 3 行）",
        "不认识按期标志“2”，按期与否不记：1 行（第 4 行）",
        "“村代码”和“镇代码”不在一处，按“村代码”记：1 行（第 5 行）",
        "承办单位：1 个编号各有几个名称（77：市政所 4 行、市政管理所 1 行）",
        "来源：1 个编号各有几个名称（12：热线 4 行、热线电话 1 行）",
        "来源：1 个名称各有几个编号（热线：12 4 行、13 1 行），和常用编号不同的有 1 行（第 4 行）",
        "没有结案时间，结案时间按登记时间记（推定）：6 行（第 2、3、4、5、6 … 行）",
    ):
        assert words in told
    assert set(Case.objects.values_list("on_time", flat=True)) == {True, None}


def test_status_closing_and_place_on_the_map_are_read_where_the_file_has_them(file):
    more = ["状态", "结案", "办结", "结果", "紧急", "标志物", "经度", "纬度"]
    full = {
        "状态": "1",
        "结案": "2024-03-09 10:00",
        "办结": "2024-03-08 10:00",
        "结果": "换了灯泡",
        "紧急": "紧急",
        "标志物": "桥头",
        "经度": "120.95",
        "纬度": "30.52",
    }
    said = {
        "status": {"column": "状态", "values": {"1": "closed", "2": "declined", "0": "reported"}},
        "closed_at": "结案",
        "finished_at": "办结",
        "result": "结果",
        "urgency": "紧急",
        "landmark": "标志物",
        "lng": "经度",
        "lat": "纬度",
    }
    path = file(
        full,
        {**full, "状态": "2", "结案": ""},
        {**full, "状态": "0", "办结": ""},
        {**full, "结案": "2024-03-01 10:00"},
        {**full, "状态": "9", "紧急": "特急", "经度": "12"},
        {**full, "经度": ""},
        columns=COLUMNS + more,
    )
    result = run(path, **said)
    case = Case.objects.get(origin_number="A1")
    assert (case.urgency, case.result, case.landmark) == ("urgent", "换了灯泡", "桥头")
    assert float(case.lng) == 120.95
    assert case.matter.closed_at == case.first_closed_at
    assert case.finished_at < case.first_closed_at
    assert list(Matter.objects.order_by("pk").values_list("status", flat=True)) == [
        "closed",
        "declined",
        "reported",
    ]
    assert reasons(result) == [
        "第 5 行“结案”：结案时间 2024-03-01 10:00 早于登记时间 2024-03-05 09:30，改一个",
        "第 6 行“状态”：不认识“9”，能用的有：1、2、0",
        "第 6 行“紧急”：不认识“特急”，能用的有：紧急、一般、复杂、重大、urgent、general、complex、major",
        "第 6 行“经度”：应在 73 和 136 之间",
        "第 7 行“经度、纬度”：经度和纬度要一起填",
    ]
    assert any("有结案时间，状态却不是办结" in sentence for sentence in result.oddities)


def test_a_case_that_is_not_done_starts_its_clock_today(file):
    run(file({}), defaults={**MAPPING["defaults"], "status": "reported"})
    matter = Matter.objects.get()
    assert matter.closed_at is None
    assert [deadline.limit for deadline in matter.deadlines.running()] == ["grid.dispatch", "grid.total"]
    assert matter.due_at == matter.deadlines.get(limit="grid.dispatch").due_at
    assert all(deadline.started_at.date() >= date(2026, 1, 1) for deadline in matter.deadlines.all())
    assert matter.events.get().note == "从其他系统导入"


def test_a_template_makes_the_text_and_leaves_no_empty_brackets(file):
    path = file({}, {"小类": "-"}, {"大类": "-", "小类": "-"})
    template = {"template": "{大类}（{小类}）"}
    result = run(path, text=template, defaults={**MAPPING["defaults"], "category": "其他"})
    assert list(Case.objects.order_by("pk").values_list("text", flat=True)) == ["市政（路灯）", "市政"]
    assert reasons(result) == ["第 4 行“大类、小类”：没有写发生了什么，写一句就行"]


def test_what_is_declined_was_never_closed_and_what_waits_is_not_finished(file):
    rows = ({"状态": "2", "结案": "2024-03-09 10:00"}, {"状态": "0", "办结": "2024-03-08 10:00", "按期": "1"})
    said = {
        "status": {"column": "状态", "values": {"2": "declined", "0": "reported"}},
        "closed_at": "结案",
        "finished_at": "办结",
        "on_time": {"column": "按期", "true": ["1"]},
    }
    result = run(file(*rows, columns=[*COLUMNS, "状态", "结案", "办结"]), **said)
    declined, waiting = Case.objects.order_by("pk")
    assert (declined.first_closed_at, declined.matter.closed_at.day) == (None, 9)
    assert (waiting.finished_at, waiting.on_time) == (None, None)
    assert any("办结上报时间没有采用" in sentence for sentence in result.oddities)


def test_a_reporter_in_the_file_is_kept_sealed_and_shown_masked(file):
    columns = [*COLUMNS, "姓名", "电话"]
    named = {"姓名": "王小明", "电话": "139 0000 1234"}
    path = file(named, {"姓名": "", "电话": ""}, {"姓名": "李四", "电话": "打不通"}, columns=columns)
    result = run(path, reporter_name="姓名", reporter_phone="电话")
    assert (len(result.new), result.refused) == (3, [])
    told = [(person.masked_name, person.masked_phone) for person in Person.objects.order_by("matter__case")]
    assert told == [("王*明", "139****1234"), ("李*", "")]
    assert any("“电话”不是完整的电话号码，没有采用" in sentence for sentence in result.oddities)


def test_a_text_that_names_somebody_by_number_is_reported_and_comes_in(file):
    result = run(file({"内容": "王某 13900001234 反映积水"}))
    assert len(result.new) == 1
    assert any("好像有身份证号、手机号" in sentence for sentence in result.oddities)
