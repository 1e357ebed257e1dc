"""A small file of another system, its mapping, and how it is imported."""

from accounts.models import Unit, User
from casework.models import Deadline, Event, Matter
from grids.importing.mapping import read_mapping
from grids.importing.services import import_cases
from grids.models import Case, Category, Source

COLUMNS = [
    "编号",
    "时间",
    "内容",
    "村代码",
    "镇代码",
    "大类",
    "小类",
    "来源",
    "来源号",
    "单位",
    "单位号",
    "按期",
]
MAPPING = {
    "origin": "旧平台",
    "placeholders": ["-", "无"],
    "number": "编号",
    "registered_at": "时间",
    "text": "内容",
    "area": {"columns": ["村代码", "镇代码"]},
    "category": {"columns": ["大类", "小类"], "create": True},
    "source": {"column": "来源", "id": "来源号", "create": True},
    "unit": {"column": "单位", "id": "单位号", "create": True},
    "on_time": {"column": "按期", "true": ["1"], "false": ["0"]},
    "defaults": {"area": "330999", "status": "closed"},
}
PLAIN = {
    "编号": "A1",
    "时间": "2024-03-05 09:30:00",
    "内容": "桥东路口路灯不亮。晚上看不见。",
    "村代码": "330999001001",
    "镇代码": "330999001000",
    "大类": "市政",
    "小类": "路灯",
    "来源": "热线",
    "来源号": "12",
    "单位": "市政所",
    "单位号": "77",
    "按期": "1",
}


def run(path, *, dry_run=False, by=None, **said):
    return import_cases(path, read_mapping({**MAPPING, **said}), dry_run=dry_run, by=by)


def reasons(result):
    return [str(fault) for row in result.refused for fault in row.faults]


def counts():
    models = (Matter, Case, Category, Source, Unit, User, Event, Deadline)
    return [model.objects.count() for model in models]
