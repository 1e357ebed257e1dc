"""Every way to write leaves its entry, and no text in it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from accounts.models import Duty, Unit, User
from audit import triggers
from audit.models import Entry
from casework.models import Deadline, Matter, Message, Notice
from grids.models import Source
from security.context import own_value
from security.custody import custody_of
from tests.factories import (
    CaseFactory,
    CategoryFactory,
    SourceFactory,
    UnitFactory,
    UserFactory,
)

CANARY = "张三丰住在桥东村"


def entries(relation):
    """What was recorded of the table, the oldest first."""
    return Entry.objects.filter(relation=relation).order_by("pk")


def recorded(write, relation):
    """The entries that this write leaves."""
    before = set(entries(relation).values_list("pk", flat=True))
    write()
    return [entry for entry in entries(relation) if entry.pk not in before]


def raw(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)


def ops(found):
    return [entry.op for entry in found]


def test_saving_records_an_insert_and_then_what_changed(db):
    source = SourceFactory(name="热线", place=3)
    source.place = 4
    source.save()
    new, changed = entries("grids_source")
    assert (new.op, new.row, new.before) == ("insert", str(source.pk), None)
    assert new.after == {"id": source.pk, "name": "热线", "place": 3}
    assert (changed.op, changed.before, changed.after) == ("update", {"place": 3}, {"place": 4})


WAYS = {
    "create": (lambda: Source.objects.create(name="新的"), ["insert"]),
    "bulk_create": (lambda: Source.objects.bulk_create([Source(name=n) for n in "甲乙丙"]), ["insert"] * 3),
    "get_or_create": (lambda: Source.objects.get_or_create(name="新的"), ["insert"]),
    "upsert": (
        lambda: Source.objects.bulk_create(
            [Source(name="一", place=9), Source(name="五", place=9)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["place"],
        ),
        ["insert", "update"],
    ),
    "save": (lambda: Source(pk=Source.objects.get(name="一").pk, name="一", place=7).save(), ["update"]),
    "update": (lambda: Source.objects.update(place=8), ["update"] * 3),
    "bulk_update": (
        lambda: Source.objects.bulk_update(
            [Source(pk=pk, name=f"改{pk}") for pk in Source.objects.values_list("pk", flat=True)], ["name"]
        ),
        ["update"] * 3,
    ),
    "raw insert": (lambda: raw("INSERT INTO grids_source (name, place) VALUES ('生', 1)"), ["insert"]),
    "raw update": (lambda: raw("UPDATE grids_source SET place = place + 1"), ["update"] * 3),
    "raw delete": (lambda: raw("DELETE FROM grids_source"), ["delete"] * 3),
    "raw merge": (
        lambda: raw(
            "MERGE INTO grids_source s USING (VALUES ('一'), ('八')) AS v (name) ON s.name = v.name "
            "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (name, place) VALUES (v.name, 1)"
        ),
        ["delete", "insert"],
    ),
    "with": (
        lambda: raw(
            "WITH gone AS (DELETE FROM grids_source WHERE name = '一' RETURNING name) "
            "INSERT INTO grids_source (name, place) SELECT name || '新', 1 FROM gone"
        ),
        ["delete", "insert"],
    ),
    "delete": (lambda: Source.objects.get(name="一").delete(), ["delete"]),
    "queryset delete": (lambda: Source.objects.filter(name__in="一二").delete(), ["delete"] * 2),
    "raw queryset delete": (lambda: Source.objects.all()._raw_delete("default"), ["delete"] * 3),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_write_is_recorded_row_by_row(db, way):
    for name in "一二三":
        SourceFactory(name=name, place=5)
    write, expected = WAYS[way]
    assert sorted(ops(recorded(write, "grids_source"))) == sorted(expected)


def test_what_a_cascade_deletes_is_recorded(db):
    user = UserFactory()
    notice = Notice.objects.create(recipient=user, key="k", text="一句话")
    Message.objects.create(notice=notice, recipient=user, channel="email")
    gone = recorded(notice.delete, "casework_message")
    assert ops(gone) == ["delete"]
    assert ops(entries("casework_notice")) == ["insert", "delete"]


def test_the_tables_of_many_to_many_fields_go_with_their_model():
    assert triggers.tables_of(Group) == [Group, Group.permissions.through]


def test_what_the_owner_writes_is_recorded_too(owner):
    """With COPY, and as a replica would, which goes past usual triggers."""
    owner("SELECT set_config('portal.context', %s, false)", own_value("by hand"))
    owner("SET session_replication_role = replica")
    owner("COPY grids_source (name, place) FROM PROGRAM 'printf \"a\\t1\\nb\\t2\\n\"'")
    assert ops(entries("grids_source")) == ["insert", "insert"]
    assert {entry.purpose for entry in entries("grids_source")} == {"by hand"}


def test_the_admin_is_recorded_with_who_and_from_where(keeper_client, keeper):
    answer = keeper_client.post(reverse("admin:grids_source_add"), {"name": "后台加的", "place": "1"})
    assert answer.status_code == 302
    (entry,) = entries("grids_source")
    assert (entry.actor, entry.address) == (keeper.pk, "127.0.0.1")
    assert entry.purpose == "POST /admin/grids/source/add/"


def test_all_that_one_request_writes_carries_its_number(client, officer, unit, handler, town):
    case = CaseFactory(area=town)
    client.force_login(officer)
    client.post(reverse("grids:dispatch", args=[case.number]), {"to": unit.pk, "version": 0})
    moved = entries("casework_matter").get(op="update", matter=case.pk, after__status="dispatched")
    assert moved.actor == officer.pk
    assert len(moved.request) >= 32
    together = Entry.objects.filter(request=moved.request)
    assert {"casework_matter", "casework_event", "casework_deadline"} <= {e.relation for e in together}
    assert {e.matter for e in together if e.relation == "casework_event"} == {case.pk}


def test_a_changed_key_is_recorded_as_one_gone_and_one_come(db):
    CategoryFactory(code="101", name="旧")
    CategoryFactory(code="102", name="别的")
    change = "UPDATE grids_category SET code = '909' WHERE code = '101'"
    found = recorded(lambda: raw(change), "grids_category")
    assert sorted((entry.op, entry.row) for entry in found) == [("delete", "101"), ("insert", "909")]
    assert {entry.op: (entry.before, entry.after) for entry in found}["delete"][0]["name"] == "旧"


def test_a_write_that_changes_nothing_leaves_nothing(db):
    SourceFactory(name="一")
    assert recorded(lambda: Source.objects.update(name="一"), "grids_source") == []
    assert recorded(lambda: Source.objects.filter(name="没有").delete(), "grids_source") == []


def test_what_is_rolled_back_leaves_nothing(db):
    def write():
        with transaction.atomic():
            SourceFactory(name="一")
            transaction.set_rollback(True)

    assert recorded(write, "grids_source") == []


def test_a_bulk_write_after_single_ones_is_recorded_whole(db):
    """A plan made for one row must not be kept for thousands: as a nested loop this would never end."""
    Source.objects.bulk_create(Source(name=f"源{n}") for n in range(4000))
    for pk in Source.objects.values_list("pk", flat=True)[:12]:
        Source.objects.filter(pk=pk).update(place=1)
    assert len(recorded(lambda: Source.objects.update(place=2), "grids_source")) == 4000


def test_no_text_of_a_matter_is_in_the_record(db):
    case = CaseFactory(title=CANARY, text=CANARY)
    Matter.objects.filter(pk=case.pk).update(title=f"{CANARY}，改过")
    case.case.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry e WHERE e::text LIKE %s", [f"%{CANARY[:4]}%"])
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT portal.digest(%s)", [CANARY])
        digest = cursor.fetchone()[0]
    made = entries("casework_matter").get(op="insert", matter=case.pk)
    assert made.after["title"] == {"#": digest}
    assert made.after["number"] == case.number


def test_an_empty_text_is_told_from_an_erased_one(db):
    unit = UnitFactory(code="")
    case = CaseFactory(landmark="老槐树")
    case.case.landmark = ""
    case.case.save()
    changed = entries("grids_case").get(op="update", matter=case.pk)
    assert changed.before["landmark"].keys() == {"#"}
    assert changed.after["landmark"] == ""
    assert entries("accounts_unit").get(row=str(unit.pk)).after["code"] == ""


def test_a_write_in_nobodys_name_is_refused(owner):
    with pytest.raises(Exception, match="in whose name"):
        owner("INSERT INTO grids_source (name, place) VALUES ('没有名义', 1)")


def declared():
    for model in apps.get_models():
        custody = custody_of(model)
        if custody:
            for table in triggers.tables_of(model):
                yield pytest.param(table, custody.audit.recorded, id=table._meta.db_table)


@pytest.mark.parametrize(("table", "recorded"), list(declared()))
def test_the_triggers_are_those_that_the_model_declares(db, table, recorded):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND starts_with(tgname, 'audit_') "
            "AND tgenabled = 'A' ORDER BY tgname",
            [table._meta.db_table],
        )
        found = [name for (name,) in cursor.fetchall()]
    assert found == (["audit_delete", "audit_insert", "audit_update"] if recorded else [])


def test_matters_and_people_are_among_what_is_recorded():
    names = triggers.recorded_tables(apps.get_models())
    assert {"casework_matter", "casework_event", "grids_case", "accounts_user", "accounts_duty"} <= set(names)


def test_the_matter_of_an_entry_is_found_on_what_hangs_on_it(db):
    assert triggers.matter_column(Matter) == "id"
    assert triggers.matter_column(Deadline) == "matter_id"
    assert triggers.matter_column(Duty) == ""


def test_a_plain_column_that_is_not_there_is_no_slip_but_an_error():
    from security.custody import recorded as declared_plain

    with pytest.raises(ValueError, match="no column nmae"):
        triggers.watch(Source, declared_plain("nmae"))


def test_a_role_is_plain_and_a_phone_is_not(db):
    plain = triggers.watch(User, custody_of(User).audit).plain
    assert "phone" not in plain
    assert "password" not in plain
    assert "role" in triggers.watch(Duty, custody_of(Duty).audit).plain
    assert {"id", "parent_id", "active"} <= set(triggers.watch(Unit, custody_of(Unit).audit).plain)


FORBIDDEN = {
    "insert": "INSERT INTO audit_entry (at, xid, relation, row, op, purpose, address, request) "
    "VALUES (now(), 1, 'casework_matter', '1', 'insert', '', '', '')",
    "edit": "UPDATE audit_entry SET actor = 1",
    "delete": "DELETE FROM audit_entry",
    "edit a seal": "UPDATE audit_seal SET hash = ''",
    "delete a seal": "DELETE FROM audit_seal",
    "add a seal": "INSERT INTO audit_seal (number) VALUES (1)",
    "switch off": "ALTER TABLE casework_matter DISABLE TRIGGER audit_update",
    "drop": "DROP TRIGGER audit_update ON casework_matter",
    "replica": "SET session_replication_role = replica",
    "hang on a table of one's own": "CREATE TEMP TABLE casework_matter (id bigint); CREATE TRIGGER forged "
    "AFTER INSERT ON casework_matter REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT "
    "EXECUTE FUNCTION portal.record_insert('id', 'id', '{}')",
    "another function": "CREATE OR REPLACE FUNCTION portal.record_insert() RETURNS trigger LANGUAGE plpgsql "
    "AS 'BEGIN RETURN NULL; END'",
    "set back the chain": "SELECT setval('portal.seal_reached', 1)",
}


@pytest.mark.parametrize("attack", FORBIDDEN)
def test_the_portals_role_cannot_touch_the_record(db, attack):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        raw(FORBIDDEN[attack])
