from dataclasses import dataclass
from typing import Self

from django.db.models import Q

from accounts.models import PETITION, PETITION_OVERSEERS, UNVEILERS, Duty, Role, User, oversees
from areas.models import inside
from casework.kinds import kinds
from casework.models.access import Accusation, Grant
from security import clock
from security.context import told_of

NOTHING = Q(pk__in=[])  # no matter is so


@dataclass(frozen=True)
class Scope:
    """All that decides which matters a user sees, as plain values.

    They enter each query as literals, so the planner sees how much each branch of the OR selects:
    with subqueries in their place a count costs 39 ms whoever asks, with literals 0.5 to 9.
    """

    user: int
    areas: frozenset[str]
    petition_areas: frozenset[str]  # petitions are overseen by other duties than all else
    unveiled: frozenset[str]  # where also hidden petitioners are seen
    units: frozenset[int]
    kept: frozenset[tuple[str, int]]  # (area, unit) of each keeper's duty
    granted: frozenset[int]  # ids of matters
    accusing: frozenset[int]  # ids of matters that accuse the user's units or a superior of one

    @classmethod
    def of(cls, user: User) -> Self:
        """Read once and kept on the user object, which lives for one request."""
        if user.scope is None:
            user.scope = cls.read(user)
        return user.scope

    @classmethod
    def read(cls, user: User) -> Self:
        areas, (granted, accusing) = frozenset(user.overseen), exceptions(user)
        return cls(
            user=user.pk,
            areas=areas,
            petition_areas=frozenset(user.covers(PETITION_OVERSEERS)),
            unveiled=frozenset(user.covers(UNVEILERS)),
            units=frozenset(user.units),
            kept=frozenset(
                (duty.area_code, duty.unit_id)
                for duty in user.held
                if duty.role == Role.KEEPER and duty.unit_id
            ),
            granted=granted,
            accusing=accusing,
        )

    @property
    def reached(self) -> Q:
        """By area, by unit, by holding it, or by a grant."""
        around = inside(self.areas) & ~Q(kind=PETITION) | inside(self.petition_areas) & Q(kind=PETITION)
        return around | Q(unit__in=self.units) | Q(holder=self.user) | Q(pk__in=self.granted)

    @property
    def shown(self) -> Q:
        """What is not confidential; to its holder, to a keeper of its area or unit; what was granted."""
        kept = inside({area for area, _ in self.kept}) | Q(unit__in={unit for _, unit in self.kept})
        return Q(confidential=False) | Q(holder=self.user) | Q(pk__in=self.granted) | kept

    @property
    def withheld(self) -> Q:
        return Q(pk__in=self.accusing)


def exceptions(user: User) -> tuple[frozenset[int], frozenset[int]]:
    """Ids of matters granted to the user, and of those that accuse their units.

    In the user's own request the database has told both with the context; for anybody else they are read.
    """
    if told := told_of(user.pk):
        return frozenset(told["granted"]), frozenset(told["accusing"])
    grants = Grant.objects.to(user).running(clock.today())
    granted = frozenset(grants.values_list("content_object", flat=True))
    return granted, Accusation.objects.against(user.seats, user=user.pk)


def desk(user: User) -> Q:
    """Matters in which somebody waits for this user. Read once for each request, as the scope is."""
    if user.desk is None:
        user.desk = desk_of(user)
    found: Q = user.desk
    return found


def desk_of(user: User) -> Q:
    """Matters in which somebody waits for this user, by the tables of moves of all kinds.

    In their hands; or in nobody's, in a status where one of their roles has the turn, and within reach
    of that duty: the unit that has the matter, or the area for those who oversee it. Where nobody who has
    the turn covers the place, it waits for those who may act as well; where no unit has it, for those who
    give it to one: no matter is on nobody's desk.
    """
    found = NOTHING
    nobody_else = Q(holder=None) | Q(holder=user.pk)
    for kind, model in kinds().items():
        for duty in user.held:
            flow = model.workflow
            if (handled := flow.turns(duty.role, in_unit=True)) and not duty.area_id:
                found |= Q(kind=kind, status__in=sorted(handled), unit=duty.unit_id) & nobody_else
            if handled:
                found |= Q(kind=kind, status__in=sorted(handled), holder=user.pk)
            if (overseen := flow.turns(duty.role, in_unit=False)) and oversees(duty.role, kind):
                found |= Q(kind=kind, status__in=sorted(overseen)) & inside([duty.area_code]) & nobody_else
            if (placed := flow.places(duty.role)) and oversees(duty.role, kind):
                lost = Q(kind=kind, status__in=sorted(placed), unit=None)
                found |= lost & inside([duty.area_code]) & nobody_else
            for others, statuses in flow.stands_in(duty.role).items() if oversees(duty.role, kind) else ():
                forgotten = inside([duty.area_code]) & ~inside(Duty.objects.all().area_codes(others))
                found |= Q(kind=kind, status__in=sorted(statuses)) & forgotten & nobody_else
    return found
