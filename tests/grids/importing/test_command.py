import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from casework.models import Matter
from grids.models import Case
from tests.factories import UserFactory
from tests.grids.importing.sample import MAPPING, counts, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(file, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(MAPPING), encoding="utf-8")
    return SimpleNamespace(file=file, mapping=mapping, folder=tmp_path)


def test_all_good_rows_are_reported_and_the_command_succeeds(given, capsys):
    UserFactory(username="zhang")
    call_command("import_cases", given.file({}, {}), mapping=given.mapping, by="zhang")
    told = capsys.readouterr().out
    assert "导入完成：共 2 行，导入 2 行，有问题 0 行。" in told
    assert "登记时间从 2024-03-05 到 2024-03-05。" in told
    assert "新增类别 2 个：市政、路灯。" in told
    assert set(Matter.objects.values_list("created_by__username", flat=True)) == {"zhang"}


def test_bad_rows_fail_the_command_after_the_good_ones_are_in(given, capsys):
    errors = given.folder / "bad.csv"
    path = given.file({}, *[{"内容": ""}] * 25)
    with pytest.raises(CommandError, match="有 25 行没有导入") as error:
        call_command("import_cases", path, mapping=given.mapping, errors=errors)
    assert error.value.returncode == 1
    assert Matter.objects.count() == 1
    told = capsys.readouterr().out
    assert "第 3 行“内容”：没有写发生了什么" in told
    assert "还有 5 处" in told
    assert len(errors.read_text("utf-8-sig").splitlines()) == 26


def test_a_file_with_no_good_row_writes_nothing(given):
    before = counts()[:5]
    with pytest.raises(CommandError, match="有 1 行没有导入"):
        call_command("import_cases", given.file({"时间": "x"}), mapping=given.mapping)
    assert counts()[:5] == before


def test_a_dry_run_says_so_and_writes_nothing(given, capsys):
    before = counts()
    call_command("import_cases", given.file({}), mapping=given.mapping, dry_run=True)
    assert counts() == before
    told = capsys.readouterr().out
    assert "试导入，什么都没有写：共 1 行，可以导入 1 行" in told
    assert "会新增单位 1 个：市政所。" in told


@pytest.mark.parametrize(
    ("options", "absent", "words"),
    [
        ({"by": "nobody"}, None, "没有用户“nobody”"),
        ({"errors": "bad.txt"}, None, r"以 .csv 或 .xlsx 结尾"),
        ({"errors": "no/where/bad.csv"}, None, "没有文件夹"),
        ({"mapping": Path("nowhere.json")}, None, "没有找到文件"),
        ({}, Path("nowhere.csv"), "没有找到文件"),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_written(given, options, absent, words):
    if "errors" in options:
        options = {"errors": given.folder / options["errors"]}
    before = counts()
    with pytest.raises(CommandError, match=words):
        call_command("import_cases", absent or given.file({}), **{"mapping": given.mapping, **options})
    assert counts() == before


@pytest.mark.parametrize(
    ("text", "words"), [("{,}", "不是完好的 JSON，请核对第 1 行第 2 个字"), ("[]", "JSON 对象")]
)
def test_a_mapping_that_cannot_be_read_is_told(given, text, words):
    given.mapping.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=words):
        call_command("import_cases", given.file({}), mapping=given.mapping)


def test_what_was_half_written_when_it_broke_is_not_there(file, monkeypatch):
    monkeypatch.setattr("grids.importing.services.BATCH", 2)
    path = file({}, {}, {})
    before = counts()
    real = Case.objects.bulk_create
    calls = []

    def breaks(rows, **options):
        calls.append(rows)
        if len(calls) == 2:
            raise RuntimeError("the disk is full")
        return real(rows, **options)

    monkeypatch.setattr(Case.objects, "bulk_create", breaks)
    with pytest.raises(RuntimeError):
        run(path)
    assert len(calls) == 2
    assert counts() == before
