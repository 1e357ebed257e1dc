"""Some invented lines of the ledger: what was held, a matter of a village on its way, a creation accepted."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from activities import services
from activities.models import Activity, Creation, Resolution
from areas.models import Area
from demo.people import HOME, HOME_VILLAGE
from security import clock

OFFICE, TOWN = "pingan", "fenpai"
HELD = (
    ("law", "学校", "演示·宪法进校园", 180),
    ("law", "企业", "演示·劳动合同怎么签", 46),
    ("lecture", "", "演示·道德讲堂：邻里之间", 60),
    ("volunteer", "社区", "演示·志愿者清理河道", 25),
    ("training", "", "演示·调解员培训", None),
)
STEPS: tuple[dict[str, Any], ...] = (
    {},
    {"gathering": "board", "entitled": 7, "present": 6, "agreed": 6, "against": 0, "abstained": 0},
    {"gathering": "party", "entitled": 42, "present": 30, "agreed": 27, "against": 1, "abstained": 2},
)


@transaction.atomic
def keep_ledger() -> int:
    """Write them all; how many. None where nobody does such work."""
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICE, TOWN])}
    village = Area.objects.filter(pk=HOME_VILLAGE).first()
    if len(people) < 2 or village is None:
        return 0
    town, today = people[TOWN], clock.today()
    unit = Unit.objects.get(pk=min(town.units))
    for ago, (kind, place, topic, heads) in enumerate(HELD):
        day = today - timedelta(days=ago * 20)
        line = Activity(kind=kind, place=place, topic=topic, people=heads, area_id=HOME, on=day)
        services.record(line, by=town, unit=unit)
    began = today - timedelta(days=30)
    road = Resolution(title="演示·硬化村口的路", text="三百米，村集体出资。", area=village, on=began)
    services.record(road, by=town, unit=unit)
    for number, given in enumerate(STEPS):
        services.take_step(road, by=town, on=began + timedelta(days=number * 3), document="演示记录", **given)
    create(people, village, unit)
    return len(HELD) + 2


def create(people: dict[str, User], village: Area, unit: Unit) -> None:
    """A creation with its self-check, accepted by the office of the county."""
    today = clock.today()
    wanted = {"needed": ["没有命案", "有人民调解室"], "others": ["有法治文化广场"]}
    scheme = services.found(by=people[OFFICE], name="演示·平安村（社区）", level=12, target=80, **wanted)
    made = Creation(scheme=scheme, area=village, on=today - timedelta(days=9))
    services.record(made, by=people[TOWN], unit=unit)
    services.check(made, scheme.standards.filter(needed=True), by=people[TOWN])
    found = {"passed": True, "on": today, "until": today + timedelta(days=365)}
    services.accept(made, by=people[OFFICE], **found)
