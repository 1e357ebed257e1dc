"""Real cases: every row of a real district's file is in, and the totals made by others come out exactly."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Count, F, Q
from django.db.models.functions import Substr, TruncMonth

from areas.models import Area, short_name
from casework.models import Matter
from figures.services import roll_up
from grids.catalogue import load_catalogue
from grids.models import Case, Category
from tests.figures.test_recount import check_against_sql

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
CASES = DATA / "grid_cases_pingshan"
MAPPING = ROOT / "docs" / "examples" / "pingshan-mapping.json"
COUNTED = {
    "cases": Count("pk"),
    "intime": Count("pk", filter=Q(case__on_time=True)),
    "overtime": Count("pk", filter=Q(case__on_time=False)),
    "no_status": Count("pk", filter=Q(case__on_time=None)),
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES.exists(), reason="the real cases are not here"),
]


@pytest.fixture
def told(capsys):
    """The district with its cases; gives what the import said."""
    load_catalogue()
    call_command("import_areas", DATA / "divisions" / "pingshan_440310.csv")
    call_command("import_cases", CASES / "pingshan_2018_feb_sep.csv", mapping=MAPPING)
    return capsys.readouterr().out


def totals(*keys, **names):
    """Rows in the database by these keys, as the independent totals name them."""
    found = defaultdict(Counter)
    for row in Matter.objects.values(**names).annotate(**COUNTED).order_by():
        key = tuple(row[key] for key in keys)
        found[key].update({name: row[name] for name in COUNTED})
    return dict(found)


def expected(table, *keys):
    rows = json.loads((CASES / "expected_aggregates.json").read_text("utf-8"))[table]
    return {tuple(row[key] for key in keys): Counter({n: row[n] for n in COUNTED}) for row in rows}


def test_every_row_is_in_and_every_oddity_is_told(told):
    assert "导入完成：共 3981 行，导入 3981 行，有问题 0 行。" in told
    assert Matter.objects.count() == Case.objects.filter(origin="坪山民生诉求").count() == 3981
    for words in (
        "发生地只到县级：5 行",
        "没有承办单位：8 行",
        "“dispose_unit”是占位符“-”，当作没有填：8 行",
        "没有按期标志，按期与否不记：2 行",
        "没有结案时间，结案时间按登记时间记（推定）：3981 行",
        "承办单位：14 个编号各有几个名称",
        "和常用编号不同的有 3 行",
    ):
        assert words in told


def test_the_totals_made_by_others_come_out_exactly(told):
    towns = dict(Area.objects.of_level(9).values_list("code", "name"))
    villages = {
        code: short_name(name) for code, name in Area.objects.of_level(12).values_list("code", "name")
    }
    types = dict(Category.objects.values_list("code", "name"))

    def renamed(found, names, place=0):
        return {
            (*key[:place], names.get(key[place], "-"), *key[place + 1 :]): counts
            for key, counts in found.items()
        }

    def by_month(found, place):
        return {(*key[:place], f"{key[place]:%Y-%m}"): counts for key, counts in found.items()}

    assert renamed(totals("town", town=Substr("area", 1, 9)), towns) == expected("by_street", "street")
    assert by_month(totals("month", month=TruncMonth("registered_at")), 0) == expected("by_month", "month")
    assert renamed(totals("village", village=F("area")), villages) == expected("by_community", "community")
    assert totals("name", name=F("case__source__name")) == expected("by_source", "source")
    top = Substr("case__category", 1, 3)
    assert renamed(totals("type", type=top), types) == expected("by_type", "event_type")
    both = totals("town", "month", town=Substr("area", 1, 9), month=TruncMonth("registered_at"))
    assert by_month(renamed(both, towns), 1) == expected("by_street_month", "street", "month")
    units = totals("office", office=F("unit__name"))
    wanted = expected("top_units", "dispose_unit")
    assert {key: units[key] for key in wanted} == wanted


@pytest.mark.django_db(transaction=True)
def test_every_figure_of_its_months_is_what_sql_counts(told):
    months = [date(2018, month, 1) for month in range(2, 10)]
    roll_up(*months)
    assert check_against_sql(months) >= {"cases.reported", "cases.reported_on_time", "cases.closed"}


def test_a_second_import_skips_them_all(told, capsys):
    call_command("import_cases", CASES / "pingshan_2018_feb_sep.csv", mapping=MAPPING)
    assert "以前导入过、内容一样，跳过 3981 行。" in capsys.readouterr().out
    assert Matter.objects.count() == 3981
