"""A rule of who sees what that lost a word."""

from typing import Any

from django.db.models import Q

from accounts.models import Unit, User
from casework.models import Accusation, Grant, MatterQuerySet, scope
from casework.models.scope import Scope
from security import clock
from tests.matrix.plants import plant, swap

PAGES = "lists, matter, api matter"


@plant("town.east competent_org.east", PAGES)
def the_accused_see_what_accuses_them(world):
    return swap(Scope, "withheld", property(lambda scope: Q(pk__in=[])))


def granted(user: User, grants: Any = None) -> frozenset[int]:
    running = Grant.objects.to(user).running(clock.today()) if grants is None else grants
    return frozenset(running.values_list("content_object", flat=True))


def accusing(user: User) -> frozenset[int]:
    return Accusation.objects.against(user.seats)


@plant("competent_org.east", PAGES)
def those_under_the_accused_see_it(world):
    def exceptions(user: User) -> Any:
        direct = Accusation.objects.filter(unit__in=user.seats).values_list("matter", flat=True)
        return granted(user), frozenset(direct)

    return swap(scope, "exceptions", exceptions)


@plant("grid.east", PAGES)
def an_accused_units_grid_worker_sees_it(world):
    """A grid worker handles nothing of the unit's, and yet sits in it."""

    def exceptions(user: User) -> Any:
        return granted(user), Accusation.objects.against(user.units)

    return swap(scope, "exceptions", exceptions)


@plant("center.east", PAGES)
def a_grant_opens_what_accuses(world):
    return swap(
        Scope, "withheld", property(lambda scope: Q(pk__in=scope.accusing) & ~Q(pk__in=scope.granted))
    )


@plant("town.west", PAGES)
def what_is_confidential_is_shown_to_all_who_reach_it(world):
    return swap(Scope, "shown", property(lambda scope: Q()))


@plant("orgdept.east", PAGES)
def what_is_confidential_is_shown_to_the_whole_unit(world):
    inner = Scope.shown.fget

    def shown(scope: Scope) -> Q:
        return inner(scope) | Q(unit__in=scope.units)

    return swap(Scope, "shown", property(shown))


@plant("window.west", PAGES)
def a_keeper_keeps_everything(world):
    inner = Scope.shown.fget

    def shown(scope: Scope) -> Q:
        return Q() if scope.kept else inner(scope)

    return swap(Scope, "shown", property(shown))


@plant("mediator.east", PAGES)
def grants_do_not_end(world):
    def exceptions(user: User) -> Any:
        return granted(user, Grant.objects.to(user)), accusing(user)

    return swap(scope, "exceptions", exceptions)


@plant("discipline.west", PAGES)
def a_grant_to_one_is_for_all(world):
    def exceptions(user: User) -> Any:
        return granted(user, Grant.objects.running(clock.today())), accusing(user)

    return swap(scope, "exceptions", exceptions)


def areas_cut(user: User, digits: int) -> set[str]:
    return {code[:digits] for code in OVERSEEN.fget(user)}


OVERSEEN: Any = User.overseen


@plant("town.east", PAGES)
def a_township_sees_its_county(world):
    return swap(User, "overseen", property(lambda user: areas_cut(user, 6)))


@plant("grid.east", PAGES)
def a_grid_sees_its_township(world):
    return swap(User, "overseen", property(lambda user: areas_cut(user, 9)))


@plant("leading_group.east", PAGES)
def a_county_sees_the_one_next_door(world):
    """The range ends with the next code, and not before it."""
    ends = {code[:5] for code in ("770101", "770102")}
    return swap(User, "overseen", property(lambda user: ends if OVERSEEN.fget(user) else set()))


@plant("xf_office.east", PAGES)
def a_duty_in_a_unit_reaches_the_units_area(world):
    def overseen(user: User) -> set[str]:
        return {duty.area_code for duty in user.held}

    return swap(User, "overseen", property(overseen))


UNITS: Any = User.units


@plant("judicial.east", PAGES)
def a_unit_sees_what_its_superiors_have(world):
    def units(user: User) -> set[int]:
        above = Unit.objects.filter(sub_units__in=UNITS.fget(user)).values_list("pk", flat=True)
        return UNITS.fget(user) | set(above)

    return swap(User, "units", property(units))


@plant("member_unit.east", PAGES)
def a_unit_sees_what_its_sisters_have(world):
    def units(user: User) -> set[int]:
        sisters = Unit.objects.filter(parent__sub_units__in=UNITS.fget(user)).values_list("pk", flat=True)
        return UNITS.fget(user) | set(sisters)

    return swap(User, "units", property(units))


@plant("grid.east", PAGES)
def a_grid_worker_sees_what_the_hall_has(world):
    return swap(User, "units", User.seats)


@plant("stranger", PAGES)
def without_any_duty_one_sees_all(world):
    inner = MatterQuerySet.visible_to

    def visible_to(matters: Any, user: User) -> Any:
        return inner(matters, user) if user.held else matters

    return swap(MatterQuerySet, "visible_to", visible_to)


@plant("system_admin audit_admin", f"{PAGES}, file")
def whoever_administers_sees_all(world):
    inner = MatterQuerySet.visible_to

    def visible_to(matters: Any, user: User) -> Any:
        return matters if user.administers else inner(matters, user)

    return swap(MatterQuerySet, "visible_to", visible_to)


@plant("grid.east", PAGES)
def who_once_logged_it_sees_it_for_good(world):
    inner = Scope.reached.fget

    def reached(scope: Scope) -> Q:
        return inner(scope) | Q(created_by=scope.user)

    return swap(Scope, "reached", property(reached))
