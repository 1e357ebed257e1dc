"""What runs without a user: each task and each command, and what leaves the portal by them."""

import json
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from celery import current_app
from django.core import mail
from django.core.management import CommandError, call_command, get_commands

from casework.models import Message, Notice, Reveal
from jobs.models import Job
from jobs.services import submit
from tests.grids.importing.sample import COLUMNS, MAPPING, PLAIN
from tests.matrix.canaries import SEALED
from tests.matrix.commanding import COMMANDS, RUN_ELSEWHERE
from tests.matrix.expected import TASKS
from tests.matrix.reading import opened
from tests.matrix.seen import REVEALS, SEEN
from tests.matrix.walk import OPERATOR, Ask, Walk, listening, logged
from tests.matrix.world import build
from tests.test_architecture import APPS

RAN: set[str] = set()
TOLD: set[str] = set()
REAL = pytest.mark.django_db(transaction=True)  # jobs report as they go, outside any transaction


@pytest.fixture
def world(transactional_db):
    return build()


@pytest.fixture
def walk(world):
    """Reads what a task or command says, in the name of whoever is not told more than everybody."""
    return Walk(world, OPERATOR)


def task(walk, path, *arguments):
    """Run the task as a worker does, and hold its log against what nobody may read."""
    TOLD.add(path)
    current_app.loader.import_default_modules()  # as a worker does when it starts
    with listening() as records:
        module, name = path.rsplit(".", 1)
        getattr(import_module(module), name).apply(args=arguments).get()
    walk.hold(logged(records), f"the log of {path}", reader="nobody")


def command(walk, name, *arguments):
    """Run the command, and hold what it prints and logs; what it printed."""
    RAN.add(name)
    out = StringIO()
    with listening() as records:
        try:
            call_command(name, *map(str, arguments), stdout=out, stderr=out)
        except CommandError as error:
            out.write(str(error))
    walk.hold(out.getvalue(), name, own=str(arguments))
    walk.hold(logged(records), f"the log of {name}", reader="nobody")
    return out.getvalue()


def test_every_task_is_in_the_table():
    current_app.loader.import_default_modules()
    assert {name for name in current_app.tasks if not name.startswith("celery.")} == TASKS.keys()


def test_every_command_is_in_the_table():
    assert {name for name, app in get_commands().items() if app in APPS} == COMMANDS.keys()


@REAL
def test_tasks_tell_nobody_what_is_not_theirs(world, walk, settings):
    """Reminders, the mail that waited, roll-ups and jobs: each to those alone who see the matter."""
    names = {matter.pk: name for name, matter in world.matters.items()}
    before = set(Notice.objects.values_list("pk", flat=True))
    task(walk, "casework.tasks.remind")
    for notice in Notice.objects.exclude(pk__in=before).select_related("recipient"):
        where = f"a reminder of {names[notice.matter_id]}"
        walk.hold(notice.text, where, reader=world.actor_of(notice.recipient))
    assert Notice.objects.exclude(pk__in=before).exists()
    mail.outbox.clear()
    while Message.objects.filter(state="waiting").exists():
        task(walk, "casework.tasks.deliver_messages")
    walk.hold_mail("casework.tasks.deliver_messages")
    assert mail.outbox
    own_work = (
        "casework.tasks.resume_postponed",
        "casework.tasks.watch_calendar",
        "disputes.tasks.make_sweeps",
        "petitions.tasks.lapse_petitions",
        "progress.tasks.collect_returns",
        "figures.tasks.roll_up_running_quarter",
    )
    for path in (*own_work, "accounts.tasks.clear_sign_in_log", "disputes.tasks.drop_volumes"):
        task(walk, path)
    settings.AUDIT_ANCHOR_TO = ["auditor@example.org"]
    for path in ("audit.tasks.seal", "audit.tasks.anchor", "casework.tasks.anonymise"):
        task(walk, path)
    walk.hold_mail("audit.tasks.anchor")
    month = f"{world.today:%Y-%m}"
    for run, arguments in (("run_job", True), ("resume_jobs", False)):
        given = {"from": month, "to": month}
        job, _ = submit("figures.roll_up", title="汇总", key=run, given=given, by=world.people["town.east"])
        task(walk, f"jobs.tasks.{run}", *([job.pk] if arguments else []))
        told = Job.objects.filter(pk=job.pk).values_list("title", "message", "error", "result_url").get()
        walk.hold("\n".join(told), f"jobs.tasks.{run}", reader="town.east")
    walk.hold_cache()
    assert TASKS.keys() == TOLD
    assert [str(finding) for finding in walk.findings] == []


@REAL
def test_commands_print_no_word_of_a_matter_or_a_person(world, walk, tmp_path, settings):
    area = tmp_path / "areas.csv"
    area.write_text("code,name,level,parent_code\n770101000000,甲县,3,770100000000\n", encoding="utf-8")
    days = tmp_path / "2026.json"
    days.write_text(json.dumps({"year": 2026, "papers": [], "days": []}), encoding="utf-8")
    command(walk, "import_areas", area)
    command(walk, "import_holidays", days)
    command(walk, "import_cases", *cases_to_import(tmp_path))
    command(walk, "import_petitions", *petitions_to_import(tmp_path), "--area", world.areas["east_grid"].pk)
    command(walk, "load_catalogue")
    command(walk, "train_categories")
    command(walk, "draw_workflows", "--out", tmp_path / "workflows.md")
    command(walk, "makemigrations", "--dry-run")
    first, month = world.today.replace(day=1), f"{world.today:%Y-%m}"
    for by in ("area", "unit", "category", "source"):
        printed = command(walk, "figures", "--from", first, "--to", world.today, "--by", by)
        assert json.loads(printed)
    command(walk, "roll_up", "--from", month, "--to", month)
    quarter = world.things["report"].quarter
    command(walk, "report", "--quarter", quarter, "--out", tmp_path / "papers")
    papers = sorted((tmp_path / "papers").iterdir())
    for paper in papers:
        walk.hold(opened(paper.read_bytes()), paper.suffix)
    assert [paper.suffix for paper in papers] == [".docx", ".pdf", ".xlsx"]
    for name in (
        "anonymise",
        "heartbeats",
        "files_left",
        "rebuild_search",
        "measure_suggestions",
        "rotate_field_keys",
        "seal_audit",
        "audit_head",
        "verify_audit",
    ):
        command(walk, name)
    command(walk, "temporary_password", world.people["town.east"].username)
    posts = [f"--{post}={post}=某人" for post in ("system", "security", "audit")]
    assert "已经有管理员" in command(walk, "first_administrators", *posts)
    settings.DEMO = False
    for name in ("demo_data", "demo_accounts"):
        assert "正式环境" in command(walk, name)
    assert COMMANDS.keys() - RUN_ELSEWHERE == RAN
    assert [str(finding) for finding in walk.findings] == []


def cases_to_import(folder: Path):
    """A file of which one row is refused, for what is printed of it, and its mapping."""
    rows = [{**PLAIN, "编号": "A1"}, {**PLAIN, "编号": "A2", "时间": "从前"}]
    lines = [",".join(COLUMNS), *(",".join(row[column] for column in COLUMNS) for row in rows)]
    (folder / "cases.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "mapping.json").write_text(json.dumps(MAPPING), encoding="utf-8")
    return folder / "cases.csv", "--mapping", folder / "mapping.json"


def petitions_to_import(folder: Path):
    """A letter without a day."""
    (folder / "letters.csv").write_text("编号,标题,内容,日期\nL1,修路,路坏了,从前\n", encoding="utf-8")
    return folder / "letters.csv", "--origin", "信箱"


@REAL
def test_full_details_come_out_to_those_alone_who_may_ask_for_them(world):
    """Of every matter's reporter: not there, or refused, or shown once, with who looked on record."""
    for actor in ("town.east", "competent_org.east", "mediator.east", "office.west"):
        walk = Walk(world, actor)
        for name, reporter in world.reporters.items():
            ask_for_details(walk, name, reporter)
        assert [str(finding) for finding in walk.findings] == []


def ask_for_details(walk, name, reporter):
    looks = Reveal.objects.count()
    status = 302 if walk.actor in SEEN[name] else 404
    response, _ = walk.ask(Ask(f"/people/{reporter.pk}/", status, "post", {"purpose": "call"}))
    if walk.actor not in REVEALS.get(name, ()):
        assert Reveal.objects.count() == looks
        return
    _, page = walk.ask(Ask(response.url, 200))
    canaries = walk.world.canaries
    assert {canaries.known[word].column for word in canaries.found_in(page)} >= SEALED
    assert Reveal.objects.filter(person=reporter, by=walk.world.people[walk.actor]).exists()
