import csv
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework.models import HolidayNotice, SpecialDay
from casework.models.calendar import statutory_days
from casework.services import import_holidays
from casework.services.calendar import NoticeInvalid

DATA = Path(__file__).parents[2] / "casework" / "data"
REAL = Path(__file__).parents[3] / "shared" / "data" / "holidays"
LIST = REAL / "holiday_cn_2007_2026.csv"
real_only = pytest.mark.skipif(not REAL.exists(), reason="the State Council's notices are not here")
NEW_YEAR = {"name": "元旦", "date": "2026-01-01", "isOffDay": True}


def notice(*days, year=2026, **more):
    return {"year": year, "papers": ["https://example.org/1"], "days": list(days), **more}


@pytest.fixture
def saved(tmp_path):
    """Writes a notice to a file of this name and gives its path."""

    def save(name, data):
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    return save


@pytest.mark.django_db
def test_the_years_that_come_with_the_project_make_their_calendar():
    call_command("import_holidays", DATA / "holidays_2025.json", DATA / "holidays_2026.json")
    calendar = SpecialDay.calendar()
    assert calendar.published == {2025, 2026}
    assert [calendar.works(date(2026, 10, day)) for day in (7, 8, 10, 11)] == [False, True, True, False]
    assert sum(calendar.works(date.fromordinal(n)) for n in range(739617, 739617 + 365)) == 248
    assert date.fromordinal(739617) == date(2026, 1, 1)


@pytest.mark.django_db
def test_the_same_notice_twice_changes_nothing_and_a_corrected_one_is_a_new_version():
    first = notice(NEW_YEAR, {"name": "元旦", "date": "2026-01-02", "isOffDay": True})
    assert import_holidays(first).changed
    assert not import_holidays(first).changed
    SpecialDay.objects.create(day=date(2026, 8, 8), worked=False, name="县庆")

    assert import_holidays(notice(NEW_YEAR)).changed
    assert HolidayNotice.objects.get(year=2026).version == 2
    assert [str(special.day) for special in SpecialDay.objects.all()] == ["2026-08-08", "2026-01-01"]


@pytest.mark.django_db
def test_a_notice_may_hold_days_of_the_december_before():
    import_holidays(notice({"name": "元旦", "date": "2025-12-31", "isOffDay": False}))
    assert SpecialDay.objects.get().notice_id == 2026


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        [],
        {"days": []},
        {"year": "2026", "days": []},
        {"year": 2026},
        notice({"name": "元旦", "date": "2026-01-32", "isOffDay": True}),
        notice({"name": "元旦", "date": "2026-01-01"}),
        notice({"name": "元旦", "date": "2026-01-01", "isOffDay": "是"}),
        notice({"name": "元旦", "date": "2024-01-01", "isOffDay": True}),
        notice("元旦"),
    ],
)
def test_what_is_no_notice_is_refused_whole(data):
    with pytest.raises(NoticeInvalid):
        import_holidays(data)
    assert not HolidayNotice.objects.exists()


@pytest.mark.django_db
def test_the_command_says_a_line_for_each_year(saved, capsys):
    published, empty = saved("a.json", notice(NEW_YEAR)), saved("b.json", notice(year=2027))
    call_command("import_holidays", published, empty)
    call_command("import_holidays", published, empty)
    waiting = "2027 年：还没有公布，按暂定日历计算。"
    assert capsys.readouterr().out.splitlines() == [
        "2026 年：已导入 1 天（放假和调休）。",
        waiting,
        "2026 年：1 天，和库里一样，没有变化。",
        waiting,
    ]
    assert SpecialDay.calendar().published == {2026}


@pytest.mark.django_db
def test_a_bad_file_is_named_and_the_others_still_go_in(saved, capsys):
    good = {**NEW_YEAR, "date": "2025-01-01"}
    half = notice(good, {**NEW_YEAR, "date": "2025-13-01"}, year=2025)
    files = [saved("half.json", half), saved("text.json", "{"), Path("nowhere.json")]
    with pytest.raises(CommandError, match="4 个文件里有 3 个没有导入") as error:
        call_command("import_holidays", *files, saved("good.json", notice(NEW_YEAR)))

    assert error.value.returncode == 1
    told = capsys.readouterr().err
    assert "没有导入“half.json”：2025 年第 2 天写得不对" in told
    assert "没有导入“text.json”：这不是 JSON 文件" in told
    assert "没有导入“nowhere.json”：打不开这个文件" in told
    assert [special.notice_id for special in SpecialDay.objects.all()] == [2026]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "没有“year”"),
        (notice(NEW_YEAR, papers=None), "“papers”应是通知网址的列表"),
        (notice(year=99999), "年份是 99999"),
        (notice({**NEW_YEAR, "name": "长" * 41}), "太长，最多 40 个字"),
        (notice(NEW_YEAR, {**NEW_YEAR, "isOffDay": False}), "有一天写了两次"),
        (notice(), "已有 1 天，这个文件却是空的，没有改动"),
    ],
)
def test_a_notice_that_would_harm_the_calendar_is_refused(saved, capsys, data, words):
    call_command("import_holidays", saved("good.json", notice(NEW_YEAR)))
    with pytest.raises(CommandError, match="2 个文件里有 1 个没有导入"):
        call_command("import_holidays", saved("bad.json", data), saved("2027.json", notice(year=2027)))
    told = capsys.readouterr()
    assert words in told.err
    assert "2027 年：还没有公布" in told.out
    assert str(SpecialDay.objects.get()) == "2026-01-01 放假"


def test_thirteen_days_rest_by_law_in_a_year_without_notice():
    assert sorted(f"{day:%m-%d}" for day in statutory_days(range(2027, 2028))) == [
        "01-01",
        "02-05",  # the eve of the spring festival
        "02-06",
        "02-07",
        "02-08",
        "04-05",
        "05-01",
        "05-02",
        "06-09",
        "09-15",
        "10-01",
        "10-02",
        "10-03",
    ]


def test_days_given_in_exchange_for_worked_weekends_do_not_rest_by_law():
    assert len(statutory_days(range(2025, 2027))) == 26
    assert date(2026, 10, 7) not in statutory_days(range(2026, 2027))


@real_only
@pytest.mark.django_db
def test_every_real_notice_comes_in_and_gives_the_days_it_names():
    call_command("import_holidays", *sorted(REAL.glob("[0-9]*.json")))
    listed = {
        date.fromisoformat(row["date"]): row["is_off_day"] == "True"
        for row in csv.DictReader(LIST.read_text(encoding="utf-8-sig").splitlines())
        if int(row["file_year"]) >= 2018
    }
    calendar = SpecialDay.calendar()
    assert {day: not calendar.works(day) for day in listed} == listed
    assert SpecialDay.objects.count() == len(listed)


@real_only
@pytest.mark.django_db
def test_twenty_years_of_notices_come_in_from_the_list():
    years = defaultdict(list)
    for row in csv.DictReader(LIST.read_text(encoding="utf-8-sig").splitlines()):
        off = row["is_off_day"] == "True"
        years[int(row["file_year"])].append({"name": row["name"], "date": row["date"], "isOffDay": off})
    for year, days in years.items():
        assert import_holidays(notice(*days, year=year)).days == len(days)
    assert SpecialDay.calendar().published == set(range(2007, 2027))


@real_only
def test_our_own_files_hold_what_the_notices_hold():
    for year in (2025, 2026):
        ours, theirs = (
            json.loads(path.read_text(encoding="utf-8"))
            for path in (DATA / f"holidays_{year}.json", REAL / f"{year}.json")
        )
        marked = [{(day["date"], day["isOffDay"]) for day in data["days"]} for data in (ours, theirs)]
        assert marked[0] == marked[1]
        assert ours["papers"] == theirs["papers"]


@pytest.mark.django_db
def test_with_notices_of_old_years_alone_this_year_still_rests_on_its_statutory_days():
    import_holidays(notice({"name": "元旦", "date": "2018-01-01", "isOffDay": True}, year=2018))
    year = timezone.localdate().year
    new_year = date(year, 1, 1)
    assert not SpecialDay.calendar().works(new_year)
    assert new_year in SpecialDay.calendar().statutory
