"""A county with something behind every address, and one user of each kind."""

from datetime import date, timedelta
from functools import partial
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import Role
from audit.selectors import Asked
from audit.services.extracting import order
from casework.clocks import TimeUnit
from casework.models import Attachment, HolidayNotice, LimitRule, SpecialDay
from casework.services.files import attach, cleaned
from figures.models import RolledUpMonth
from figures.periods import Quarter
from grids import services
from grids.limits import HANDLE
from jobs.models import Job
from reports.models import Paper, Report
from reports.services import keep
from security import clock
from tests.factories import CategoryFactory, DutyFactory, PetitionFactory, SourceFactory, UnitFactory
from tests.inputs.disputes import chair_of, line_of, reward_of, states_of, sweep_of
from tests.reports.papers import report as paper


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def clerk(county):
    """Of the office that writes the report."""
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="领导小组办公室")).user


@pytest.fixture
def chair(town):
    """Of the committee that mediates in the township."""
    return chair_of(town)


@pytest.fixture
def users(stranger, worker, officer, handler, chair, clerk, keeper, guard, auditor):
    """One of each kind; None has not signed in."""
    return {
        "nobody": None,
        "stranger": stranger,
        "worker": worker,
        "officer": officer,
        "handler": handler,
        "mediator": chair.user,
        "clerk": clerk,
        "keeper": keeper,
        "guard": guard,
        "auditor": auditor,
    }


def photo(name="现场.jpg"):
    kept = BytesIO()
    Image.new("RGB", (40, 30), "#7a8b6f").save(kept, "JPEG")
    return ContentFile(kept.getvalue(), name=name)


@pytest.fixture
def states(furnished, worker, officer, handler, unit, grid):
    """A case in every state that a case can be in, and a dispute in every one of its own."""

    def made(*steps):
        case = services.register(
            text="路灯不亮", by=worker, area=grid, category=furnished.category, source=furnished.source
        )
        for step in steps:
            case = step(case)
        return case

    sent = partial(services.dispatch, to=unit, by=officer)
    accepted, done = partial(services.accept, by=handler), partial(services.finish, result="好了", by=handler)
    checked, closed = partial(services.check, by=officer), partial(services.close, by=officer)
    line = [sent, accepted, done, checked, closed]
    back, no = partial(services.query, note="?", by=officer), partial(services.decline, note="?", by=officer)
    found = [made(*line[:steps]) for steps in range(len(line) + 1)] + [made(back), made(no)]
    soon = clock.today() + timedelta(days=3)
    returned = partial(services.hand_back, reason="other", note="?", by=handler)
    again = partial(services.refer, reason="other", note="?", by=handler)
    asked = partial(services.postpone, until=soon, note="?", by=handler)
    put_off = partial(services.approve, by=officer)
    watched = partial(services.supervise, until=soon, note="?", by=officer)
    along = partial(services.merge, into=found[0], by=officer)
    waiting = [sent, accepted, asked]
    return [
        *found,
        made(sent, returned, sent),
        made(sent, returned, sent, again),
        made(*waiting),
        made(*waiting, put_off),
        made(watched),
        made(along),
        *states_of(furnished.line, officer),
    ]


@pytest.fixture
def furnished(users, chair, worker, officer, clerk, unit, grid):
    """A case with a photo and its reporter, one in hand, a notice, a job, a report with its papers …"""
    category, source = CategoryFactory(name="其他", code="999"), SourceFactory(name="网格员巡查")
    logged = {"by": worker, "area": grid, "category": category, "source": source}
    told = {"name": "王小明", "phone": "13900001234"}
    case = services.register(text="路灯不亮", reporter=told, **logged)
    line = line_of(chair, grid)
    sent = services.dispatch(services.register(text="井盖破了", **logged), to=unit, by=officer)
    quarter = str(Quarter.of(timezone.localdate()))
    document = paper().to_json()
    report = Report.objects.create(
        quarter=quarter, version=1, status="ready", document=document, composed_at=timezone.now()
    )
    for format_ in Paper.Format:
        keep(report, format_, f"{format_} file".encode())
    notice = HolidayNotice.objects.create(year=2026)
    SpecialDay.objects.create(day=date(2026, 10, 1), worked=False, name="国庆节", notice=notice)
    LimitRule.objects.create(
        key=HANDLE,
        amount=5,
        unit=TimeUnit.DAYS,
        basis="县里的文件",
        reason="县里定的",
        valid_from=date(2026, 1, 1),
        by=users["keeper"],
    )
    RolledUpMonth.objects.create(month=timezone.localdate().replace(day=1))
    return SimpleNamespace(
        users=users,
        case=case,
        sent=sent,
        line=line,
        dispute=line.register(),
        petition=PetitionFactory(area=grid, unit=unit, status="routed", category="claim", path="p6"),
        sweep=sweep_of(clerk),
        reward=reward_of(line),
        file=attach(case, cleaned(photo()), by=worker, stage=Attachment.Stage.BEFORE),
        job=Job.objects.create(work="reports.build", title="生成报告", key="inputs", by=clerk),
        report=report,
        person=case.people.get(),
        extract=order(Asked(), words="", format="csv", by=users["auditor"]),
        category=category,
        source=source,
    )
