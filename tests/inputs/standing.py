"""A county with something behind every address, and one user of each kind."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import Role
from areas.models import Population
from audit.selectors import Asked
from audit.services.extracting import order
from casework.clocks import TimeUnit
from casework.models import Attachment, HolidayNotice, LimitRule, SpecialDay
from casework.services.files import attach, cleaned
from figures.layout import layout
from figures.models import RolledUpMonth
from figures.periods import Quarter
from grids import services
from grids.limits import HANDLE
from jobs.models import Job
from reports.models import Paper, Report
from reports.services import keep
from tests.factories import (
    AdministratorFactory,
    AreaFactory,
    CategoryFactory,
    DutyFactory,
    SourceFactory,
    UnitFactory,
    UserFactory,
)
from tests.inputs.assessments import stability_line
from tests.inputs.disputes import chair_of, line_of, reward_of, sweep_of
from tests.inputs.ledger import ledger_of
from tests.inputs.outcomes import outcomes_of
from tests.inputs.petitions import petition_line
from tests.inputs.programme import forms_of, list_of, meeting_of, money_of, returns_of, survey_of, task_line
from tests.inputs.scores import scored_in
from tests.inputs.supervision import reception_day, supervised_petition
from tests.reports.papers import report as paper


def photo(name="现场.jpg"):
    kept = BytesIO()
    Image.new("RGB", (40, 30), "#7a8b6f").save(kept, "JPEG")
    return ContentFile(kept.getvalue(), name=name)


def placed():
    """The places, units and people, by the names that the fixtures have."""
    county = AreaFactory(name="测试县")
    town = AreaFactory(parent=county, name="桥东镇")
    village = AreaFactory(parent=town, name="桥东村")
    grid = AreaFactory(parent=village, name="第一网格")
    centre = UnitFactory(area=town, name="桥东镇综治中心")
    unit = UnitFactory(area=town, name="市政所")
    office = UnitFactory(area=county, name="领导小组办公室")
    clerk = DutyFactory(role=Role.OFFICE, unit=office).user  # who writes the report takes petitions, too
    DutyFactory(role=Role.XF_OFFICE, unit=office, user=clerk)
    return {
        "county": county,
        "town": town,
        "village": village,
        "grid": grid,
        "centre": centre,
        "unit": unit,
        "officer": DutyFactory(role=Role.TOWN, unit=centre).user,
        "worker": DutyFactory(role=Role.GRID, unit=centre, area=grid).user,
        "handler": DutyFactory(role=Role.COMPETENT_ORG, unit=unit).user,
        "clerk": clerk,
        "chair": chair_of(town),
        "keeper": AdministratorFactory().user,
        "guard": AdministratorFactory(role=Role.SECURITY_ADMIN).user,
        "auditor": AdministratorFactory(role=Role.AUDIT_ADMIN).user,
        "stranger": UserFactory(),
    }


KINDS = ("stranger", "worker", "officer", "handler", "clerk", "keeper", "guard", "auditor")


def build():
    """A case with a photo and its reporter, one in hand, a notice, a job, a report with its papers …"""
    given = placed()
    worker, officer, clerk, chair = (given[name] for name in ("worker", "officer", "clerk", "chair"))
    unit, grid = given["unit"], given["grid"]
    users = {"nobody": None, "mediator": chair.user, **{kind: given[kind] for kind in KINDS}}
    category, source = CategoryFactory(name="其他", code="999"), SourceFactory(name="网格员巡查")
    logged = {"by": worker, "area": grid, "category": category, "source": source}
    told = {"name": "王小明", "phone": "13900001234"}
    case = services.register(text="路灯不亮", reporter=told, **logged)
    line, petitions = line_of(chair, grid), petition_line(given["county"], grid, clerk)
    tasks = task_line(given["county"], clerk)
    assessing = stability_line(given["county"], given["village"], clerk)
    sent = services.dispatch(services.register(text="井盖破了", **logged), to=unit, by=officer)
    quarter = str(Quarter.of(timezone.localdate()))
    document = paper().to_json()
    report = Report.objects.create(
        quarter=quarter, version=1, status="ready", document=document, composed_at=timezone.now()
    )
    for format_ in Paper.Format:
        keep(report, format_, f"{format_} file".encode())
    Population.objects.create(area=given["county"], year=2025, residents=380_000, source="统计公报")
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
    RolledUpMonth.objects.create(month=timezone.localdate().replace(day=1), signature=layout().signature)
    return SimpleNamespace(
        **given,
        users=users,
        case=case,
        sent=sent,
        line=line,
        dispute=line.register(),
        petition=supervised_petition(petitions.to("route"), given["handler"], clerk),
        petitions=petitions,
        assessing=assessing,
        assessed=assessing.to("sign"),
        reception=reception_day(grid, unit, clerk),
        sweep=sweep_of(clerk),
        reward=reward_of(line),
        listed=list_of(clerk, unit),
        meeting=meeting_of(clerk, unit),
        paid=money_of(clerk, unit),
        surveyed=survey_of(clerk),
        ledger=ledger_of(officer, clerk, given["village"]),
        tasks=tasks,
        task=tasks.to("assign"),
        reporting=returns_of(clerk, given["handler"]),
        outcomes=outcomes_of(clerk, unit),
        scored=scored_in(given["county"], given["town"], given["centre"], clerk),
        forms=forms_of(clerk, given["handler"]),
        file=attach(case, cleaned(photo()), by=worker, stage=Attachment.Stage.BEFORE),
        job=Job.objects.create(work="reports.build", title="生成报告", key="inputs", by=clerk),
        report=report,
        person=case.people.get(),
        extract=order(Asked(), words="", format="csv", by=users["auditor"]),
        category=category,
        source=source,
    )
