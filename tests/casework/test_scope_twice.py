"""The database's own idea of who sees what, held against that of Matter.objects.visible_to."""

import random
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts.models import ADMINISTRATORS, Duty, Role, User
from casework.models import Accusation, Event, Matter
from casework.services import grant
from grids.models import Case
from security.context import acting
from tests.factories import (
    AdministratorFactory,
    AreaFactory,
    CaseFactory,
    CategoryFactory,
    SourceFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PEOPLE, MATTERS = 40, 60


@pytest.fixture
def crowd():
    """People in random posts, and matters in random places and hands; always the same ones."""
    dice = random.Random(20260701)
    counties = [AreaFactory(), AreaFactory()]
    towns = [AreaFactory(parent=county) for county in counties for _ in range(3)]
    villages = [AreaFactory(parent=town) for town in towns for _ in range(2)]
    grids = [AreaFactory(parent=village) for village in villages]
    areas = [*counties, *towns, *villages, *grids]
    units = [UnitFactory(area=dice.choice(areas)) for _ in range(12)]
    for unit in units[4:]:
        unit.parent = dice.choice(units[:4])
        unit.save()
    people = [UserFactory() for _ in range(PEOPLE)]
    roles = [role for role in Role if role not in ADMINISTRATORS]
    for user in people:
        for _ in range(dice.choice([0, 1, 1, 2])):
            unit = dice.choice(units)
            inside = [area for area in areas if area.pk.startswith(unit.area_id)]
            narrowed = dice.choice(inside) if dice.random() < 0.3 else None
            Duty.objects.get_or_create(
                user=user, role=dice.choice(roles), unit=unit, defaults={"area": narrowed}
            )
    people += [AdministratorFactory(role=role).user for role in sorted(ADMINISTRATORS)]
    scatter(dice, areas, units, people)
    return people


def scatter(dice, areas, units, people):
    category, source = CategoryFactory(), SourceFactory()
    today = timezone.localdate()
    for _ in range(MATTERS):
        matter = CaseFactory(
            area=dice.choice(areas),
            unit=dice.choice([None, *units]),
            holder=dice.choice([None, None, *people]),
            confidential=dice.random() < 0.3,
            category=category,
            source=source,
            created_by=people[0],
        )
        Event.objects.create(matter=matter, move="register", to_status=matter.status, by=people[0])
        if dice.random() < 0.2:
            Accusation.objects.create(matter=matter, unit=dice.choice(units))
        if dice.random() < 0.3:
            until = today + timedelta(days=dice.choice([-1, 0, 5]))
            grant(matter, to=dice.choice(people), by=people[0], reason="会办", until=until)


def test_the_database_and_the_queryset_agree_on_every_person_and_matter(crowd):
    some = 0
    for user in crowd:
        by_queryset = set(Matter.objects.visible_to(user).values_list("pk", flat=True))
        if not user.is_active:
            by_queryset = set()
        with acting(user.pk):
            assert set(Matter.objects.values_list("pk", flat=True)) == by_queryset, user.held
            assert set(Case.objects.values_list("pk", flat=True)) == by_queryset
            assert set(Event.objects.values_list("matter", flat=True)) == by_queryset
            asked_again = User.objects.get(pk=user.pk)
            assert set(Matter.objects.visible_to(asked_again).values_list("pk", flat=True)) == by_queryset
        some += 0 < len(by_queryset) < MATTERS
    assert some > PEOPLE / 3


def test_nobody_asks_in_the_name_of_a_closed_account(officer, grid):
    CaseFactory(area=grid)
    officer.is_active = False
    officer.save()
    with acting(officer.pk), pytest.raises(ProgrammingError, match="closed"), transaction.atomic():
        Matter.objects.count()
