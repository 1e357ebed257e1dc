"""A real Chromium against a real server, with a real Celery worker beside it."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Role
from areas.geometry import rectangle
from areas.models import Area
from tests.factories import (
    AreaFactory,
    BodyFactory,
    CategoryFactory,
    DutyFactory,
    MediatorFactory,
    SourceFactory,
    UnitFactory,
    UserFactory,
)
from tests.inputs.standing import build

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": os.environ.get("CHROMIUM"),
        "args": [
            "--no-sandbox",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


BUSY = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND locktype = 'relation'
"""


@pytest.fixture
def furnished(transactional_db, settings, tmp_path):
    """A county with something behind every address."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return build()


@pytest.fixture(autouse=True)
def answered(transactional_db):
    """The tables are emptied when the server has answered all: a page that closes leaves requests behind."""
    yield
    quiet, until = 0, time.monotonic() + 15
    while quiet < 3 and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(BUSY)
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
        time.sleep(0.02)


@pytest.fixture
def people(transactional_db):
    """A county with one township, one grid, one unit, and somebody in every role of the line."""
    county = AreaFactory(
        code="330424", name="海盐县", outline=rectangle(west=120.7, south=30.3, east=121.1, north=30.7)
    )
    town = AreaFactory(code="330424101", name="沈荡镇")
    AreaFactory(code="330424101200", name="中钱村")
    grid = AreaFactory(code="330424101200001", name="中钱村第一网格")
    office = UnitFactory(area=county, name="领导小组办公室")
    centre = UnitFactory(area=town, name="沈荡镇综治中心")
    unit = UnitFactory(area=town, name="沈荡镇市政所")
    for code, name in (("101", "城乡环境"), ("102", "公共安全"), ("199", "其他")):
        CategoryFactory(code=code, name=name)
    SourceFactory(name="网格员巡查")
    made = {}
    for username, role, where, area in (
        ("wangge", Role.GRID, centre, grid),
        ("fenpai", Role.TOWN, centre, None),
        ("chengban", Role.COMPETENT_ORG, unit, None),
        ("mishu", Role.OFFICE, office, None),
    ):
        made[username] = somebody(username, role=role, unit=where, area=area)
    return made


def somebody(username, **duty):
    """Who can sign in, in this post."""
    user = UserFactory(username=username, name=f"演示{username}")
    user.set_password(PASSWORD)
    user.save()
    return DutyFactory(user=user, **duty).user


@pytest.fixture
def mediators(people):
    """The township's committee and the village's, each with who leads it."""
    made = {}
    for username, sort, place in (("zhentiao", "town", "沈荡镇"), ("cuntiao", "village", "中钱村")):
        area = Area.objects.get(name=place)
        body = BodyFactory(unit=UnitFactory(area=area, name=f"{place}人民调解委员会"), sort=sort)
        user = somebody(username, role=Role.MEDIATOR, unit=body.unit)
        made[username] = MediatorFactory(body=body, user=user, seat="chair")
    return made


@pytest.fixture
def sign_in(browser, live_server, people):
    """Opens a window of this size, signed in as this person."""
    contexts = []

    def enter(username, size=PHONE, home="**/todo/", **options):
        context = browser.new_context(
            viewport=size, base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(home)
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def celery_worker(transactional_db):
    """A real worker on this test's database."""
    given = connection.settings_dict
    database = (
        f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    )
    command = [sys.executable, "-m", "celery", "-A", "governance", "worker", "-c", "1", "-l", "WARNING"]
    worker = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle", "-n", f"test{os.getpid()}@local"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database},
    )
    yield worker
    worker.terminate()
    worker.wait(timeout=30)


@pytest.fixture
def snapshot(tmp_path):
    """A photo as a phone takes it, with its place in it."""
    image = Image.new("RGB", (1600, 1200), "#7a8b6f")
    ImageDraw.Draw(image).rectangle((500, 300, 1100, 900), fill="#c9a66b")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 31.0, 0.0), 3: "E", 4: (120.0, 53.0, 0.0)}
    kept = BytesIO()
    image.save(kept, "JPEG", exif=exif)
    path = tmp_path / "现场.jpg"
    path.write_bytes(kept.getvalue())
    return path


@pytest.fixture
def quarter():
    """The running quarter, as the report names it."""
    today = timezone.localdate() + timedelta(0)
    return f"{today.year}Q{(today.month + 2) // 3}"
