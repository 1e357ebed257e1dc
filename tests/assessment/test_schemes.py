"""A scheme: from Excel and to Excel, what is wrong by row and column, adopted by another, then kept."""

import pytest

from assessment import services
from assessment.effects import effect_of
from assessment.exceptions import AssessmentDenied
from assessment.models import Scheme
from assessment.scheme_sheet import HEADS, read, workbook
from assessment.services.schemes import problems_of
from tests.assessment.line import DOCUMENT, ROWS, cells, sheet

TOWN = (
    "镇",
    "镇",
    "100",
    "桥东镇综治中心",
    "1",
    "",
    "自评",
    "100",
    "直接打分",
    "",
    "单位自评",
    "",
    "",
    "原文",
)


def changed(**given):
    """The one row of a scheme, with some of its cells others."""
    names = dict(zip(HEADS.values(), TOWN, strict=False)) | given
    return sheet([tuple(names.get(name, "") for name in HEADS.values())])


def test_what_is_exported_is_brought_in_again_as_it_was(line):
    scheme = line.draft()
    again = read(workbook(scheme), line.county.pk)
    assert again.wrong == []
    before = cells(workbook(scheme))
    services.bring_in(scheme, list(again.groups.values()), by=line.clerk)
    assert cells(workbook(scheme)) == before
    assert len(before) == len(ROWS) + 2
    assert problems_of(scheme) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"group": ""}, "第 3 行“考核组”：写是哪个考核组"),
        ({"sort": "乡"}, "第 3 行“哪一类”：“乡”不认识"),
        ({"group_full": "一百"}, "第 3 行“满分”：“一百”不是数字"),
        ({"full": "-5"}, "第 3 行“分值”：写 0 到 99999"),
        ({"targets": "没有镇"}, "没有“没有镇”这个单位"),
        ({"kind": "神算"}, "第 3 行“算法”"),
        ({"kind": "达标递减", "rule": "目标=96"}, "第 3 行“算法的数”：算法里要写“每=”"),
        ({"source": "平台指标"}, "写是哪个指标"),
        ({"source": "平台指标", "figure": "没有的指标"}, "没有“没有的指标”这个指标"),
        ({"source": "部门考评"}, "部门考评要写是哪个单位打分"),
        ({"basis": ""}, "抄上评分标准的原文"),
        ({"name": "长" * 81}, "最多 80 个字，现在 81 个"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_nothing_is_taken(line, given, words):
    found = read(changed(**given), line.county.pk)
    assert len(found.wrong) == 1
    assert words in found.wrong[0]


def test_what_is_no_workbook_or_has_no_heads_is_said(line):
    assert "不是完好的 Excel" in read(b"x", line.county.pk).wrong[0]
    assert "第一行表头里没有" in read(sheet([], heads=("甲", "乙")), line.county.pk).wrong[0]
    assert "没有指标" in read(sheet([]), line.county.pk).wrong[0]


@pytest.mark.parametrize(("full", "words"), [("99.9", "合计 99.9，满分是 100，少 0.1"), ("110", "多 10")])
def test_weights_that_do_not_sum_keep_it_from_being_adopted(line, full, words):
    found = read(changed(full=full), line.county.pk)
    scheme = services.draft(year=2026, name="方案", by=line.clerk)
    services.bring_in(scheme, list(found.groups.values()), by=line.clerk)
    assert words in problems_of(scheme)[0]
    with pytest.raises(AssessmentDenied, match=words):
        services.adopt(scheme, document=DOCUMENT, by=line.leader)


def test_lg_04_the_office_drafts_and_somebody_of_the_leading_group_adopts(line):
    scheme = line.draft()
    for user in (line.clerk, line.colleague, line.mayor):
        with pytest.raises(AssessmentDenied, match="领导小组来定"):
            services.adopt(scheme, document=DOCUMENT, by=user)
    with pytest.raises(AssessmentDenied, match="办公室起草"):
        services.draft(year=2030, name="方案", by=line.leader)
    with pytest.raises(AssessmentDenied, match="写明文号"):
        services.adopt(scheme, document=" ", by=line.leader)
    done = services.adopt(scheme, document=DOCUMENT, by=line.leader)
    with pytest.raises(AssessmentDenied, match="不能再改"):
        services.bring_in(done, [], by=line.clerk)
    with pytest.raises(AssessmentDenied, match="不能再改"):
        services.discard(done, by=line.clerk)


def test_a_new_version_is_a_copy_and_keeps_the_old(line):
    first = line.adopted()
    second = services.draft(year=first.year, name="第二版", by=line.clerk)
    assert second.number == 2
    assert cells(workbook(second))[1:] == cells(workbook(first))[1:]
    with pytest.raises(AssessmentDenied, match="已经有一份方案草稿"):
        services.draft(year=first.year, name="第三版", by=line.clerk)
    assert {one.pk for one in Scheme.objects.visible_to(line.mayor)} == {first.pk}
    services.discard(second, by=line.clerk)
    assert Scheme.objects.get() == first


def test_what_a_draft_would_have_made_of_the_last_quarter_is_shown_and_kept_nowhere(line, run):
    draft = services.draft(year=line.quarter.year, name="第二版", by=line.clerk)
    rows = [tuple(cell.replace("每件=1", "每件=2") for cell in row) for row in ROWS]
    services.bring_in(draft, list(read(sheet(rows), line.county.pk).groups.values()), by=line.clerk)
    lines = effect_of(draft).lines
    assert [(one.target.unit, one.change) for one in lines] == [(line.east, "-3.00"), (line.west, "-1.00")]
    assert line.score(line.east, "1.1").points == 17
