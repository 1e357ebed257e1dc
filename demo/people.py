"""Who works in the demo county. Nobody is real: every name says 演示. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.models import ADMINISTRATORS, Role
from demo.county import COUNTY, COUNTY_DESKS, GOVERNMENT, TOWN_DESKS, Key, Seat, Town, Village
from demo.texts.theme import Desk

PASSWORD = "yanshi-haiyan"  # noqa: S105 - of invented people, printed by demo_accounts
HOME = "330424001"  # the township whose people can be signed in as
HOME_VILLAGE = "330424001209"
HOME_GRID = f"{HOME_VILLAGE}001"


@dataclass(frozen=True)
class Post:
    """One place in a unit, or one of the three administrators, who sit in none. Of several people in the
    same post, the head is number 0.
    """

    role: Role
    unit: Key | None
    grid: str = ""
    number: int = 0
    leads: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody invented. `label` is set for those whom demo_accounts shows."""

    username: str
    name: str
    post: Post
    label: str = ""

    @property
    def email(self) -> str:
        return f"{self.username}@demo.invalid"


# post -> (username, name, label) of the accounts to sign in with, in the order in which a case meets them
SHOWN = {
    Post(Role.GRID, (HOME, Seat.TOWN_CENTRE), HOME_GRID): ("wangge", "演示·网格员甲", "网格员"),
    Post(Role.TOWN, (HOME, Seat.TOWN_CENTRE), number=1): ("fenpai", "演示·分派员甲", "镇街分派员"),
    Post(Role.TOWN, (HOME, Seat.TOWN_CENTRE), leads=True): ("jiedao", "演示·街道负责人甲", "镇街负责人"),
    Post(Role.COMPETENT_ORG, (HOME, Desk.ENFORCEMENT), number=1): (
        "chengban",
        "演示·承办员甲",
        "承办单位经办人",
    ),
    Post(Role.COMPETENT_ORG, (HOME, Desk.ENFORCEMENT), leads=True): (
        "duizhang",
        "演示·执法队长甲",
        "承办单位负责人",
    ),
    Post(Role.OFFICE, (COUNTY, Seat.OFFICE), leads=True): ("pingan", "演示·平安办甲", "领导小组办公室"),
    Post(Role.LEADING_GROUP, (COUNTY, Seat.GROUP), leads=True): ("lingdao", "演示·组长甲", "领导小组"),
    Post(Role.CENTER, (COUNTY, Desk.CENTRE), number=1): ("zhongxin", "演示·综治中心甲", "县综治中心"),
    Post(Role.MEMBER_UNIT, (COUNTY, Desk.HOUSING), leads=True): ("chengyuan", "演示·住建局甲", "成员单位"),
    Post(Role.VILLAGE, (HOME_VILLAGE, Desk.VILLAGE), leads=True): ("cunwei", "演示·村干部甲", "村（社区）"),
    Post(Role.WINDOW, (HOME, Seat.WINDOW), number=1): ("chuangkou", "演示·窗口甲", "群众服务窗口"),
    Post(Role.MEDIATOR, (HOME, Seat.MEDIATION), number=1): ("tiaojie", "演示·调解员甲", "调解员"),
    Post(Role.JUDICIAL, (COUNTY, Desk.COUNTY_JUSTICE), number=1): ("sifa", "演示·司法局甲", "政法部门"),
    Post(Role.XF_OFFICE, (COUNTY, Seat.PETITIONS), number=1): ("xinfang", "演示·信访局甲", "信访部门"),
    Post(Role.COMPETENT_ORG, GOVERNMENT, number=1): ("fucha", "演示·县政府甲", "复查复核机关"),
    Post(Role.SYSTEM_ADMIN, None): ("admin", "演示·系统管理员", "系统管理员"),
    Post(Role.SECURITY_ADMIN, None): ("anquan", "演示·安全管理员", "安全管理员"),
    Post(Role.AUDIT_ADMIN, None): ("shenji", "演示·审计管理员", "审计管理员"),
}

# role -> (beginning of the username, word in the name) of all the others
OTHERS = {
    Role.GRID: ("wg", "网格员"),
    Role.TOWN: ("fp", "分派员"),
    Role.COMPETENT_ORG: ("cb", "承办员"),
    Role.MEMBER_UNIT: ("cy", "成员单位"),
    Role.OFFICE: ("pa", "平安办"),
    Role.CENTER: ("zx", "综治中心"),
    Role.VILLAGE: ("cw", "村干部"),
    Role.WINDOW: ("ck", "窗口"),
    Role.MEDIATOR: ("tj", "调解员"),
    Role.XF_OFFICE: ("xf", "信访局"),
}


def people(towns: Iterable[Town], villages: Iterable[Village]) -> list[Person]:
    """Everybody, each in one post. The same places give the same people."""
    counts: Counter[Role] = Counter()
    found = []
    for post in posts(towns, villages):
        if post in SHOWN:
            found.append(Person(SHOWN[post][0], SHOWN[post][1], post, SHOWN[post][2]))
            continue
        counts[post.role] += 1
        beginning, word = OTHERS[post.role]
        number = f"{counts[post.role]:03}"
        found.append(Person(beginning + number, f"演示·{word}{number}", post))
    return found


def posts(towns: Iterable[Town], villages: Iterable[Village]) -> Iterator[Post]:
    """All posts of the county, its townships and villages, and of the platform."""
    yield Post(Role.LEADING_GROUP, (COUNTY, Seat.GROUP), leads=True)
    yield from staffed(Role.OFFICE, (COUNTY, Seat.OFFICE), head=Role.OFFICE, hands=1)
    for desk in COUNTY_DESKS:
        if desk is Desk.CENTRE:
            yield from staffed(Role.CENTER, (COUNTY, desk), head=Role.CENTER)
        else:
            yield from staffed(Role.COMPETENT_ORG, (COUNTY, desk), head=Role.MEMBER_UNIT)
    yield Post(Role.JUDICIAL, (COUNTY, Desk.COUNTY_JUSTICE), number=1)
    for town in towns:
        yield from staffed(Role.TOWN, (town.code, Seat.TOWN_CENTRE), head=Role.TOWN)
        yield Post(Role.WINDOW, (town.code, Seat.WINDOW), number=1)
        yield Post(Role.MEDIATOR, (town.code, Seat.MEDIATION), number=1)
        for desk in TOWN_DESKS:
            yield from staffed(Role.COMPETENT_ORG, (town.code, desk), head=Role.COMPETENT_ORG)
    for village in villages:
        yield Post(Role.VILLAGE, (village.code, Desk.VILLAGE), leads=True)
        for grid, _ in village.grids:
            yield Post(Role.GRID, (village.town, Seat.TOWN_CENTRE), grid)
    yield from (Post(Role.XF_OFFICE, (COUNTY, Seat.PETITIONS), number=number) for number in (1, 2))
    for government in (GOVERNMENT, (HOME, Seat.GOVERNMENT)):
        yield from staffed(Role.COMPETENT_ORG, government, head=Role.COMPETENT_ORG)
    yield from (Post(role, None) for role in sorted(ADMINISTRATORS))


def staffed(role: Role, unit: Key, *, head: Role, hands: int = 2) -> Iterator[Post]:
    """A unit's head and those who do the work."""
    yield Post(head, unit, leads=True)
    for number in range(1, hands + 1):
        yield Post(role, unit, number=number)
