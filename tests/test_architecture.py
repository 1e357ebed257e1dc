"""Rules of the house that no linter checks."""

import re
import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.urls import reverse

from casework.drawing import drawn
from casework.kinds import kinds
from casework.models import Matter

ROOT = Path(__file__).parents[1]
APPS = [
    "papers",
    "security",
    "areas",
    "petitions",
    "stability",
    "accounts",
    "jobs",
    "audit",
    "casework",
    "grids",
    "disputes",
    "activities",
    "pilot",
    "figures",
    "progress",
    "outcomes",
    "assessment",
    "admission",
    "reports",
    "demo",
]
CODE = [path for app in [*APPS, "governance", "stack"] for path in sorted((ROOT / app).rglob("*.py"))]
OWN_CODE = [path for path in CODE if "migrations" not in path.parts]


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
    assert named - {""} == set(flow.statuses)  # "" where a move leaves it as it is


@pytest.mark.parametrize(("name", "model"), kinds().items())
def test_every_move_has_its_service_form_and_address(name, model):
    app = model._meta.app_label
    services, forms = import_module(f"{app}.services"), import_module(f"{app}.forms")
    for move in model.workflow:
        assert callable(getattr(services, move.name))
        assert move.name in forms.MOVE_FORMS
        assert reverse(f"{app}:{move.name}", args=["1"]).endswith(f"/{move.name}/")
        assert reverse(f"{name}-{move.name}", args=["1"])


def test_a_status_changes_in_one_place():
    writes = re.compile(r"(matter|case|dispute)\.status = (?!')|update\([^)]*\bstatus=")
    writers = {str(path.relative_to(ROOT)) for path in OWN_CODE if writes.search(path.read_text())}
    assert writers == {"casework/services/moves.py"}


def test_the_environment_is_read_in_one_place():
    allowed = {
        "governance/settings/base.py",
        "governance/celery.py",
        "governance/wsgi.py",
        "manage.py",
        "papers/rendering/charts.py",  # tells matplotlib where its cache goes, reads nothing of ours
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
        "accounts/services/visiting.py",  # residents have no account
        "assessment/services/calculating.py",  # a score is of all matters, whoever asks for it
        "assessment/services/appealing.py",  # the office decides; a score itself nobody writes
        "assessment/services/moving.py",  # an edition is of all scores, whoever decides it
        "assessment/selectors/viewing.py",  # how many changed since, of all that was counted
        "assessment/gaming.py",  # how many of all, never which
        "disputes/services/applying.py",  # nor have they here
        "casework/services/codes.py",  # nor who holds a code
        "petitions/services/residing.py",  # nor who petitions by themselves
        "petitions/resident_views.py",  # nor who answers what their code opened
        "petitions/importing/loading.py",  # a command
        "accounts/services/stays.py",  # other people's stays are ended
        "casework/services/residents.py",  # who tells a hidden petitioner need not know them
        "petitions/services/people.py",  # whoever writes them down may not read them after
        "petitions/services/registering.py",  # nor the scans of their letters
        "petitions/services/steps.py",  # an official's own petition, whoever is hidden from them
        "petitions/services/reviewing.py",  # what lapses lapses for all
        "casework/services/following.py",  # who reported what goes along with a matter hears of it
        "casework/services/linking.py",  # a chain's code is that of all in it, seen or not
        "casework/services/together.py",  # what one told others is withdrawn when one takes it back
        "casework/services/feeds.py",  # a calendar program has not signed in
        "casework/services/messages.py",  # notices of others are read, and written, once each
        "casework/management/commands/rotate_field_keys.py",  # as the owner: keys the portal cannot read
        "governance/celery.py",  # tasks
        "grids/forms/__init__.py",  # the usual sources, made where a county has taken them out of its list
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


def test_the_drawn_house_is_that_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contracts if one["name"] == "Apps stand on the floor below"]
    drawing = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    floors = [floor.split(" | ") for floor in layers]
    assert re.findall(r"^ +(\w+)\[\"\1<br>", drawing, re.M) == [app for floor in floors for app in floor]
    names = ["_".join(floor) for floor in floors]
    assert re.findall(r"^  (\w+) --> (\w+)$", drawing, re.M) == list(pairwise(names))


def test_the_drawn_workflows_are_those_of_the_code():
    assert (ROOT / "docs" / "workflows.md").read_text(encoding="utf-8") == drawn()
