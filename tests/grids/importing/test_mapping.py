import json
from pathlib import Path

import pytest

from grids.importing.mapping import MappingInvalid, read_mapping

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
LEAST = {
    "origin": "旧系统",
    "number": "编号",
    "registered_at": "时间",
    "text": "内容",
    "defaults": {"area": "330424", "category": "其他", "source": "其他", "status": "closed"},
}


def reasons(**said):
    with pytest.raises(MappingInvalid) as invalid:
        read_mapping({**LEAST, **said})
    return "\n".join(invalid.value.reasons)


def test_a_column_name_alone_is_enough():
    mapping = read_mapping(LEAST)
    assert mapping.parts["text"].column == "内容"
    assert mapping.columns == ["编号", "时间", "内容"]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*-mapping.json")), ids=lambda path: path.name)
def test_the_examples_are_in_order(path):
    assert read_mapping(json.loads(path.read_text(encoding="utf-8"))).origin


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(MappingInvalid) as invalid:
        read_mapping({"origin": " ", "numbr": "编号", "text": 3})
    told = "\n".join(invalid.value.reasons)
    for words in (
        "要写“origin”",
        "不认识“numbr”这一项。是不是“number”？",
        "“text”写得不对",
        "缺少“number”",
        "缺少“registered_at”",
        "缺少“area”",
        "缺少“category”",
        "缺少“source”",
        "缺少“status”",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"origin": "长" * 41}, "1 到 40 个字"),
        ({"placeholders": "-"}, "“placeholders”写得不对，应是一个列表"),
        ({"header": True}, "“header”写得不对，应是一个数"),
        ({"header": 0}, "从 1 数起"),
        ({"defaults": []}, "“defaults”写得不对"),
        ({"defaults": {**LEAST["defaults"], "unit": "甲"}}, "“defaults”里不认识“unit”"),
        ({"defaults": {**LEAST["defaults"], "status": "done"}}, "status 是“done”"),
        ({"defaults": {**LEAST["defaults"], "status": ["closed"]}}, "“defaults”里的“status”"),
        ({"defaults": {**LEAST["defaults"], "urgency": "hot"}}, "urgency 是“hot”"),
        ({"text": ""}, "“text”写得不对"),
        ({"text": {"colum": "内容"}}, "“text”里不认识“colum”"),
        ({"text": {}}, "“text”要写明一个来源"),
        ({"text": {"column": "内容", "template": "{内容}"}}, "“text”要写明一个来源"),
        ({"text": {"template": "没有列名"}}, "写成 {列名}"),
        ({"area": {"columns": "代码"}}, "“area”的“columns”应是文字的列表"),
        ({"category": {"columns": []}}, "“category”的“columns”应是文字的列表"),
        ({"category": {"columns": ["甲"], "create": "true"}}, "“create”应是 true 或 false"),
        ({"status": {"column": "状态", "values": {"1": "done"}}}, "“values”里不认识 done"),
        ({"status": {"column": "状态", "values": {"1": ["closed"]}}}, "“values”里不认识"),
        ({"status": {"column": "状态", "values": []}}, "应写明文件里的每个值"),
        ({"lng": "经度"}, "“lng”和“lat”要么都写"),
        ({"sheet": 3}, "“sheet”写得不对，应是一段文字"),
    ],
)
def test_each_mistake_has_its_sentence(said, words):
    assert words in reasons(**said)


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(MappingInvalid, match="JSON 对象"):
        read_mapping(data)


def test_missing_columns_are_named_with_the_one_that_was_meant():
    mapping = read_mapping({**LEAST, "unit": {"column": "承办单位", "id": "单位编号"}})
    with pytest.raises(MappingInvalid) as invalid:
        mapping.check(["编号", "时间 ", "内容", "承办单位名称"])
    told = str(invalid.value)
    assert "没有“时间”这一列（对应 registered_at）。是不是“时间 ”？" in told
    assert "没有“承办单位”这一列（对应 unit）。是不是“承办单位名称”？" in told
    assert "没有“单位编号”这一列" in told
    assert "文件里有的列：编号、时间 、内容、承办单位名称。" in told
