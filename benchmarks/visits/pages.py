"""Which pages are measured, and by whom they are opened."""

import random
from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.db import connection

from accounts.models import Duty, Role, User
from areas.models import Area, inside
from benchmarks.county.founding import COUNTY, TOWN_DESKS, town_code
from benchmarks.visits.sampling import Page
from benchmarks.visits.visitors import signed_in
from casework.models import Matter
from grids.known import known
from grids.models import Category
from security import clock

LARGEST, SMALL = town_code(0), town_code(7)
CATEGORY = "104"  # 城乡环境, the most frequent
WORD, RARE, ABSENT = quote("路灯"), quote("马蜂窝"), quote("骆驼")
# How many times the processor's time of an empty page each may cost: plain Django's lists cost 10 to 15, its
# details 6 to 8, its forms that write 5 to 8; ours may cost twice, three and three times that.
LIST, DETAIL, NEW = 30, 24, 24
NUMBERS = 1000  # matters that are opened, drawn once
Address = Callable[[random.Random], str]


def at(address: str) -> Address:
    """Always the same address."""
    return lambda rng: address


def one_of(numbers: list[str], path: str) -> Address:
    """The page of a matter, each time another."""
    return lambda rng: path.format(rng.choice(numbers))


def people() -> dict[str, User]:
    """One of each sort who asks, the county's office first; all others but one of the largest township."""
    duties = Duty.objects.select_related("user").order_by("pk")
    here, small = duties.filter(unit__area=LARGEST), duties.filter(unit__area=SMALL)
    found = {
        "县": duties.filter(role=Role.OFFICE),
        "最大的镇": here.filter(role=Role.TOWN),
        "小镇": small.filter(role=Role.TOWN),
        "承办单位": here.filter(unit__name=TOWN_DESKS[0], leads=False),
        "网格员": here.filter(role=Role.GRID),
    }
    return {name: held[0].user for name, held in found.items()}


class Visitors:
    """The cookies of those who visit."""

    def __init__(self) -> None:
        found = people()
        cookies = {name: signed_in(user) for name, user in found.items()}
        self.office, self.officer = cookies["县"], cookies["最大的镇"]
        self.handler, self.worker = cookies["承办单位"], cookies["网格员"]
        self.grid = str(found["网格员"].held[0].area_id)
        self.logger = found["网格员"]


def floor_pages(visitors: Visitors) -> list[Page]:
    """The floor's."""
    numbers = drawn("")
    office = visitors.office
    return [
        Page("底线·空页", "", at("/hello/")),
        Page("底线·名单", office, at("/list/")),
        Page("底线·名单（镇街）", office, at(f"/list/?area={LARGEST}")),
        Page("底线·一件", office, one_of(numbers, "/detail/{}/")),
        Page("底线·记一件", office, at("/new/"), plain_form(visitors.grid), 302),
        Page("底线·查找", office, at(f"/search/?q={WORD}")),
        Page("底线·看板（县）", office, at(f"/board/?area={COUNTY}")),
        Page("底线·看板（镇）", office, at(f"/board/?area={SMALL}")),
    ]


def portal_pages(visitors: Visitors) -> list[Page]:
    """The portal's, each with the floor page beside which the budgets hold it (speed.md 1)."""
    office, officer, handler, worker = visitors.office, visitors.officer, visitors.handler, visitors.worker
    cases, detail, logged = "/cases/", "/cases/{}/", new_form(visitors)
    return [
        Page("待办（镇街）", officer, at("/todo/"), floor="底线·名单", times=2, hello=LIST),
        Page("待办（承办单位）", handler, at("/todo/"), floor="底线·名单", times=2, hello=LIST),
        Page("待办（网格员）", worker, at("/todo/"), floor="底线·名单", times=2, hello=LIST),
        Page("名单（县）", office, at(cases), floor="底线·名单", times=2, hello=LIST),
        Page("名单（镇街）", officer, at(cases), floor="底线·名单（镇街）", times=2, hello=LIST),
        Page("名单（承办单位）", handler, at(cases), floor="底线·名单", times=2, hello=LIST),
        Page("名单（网格员）", worker, at(cases), floor="底线·名单", times=2, hello=LIST),
        Page("名单（县，全部）", office, at(f"{cases}?status=all"), floor="底线·名单"),
        Page("名单（镇街，全部）", officer, at(f"{cases}?status=all"), floor="底线·名单"),
        Page("名单（县，某类）", office, at(f"{cases}?category={CATEGORY}"), floor="底线·名单"),
        Page("名单（镇街，某类）", officer, at(f"{cases}?category={CATEGORY}"), floor="底线·名单"),
        Page("名单（县，第 100 页）", office, at(f"{cases}?status=open&page=100"), floor="底线·名单"),
        Page("一件（县）", office, one_of(drawn(""), detail), floor="底线·一件", times=3, hello=DETAIL),
        Page(
            "一件（镇街）", officer, one_of(drawn(LARGEST), detail), floor="底线·一件", times=3, hello=DETAIL
        ),
        Page(
            "一件（网格员）",
            worker,
            one_of(drawn(visitors.grid), detail),
            floor="底线·一件",
            times=3,
            hello=DETAIL,
        ),
        Page("记一件", worker, at(f"{cases}new/"), logged, 302, floor="底线·记一件", times=3, hello=NEW),
        Page("查找常见词（县）", office, at(f"{cases}?q={WORD}"), floor="底线·查找", times=1),
        Page("查找少见词（县）", office, at(f"{cases}?q={RARE}"), floor="底线·查找", times=1),
        Page("查找常见词（镇街）", officer, at(f"{cases}?q={WORD}"), floor="底线·查找", times=1),
        Page("搜索常见词（县）", office, at(f"/search/?q={WORD}"), floor="底线·查找", times=1),
        Page("搜索少见词（县）", office, at(f"/search/?q={RARE}"), floor="底线·查找", times=1),
        Page("搜索常见词（镇街）", officer, at(f"/search/?q={WORD}"), floor="底线·查找", times=1),
        Page("搜索没有的词（镇街）", officer, at(f"/search/?q={ABSENT}"), floor="底线·查找", times=1),
        Page("看板（县）", office, at("/board/"), floor="底线·看板（县）", times=2),
        Page("看板（镇）", office, at(f"/board/?area={SMALL}"), floor="底线·看板（镇）", times=2),
        Page("接口名单（县）", office, at("/api/v1/cases/"), floor="底线·名单", times=2),
        Page("接口名单（镇街）", officer, at("/api/v1/cases/"), floor="底线·名单", times=2),
    ]


def drawn(area: str) -> list[str]:
    """Numbers of matters in this area, open and closed, that anybody there may see."""
    matters = Matter.objects.filter(confidential=False, accusations=None)
    if area:
        matters = matters.filter(inside([area]))
    return list(matters.order_by("?").values_list("number", flat=True)[:NUMBERS])


def new_form(visitors: Visitors) -> Callable[[random.Random], dict[str, str]]:
    """What a grid worker sends who logs a case, and saw that none of those known already is it."""
    category, area = Category.objects.get(pk=CATEGORY), Area.objects.get(pk=visitors.grid)

    def form(rng: random.Random) -> dict[str, str]:
        text = f"{rng.randrange(10**6)} 号门口的路灯不亮，晚上看不清路。"
        submission = str(UUID(int=rng.getrandbits(128), version=4))
        seen = known(user=visitors.logger, now=clock.now(), category=category, area=area, point=None)
        return {
            "text": text,
            "category": CATEGORY,
            "area": visitors.grid,
            "urgency": "general",
            "submission": submission,
            "shown": " ".join(each.matter.number for each in seen),
        }

    return form


def plain_form(grid: str) -> Callable[[random.Random], dict[str, str]]:
    """What the floor is sent."""

    def form(rng: random.Random) -> dict[str, str]:
        number = f"B-{rng.getrandbits(60):x}"
        return {
            "text": "门口的路灯不亮，晚上看不清路。",
            "category": CATEGORY,
            "area": grid,
            "number": number,
        }

    return form


def forget_what_was_logged(rows: int) -> None:
    """Delete what this run logged: the next one measures the same county."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for relation in Matter._meta.related_objects:
            table, column = relation.related_model._meta.db_table, relation.field.column
            cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" > %s', [rows])
        cursor.execute("DELETE FROM casework_matter WHERE id > %s", [rows])
        cursor.execute("RESET session_replication_role")
        cursor.execute("TRUNCATE bench.casework_matter, bench.grids_case")
