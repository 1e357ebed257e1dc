"""One thing, one word (ux.md 7.2), kind sentences (7.1, 7.5), and nothing that watches people (R1)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from accounts.models import User
from casework.figures import figures
from grids.api import CaseViewSet

ROOT = Path(settings.BASE_DIR)
APPS = (
    "accounts",
    "audit",
    "admission",
    "areas",
    "assessment",
    "petitions",
    "activities",
    "pilot",
    "stability",
    "casework",
    "disputes",
    "figures",
    "governance",
    "grids",
    "jobs",
    "outcomes",
    "papers",
    "progress",
    "reports",
)
# word -> what we say instead
STRAYS = {
    "工单": "案件",
    "下发": "派单",
    "流转": "派单",
    "推送": "派单、提醒",
    "驳回": "退回",
    "打回": "退回",
    "去重": "并案",
    "督促": "催办",
    "DING": "催办",
    "挂起": "暂缓",
    "完结": "办结",
    "归档": "办结",
    "锁定": "定稿",
    "封版": "定稿",
    "统计规则": "口径",
    "暂无": "说为什么没有，再说下一步",
    "不能为空": "写一句…",
    "格式错误": "说应该怎么写",
    "非法": "说哪里不对",
    "操作失败": "先说发生了什么，再说怎么办",
    "网络异常": "没有网络，已存在本机",
    "请知悉": "不用",
    "务必": "不用",
    "严禁": "不用",
    "！": "。",
}
WATCHING = ("打卡", "签到", "积分", "在线时长", "登录次数", "活跃度")
# What may stand all the same: these files say it of the world, not of the platform.
ALLOWED = {
    ("disputes/court.py", "驳回"),  # the law's word for a court that does not confirm (民诉法 206)
    ("disputes/dictionaries.py", "流转"),  # of land, in the name that the official dictionary gives a code
    ("grids/services/__init__.py", "！"),  # ends a sentence in what residents wrote
    ("papers/rendering/pdf_lines.py", "！"),  # a sign that no line begins with
}


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a Python file that are not docstrings, with their lines."""
    tree = ast.parse(path.read_text())
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def spoken() -> Iterator[tuple[str, int, str]]:
    """All that users can read: file, line, words."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                for line, words in literals(path):
                    yield str(path.relative_to(ROOT)), line, words
    for folder, kind in (("templates", "*.html"), ("static/field", "*.js"), ("static/office", "*.js")):
        for path in sorted((ROOT / folder).rglob(kind)):
            for line, words in enumerate(path.read_text().splitlines(), 1):
                yield (
                    str(path.relative_to(ROOT)),
                    line,
                    re.sub(r"\{#.*?#\}|^\s*//.*|<!DOCTYPE.*?>", "", words),
                )


SPOKEN = [
    (file, line, words) for file, line, words in spoken() if re.search(r"[\u4e00-\u9fff！]|DING", words)
]


def test_there_is_something_to_read():
    assert len(SPOKEN) > 500
    assert {file.split("/")[0] for file, _, _ in SPOKEN} >= {*APPS, "templates", "static"}


@pytest.mark.parametrize("stray", STRAYS)
def test_one_thing_has_one_word(stray):
    whole = re.compile(rf"\b{stray}\b" if stray.isascii() else stray)
    found = [
        f"{file}:{line} {words.strip()[:60]} —— 用“{STRAYS[stray]}”"
        for file, line, words in SPOKEN
        if whole.search(words) and (file, stray) not in ALLOWED
    ]
    assert not found


def test_what_is_allowed_is_still_there():
    for file, word in ALLOWED:
        assert any(word in words for where, _, words in SPOKEN if where == file), (file, word)


@pytest.mark.parametrize("word", WATCHING)
def test_no_screen_speaks_of_watching_people(word):
    assert not [f"{file}:{line}" for file, line, words in SPOKEN if word in words]


def test_no_column_counts_what_people_do_here(db):
    """R1: no check-in, points or online time in the database, in any table, whatever it is called."""
    counting = re.compile(r"check_?in|sign_?in|attendance|points?$|score|online|login_count|duration_online")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class ON oid = attrelid "
            "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0"
        )
        names = [row[0] for row in cursor.fetchall()]
    assert len(names) > 100
    # What is assessed is an organisation: its scores name no person.
    ours = [name for name in names if not name.startswith("assessment_")]
    assert len(ours) < len(names)
    assert not [name for name in ours if counting.search(name)]
    scored = apps.get_model("assessment", "Target")._meta.get_fields()
    assert not [field.name for field in scored if field.related_model is User]
    titles = [str(field.verbose_name) for model in apps.get_models() for field in model._meta.fields]
    assert not [title for title in titles for word in WATCHING if word in title]


def test_no_export_counts_what_people_do_here():
    """R1, R2: what leaves the platform has no column about a person's use of it."""
    heads = [figure.name for figure in figures().values()]
    heads += [str(field.label or name) for name, field in CaseViewSet.serializer_class().fields.items()]
    assert len(heads) > 15
    assert not [head for head in heads for word in (*WATCHING, "登录", "last_login") if word in head]
