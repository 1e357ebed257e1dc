"""The county's areas, units and people. The largest township is the first."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import Duty, Role, Unit, User
from areas.models import Area
from grids.catalogue import load_catalogue

COUNTY = "990001"
TOWNS = (
    "城关街道", "桥东镇", "河西镇", "新塘镇", "石门镇", "龙泉乡", "清溪镇", "白马镇", "双桥镇", "南山乡",
    "北湖镇", "东林镇", "西坡乡", "青云镇", "红石镇", "平安镇", "永兴镇", "大同乡", "长岭镇", "云峰乡",
)  # fmt: skip
VILLAGES = 20  # of a township
GRIDS = 10  # of a village
VILLAGE_NAMES = (
    "大桥", "上河", "下河", "东湾", "西湾", "杨柳", "梅林", "竹园", "塘口", "石桥",
    "新庄", "老街", "高坡", "沙洲", "青山", "花园", "平湖", "双井", "古渡", "松林",
)  # fmt: skip
TOWN_DESKS = (
    "综合行政执法队", "市政所", "应急消防管理站", "农业农村办公室",
    "社会事务办公室", "市场监管所", "派出所", "司法所",
)  # fmt: skip
COUNTY_DESKS = (
    "县住房和城乡建设局", "县市场监督管理局", "县应急管理局", "县公安局", "县交通运输局",
    "县人力资源和社会保障局", "县民政局", "县农业农村局", "县水利局", "县生态环境局",
)  # fmt: skip
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国",
)


@dataclass(frozen=True)
class Post:
    """A duty to be filled: with whom nobody else shares it."""

    role: Role
    unit: Unit
    area: str = ""
    leads: bool = False


def found(rng: random.Random) -> None:
    """Write them all. Matters find their grids, units and people by the codes and names given here."""
    load_catalogue()
    Area.objects.bulk_create(areas())
    units = Unit.objects.bulk_create(planned_units())
    by_key = {(unit.area_id, unit.name): unit for unit in units}
    fill(list(posts(by_key)), rng)


def town_code(town: int) -> str:
    return f"{COUNTY}{town + 1:03}"


def areas() -> Iterator[Area]:
    """County, townships, villages and grids."""
    yield Area(code=COUNTY, name="基准县", invented=True)
    for town, name in enumerate(TOWNS):
        yield Area(code=town_code(town), name=name, invented=True)
        for village in range(VILLAGES):
            code = f"{town_code(town)}{village + 1:03}"
            yield Area(code=code, name=f"{VILLAGE_NAMES[village]}村", invented=True)
            for grid in range(GRIDS):
                name = f"{VILLAGE_NAMES[village]}村第{grid + 1}网格"
                yield Area(code=f"{code}{grid + 1:03}", name=name, invented=True)


def planned_units() -> Iterator[Unit]:
    """Bodies of the county, of each township and of each village."""
    for name in ("平安办", "领导小组", *COUNTY_DESKS):
        yield Unit(name=name, area_id=COUNTY)
    for town in range(len(TOWNS)):
        for name in ("综治中心", "便民服务中心", *TOWN_DESKS):
            yield Unit(name=name, area_id=town_code(town))
        for village in range(VILLAGES):
            yield Unit(name="村委会", area_id=f"{town_code(town)}{village + 1:03}")


def posts(units: dict[tuple[str, str], Unit]) -> Iterator[Post]:
    """Every duty of the county."""
    for name, role in (("平安办", Role.OFFICE), ("领导小组", Role.LEADING_GROUP)):
        yield Post(role, units[COUNTY, name], leads=True)
    for name in COUNTY_DESKS:
        yield Post(Role.MEMBER_UNIT, units[COUNTY, name], leads=True)
        yield from [Post(Role.COMPETENT_ORG, units[COUNTY, name])] * 3
    for town in range(len(TOWNS)):
        yield from posts_of_town(town_code(town), units)


def posts_of_town(code: str, units: dict[tuple[str, str], Unit]) -> Iterator[Post]:
    """Those of one township, its villages and its grids."""
    yield from [Post(Role.TOWN, units[code, "综治中心"])] * 3
    yield Post(Role.WINDOW, units[code, "便民服务中心"])
    for name in TOWN_DESKS:
        yield Post(Role.COMPETENT_ORG, units[code, name], leads=True)
        yield from [Post(Role.COMPETENT_ORG, units[code, name])] * 2
    for village in range(VILLAGES):
        place = f"{code}{village + 1:03}"
        yield Post(Role.VILLAGE, units[place, "村委会"], leads=True)
        for grid in range(GRIDS):
            yield Post(Role.GRID, units[code, "综治中心"], area=f"{place}{grid + 1:03}")


def fill(wanted: list[Post], rng: random.Random) -> None:
    """Somebody for each post; nobody of them can sign in with a password."""
    users = User.objects.bulk_create(
        User(username=f"u{number:05}", name=person(rng), password="!")  # noqa: S106 - none at all
        for number in range(len(wanted))
    )
    Duty.objects.bulk_create(
        Duty(user=user, role=post.role, unit=post.unit, area_id=post.area or None, leads=post.leads)
        for user, post in zip(users, wanted, strict=True)
    )


def person(rng: random.Random) -> str:
    """An invented name."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.randint(1, 2)))
