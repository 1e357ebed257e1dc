"""Small ones of the races of `make chaos`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from chaos.races import close_at_once, lose_answers, press_at_once
from chaos.verdict import Line
from tests.factories import CategoryFactory, SourceFactory

ROOT = Path(__file__).parents[2]
PASSWORD = "Small-run-2026"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def catalogue(db):
    return CategoryFactory(code="101"), SourceFactory()


def held(lines):
    """The counts by name; none of those that must be none may be more."""
    assert [line for line in lines if not line.good] == []
    return {line.name: line.count for line in lines}


def test_eight_people_close_the_same_cases_at_once_and_each_is_closed_once(officer, town):
    held(close_at_once(by=officer, area=town, people=8, matters=12))


def test_a_submission_posted_eight_times_is_one_case(worker, grid):
    counts = held(press_at_once(by=worker, area=grid, times=8, presses=3))
    assert counts["3 次提交，每次同时发 8 遍，记下"] == 3


def test_answers_lost_at_commit_lose_and_double_nothing(worker, tmp_path):
    worker.password = make_password(PASSWORD)
    worker.save()
    given = connection.settings_dict
    where = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    found = {
        **os.environ,
        "DATABASE_URL": f"postgres://{where}",
        "DJANGO_SETTINGS_MODULE": "governance.settings.test",
    }
    counts = held(
        lose_answers(
            found=found,
            log=tmp_path / "web.log",
            posts=40,
            username=worker.username,
            password=PASSWORD,
            category="101",
        )
    )
    assert counts["丢掉的数据库回答"] > 5
    assert counts["记下"] == 40


def test_a_count_that_must_be_none_is_bad_where_it_is_not():
    assert not Line("写了两遍的", 1, wrong=True).good
    assert Line("写入", 1).good


def test_kills_lose_and_double_nothing():
    """The whole run in small, on servers of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    done = subprocess.run(
        [sys.executable, "-m", "stack", "chaos", "6", "kills"],
        cwd=ROOT,
        env=plain,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "没有问题" in done.stdout
