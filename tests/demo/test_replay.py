"""What the loader writes at once is what the services write step by step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from areas.models import Area
from casework.models import LimitRule, Matter
from casework.services.reminders import late_for_long, remind, warned_limits
from demo.founding import found
from demo.lives import Step, Story
from demo.loading import books_of, entered, remember_reminders, save, world_of
from demo.people import HOME, HOME_GRID
from demo.story import stories
from demo.texts.theme import Desk
from grids import services
from grids.models import Category, Source
from tests.demo.conftest import NOW, UNTIL

STAMPS = {"created_at", "recorded_at", "chain"}  # when a row was written, whatever it tells; a random code
SAMPLE = 70
A_DAY_AGO = NOW - timedelta(days=1)
PAIRS = (
    ("settle", "reopen"),
    ("settle", "rework"),
    ("rework", "reopen"),
    ("hand_back", "rework"),
    ("hand_back", "reopen"),
)
RARE = ("settle", "query", "supplement", "decline", "hand_back", "handle", "rework", "reopen")

RIGHT, WRONG = (HOME, Desk.ENFORCEMENT), (HOME, Desk.WORKS)
# hours since the step before, the step, by whom ("": somebody of the wrong unit), what they wrote, and more
HARD_LIFE = [
    (100, "query", "fenpai", "哪一幢？", {}),
    (5, "supplement", "wangge", "三幢。", {}),
    (90, "dispatch", "fenpai", "", {"unit": WRONG}),
    (30, "accept", "", "", {}),
    (5, "hand_back", "", "不归我们。", {"reason": "not_ours"}),
    (1, "dispatch", "fenpai", "", {"unit": RIGHT}),
    (1, "accept", "chengban", "", {}),
    (200, "finish", "chengban", "办好了。", {}),
    (80, "rework", "fenpai", "没办好。", {}),
    (2, "handle", "chengban", "在办。", {}),
    (3, "finish", "chengban", "这回办好了。", {}),
    (1, "check", "fenpai", "", {}),
    (70, "close", "fenpai", "", {}),
    (300, "reopen", "fenpai", "又来了。", {}),
    (2, "dispatch", "fenpai", "", {"unit": RIGHT}),
    (1, "accept", "duizhang", "", {}),
    (2, "finish", "duizhang", "又办好了。", {}),
    (1, "check", "fenpai", "", {}),
    (1, "close", "fenpai", "", {}),
]


@pytest.fixture
def county(db):
    county = found()
    # The county's own limits, by category and by urgency, are found as the services find them.
    sanitation = Category.objects.get(code="104")
    said = {
        "basis": "县规定",
        "reason": "县里定的",
        "by": county.users["fenpai"],
        "valid_from": date(2025, 1, 1),
    }
    LimitRule.objects.create(key="grid.handle", category=sanitation.code, amount=5, unit="个工作日", **said)
    LimitRule.objects.create(key="grid.check", grade="urgent", amount=4, unit="小时", **said)
    return county


@pytest.fixture
def sample(county):
    """Stories with every rare step and every end, urgent and major ones, and some of all."""
    told = stories(world_of(county), until=UNTIL, now=NOW, count=6000)
    chosen = [story for story in told if story.urgency in {"urgent", "major"}][:6]
    for move in RARE:
        chosen += [story for story in told if any(step.move == move for step in story.steps)][:4]
    for pair in PAIRS:
        chosen += [story for story in told if {step.move for step in story.steps} >= set(pair)][:2]
    chosen += {story.steps[-1].move if story.steps else "": story for story in told}.values()
    chosen += told[:: len(told) // (SAMPLE - len(chosen))]
    return list(dict.fromkeys(chosen))


def test_the_loader_writes_what_the_services_write(county, sample):
    compare(county, sample)
    assert {step.move for story in sample for step in story.steps} >= set(RARE)


def compare(county, sample):
    """Load the stories and take them back, then replay them: every column is the same."""
    with transaction.atomic():
        entries = list(entered(sample, books_of(county)))
        remember_reminders(entries, A_DAY_AGO)
        save(entries)
        loaded = [rows_of(entry.matter.pk) for entry in entries]
        transaction.set_rollback(True)

    assert not Matter.objects.exists()
    replayed = [replay(story, county).pk for story in sample]
    sweep(A_DAY_AGO)
    for story, expected, pk in zip(sample, loaded, replayed, strict=True):
        assert expected == rows_of(pk), story


def test_every_prefix_of_a_hard_life_is_written_alike(county):
    whole = hard_life(county)
    prefixes = [replace(whole, steps=whole.steps[:length]) for length in range(len(whole.steps) + 1)]
    compare(county, prefixes)


def hard_life(county):
    """Sent late and astray, done late, failed the check late, closed and opened again."""
    astray = next(person.username for person in county.people if person.post and person.post.unit == WRONG)
    at = NOW - timedelta(days=60)
    story = Story(at, "wangge", HOME_GRID, "104", "网格员巡查", "general", "路口有积水。")
    steps = []
    for hours, move, by, note, more in HARD_LIFE:
        at += timedelta(hours=hours)
        steps.append(Step(move, at, by or astray, note, **more))
    return replace(story, steps=tuple(steps))


def replay(story, county):
    """The same story through the services."""
    lng, lat = story.point or (None, None)
    matter = services.register(
        text=story.text,
        category=Category.objects.get(code=story.category),
        source=Source.objects.get(name=story.source),
        area=Area.objects.get(code=story.area),
        by=county.users[story.by],
        at=story.at,
        urgency=story.urgency,
        landmark=story.landmark,
        lng=lng,
        lat=lat,
    )
    for step in story.steps:
        act = getattr(services, step.move)
        matter = act(matter, by=county.users[step.by], at=step.at, **given(step, county))
    return matter


def given(step, county):
    """What the service of this step is told."""
    if step.move in {"dispatch", "decide"}:
        return {"to": county.units[step.unit]}
    if step.move in {"settle", "finish"}:
        return {"result": step.note}
    if step.move in {"hand_back", "refer"}:
        return {"reason": step.reason, "note": step.note}
    return {"note": step.note} if step.move != "accept" else {}


def sweep(now):
    """Write the reminders of that moment."""
    last, above = 0, late_for_long(now)
    while batch := warned_limits(now, above, after=last):
        remind(batch, now, above)
        last = batch[-1].pk


def rows_of(pk):
    """Every column of a case's rows, less what tells two copies of it apart."""
    matter = Matter.objects.select_related("case").get(pk=pk)
    events = list(matter.events.order_by("pk"))
    places = {event.pk: place for place, event in enumerate(events)}
    deadlines = [columns(deadline, "matter_id") for deadline in matter.deadlines.order_by("pk")]
    for row in deadlines:
        row["started_by_id"] = places[row["started_by_id"]]
    return {
        "month": matter.number[:6],
        "matter": columns(matter, "number"),
        "case": columns(matter.case, "matter_id", "origin", "origin_number"),
        "events": [columns(event, "matter_id") for event in events],
        "deadlines": deadlines,
    }


def columns(row, *left_out):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in {"id", *STAMPS, *left_out}
    }
