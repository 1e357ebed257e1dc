"""A small county for the run: one grid, its dispatcher, and a unit whose people put things right."""

from django.contrib.auth.hashers import make_password

from accounts.models import Duty, Role, Unit, User
from areas.models import Area
from grids.models import Category, Source

GRID = "330199001001001"
PASSWORD = "Chaos-run-2026"  # noqa: S105 - of people who are there for one run
HANDLERS = 6


def build() -> None:
    """Write it; for an empty database."""
    codes = [GRID[:6], GRID[:9], GRID[:12], GRID]
    for code, name in zip(codes, ("乱县", "乱镇", "乱村", "第一网格"), strict=True):
        Area.objects.create(code=code, name=name)
    centre = Unit.objects.create(name="综治中心", area_id=codes[1])
    station = Unit.objects.create(name="市政所", area_id=codes[1])
    office = Unit.objects.create(name="办公室", area_id=codes[0])
    seat("worker", Role.GRID, centre, 0, area_id=GRID)
    seat("officer", Role.TOWN, centre, 1)
    seat("office", Role.OFFICE, office, 2)
    for number in range(HANDLERS):
        seat(f"handler{number}", Role.COMPETENT_ORG, station, 10 + number, leads=number == 0)
    Category.objects.create(code="101", name="市政设施")
    Source.objects.create(name="网格员巡查")


def seat(username: str, role: str, unit: Unit, place: int, **duty: object) -> None:
    """Somebody with a phone and no mail, so that what they are told is counted at the SMS gateway."""
    user = User.objects.create(
        username=username, name=username, phone=f"139{place:08}", password=make_password(PASSWORD)
    )
    Duty.objects.create(user=user, role=role, unit=unit, **duty)
