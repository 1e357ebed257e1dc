"""Rules of the house that no linter checks."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.fields.related import ForeignObject
from django.urls import get_resolver, reverse

from casework.drawing import drawn
from casework.kinds import kinds
from casework.models import Matter

ROOT = Path(__file__).parents[1]
APPS = ["security", "areas", "accounts", "jobs", "audit", "casework", "grids", "figures", "reports", "demo"]
CODE = [path for app in [*APPS, "governance", "stack"] for path in sorted((ROOT / app).rglob("*.py"))]
OWN_CODE = [path for path in CODE if "migrations" not in path.parts]

# Every address is in one of these. A new one that is in none fails the build.
PUBLIC = {"login", "logout", "healthz"}
# Who may see the rows of a model: "matter", "own" (the user's), or "open" to all who are signed in.
SCOPES = {
    "areas.Area": "open",
    "accounts.Unit": "open",
    "accounts.User": "admin",
    "accounts.Duty": "admin",
    "accounts.Attempt": "security administrator",
    "accounts.Device": "nobody",
    "accounts.Stay": "own",
    "accounts.Authenticator": "own",
    "accounts.RecoveryCode": "own",
    "accounts.FormerPassword": "nobody",
    "jobs.Job": "own",
    "audit.Entry": "audit",
    "audit.Seal": "audit",
    "audit.Anchor": "audit",
    "audit.Extract": "audit",
    "casework.Matter": "matter",
    "casework.Event": "matter",
    "casework.Deadline": "matter",
    "casework.Attachment": "matter",
    "casework.Link": "matter",
    "casework.Person": "matter",
    "casework.Sealed": "matter",
    "casework.DataKey": "matter",
    "casework.Reveal": "matter",
    "casework.Accusation": "matter",
    "casework.Grant": "matter",
    "casework.Notice": "own",
    "casework.Message": "admin",
    "casework.HolidayNotice": "open",
    "casework.SpecialDay": "open",
    "grids.Category": "open",
    "grids.Source": "open",
    "grids.CaseLimit": "open",
    "grids.Case": "matter",
    "figures.FigureValue": "board",
    "figures.RolledUpMonth": "board",
    "reports.Report": "report",
    "reports.Paper": "report",
    "reports.Download": "report",
}


def named_routes(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_routes(pattern, inner)
        elif pattern.name:
            names = [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]
            yield namespace + pattern.name, dict.fromkeys(names, 1)


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in APPS and not model._meta.proxy]


def test_the_driver_is_psycopg2(db):
    connection.ensure_connection()
    assert type(connection.connection).__module__.startswith("psycopg2")


@pytest.mark.parametrize(("name", "model"), kinds().items())
def test_every_kind_of_matter_belongs_to_its_matter_and_repeats_nothing_of_it(name, model):
    link = model._meta.pk
    assert (link.name, link.remote_field.model, link.remote_field.related_name) == ("matter", Matter, name)
    assert not {f.name for f in model._meta.concrete_fields} & {f.name for f in Matter._meta.concrete_fields}


@pytest.mark.parametrize(("name", "model"), kinds().items())
def test_no_kind_has_a_scope_of_its_own(name, model):
    assert not hasattr(model.objects.all(), "visible_to")


@pytest.mark.parametrize("model", kinds().values(), ids=kinds())
def test_every_kind_of_matter_has_a_flow_over_its_own_statuses(model):
    flow = model.workflow
    named = {flow.initial}.union(*({move.target, *move.sources} for move in flow))
    assert named == set(flow.statuses)


@pytest.mark.parametrize(("name", "model"), kinds().items())
def test_every_move_has_its_service_form_and_address(name, model):
    app = model._meta.app_label
    services, forms = import_module(f"{app}.services"), import_module(f"{app}.forms")
    for move in model.workflow:
        assert callable(getattr(services, move.name))
        assert move.name in forms.MOVE_FORMS
        assert reverse(f"{app}:{move.name}", args=["1"]).endswith(f"/{move.name}/")
        assert reverse(f"{name}-{move.name}", args=["1"])


@pytest.mark.parametrize(("name", "kwargs"), list(named_routes()))
def test_every_page_asks_a_stranger_to_sign_in(client, db, name, kwargs):
    if name.split(":")[-1] in PUBLIC:
        return
    fixed = {"format": "json", "app_label": "grids"}
    given = {key: fixed.get(key, value) for key, value in kwargs.items()}
    response = client.get(reverse(name, kwargs=given))
    assert response.status_code in {302, 403, 405}
    if response.status_code == 302 and name != "home":
        assert response.url.startswith((settings.LOGIN_URL, "/admin/login/"))


def test_a_status_changes_in_one_place():
    writes = re.compile(r"(matter|case)\.status = (?!')|update\([^)]*\bstatus=")
    writers = {str(path.relative_to(ROOT)) for path in OWN_CODE if writes.search(path.read_text())}
    assert writers == {"casework/services/moves.py"}


def test_the_environment_is_read_in_one_place():
    allowed = {
        "governance/settings/base.py",
        "governance/celery.py",
        "governance/wsgi.py",
        "manage.py",
        "reports/rendering/charts.py",  # tells matplotlib where its cache goes, reads nothing of ours
    }
    readers = {
        str(path.relative_to(ROOT))
        for path in OWN_CODE
        if "os.environ" in path.read_text() and path.parts[len(ROOT.parts)] != "stack"
    }
    assert readers <= allowed


def test_no_drawers():
    drawers = {"utils", "helpers", "common", "core", "constants", "mixins", "misc"}
    assert not [path for path in OWN_CODE if {path.stem, *path.parts} & drawers]


def test_no_file_outgrows_the_house():
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert not [path for path in [*OWN_CODE, *tests] if len(path.read_text().splitlines()) > 300]


def test_every_beat_path_resolves_to_a_task():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        module, name = entry["task"].rsplit(".", 1)
        assert getattr(import_module(module), name).name == entry["task"]


def test_every_model_says_who_may_see_its_rows():
    assert {model._meta.label for model in own_models()} == set(SCOPES)


def test_what_points_at_a_matter_is_in_the_matters_scope():
    for model in own_models():
        points = any(
            isinstance(field, ForeignObject) and field.related_model is Matter
            for field in model._meta.concrete_fields
        )
        if points:
            assert SCOPES[model._meta.label] in {"matter", "own"}, model


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_and_constraint_has_words(model):
    assert model.__doc__
    for constraint in model._meta.constraints:
        assert constraint.name.count("_") >= 1, constraint.name


def test_authority_comes_from_duties_alone():
    asks = re.compile(r"is_staff|is_superuser|user\.groups|has_perm\(")
    allowed = {"accounts/models/people.py"}  # answers what libraries ask, from the duties
    found = {str(path.relative_to(ROOT)) for path in OWN_CODE if asks.search(path.read_text())}
    assert found <= allowed


def test_the_portals_own_name_is_used_where_it_is_listed_alone():
    """Each of these sees every row: a request that needs it says here why."""
    allowed = {
        "accounts/services/attempts.py",  # whoever tries is not signed in yet
        "accounts/services/passwords.py",  # so is who changes a temporary password
        "accounts/services/second_factor.py",
        "accounts/services/stays.py",  # other people's stays are ended
        "casework/services/messages.py",  # notices of others are read, and written, once each
        "casework/management/commands/rotate_field_keys.py",  # as the owner: keys the portal cannot read
        "governance/celery.py",  # tasks
        "grids/forms.py",  # the usual sources, made where a county has taken them out of its list
        "jobs/services.py",  # the same work may have been asked for by somebody else
        "manage.py",  # commands
    }
    asks = re.compile(r"\beverything\(f?[\"']")
    found = {
        str(path.relative_to(ROOT))
        for path in [*OWN_CODE, ROOT / "manage.py"]
        if asks.search(path.read_text())
    }
    assert {name for name in found if not name.startswith(("security/", "stack/"))} == allowed


def test_the_drawn_workflows_are_those_of_the_code():
    assert (ROOT / "docs" / "workflows.md").read_text(encoding="utf-8") == drawn()
