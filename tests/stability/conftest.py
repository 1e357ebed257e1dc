from datetime import timedelta

import pytest

from accounts.models import Role
from casework.models import Matter
from security import clock
from stability import services
from stability.lacking import legality_until
from stability.services.signing import sign
from tests.factories import DutyFactory, UnitFactory

DAY = timedelta(days=1)
GROUPS = [("被征地农户", 126), ("沿街商户", 40)]
NOTE = {"note": "说明。"}


@pytest.fixture
def office_unit(county):
    return UnitFactory(area=county, name="测试县平安办")


@pytest.fixture
def office(office_unit):
    """Sits in the office of the leading group."""
    return DutyFactory(role=Role.OFFICE, unit=office_unit).user


@pytest.fixture
def leader(county):
    """Of the leading group."""
    return DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="测试县领导小组")).user


@pytest.fixture
def bureau(county):
    """Undertakes the decision."""
    return UnitFactory(area=county, name="测试县自然资源局")


@pytest.fixture
def official(bureau):
    """Assesses in the bureau."""
    return DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user


@pytest.fixture
def head(bureau):
    """Heads the bureau."""
    return DutyFactory(role=Role.MEMBER_UNIT, unit=bureau, leads=True).user


class Line:
    """An assessment's way, step by step, each made by the services with what it needs."""

    ORDER = (
        "plan",
        "consult",
        "hear",
        "ask_expert",
        "examine",
        "identify",
        "analyse",
        "prevent",
        "set_level",
        "report",
        "sign",
        "send_legality",
        "legality",
        "review",
        "file",
        "decide",
        "track",
        "check_up",
    )

    def __init__(self, county, places, unit, people):
        self.county, self.places, self.unit, self.people = county, places, unit, people
        self.level = "low"

    def register(self, **fields):
        given = {
            "title": "城东片区征地",
            "year": clock.today().year,
            "scope": "project",
            "summary": "城东片区征地 200 亩。",
            "area": self.county,
            "areas": self.places,
            "groups": GROUPS,
            "unit": self.unit,
            "consent": "县委〔2026〕3号",
            "consented_on": self.day(200),
            "by": self.people["office"],
        }
        return services.register(**(given | fields))

    def day(self, ago):
        return clock.today() - DAY * ago

    def to(self, last, *, level="low", before=None, **fields):
        """An assessment on which the steps up to this one were made, of this level."""
        self.level = level
        matter = before or self.register(**fields)
        first = "consult" if before else "plan"
        for name in self.ORDER[self.ORDER.index(first) : self.ORDER.index(last) + 1] if last else ():
            matter = self.do(matter, name)
        return matter

    def do(self, matter, name, **more):
        """Make one step, as whoever makes it, with what it needs unless told otherwise."""
        if name == "sign":
            sign(matter, by=self.people["head"])
            return self.fresh(matter)
        for given in self.given(matter, name):
            matter = getattr(services, name)(matter, **({"by": self.hand(name)} | given | more))
        return matter

    def fresh(self, matter):
        return Matter.objects.select_related("stability", "unit").get(pk=matter.pk)

    def hand(self, name):
        """Who makes it."""
        who = {"review": "leader", "decide": "leader", "file": "office", "drop": "office"}
        who |= {"account": "office", "reevaluate": "head"}
        return self.people[who.get(name, "official")]

    def given(self, matter, name):
        """What each step is given; of some there are several."""
        own = matter.own
        reviewed = legality_until(own)
        reviewed = reviewed + DAY if reviewed else clock.today()
        said = {
            "plan": {"procedure": "normal", "words": "问卷和座谈，三个月做完。"},
            "consult": {
                "published_on": self.day(90),
                "open_until": self.day(50),
                "published_in": "县政府网站、村公告栏",
            },
            "analyse": {},
            "set_level": {"level": self.level, **NOTE},
            "report": {"reported_on": self.day(40), "response": "镇里先到，公安随后。"},
            "send_legality": {"organ": "县司法局", "sent_on": self.day(40)},
            "legality": {"opinion": "合法。", "opined_on": self.day(35)},
            "review": {"meeting": "县政府常务会议 9 号", "reviewed_on": reviewed, **NOTE},
            "file": {"filed_as": "平安办备〔2026〕1号", "filed_on": own.reviewed_on},
            "decide": {
                "decision": "go",
                "document": "县政府〔2026〕9号",
                "decided_on": own.filed_on or clock.today(),
                **NOTE,
            },
            "track": {},
            "check_up": {"on": clock.today(), "found": "措施都落实了，没有新的矛盾。"},
            "adjust": {"note": "把补偿提高一成，分两期征。"},
            "reopen": {"note": "来了三件信访。"},
            "reevaluate": {"residual": "low", **NOTE},
            "ask_expert": {
                "name": "演示专家甲",
                "post": "演示大学教授",
                "independent": True,
                "opinion": "可行。",
                "adopted": "采纳。",
                "signed_on": self.day(55),
            },
            "identify": {
                "what": "补偿标准有争议",
                "cause": "邻县高一成。",
                "probability": {"low": 1, "medium": 3, "high": 5}[self.level],
                "impact": 3,
            },
        }
        several = {"hear": self.hearings, "examine": self.sides, "prevent": self.measures}
        return several[name](matter) if name in several else [said.get(name, NOTE)]

    def hearings(self, matter):
        spent = {
            "began_on": self.day(85),
            "ended_on": self.day(60),
            "said": "嫌补偿低。",
            "adopted": "采纳。",
        }
        against = {"low": 1, "medium": 9, "high": 20}[self.level]
        counts = dict.fromkeys(matter.affected_groups.all(), (36, 36 - against, against))
        return [
            {"method": "survey", "counts": counts, **spent},
            {"method": "departments", "counts": {}, **spent},
        ]

    def sides(self, matter):
        said = {"finding": "合。", "evidence": "土地管理法 48。", "figures": "影响 126 户。"}
        return [{"dimension": one, **said} for one in ("legal", "reasonable", "feasible", "controllable")]

    def measures(self, matter):
        risks = matter.risks.filter(round=matter.own.round)
        due = {"unit": self.unit, "due_on": clock.today() + DAY * 30, "what": "先公示补偿方案。"}
        return [{"risk": risk, **due} for risk in risks]


@pytest.fixture
def line(county, village, bureau, office, leader, official, head):
    people = {"office": office, "leader": leader, "official": official, "head": head}
    return Line(county, [village], bureau, people)
