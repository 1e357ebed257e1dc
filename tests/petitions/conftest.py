from datetime import timedelta

import pytest

from accounts.models import Role
from petitions import services
from security import clock
from tests.factories import DutyFactory, UnitFactory

PETITIONER = {"name": "演示张三丰", "phone": "13900001111", "id_number": "11010519491231002X"}
OPINION = {
    "request": "请求修路。",
    "findings": "路确实坏了半年。",
    "opinion": "两个月内修好。",
    "legal_basis": "公路法第三十五条",
}


@pytest.fixture
def government(county):
    """The county's government: the organ above its departments."""
    return UnitFactory(area=county, name="测试县人民政府")


@pytest.fixture
def higher(county):
    """The organ above the county's government."""
    return UnitFactory(area=county, name="测试市人民政府")


@pytest.fixture
def bureau(county, government, higher):
    """A department that petitions are sent to, with organs above it."""
    government.parent = higher
    government.save()
    return UnitFactory(area=county, name="测试县交通运输局", parent=government)


@pytest.fixture
def xf_unit(county, government):
    return UnitFactory(area=county, name="测试县信访局", parent=government)


@pytest.fixture
def clerk(xf_unit):
    """Works in the petition office."""
    return DutyFactory(role=Role.XF_OFFICE, unit=xf_unit).user


@pytest.fixture
def colleague(xf_unit, clerk):
    """Another of the petition office."""
    return DutyFactory(role=Role.XF_OFFICE, unit=xf_unit).user


@pytest.fixture
def official(bureau):
    """Handles petitions in the department."""
    return DutyFactory(role=Role.COMPETENT_ORG, unit=bureau).user


@pytest.fixture
def head(bureau):
    """Heads the department."""
    return DutyFactory(role=Role.COMPETENT_ORG, unit=bureau, leads=True).user


@pytest.fixture
def above(government):
    """Who handles, and who heads, in the organ above."""
    return hands(government)


@pytest.fixture
def top(higher):
    """Who handles, and who heads, in the organ above that."""
    return hands(higher)


def hands(unit):
    return tuple(DutyFactory(role=Role.COMPETENT_ORG, unit=unit, leads=leads).user for leads in (False, True))


class Line:
    """A petition's way, step by step, each made by the services with what they need."""

    ORDER = (
        "classify",
        "route",
        "accept",
        "investigate",
        "draft",
        "issue",
        "deliver",
        "apply_review",
        "review_draft",
        "review_issue",
        "review_deliver",
        "apply_recheck",
        "recheck_draft",
        "recheck_issue",
        "recheck_deliver",
        "conclude",
    )

    def __init__(self, area, units, people):
        self.area, self.units, self.people = area, units, people

    def register(self, **fields):
        given = {
            "channel": "net",
            "received_on": clock.today(),
            "request": "请求修路。",
            "facts": "路坏了半年，没有人修。",
            "petitioners": [PETITIONER],
            "area": self.area,
            "by": self.people["clerk"],
        }
        return services.register(**(given | fields))

    def to(self, last, **fields):
        """A petition on which the steps up to this one were made."""
        petition = self.register(**fields)
        for name in self.ORDER[: self.ORDER.index(last) + 1] if last else ():
            petition = self.do(petition, name)
        return petition

    def do(self, petition, name, **more):
        """Make one step, as whoever makes it, with what it needs unless told otherwise."""
        return getattr(services, name)(petition, **(self.given(petition, name) | more))

    def given(self, petition, name):
        today, hand = clock.today(), self.hand(name)
        stages = {"draft": OPINION | {"result": "reject"}}
        stages["review_draft"] = stages["recheck_draft"] = stages["draft"] | {"verdict": "upheld"}
        delivered = {"way": "signed", "delivered_on": today, "proof": "送达回证"}
        applied = {"applied_on": today, "received_on": today}
        said = {
            "classify": {"category": "claim", "path": "p6", "subject": "11"},
            "route": {"to": self.units["bureau"]},
            "investigate": {"note": "去看了路。"},
            "apply_review": applied | {"to": self.units["government"]},
            "apply_recheck": applied | {"to": self.units["higher"]},
            **stages,
            **dict.fromkeys(("deliver", "review_deliver", "recheck_deliver"), delivered),
        }
        return {"by": hand} | said.get(name, {})

    def hand(self, name):
        """Who makes it."""
        who = "official"
        if name in {"classify", "route", "apply_review", "apply_recheck", "lapse", "recall", "accuse"}:
            who = "clerk"
        if name == "issue":
            who = "head"
        for prefix, place in (("review_", "above"), ("recheck_", "top")):
            if name.startswith(prefix):
                return self.people[place][name.endswith(("issue", "rework"))]
        return self.people[who]


@pytest.fixture
def line(village, bureau, government, higher, clerk, official, head, above, top):
    units = {"bureau": bureau, "government": government, "higher": higher}
    people = {"clerk": clerk, "official": official, "head": head, "above": above, "top": top}
    return Line(village, units, people)


@pytest.fixture
def tomorrow():
    return clock.today() + timedelta(days=1)
