from importlib import import_module

import pytest

from benchmarks.apparatus.meter import CPU, SECONDS, SQL, metered
from benchmarks.apparatus.rows import Check, Row, percentile
from benchmarks.apparatus.running import known
from benchmarks.apparatus.table import promises, table, width
from casework.models import Matter


@pytest.mark.parametrize(("share", "expected"), [(0.5, 10), (0.95, 19), (0.96, 20), (1.0, 20), (0.01, 1)])
def test_a_percentile_is_a_value_that_was_measured(share, expected):
    assert percentile(list(range(20, 0, -1)), share) == expected


def test_of_nothing_there_is_no_percentile():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_columns_stand_under_each_other_though_chinese_is_wide():
    rows = [Row("名单", {"p50": 3.14159, "SQL": 12}), Row("list", {"p50": 250.4, "说明": "慢"})]
    lines = table(rows).splitlines()
    assert lines[0].split() == ["p50", "SQL", "说明"]
    assert lines[1].split() == ["名单", "3.14", "12"]
    assert lines[2].split() == ["list", "250", "慢"]
    assert width(lines[1]) == width(lines[0].partition("  说明")[0])


def test_a_promise_is_written_down_as_kept_or_not():
    row = Row("名单", {}, (Check("p95", 1.9, 2.0), Check("SQL", 13, 12, "条")))
    said = promises([row]).splitlines()
    assert said[1].endswith(" 达到")
    assert said[2].endswith("12 条  未达到")
    assert [check["kept"] for check in row.as_json()["checks"]] == [True, False]


def test_the_meter_counts_the_statements_and_hands_on_the_answer(db):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        Matter.objects.exists()
        Matter.objects.count()
        return [b"o", b"k"]

    said = {}
    body = metered(application)({}, lambda status, headers: said.update(status=status, **dict(headers)))
    assert (b"".join(body), said["status"], said[SQL]) == (b"ok", "200 OK", "2")
    assert float(said[SECONDS]) > 0
    assert float(said[CPU]) > 0


def test_every_benchmark_can_be_run_by_its_name():
    assert "pages" in known()
    for name in known():
        assert callable(import_module(f"benchmarks.{name}").measure)
