"""A petition that everything of supervision was done to, and days of reception, for the walk of pages."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from django.urls import reverse

from accounts.models import Role
from petitions.services import supervising
from security import clock
from tests.browser.conftest import somebody
from tests.factories import UnitFactory

WORDS = "请在三日内到现场看过，把修路的日期写给信访人。"


@dataclass(frozen=True)
class Supervised:
    """The petition, the day on which a leader received, and what was written down."""

    petition: Any
    day: Any
    advice: Any
    charge: Any

    def of(self, name: str, row: Any) -> str:
        return reverse(f"petitions:{name}", args=[self.petition.number, row.pk])

    @property
    def of_office(self) -> tuple[str, ...]:
        """What the petition office opens of it, and of the days."""
        home = self.petition.get_absolute_url()
        return (
            "/petitions/supervision/",
            "/petitions/receptions/",
            reverse("petitions:reception_off", args=[self.day.pk]),
            home,
            *(f"{home}{name}/" for name in ("recommend", "measure", "charge")),
            self.of("go_on", self.charge),
        )

    @property
    def of_organ(self) -> tuple[str, ...]:
        return (self.of("feedback", self.advice),)


def supervised(line: Any) -> Supervised:
    """Recommended on, talked about, in a leader's charge; a second day was called off."""
    clerk, petition, today = line.people["clerk"], line.to("accept"), clock.today()
    county = line.units["government"].area
    leader = somebody("zuzhang", role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="平安办"))
    given = {"begins": time(9), "ends": time(11), "kind": "in", "area": county, "by": clerk}
    day, off = (
        supervising.publish_day(on=today + timedelta(days=days), post="副县长", place="县信访局", **given)
        for days in (1, 8)
    )
    supervising.call_off(off, reason="副县长那天到省里开会，改到下一周。", by=clerk)
    advice = supervising.recommend(petition, ground="shirking", kind="work", words=WORDS, by=clerk)
    said = {"document": "县联席〔2026〕2号", "words": "约谈了分管负责人。", "taken_on": today}
    supervising.measure(petition, kind="talk", by=clerk, **said)
    charge = supervising.take_charge(petition, leader=leader, next_step="周五约见。", by=clerk, day=day)
    return Supervised(petition, day, advice, charge)
