"""A petition walked day by day through a year with holidays, by the services themselves: no legal end moves
against the petitioner (XF-30 to XF-55, T-01 to T-10).
"""

import json
import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured

from casework.rules import rules
from casework.services import import_holidays
from casework.services.extensions import ask_extension, decide_extension
from casework.services.recomputing import recompute
from security import clock

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
DATA = configured.BASE_DIR / "casework" / "data"
PUBLISHED = date(2025, 11, 4)  # on which the next year's holidays were told
LATER = {"announce"}  # the steps after which an organ may take longer than it said


@pytest.fixture(autouse=True)
def told_of_other_days(settings):
    settings.DEMO = True  # where alone the clock may be told of another day


def holidays(year):
    import_holidays(json.loads((DATA / f"holidays_{year}.json").read_text(encoding="utf-8")))


def plan(line, chance):
    """(days to wait, step) of one petition's whole way; the waits differ from one petition to the next."""
    for name in line.ORDER:
        longest = {"issue": 50, "review_issue": 20, "recheck_issue": 20, "conclude": 40}.get(name, 9)
        yield chance.randint(0, longest), name
        if name == "investigate":
            yield chance.randint(0, 9), "announce"


def step(line, petition, name):
    """Make it, with all that goes before it."""
    if name == "announce":
        limit = petition.deadlines.get(limit="xf.handle")
        asked = ask_extension(limit, amount=30, reason="要等鉴定。", by=line.people["official"])
        decide_extension(asked, granted=True, answer="同意。", by=line.people["head"])
        return line.do(petition, "announce", by=line.people["official"], note="延长三十日，因为要等鉴定。")
    return line.do(petition, name)


def held(petition, before, *, longer):
    """The ends as they stand today, after they were compared with those of the day before."""
    now = {one.pk: one for one in petition.deadlines.all()}
    for key, was in before.items():
        one = now[key]  # no limit is ever taken away
        if rules()[one.limit].of_citizen:
            assert one.legal_on >= was.legal_on, one
        elif one.legal_on > was.legal_on:
            assert longer, one
            assert one.limit == "xf.handle" or was.promised_at is None
    return now


def walk(line, begun, chance, events):
    """Each day at noon: what happens on it, then the step that is due."""
    steps, day, before, petition = plan(line, chance), begun, {}, None
    wait, name = next(steps)
    ends, made = begun + 365 * DAY, []
    while day <= ends and name:
        longer = False
        with clock.as_of(datetime.combine(day, time(12), tzinfo=ZONE)):
            petition = petition or line.register(received_on=day)
            if happens := events.get(day):
                happens()
                longer = True
            elif wait <= 0:
                petition = step(line, petition, name)
                longer = name in LATER
                made.append(name)
                wait, name = next(steps, (0, ""))
            before = held(petition, before, longer=longer)
        day, wait = day + DAY, wait - 1
    return made, before


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_no_legal_day_ever_moves_against_the_petitioner(line, seed):
    chance = random.Random(seed)
    holidays(2025)
    holidays(2026)
    begun = date(2025, 1, 2) + DAY * chance.randint(0, 360)
    made, limits = walk(line, begun, chance, {})
    assert made[-1] == "conclude"
    ends = {one.limit: one for one in limits.values()}
    assert ends["xf.handle"].extended == 30
    assert {"xf.review_apply", "xf.recheck_apply", "xf.review_decide", "xf.recheck_decide"} <= ends.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4, 7))
def test_nor_when_the_holidays_of_the_year_are_told_on_the_way(line, seed):
    """What a citizen has never gets shorter by it, and what a citizen was promised never gets later."""
    chance = random.Random(seed)
    holidays(2025)

    def told():
        holidays(2026)
        recompute()

    begun = PUBLISHED - DAY * chance.randint(20, 110)
    made, limits = walk(line, begun, chance, {PUBLISHED: told})
    assert made[-1] == "conclude"
    assert not any(one.provisional for one in limits.values() if one.legal_on.year <= 2026 and one.runs)
