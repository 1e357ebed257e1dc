"""Three invented risk assessments: one refused at high, adjusted and tracked; one waiting for its measures;
one that hears people. Each step is made by the services on its day of the demo's own clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Duty, Role, User
from areas.models import Area
from casework.models import Matter
from demo.county import COUNTY
from demo.people import HOME_VILLAGE
from security import clock
from stability import services
from stability.lacking import legality_until
from stability.services.signing import sign

OFFICE, LEADER, HEAD = "pingan", "lingdao", "chengyuan"
DAY = timedelta(days=1)
GROUPS = [("演示村被征地农户", 126), ("沿街商户", 40)]


@dataclass
class Story:
    """One assessment on its way: who does what, and when its round began."""

    matter: Matter
    people: dict[str, User]
    began: date
    level: str

    def on(self, days: int) -> date:
        return self.began + DAY * days


@transaction.atomic
def assess() -> int:
    """Enter all three and lead each as far as it is; how many. None where nobody does such work."""
    people = cast()
    if people is None:
        return 0
    now = clock.now()
    first = listed(people, "演示·旧城东片区征收补偿", now, 330, scope="project")
    led(first, now, "file", 320, "high")
    step(first, now, 205, "adjust", HEAD, note="补偿标准提高一成，分两期征收，先安置后搬迁。")
    led(first, now, "check_up", 200, "low")
    led(listed(people, "演示·公交线路优化", now, 130, scope="policy"), now, "file", 125, "medium")
    led(listed(people, "演示·垃圾中转站选址", now, 40, scope="plan"), now, "hear", 35, "low")
    return 3


def cast() -> dict[str, User] | None:
    """Who lists, decides, heads the unit, and assesses there."""
    found = {user.username: user for user in User.objects.filter(username__in=[OFFICE, LEADER, HEAD])}
    if len(found) < 3:
        return None
    unit = found[HEAD].duties.get().unit_id
    hand = Duty.objects.filter(unit=unit, role=Role.COMPETENT_ORG).select_related("user").first()
    return found | {"hand": hand.user} if hand else None


def listed(people: dict[str, User], title: str, now: datetime, ago: int, *, scope: str) -> Story:
    """Entered into the catalogue so many days ago."""
    unit = people[HEAD].duties.select_related("unit").get().unit
    if unit is None:
        raise ValueError("the demo's own unit is missing")
    with clock.as_of(now - DAY * ago):
        today = clock.today()
        matter = services.register(
            title=title,
            year=today.year,
            scope=scope,
            summary=f"{title}，涉及一个村和一条街。虚构的事项，只供演示。",
            area=Area.objects.get(pk=COUNTY),
            areas=[Area.objects.get(pk=HOME_VILLAGE)],
            groups=GROUPS,
            unit=unit,
            consent=f"演示县委〔{today.year}〕演示号",
            consented_on=today,
            by=people[OFFICE],
        )
    return Story(matter, people, today, "low")


def led(story: Story, now: datetime, last: str, ago: int, level: str) -> None:
    """A round that began so many days ago, up to this step."""
    with clock.as_of(now - DAY * ago):
        story.began, story.level = clock.today(), level
    first = story.matter.status
    for name, days, who in ORDER:
        if name == "plan" and first != "listed":
            continue
        for given in said(story, name):
            step(story, now, ago - days, name, who, **given)
        if name == last:
            return


def step(story: Story, now: datetime, ago: int, move: str, who: str, **given: Any) -> None:
    with clock.as_of(now - DAY * ago):
        by = story.people[who]
        if move == "sign":
            sign(story.matter, by=by)
            story.matter = Matter.objects.select_related("stability", "unit").get(pk=story.matter.pk)
        else:
            story.matter = getattr(services, move)(story.matter, by=by, **given)


# The steps of a round, on which of its days, by whom.
ORDER = (
    ("plan", 1, "hand"),
    ("consult", 2, "hand"),
    ("hear", 30, "hand"),
    ("ask_expert", 38, "hand"),
    ("examine", 40, "hand"),
    ("identify", 41, "hand"),
    ("analyse", 42, "hand"),
    ("prevent", 43, "hand"),
    ("set_level", 44, "hand"),
    ("report", 46, "hand"),
    ("sign", 46, HEAD),
    ("send_legality", 47, "hand"),
    ("legality", 52, "hand"),
    ("review", 75, LEADER),
    ("file", 76, OFFICE),
    ("decide", 80, LEADER),
    ("track", 81, "hand"),
    ("check_up", 160, "hand"),
)


def said(story: Story, move: str) -> list[dict[str, Any]]:
    """What each step is told; of some there are several."""
    several = {"hear": heard, "examine": sides, "prevent": measures}
    if move in several:
        return list(several[move](story))
    until = legality_until(story.matter.own)
    known: dict[str, dict[str, Any]] = {
        "plan": {"procedure": "normal", "words": "公示一个月，入户问卷，召开座谈会，请专家论证。"},
        "consult": {
            "published_on": story.on(2),
            "open_until": story.on(36),
            "published_in": "县政府网站、村公告栏",
        },
        "ask_expert": {
            "name": "演示专家甲",
            "post": "演示大学教授",
            "independent": True,
            "opinion": "方案可行，建议先安置后实施。",
            "adopted": "采纳，写入方案。",
            "signed_on": story.on(38),
        },
        "identify": {
            "what": "补偿和安置标准有争议",
            "cause": "邻近片区标准不同，可能引发集中反映。",
            "probability": {"low": 1, "medium": 3, "high": 5}[story.level],
            "impact": 3,
        },
        "set_level": {"level": story.level, "note": "照风险点和各群体的意见评定。"},
        "report": {
            "reported_on": story.on(46),
            "response": "镇里先到现场，住建、公安随后，县里统一发布消息。",
        },
        "send_legality": {"organ": "演示县司法局", "sent_on": story.on(47)},
        "legality": {"opinion": "权限、程序、内容合法。", "opined_on": story.on(52)},
        "review": {"meeting": "演示县政府常务会议", "reviewed_on": until and max(until + DAY, story.on(60))},
        "file": {"filed_as": "演示平安办备案", "filed_on": story.on(76)},
        "decide": {"decision": "go", "document": "演示县政府会议纪要", "decided_on": story.on(80)},
        "check_up": {"on": story.on(160), "found": "措施都在做，没有新的集中反映。"},
    }
    noted = {"note": "同意。"} if move in {"review", "decide"} else {}
    return [known.get(move, {}) | noted]


def heard(story: Story) -> Iterator[dict[str, Any]]:
    against = {"low": 1, "medium": 9, "high": 20}[story.level]
    spent = {"began_on": story.on(5), "ended_on": story.on(28), "said": "希望补偿再高一点，早点安置。"}
    spent |= {"adopted": "安置时间写明；补偿标准依法，解释说明。"}
    counts = dict.fromkeys(story.matter.affected_groups.all(), (36, 36 - against, against))
    yield {"method": "survey", "counts": counts, **spent}
    yield {"method": "departments", **spent}


def sides(story: Story) -> Iterator[dict[str, Any]]:
    words = {"evidence": "查了有关法律法规和规划。", "figures": "影响 166 人。"}
    for side, finding in (
        ("legal", "权限和程序合法。"),
        ("reasonable", "多数人受益，受影响的有补偿。"),
        ("feasible", "资金已落实，时间合适。"),
        ("controllable", "有预防和应急的办法。"),
    ):
        yield {"dimension": side, "finding": finding, **words}


def measures(story: Story) -> Iterator[dict[str, Any]]:
    due = clock.today() + DAY * 60
    for risk in story.matter.risks.filter(round=story.matter.own.round):
        yield {"risk": risk, "what": "逐户说明标准，公示补偿结果。", "unit": story.matter.unit, "due_on": due}
