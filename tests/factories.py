"""Objects for tests: plain by default, with traits for states."""

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from accounts.models import Duty, Role, Unit, User
from areas.models import Area
from casework.kinds import kinds, split_fields
from casework.models import Accusation, Matter
from disputes.models import Body, Mediator
from grids.models import Category, Source
from security import clock


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    class Params:
        parent = None

    code = factory.LazyAttributeSequence(
        lambda o, n: f"{o.parent.code}{n % 1000:03}" if o.parent else f"{n + 100000:06}"
    )
    name = factory.LazyAttribute(lambda o: f"区划{o.code}")


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"单位{n}")
    area = factory.SubFactory(AreaFactory)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user-{n}")
    name = factory.Sequence(lambda n: f"人员{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.org")


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = Duty

    user = factory.SubFactory(UserFactory)
    role = Role.TOWN
    unit = factory.SubFactory(UnitFactory)


class AdministratorFactory(DutyFactory):
    """One of the three who keep the platform; they sit in no unit."""

    role = Role.SYSTEM_ADMIN
    unit = None


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    code = factory.Sequence(lambda n: f"{n % 900 + 100:03}")
    name = factory.LazyAttribute(lambda o: f"类别{o.code}")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda n: f"来源{n}")


class MatterFactory(DjangoModelFactory):
    """Makes the matter and the row of its kind; takes fields of both, and gives the matter."""

    class Meta:
        model = Matter  # the kinds below share one sequence of numbers

    number = factory.Sequence(lambda n: f"202501-{n:06}")
    status = factory.LazyAttribute(lambda o: kinds()[o.kind].workflow.initial)
    area = factory.SubFactory(AreaFactory)
    created_by = factory.SubFactory(UserFactory)

    @classmethod
    @transaction.atomic
    def _create(cls, model_class, **fields):
        kind = kinds()[fields["kind"]]
        shared, own = split_fields(kind, fields)
        matter = Matter.objects.create(**shared)
        kind.objects.create(matter=matter, **own)
        return matter


class CaseFactory(MatterFactory):
    kind = "case"
    title = factory.Sequence(lambda n: f"案件{n}")
    text = factory.LazyAttribute(lambda o: f"{o.title}，路口有积水")
    category = factory.SubFactory(CategoryFactory)
    source = factory.SubFactory(SourceFactory)


class DisputeFactory(MatterFactory):
    kind = "dispute"
    title = factory.Sequence(lambda n: f"邻里纠纷{n}")
    facts = factory.LazyAttribute(lambda o: f"{o.title}，通道被堵")
    justice_type = "neighbour"


class PetitionFactory(MatterFactory):
    kind = "petition"
    title = factory.Sequence(lambda n: f"请求修路{n}")
    request = factory.LazyAttribute(lambda o: f"{o.title}，请求尽快修好")
    facts = "路面坏了半年"
    channel = "net"
    received_on = factory.LazyFunction(clock.today)


class TaskFactory(MatterFactory):
    kind = "task"
    title = factory.Sequence(lambda n: f"任务{n}")
    text = factory.LazyAttribute(lambda o: f"{o.title}，每个工地查一遍")
    evidence = "排查表"
    year = 2026
    due_on = "2026-06-30"
    lead = factory.SubFactory(UnitFactory)


class StabilityFactory(MatterFactory):
    kind = "stability"
    title = factory.Sequence(lambda n: f"片区征地{n}")
    summary = factory.LazyAttribute(lambda o: f"{o.title}，200 亩")
    year = factory.LazyFunction(lambda: clock.today().year)
    scope = "project"
    consent = "县委〔2026〕3号"
    consented_on = factory.LazyFunction(clock.today)


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    unit = factory.SubFactory(UnitFactory)
    sort = "town"


class MediatorFactory(DjangoModelFactory):
    class Meta:
        model = Mediator

    body = factory.SubFactory(BodyFactory)
    user = factory.SubFactory(UserFactory)
    gender = "f"
    active_from = "2020-01-01"


class AccusationFactory(DjangoModelFactory):
    class Meta:
        model = Accusation

    matter = factory.SubFactory(CaseFactory)
    unit = factory.SubFactory(UnitFactory)


def end_running(deadlines, **values):
    """Put others in the place of these running limits: the database lets none of their ends come nearer."""
    for deadline in deadlines.filter(met_at=None, dropped_at=None):
        deadline.delete()
        deadline.pk, deadline._state.adding = None, True
        for name, value in values.items():
            setattr(deadline, name, value)
        deadline.save()
