"""What a mapping may say, and the sentences for what it may not. Pure."""

import re
from difflib import get_close_matches
from typing import Any

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

# our field -> what may be said of it
FIELDS: dict[str, frozenset[str]] = {
    "number": frozenset({"column"}),
    "registered_at": frozenset({"column", "formats"}),
    "text": frozenset({"column", "template"}),
    "area": frozenset({"columns"}),
    "category": frozenset({"columns", "create"}),
    "source": frozenset({"column", "id", "create"}),
    "unit": frozenset({"column", "id", "create"}),
    "status": frozenset({"column", "values"}),
    "on_time": frozenset({"column", "true", "false"}),
    "urgency": frozenset({"column", "values"}),
    "finished_at": frozenset({"column", "formats"}),
    "closed_at": frozenset({"column", "formats"}),
    "result": frozenset({"column"}),
    "landmark": frozenset({"column"}),
    "lng": frozenset({"column"}),
    "lat": frozenset({"column"}),
    "reporter_name": frozenset({"column"}),
    "reporter_phone": frozenset({"column"}),
}
NEEDED = ("number", "registered_at", "text")
DEFAULTS = ("area", "category", "source", "status", "urgency")
SETTINGS = {
    "origin": str,
    "placeholders": list,
    "defaults": dict,
    "sheet": str,
    "encoding": str,
    "header": int,
}
STATUSES = {"closed": "办结", "declined": "不立案", "reported": "待分派"}
URGENCIES = {"urgent": "紧急", "general": "一般", "complex": "复杂", "major": "重大"}
LISTS = {"columns", "formats", "true", "false"}
KINDS = {str: "一段文字", list: "一个列表", dict: "一个对象", int: "一个数"}
ORIGIN_LENGTH = 40


def wrong_settings(data: dict[str, Any]) -> list[str]:
    """What is wrong beside the fields."""
    known = [*FIELDS, *SETTINGS]
    reasons = [
        f"不认识“{key}”这一项。{did_you_mean(key, known)}能用的有：{'、'.join(known)}。"
        for key in data
        if key not in known
    ]
    for key, kind in SETTINGS.items():
        if key in data and (not isinstance(data[key], kind) or isinstance(data[key], bool)):
            reasons.append(f"“{key}”写得不对，应是{KINDS[kind]}。")
    if isinstance(data.get("header"), int) and data["header"] < 1:
        reasons.append("“header”是表头在第几行，从 1 数起。")
    origin = data.get("origin")
    if not origin or (isinstance(origin, str) and not 0 < len(origin.strip()) <= ORIGIN_LENGTH):
        reasons.append(f"要写“origin”：案件来自哪个系统，1 到 {ORIGIN_LENGTH} 个字，同一系统每次都写一样的。")
    return reasons


def wrong_defaults(defaults: Any) -> list[str]:
    """What is wrong with the values for empty cells."""
    if not isinstance(defaults, dict):
        return []  # told with the settings
    usable = "、".join(DEFAULTS)
    reasons = [f"“defaults”里不认识“{key}”。能用的有：{usable}。" for key in defaults if key not in DEFAULTS]
    reasons += [
        f"“defaults”里的“{key}”应是一段文字。"
        for key, value in defaults.items()
        if not isinstance(value, str)
    ]
    for key, choices in (("status", STATUSES), ("urgency", URGENCIES)):
        told = defaults.get(key)
        if isinstance(told, str) and told not in choices:
            reasons.append(f"“defaults”里的 {key} 是“{told}”，应是 {'、'.join(choices)} 之一。")
    return reasons


def missing_fields(data: dict[str, Any], defaults: Any) -> list[str]:
    """Fields without which no case can be made."""
    reasons = [f"缺少“{name}”：写明它对应文件里的哪一列。" for name in NEEDED if name not in data]
    reasons += [
        f"缺少“{name}”：写明对应哪一列，或在“defaults”里给一个默认值。"
        for name in ("area", "category", "source", "status")
        if name not in data and not (isinstance(defaults, dict) and defaults.get(name))
    ]
    if ("lng" in data) != ("lat" in data):
        reasons.append("“lng”和“lat”要么都写，要么都不写。")
    return reasons


def wrong_field(name: str, said: Any) -> list[str]:
    """What is wrong with what is said of one field."""
    if isinstance(said, str) and said:
        return []
    if not isinstance(said, dict):
        return [f'“{name}”写得不对，应是列名，或 {{"column": "列名"}} 这样的对象。']
    allowed = FIELDS[name]
    reasons = [
        f"“{name}”里不认识“{key}”。能用的有：{'、'.join(sorted(allowed))}。"
        for key in said
        if key not in allowed
    ]
    source = {"column", "columns", "template"} & said.keys() & allowed
    if len(source) != 1:
        reasons.append(
            f"“{name}”要写明一个来源：{'、'.join(sorted(allowed & {'column', 'columns', 'template'}))}。"
        )
    told = (wrong_value(name, key, said[key]) for key in said if key in allowed)
    return reasons + [reason for reason in told if reason]


def wrong_value(name: str, key: str, value: Any) -> str:
    """What is wrong with one thing that is said of a field; "" where nothing is."""
    if key in LISTS:
        good = isinstance(value, list) and value and all(isinstance(item, str) for item in value)
        return "" if good else f'“{name}”的“{key}”应是文字的列表，例如 ["甲", "乙"]。'
    if key == "create":
        return "" if isinstance(value, bool) else f"“{name}”的“create”应是 true 或 false。"
    if key == "values":
        return wrong_choices(name, value)
    if not isinstance(value, str) or not value:
        return f"“{name}”的“{key}”应是一段文字。"
    if key == "template" and not PLACEHOLDER.search(value):
        return f"“{name}”的“template”里要有列名，写成 {{列名}}。"
    return ""


def wrong_choices(name: str, values: Any) -> str:
    choices = STATUSES if name == "status" else URGENCIES
    if not isinstance(values, dict) or not values:
        return f'“{name}”的“values”应写明文件里的每个值是什么，例如 {{"1": "{next(iter(choices))}"}}。'
    if wrong := [str(value) for value in values.values() if str(value) not in choices]:
        return f"“{name}”的“values”里不认识 {'、'.join(wrong)}。能用的有：{'、'.join(choices)}。"
    return ""


def did_you_mean(name: str, there: list[str]) -> str:
    near = get_close_matches(name, there, n=1, cutoff=0.5)
    return f"是不是“{near[0]}”？" if near else ""
