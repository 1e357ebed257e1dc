"""What was decided is attacked in SQL as the web role: nothing of it moves, and the fingerprints tell."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from assessment import services
from assessment.models import Correction, Entry, Indicator, Run, Scheme, Score
from assessment.services.calculating import digest_of
from assessment.services.moving import digest_over
from security import clock
from security.context import acting
from tests.assessment.line import DOCUMENT, past_appeals

# Each is tried in the name of everybody who has something to do with it. {…} are keys of the frozen quarter.
ATTACKS = [
    "UPDATE assessment_score SET exact = '40' WHERE id = {score}",
    "UPDATE assessment_score SET ruled = '40' WHERE id = {score}",
    "UPDATE assessment_score SET rows = '{{}}' WHERE id = {score}",
    "UPDATE assessment_score SET run_id = {other} WHERE id = {score}",
    "UPDATE assessment_score SET run_id = {run} WHERE run_id = {other}",
    "DELETE FROM assessment_score WHERE id = {score}",
    "INSERT INTO assessment_score SELECT (s).* FROM (SELECT s FROM assessment_score s LIMIT 1) x",
    "TRUNCATE assessment_score CASCADE",
    "UPDATE assessment_entry SET value = 1 WHERE run_id = {run}",
    "UPDATE assessment_entry SET signed_at = NULL, signed_by_id = NULL WHERE run_id = {run}",
    "UPDATE assessment_entry SET run_id = {other} WHERE run_id = {run}",
    "UPDATE assessment_entry SET run_id = {run} WHERE run_id = {other}",
    "DELETE FROM assessment_entry WHERE run_id = {run}",
    "TRUNCATE assessment_entry",
    "UPDATE assessment_run SET state = 'open' WHERE id = {run}",
    "UPDATE assessment_run SET state = 'noticed', appeal_until = '2999-01-01' WHERE id = {run}",
    "UPDATE assessment_run SET document = '别的' WHERE id = {run}",
    "UPDATE assessment_run SET quarter = '2001Q1' WHERE id = {run}",
    "DELETE FROM assessment_run WHERE id = {run}",
    "UPDATE assessment_edition SET digest = 'x' WHERE run_id = {run}",
    "DELETE FROM assessment_edition WHERE run_id = {run}",
    "UPDATE assessment_editiontotal SET exact = '100'",
    "DELETE FROM assessment_editiontotal",
    "UPDATE assessment_indicator SET full = 1 WHERE id = {indicator}",
    "DELETE FROM assessment_indicator WHERE id = {indicator}",
    "UPDATE assessment_targetgroup SET full = 1",
    "DELETE FROM assessment_target",
    "UPDATE assessment_scheme SET name = '别的' WHERE id = {scheme}",
    "DELETE FROM assessment_scheme WHERE id = {scheme}",
    "ALTER TABLE assessment_score DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
]


def whole():
    """All that is frozen, as it stands."""
    tables = [
        "score",
        "entry",
        "run",
        "edition",
        "editiontotal",
        "indicator",
        "targetgroup",
        "target",
        "scheme",
        "correction",
    ]
    found = {}
    with connection.cursor() as cursor:
        for name in tables:
            hashed = "md5(string_agg(t::text, '|' ORDER BY t::text))"
            cursor.execute(f"SELECT {hashed} FROM assessment_{name} t")
            found[name] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("by", ["clerk", "leader", "mayor", "scorer"])
def test_nothing_of_a_decided_quarter_moves_under_raw_sql(line, decided, by):
    other = Run.objects.create(
        area_id=decided.area_id, scheme=decided.scheme, quarter="2019Q1", made_by=line.clerk
    )
    score = line.score(line.east, "1.1")
    keys = {"score": score.pk, "run": decided.pk, "other": other.pk, "scheme": decided.scheme_id}
    keys["indicator"] = score.indicator_id
    before = whole()
    for attack in ATTACKS:
        with acting(getattr(line, by).pk), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(attack.format(**keys))
            except DatabaseError:
                continue
        assert whole() == before, attack
    assert whole() == before


def test_not_even_the_portals_own_services_change_what_was_decided(line, decided):
    for act in (
        lambda: Score.objects.filter(run=decided).update(exact="1"),
        lambda: Entry.objects.filter(run=decided).delete(),
        lambda: Indicator.objects.update(full=1),
        lambda: Scheme.objects.update(document="别的"),
        lambda: Run.objects.filter(pk=decided.pk).update(state="open"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_correction_of_one_person_alone_is_refused_by_the_database(line, decided):
    given = {
        "score": line.score(line.east, "3"),
        "old": "18",
        "new": "19",
        "reason": "抄错",
        "by": line.clerk,
    }
    with pytest.raises(DatabaseError, match="confirmed_by_somebody_else"), transaction.atomic():
        Correction.objects.create(**given, confirmed_by=line.clerk, confirmed_at=clock.now())


def test_every_number_has_a_fingerprint_and_the_edition_one_over_all(line, decided):
    scores = list(Score.objects.filter(run=decided).select_related("indicator", "target__unit"))
    assert all(digest_of(one) == one.digest for one in scores)
    edition = decided.editions.get()
    said = {one.pk: one for one in scores}
    scores[0].exact = "1/3"
    assert digest_of(scores[0]) != scores[0].digest
    assert digest_over(list(said.values()), lambda one: "") != edition.digest


@pytest.mark.django_db(transaction=True)
def test_a_writer_in_flight_is_waited_for_and_writes_nothing_after_the_decision(line, cases):
    """The office sends it back, a scorer writes, and at the same moment it is decided: one of them waits."""
    line.noticed()
    past_appeals(line.run)
    services.propose(line.run, by=line.clerk)
    score, refused, begun = line.score(line.east, "1.1"), [], threading.Event()

    def write():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                begun.set()
                cursor.execute("SELECT pg_sleep(0.2)")
                cursor.execute("UPDATE assessment_score SET exact = '1' WHERE id = %s", [score.pk])
        except DatabaseError as error:
            refused.append(str(error))
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(5)
    services.decide(line.run, by=line.leader, document=DOCUMENT)
    writer.join(10)
    assert ["run_is_as_it_was_decided" in one for one in refused] == [True]
    assert line.score(line.east, "1.1").exact == score.exact
    assert clock.now() - line.run.decided_at < timedelta(minutes=5)
