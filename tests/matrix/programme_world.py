"""The pilot programme of the world: the list of the leading group, and the draft of the next."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from casework.models import Matter, Supervision
from casework.services.signed import as_signed, next_of
from papers.document.forms import Form
from pilot.models import (
    Decision,
    DutyItem,
    Fund,
    GroupVersion,
    Letter,
    LetterSeries,
    Meeting,
    MemberUnit,
    Plan,
    Post,
    SpecialGroup,
    SpecialUnit,
    Spending,
    Survey,
    SurveyResult,
)

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_group(world: "World") -> None:
    """What was adopted, and the draft of the next."""
    for name, owner in (("group", "in the east"), ("group_draft", "draft of the list")):
        with world.canaries.of(owner):
            made = add_list(world, len(world.things))
        world.things[name] = made
        if name == "group":
            days = {"dated_on": "2020-01-01", "valid_from": "2020-01-02", "adopted_at": world.now}
            adopted = days | {"adopted_by": world.people["leading_group.east"]}
            GroupVersion.objects.filter(pk=made.pk).update(**adopted)


def add_meetings(world: "World") -> None:
    """Minutes that went out, and the draft of others; nothing in them was decided for a unit."""
    for name, owner in (("minutes", "minutes"), ("minutes_draft", "draft of the minutes")):
        with world.canaries.of(owner):
            said = {"sort": "group", "held_on": "2020-01-02", "made_by": world.people["stranger"]}
            made = Meeting.objects.create(area=world.areas["county"], **said)
            Decision.objects.create(meeting=made)
        world.things[name] = made
    issued = {"issued_on": "2020-01-03", "issued_at": world.now, "issued_by": world.people["office.east"]}
    Meeting.objects.filter(pk=world.things["minutes"].pk).update(**issued)


def add_money(world: "World") -> None:
    """A fund, what of it is planned, what of that was paid."""
    line = {"on": "2020-01-02", "by": world.people["stranger"]}
    with world.canaries.of("money"):
        fund = Fund.objects.create(area=world.areas["county"], year=2020, level="county", amount=900, **line)
        plan = Plan.objects.create(fund=fund, unit=world.units["bureau"], amount=500, **line)
        spending = Spending.objects.create(plan=plan, amount=100, **line)
    world.things |= {"fund": fund, "plan": plan, "spending": spending}


def add_surveys(world: "World") -> None:
    """A round that was published, and the draft of the next."""
    days = {"began_on": "2020-01-02", "ended_on": "2020-01-09", "made_by": world.people["stranger"]}
    for number, (name, owner) in enumerate((("survey", "survey"), ("survey_draft", "draft of a survey")), 1):
        with world.canaries.of(owner):
            made = Survey.objects.create(
                area=world.areas["county"], year=2020, number=number, method="net", **days
            )
        world.things[name] = made
    done = world.things["survey"]
    SurveyResult.objects.create(
        survey=done, area=world.areas["east_town"], question="safety", asked=100, positive=97
    )
    by = {"published_by": world.people["office.east"], "published_at": world.now}
    Survey.objects.filter(pk=done.pk).update(**by)


@transaction.atomic
def add_letter(world: "World", matter: Matter) -> None:
    """An old letter that was signed, of a supervision that is over."""
    by = world.people["stranger"]
    over = {"until": "2020-02-01", "ended_at": world.now, "by": by}
    supervision = Supervision.objects.create(matter=matter, **over)
    form = Form(f"督办函{world.canaries.word('pilot.Letter.form')}", "单位", date(2020, 2, 1), ())
    series = next_of(LetterSeries, world.units["bureau"])
    said = as_signed(series, number="", by=by, compose=lambda number: form)
    world.things["letter"] = Letter.objects.create(matter=matter, supervision=supervision, **said)


def add_list(world: "World", number: int) -> GroupVersion:
    """One of everything that stands in a list."""
    made = GroupVersion.objects.create(
        area=world.areas["county"], number=number, made_by=world.people["stranger"]
    )
    unit, part = world.units["bureau"], {"version": made}
    Post.objects.create(office="head", name="甲", **part)
    member = MemberUnit.objects.create(unit=unit, **part)
    DutyItem.objects.create(member=member, **part)
    SpecialUnit.objects.create(group=SpecialGroup.objects.create(lead=unit, **part), unit=unit, **part)
    return made
