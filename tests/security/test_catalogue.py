"""What the database itself says of its guards, held against what the models declare."""

import pytest
from django.apps import apps
from django.db import connection, models

from accounts.models import User
from casework.models import Matter
from security.borrowed import BORROWED
from security.custody import custody_of
from security.preparing import tables
from security.preparing.roles import KEEPER, web
from tests.test_architecture import own_models

pytestmark = pytest.mark.django_db


def rows(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given or None)
        return cursor.fetchall()


@pytest.fixture
def policies():
    """Tables with row-level security that binds the owner, too."""
    return {
        name
        for (name,) in rows(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity"
        )
    }


def test_the_tests_ask_as_the_role_that_the_portal_runs_as():
    assert rows("SELECT current_user") == [(web(),)]
    owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
    assert rows(owned) == [(0,)]
    rights = (
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    )
    assert rows(rights) == [(False, False, False, False)]
    assert rows("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole") == [(0,)]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_declares_scope_retention_audit_and_export(model):
    custody = custody_of(model)
    assert custody, f"{model._meta.label}: say `custody = Custody(…)`, see security/custody.py"
    assert custody.scope.rows or custody.scope.reason
    assert custody.retention.years or custody.retention.basis
    assert custody.audit.recorded or custody.audit.reason


def test_every_table_is_in_custody_and_no_custody_is_of_no_table():
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert ours == {table for table, _ in tables()}
    assert set(BORROWED) <= ours


def test_what_declares_rows_has_a_policy_and_what_has_none_is_listed_with_a_reason(policies):
    for table, custody in tables():
        assert (table in policies) == (custody.scope.rows is not None), table
        assert custody.scope.rows or custody.scope.reason, table


def test_what_reaches_a_person_or_a_matter_has_a_policy_or_a_reason(policies):
    for model in apps.get_models(include_auto_created=True):
        reached = {
            field.related_model
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
        }
        table = model._meta.db_table
        if Matter in reached:
            assert table in policies, table
        elif User in reached:
            declared = custody_of(model) or BORROWED[table]
            assert table in policies or declared.scope.reason, table


def test_functions_that_look_past_the_policies_belong_to_the_keeper_and_have_a_fixed_path():
    found = rows(
        "SELECT p.proname, r.rolname, p.proconfig FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner "
        "WHERE p.prosecdef AND p.pronamespace = 'portal'::regnamespace"
    )
    assert len(found) > 10
    for name, owner, settings in found:
        assert owner in {KEEPER, "governance_clerk"}, name
        assert any(setting.startswith("search_path=pg_catalog") for setting in settings or []), name
    assert rows("SELECT rolcanlogin FROM pg_roles WHERE rolname IN (%s, 'governance_clerk')", KEEPER) == [
        (False,),
        (False,),
    ]


def test_no_view_or_materialized_view_shows_rows_past_the_policies():
    views = (
        "SELECT relname FROM pg_class WHERE relkind = ANY('{v,m}') AND relnamespace = 'public'::regnamespace"
    )
    assert rows(views) == []


def test_the_portal_may_do_with_a_table_what_its_custody_says():
    for table, custody in tables():
        for right in ("INSERT", "UPDATE", "DELETE"):
            (may,) = rows("SELECT has_table_privilege(current_user, %s, %s)", table, right)[0]
            assert may == (right in custody.rights), (table, right)
        (all_columns,) = rows("SELECT has_table_privilege(current_user, %s, 'SELECT')", table)[0]
        assert all_columns == ("SELECT" in custody.rights and not custody.hidden), table


def test_comparisons_of_codes_may_use_an_index_under_a_policy():
    names = ("text_ge", "text_gt", "text_le", "text_lt", "texteq", "int8eq", "timestamptz_le")
    found = rows("SELECT proname FROM pg_proc WHERE proname = ANY(%s) AND NOT proleakproof", list(names))
    assert found == []


def test_statements_of_the_portal_stand_in_no_list_and_no_log():
    assert rows("SELECT current_setting('track_activities')") == [("off",)]
    assert rows("SELECT current_setting('log_min_error_statement')") == [("panic",)]
