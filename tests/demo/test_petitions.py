"""A year's invented petitions, made by the real services on the demo's own clock."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from casework.models import Event, Extension, Matter, Message, Notice, Person, Telling
from casework.selectors.todo import todo
from demo import courses
from demo.founding import found
from demo.petitioning import COUNT, RECEPTIONS, petition
from petitions.dictionaries import Category, Channel, Path, Stage
from petitions.models import (
    Charge,
    Delivery,
    Execution,
    Hearing,
    Measure,
    Objection,
    Opinion,
    Petition,
    Petitioner,
    Rating,
    ReceptionDay,
    Recommendation,
    Refusal,
    Routing,
    Unsolved,
)
from security import clock

YEAR = timedelta(days=366)


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """All of them, brought in once for the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        found()
        yield petition()
        transaction.set_rollback(True)


@pytest.fixture
def petitions(year, django_db_blocker):
    with django_db_blocker.unblock():
        yield Matter.objects.of(Petition)


def values(rows, name):
    return set(rows.order_by().values_list(name, flat=True))


def test_there_are_as_many_as_are_said_over_the_whole_year(petitions, year):
    assert year == COUNT == petitions.count() == len(courses.YEAR)
    first = petitions.earliest("registered_at").registered_at
    last = petitions.latest("registered_at").registered_at
    now = clock.now()
    assert now - YEAR < first < now - timedelta(days=350)
    assert now - timedelta(days=5) < last < now


def test_every_channel_category_and_way_is_there(petitions):
    own = Petition.objects.all()
    assert values(own, "channel") == {*Channel.values}
    assert values(own, "category") >= {*Category.values}
    assert values(own, "path") >= {*Path.values}
    assert own.filter(joint=True, headcount__gte=5).exists()
    assert own.filter(is_repeat=True, repeats__isnull=False).exists()
    assert own.filter(anonymous=True).exists()
    assert own.filter(veiled=True, category="claim").exists()
    assert own.filter(urgent=True, reported_at__isnull=False).exists()


def test_they_stand_in_many_states_and_some_went_to_the_very_end(petitions):
    ended = {"final", "lapsed", "not_accepted", "guided", "transferred", "replied", "mediated", "withdrawn"}
    assert values(petitions, "status") >= ended | {"merged", "delivered"}
    assert values(Opinion.objects.filter(issued_on__isnull=False), "stage") == {*Stage.values}
    assert Execution.objects.filter(done_on__isnull=False).exists()
    moves = values(Event.objects.all(), "move")
    assert moves >= {"hear", "recheck_hear", "object", "overrule", "sustain", "rework", "report_back"}
    assert moves >= {"ask_extension", "grant_extension", "announce", "follow_up", "hand_over", "mark_repeat"}


def test_what_belongs_to_them_is_there(petitions):
    for model in (Routing, Refusal, Objection, Delivery, Hearing, Recommendation, Measure, Rating, Unsolved):
        assert model.objects.exists(), model
    assert Recommendation.objects.filter(answered_on__gte=F("sent_on")).exists()
    assert Charge.objects.filter(ended_on__isnull=False).exists()
    assert Extension.objects.filter(granted=True, told_on__isnull=False).exists()
    days = ReceptionDay.objects.all()
    assert (days.count(), days.filter(called_off="").count()) == (RECEPTIONS, RECEPTIONS - 1)
    assert days.coming(clock.today()).count() == 2


def test_each_step_has_its_own_day_and_none_lies_ahead(petitions):
    now = clock.now()
    for matter in petitions.prefetch_related("events"):
        days = [event.at for event in matter.events.all()]
        assert days == sorted(days), matter.number
        assert days[0] == matter.registered_at
        assert days[-1] <= now
        assert matter.number.startswith(f"{timezone.localtime(matter.registered_at):%Y%m}")
    accepted = Petition.objects.filter(accepted_at__isnull=False)
    assert not accepted.filter(accepted_at__date__lt=F("received_on")).exists()


def test_some_were_late_and_most_were_not(petitions):
    limits = [limit for matter in petitions for limit in matter.deadlines.filter(limit="xf.org_notify")]
    met = [limit.kept for limit in limits if limit.met_at]
    assert 0 < met.count(False) < met.count(True) / 4


def test_nobody_in_them_is_real_and_nobody_was_told(petitions):
    for person in Person.objects.all():
        assert person.masked_name.startswith("演")
        assert person.masked_phone in {""} or person.masked_phone.startswith("139****")
    assert Petitioner.objects.count() > COUNT
    assert not [model for model in (Notice, Message, Telling) if model.objects.exists()]


def test_the_office_the_organs_and_the_organ_above_have_something_to_do(petitions):
    for username in ("xinfang", "fucha"):
        _, waiting = todo(user=User.objects.get(username=username), now=clock.now(), limit=50)
        assert waiting.count, username
    assert petitions.open().exclude(unit=None).count() > 5


def test_whoever_is_accused_sees_none_of_it(petitions):
    accused = Petition.objects.filter(category="accuse").values("matter")
    farm = User.objects.filter(duties__unit__name="县农业农村局").first()
    assert petitions.filter(pk__in=accused).exists()
    assert not petitions.visible_to(farm).filter(pk__in=accused).exists()


def test_where_nobody_takes_petitions_there_are_none(db):
    assert petition() == 0


def test_only_a_demo_tells_of_another_day(settings):
    settings.DEMO = False
    with pytest.raises(RuntimeError, match="only a demo"), clock.as_of(timezone.now()):
        pass
