"""What some invented member units reported of the last quarter: one accepted, one sent back, one in draft,
one that handed in nothing. Each step is made by the services on its day of the demo's own clock.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Duty, Role, Unit, User
from demo.county import COUNTY
from pilot.models import Office
from pilot.services import listing
from progress import services
from progress.models import Item, Return, Row
from progress.selectors import last_quarter
from progress.services import Said
from security import clock

OFFICE, LEADER = "pingan", "lingdao"
SHORT_OF = 4  # member units
BASIS = "演示县委平安办〔演示〕1号"
ASKED: tuple[dict[str, Any], ...] = (
    {"label": "登记案件", "sort": "figure", "figure": "cases.reported", "measure": "件"},
    {"label": "办结案件", "sort": "figure", "figure": "cases.closed", "measure": "件"},
    {"label": "交办任务", "sort": "figure", "figure": "tasks.assigned", "measure": "项"},
    {"label": "重点任务", "sort": "task"},
    {"label": "排查场所", "sort": "number", "measure": "个"},
    {"label": "投入资金", "sort": "number", "measure": "万元"},
    {"label": "下季度打算", "sort": "text"},
)
TYPED = {"排查场所": "31", "投入资金": "12", "下季度打算": "接着排查，问题多的地方再走一遍。"}


@transaction.atomic
def report_quarter() -> int:
    """The list, the items, two quarters of returns; how many units. None where there are too few."""
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICE, LEADER])}
    heads = members()
    if len(people) < 2 or len(heads) < SHORT_OF or Item.objects.filter(area=COUNTY).exists():
        return 0
    quarter = last_quarter()
    adopt(people, [duty.unit for duty in heads if duty.unit], quarter.later(-2).start)
    make_items(people[OFFICE], str(quarter.later(-2)))
    for one in (quarter.later(-1), quarter):
        services.open_quarter(one, COUNTY)
    office = people[OFFICE]
    for one, day in ((quarter.later(-1), 3), (quarter, 2)):
        for duty in heads[:2]:
            fill(sheet_of(duty, str(one)), duty.user, one.end + timedelta(days=day))
    with clock.as_of(at(quarter.end + timedelta(days=4))):
        begun(sheet_of(heads[2], str(quarter)), heads[2].user)
        judge(heads, str(quarter), office)
    return len(heads)


def members() -> list[Duty]:
    """Heads of departments of the county, in the order of their units."""
    posts = Duty.objects.current().filter(role=Role.MEMBER_UNIT, leads=True, unit__area=COUNTY, area=None)
    return list(posts.select_related("unit", "user").order_by("unit")[:SHORT_OF])


def adopt(people: dict[str, User], units: list[Unit], since: date) -> None:
    """The leading group's list with these units in it."""
    draft = listing.draft(by=people[OFFICE])
    for office, title in ((Office.HEAD, "演示县委书记"), (Office.DIRECTOR, "演示政法委书记")):
        listing.add(draft, "post", by=people[OFFICE], office=office, name="演示·某某", title=title)
    for unit in units:
        listing.add(draft, "unit", by=people[OFFICE], unit=unit)
    document = f"演示县委〔{since.year}〕演示2号"
    listing.adopt(draft, document=document, dated_on=since, valid_from=since, by=people[LEADER])


def make_items(by: User, since: str) -> list[Item]:
    return [services.add_item(by=by, basis=BASIS, since=since, **given) for given in ASKED]


def sheet_of(duty: Duty, quarter: str) -> Return:
    return Return.objects.select_related("unit").get(unit=duty.unit_id, quarter=quarter)


def fill(sheet: Return, by: User, day: date) -> None:
    """Started, answered and signed on this day."""
    with clock.as_of(at(day)):
        begun(sheet, by)
        services.submit(sheet, by=by)


def begun(sheet: Return, by: User) -> None:
    """Started, and every row answered."""
    services.start(sheet, by=by)
    services.answer(sheet, {row.pk: said(row) for row in sheet.rows.all()}, by=by)


def said(row: Row) -> Said:
    """What was given is right; the rest is typed."""
    if row.sort in ("figure", "task") and row.given:
        return Said("right")
    return Said("changed", TYPED.get(row.label, "1"), "平台没有数，按台账填。")


def judge(heads: list[Duty], quarter: str, office: User) -> None:
    """The first is accepted, the second sent back for one row."""
    services.accept(sheet_of(heads[0], quarter), by=office)
    back = sheet_of(heads[1], quarter)
    services.send_back(back, {back.rows.get(label="投入资金").pk: "单位是万元，看一下是不是元。"}, by=office)


def at(day: date) -> datetime:
    """That afternoon; now, where it has not come."""
    return min(datetime.combine(day, time(15), tzinfo=timezone.get_default_timezone()), clock.now())
