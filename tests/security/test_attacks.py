"""SQL that slipped in somewhere, as the portal's role in an officer's context: what the database refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Attempt, Authenticator, Device, FormerPassword, RecoveryCode, Stay
from casework.models import Accusation, Event, Grant, Matter
from casework.services import grant
from security import context
from security.context import acting
from tests.factories import AreaFactory, CaseFactory, DutyFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers_world(county, town, grid, officer, unit, village):
    """A township's officer; a case of theirs, one of another township, a confidential and an accusing one."""
    other = AreaFactory(parent=county, name="桥西镇")
    stranger = DutyFactory(unit=UnitFactory(area=other)).user
    case, foreign = CaseFactory(area=grid), CaseFactory(area=other, title="别处的秘密")
    secret = CaseFactory(area=grid, confidential=True)
    accusing = CaseFactory(area=grid)
    Accusation.objects.create(matter=accusing, unit=officer.held[0].unit)
    leave_traces(stranger)
    for matter in (case, foreign):
        Event.objects.create(matter=matter, move="register", to_status=matter.status, by=stranger)
    return {
        "me": officer.pk,
        "other": stranger.pk,
        "case": case.pk,
        "foreign": foreign.pk,
        "secret": secret.pk,
        "accusing": accusing.pk,
        "unit": unit.pk,
        "area": other.pk,
    }


def leave_traces(user):
    """What is kept of somebody who signs in."""
    device = Device.objects.create(user=user, digest="0" * 64)
    Attempt.objects.create(step="password", name="0" * 64, user=user, address="192.0.2.7", device=device)
    Stay.objects.create(user=user, device=device, address="192.0.2.7", label="x")
    Authenticator.objects.create(user=user, secret="x")
    RecoveryCode.objects.create(user=user, selector="ABCD", verifier="x")
    FormerPassword.objects.create(user=user, password="x")


EVENT = "INSERT INTO casework_event (matter_id, move, from_status, to_status, reason, note, by_id) VALUES "

REFUSED = {
    # pass oneself off as another
    "context without a signature": "SELECT set_config('portal.context', '{{\"everything\":true}}', false), "
    "portal.everything()",
    "sign a context": "SELECT portal.signed('{{\"everything\": true}}')",
    "make a signature": "SELECT portal.mac('context', 'context|x')",
    "read the keys": "SELECT * FROM portal.secret",
    "replace the keys": "UPDATE portal.secret SET inner_key = outer_key",
    "enter as another user": "SELECT portal.enter('00|{{\"user\": {other}}}')",
    "admit oneself to a foreign matter": "SELECT portal.admit({foreign})",
    "admit oneself to a confidential matter": "SELECT portal.admit({secret})",
    "admit oneself to what accuses one": "SELECT portal.admit({accusing})",
    "admit past the check": "SELECT portal.with_admitted({foreign})",
    "ask another's scope": "SELECT portal.scope_of({other})",
    "find another's submission": "SELECT portal.submitted(gen_random_uuid(), {other})",
    "become the keeper": "SET ROLE governance_keeper",
    "become the owner": "SET SESSION AUTHORIZATION governance",
    # take the guards away
    "switch the policies off": "ALTER TABLE casework_matter DISABLE ROW LEVEL SECURITY",
    "drop a policy": "DROP POLICY seen ON casework_matter",
    "add a wider policy": "CREATE POLICY wide ON casework_matter USING (true)",
    "switch the triggers off": "ALTER TABLE casework_matter DISABLE TRIGGER ALL",
    "run as a replica, without triggers": "SET session_replication_role = replica",
    "pass the policies by right": "ALTER ROLE CURRENT_USER BYPASSRLS",
    "replace a function": "CREATE OR REPLACE FUNCTION portal.everything() RETURNS boolean "
    "LANGUAGE sql RETURN true",
    "shadow a table": "CREATE TABLE public.casework_mine (id int)",
    "a role of a duty that oversees all": "UPDATE portal.role SET oversees = true",
    "see statements of others": "SET track_activities = on",
    "run a program": "COPY casework_matter TO PROGRAM 'cat'",
    "read a file of the server": "SELECT pg_read_file('/etc/hostname')",
    # forge history
    "rewrite history": "UPDATE casework_event SET note = '另一个说法'",
    "delete history": "DELETE FROM casework_event",
    "an event in another's name": EVENT + "({case}, 'close', '', 'closed', '', '', {other})",
    "an event on a foreign matter": EVENT + "({foreign}, 'close', '', 'closed', '', '', {me})",
    "another number": "UPDATE casework_matter SET number = '1' WHERE id = {case}",
    "another registration": "UPDATE casework_matter SET registered_at = '2001-01-01' WHERE id = {case}",
    "another stamp": "UPDATE casework_matter SET created_at = '2001-01-01' WHERE id = {case}",
    "another registrar": "UPDATE casework_matter SET created_by_id = {me} WHERE id = {case}",
    "a status without a move": "UPDATE casework_matter SET status = 'closed' WHERE id = {case}",
    "a later limit": "UPDATE casework_matter SET due_at = now() + interval '1 year' WHERE id = {case}",
    # give oneself rights
    "a grant on a foreign matter": "INSERT INTO casework_grant (user_id, permission_id, content_object_id, "
    "reason, until, by_id) SELECT {me}, id, {foreign}, '我要看', now(), {me} FROM auth_permission LIMIT 1",
    "a matter elsewhere": "INSERT INTO casework_matter (number, kind, title, area_id, status, confidential, "
    "version, created_by_id) VALUES ('x', 'case', 'x', '{area}', 'reported', false, 0, {me})",
    "a duty": "INSERT INTO accounts_duty (user_id, role, unit_id, leads) VALUES "
    "({me}, 'leading_group', {unit}, false)",
    "an account": "INSERT INTO accounts_user (password, username, name, phone, email, is_active, "
    "password_temporary) VALUES ('', 'x', 'x', '', '', true, false)",
    "a try that never was": "INSERT INTO accounts_attempt (step, name, address, outcome, turned_away, "
    "lifted) VALUES ('password', 'x', '', 'right', 0, false)",
    "a guess by an error": "SELECT id FROM casework_matter WHERE title::int > 0",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name, officers_world):
    before = snapshot()
    with acting(officers_world["me"]), pytest.raises(DatabaseError) as refusal:
        run(REFUSED[name].format(**officers_world))
    assert "别处的秘密" not in str(refusal.value)
    assert snapshot() == before


SEES_NOTHING = {
    "a foreign matter": "SELECT id FROM casework_matter WHERE id = {foreign}",
    "a confidential matter": "SELECT id FROM casework_matter WHERE id = {secret}",
    "what accuses one": "SELECT id FROM casework_matter WHERE id = {accusing}",
    "that something accuses one": "SELECT matter_id FROM casework_accusation",
    "the text of a foreign case": "SELECT text FROM grids_case WHERE matter_id = {foreign}",
    "the history of a foreign case": "SELECT note FROM casework_event WHERE matter_id = {foreign}",
    "by joining": "SELECT c.text FROM grids_case c, casework_matter m WHERE m.id = c.matter_id "
    "AND m.id = {foreign}",
    "by a leaking condition": "SELECT id FROM casework_matter WHERE id = {foreign} AND length(title) > 0",
    "by locking": "SELECT id FROM casework_matter WHERE id = {foreign} FOR UPDATE",
    "by updating": "UPDATE casework_matter SET title = 'x' WHERE id = {foreign} RETURNING id",
    "by deleting": "DELETE FROM casework_matter WHERE id = {foreign} RETURNING id",
    "others' notices": "SELECT text FROM casework_notice",
    "others' work": "SELECT given FROM jobs_job",
    "reports": "SELECT document FROM reports_report",
    "others' second factor": "SELECT secret FROM accounts_authenticator",
    "others' recovery codes": "SELECT verifier FROM accounts_recoverycode",
    "where others are signed in": "SELECT address FROM accounts_stay",
    "devices": "SELECT digest FROM accounts_device",
    "former passwords": "SELECT password FROM accounts_formerpassword",
    "who tried to sign in": "SELECT address FROM accounts_attempt",
    "one's own duty by changing it": "UPDATE accounts_duty SET role = 'leading_group' WHERE user_id = {me} "
    "RETURNING id",
    "another's password by changing it": "UPDATE accounts_user SET password = 'x' WHERE id = {other} "
    "RETURNING id",
    "one's own password by changing it": "UPDATE accounts_user SET password = 'x' WHERE id = {me} "
    "RETURNING id",
    "the tree of units by changing it": "UPDATE accounts_unit SET parent_id = NULL RETURNING id",
}


@pytest.mark.parametrize("name", SEES_NOTHING)
def test_the_database_shows_nothing_of(name, officers_world):
    before = snapshot()
    with acting(officers_world["me"]):
        assert run(SEES_NOTHING[name].format(**officers_world)) == []
    assert snapshot() == before


def test_a_moment_long_ago_becomes_now(officers_world):
    with acting(officers_world["me"]):
        run(
            "INSERT INTO casework_event (matter_id, move, from_status, to_status, reason, note, by_id, at, "
            "recorded_at) VALUES ({case}, 'handle', '', 'reported', '', '', {me}, '2001-01-01', '2001-01-01')"
            "".format(**officers_world)
        )
    event = Event.objects.latest("pk")
    assert abs(event.at - timezone.now()) < timedelta(minutes=1)
    assert abs(event.recorded_at - timezone.now()) < timedelta(minutes=1)


def test_what_is_allowed_still_is(officers_world, officer):
    """The list above proves something only if the same connection can do its honest work."""
    matter = Matter.objects.get(pk=officers_world["case"])
    with acting(officer.pk):
        assert run("SELECT id FROM casework_matter WHERE id = {case}".format(**officers_world)) == [
            (matter.pk,)
        ]
        grant(matter, to=officer, by=officer, reason="会办", until=timezone.localdate())
        assert Grant.objects.count() == 1
        assert context.current().claim


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def snapshot():
    """What must not have changed."""
    return (
        list(Matter.objects.order_by("pk").values_list()),
        list(Event.objects.order_by("pk").values_list()),
        list(Grant.objects.values_list()),
    )
