"""调查: a round is opened, its sheet brought in as often as it is mended, and published by somebody else."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.models import User
from areas.models import Area
from pilot.models import Question, Survey, SurveyResult
from pilot.models.group import county_of, decides_list, writes_list
from pilot.rates import positives_of
from pilot.services.listing import refuse
from pilot.workbooks import Unreadable, lines_of
from security import clock

NOT_YOURS = "调查由县领导小组办公室来录。"
PUBLISHED = "这一轮已经发布，不能改。"
PLACE, COUNTED = "镇（街道）", {question: str(question.label).removesuffix("率") for question in Question}
ASKED, SAID = "{}样本数", "{}满意数"
HEADS: dict[str, str] = {PLACE: "place"} | {
    head.format(words): f"{name}:{question}"
    for question, words in COUNTED.items()
    for head, name in ((ASKED, "asked"), (SAID, "said"))
}


@dataclass
class Taken:
    """What became of a sheet: how many results stand now, what is wrong in which row."""

    count: int = 0
    wrong: list[str] = field(default_factory=list)
    unreadable: str = ""


@transaction.atomic
def open_round(*, by: User, **said: Any) -> Survey:
    """A round that was made. Raises PilotDenied, or ValidationError in words."""
    refuse(writes_list(by), NOT_YOURS)
    refuse(said["ended_on"] <= clock.today(), "调查还没结束，结束以后再录。")
    survey = Survey(area=Area.objects.get(pk=county_of(by)), made_by=by, **said)
    survey.validate_constraints()
    survey.save()
    return survey


def may_edit(user: User, survey: Survey) -> bool:
    return survey.is_draft and survey.made_by_id == user.pk and writes_list(user)


def may_publish(user: User, survey: Survey) -> bool:
    """Somebody else of the office or of the leading group (LG-04)."""
    return survey.is_draft and survey.made_by_id != user.pk and (writes_list(user) or decides_list(user))


def locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)


@transaction.atomic
def bring_in(survey: Survey, content: bytes, *, by: User) -> Taken:
    """Take a sheet in: all of it for what stood, or nothing where a row is wrong. Raises PilotDenied."""
    refuse(survey.is_draft, PUBLISHED)
    refuse(may_edit(by, survey), "这一轮由录的人来传。")
    fresh = locked(survey)
    refuse(fresh.is_draft, PUBLISHED)
    taken = Taken()
    rows = list(read(fresh, content, taken))
    if not rows and not taken.wrong and not taken.unreadable:
        taken.unreadable = "表里没有一行结果。"
    if taken.wrong or taken.unreadable:
        return taken
    fresh.results.all().delete()
    SurveyResult.objects.bulk_create(rows)
    taken.count = len(rows)
    return taken


def read(survey: Survey, content: bytes, taken: Taken) -> Any:
    """The results that the sheet says; what is wrong is noted by row and column."""
    level = len(survey.area_id) + 3
    towns = Area.objects.filter(code__startswith=survey.area_id, code__regex=rf"^\d{{{level}}}$")
    known = {area.name: area for area in towns}
    met: set[str] = set()
    try:
        for number, cells in lines_of(content, HEADS, [PLACE]):
            name = cells.get("place", "")
            if name not in known or name in met:
                why = f"有两行“{name}”" if name in met else f"没有“{name}”这个镇（街道）"
                taken.wrong.append(f"第 {number} 行“{PLACE}”：{why}")
                continue
            met.add(name)
            yield from of_town(survey, known[name], number, cells, taken)
    except Unreadable as error:
        taken.unreadable = str(error)


def of_town(survey: Survey, area: Area, number: int, cells: dict[str, str], taken: Taken) -> Any:
    """The results of one row; a question with both cells empty was not asked there."""
    for question, words in COUNTED.items():
        asked, said = cells.get(f"asked:{question}", ""), cells.get(f"said:{question}", "")
        if not asked and not said:
            continue
        if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**7):
            taken.wrong.append(f"第 {number} 行“{ASKED.format(words)}”：写大于 0 的整数")
            continue
        try:
            positive = positives_of(int(asked), said)
        except ValueError as error:
            taken.wrong.append(f"第 {number} 行“{SAID.format(words)}”：{error}")
            continue
        yield SurveyResult(survey=survey, area=area, question=question, asked=int(asked), positive=positive)


@transaction.atomic
def publish(survey: Survey, *, by: User) -> Survey:
    """Let all whom it concerns see it. Raises PilotDenied."""
    refuse(survey.made_by_id != by.pk, "录的人不能自己发布，由另一个人来发布。")
    refuse(may_publish(by, survey), "调查由县领导小组或者办公室来发布，发布过的不能再发布。")
    fresh = locked(survey)
    refuse(fresh.is_draft, PUBLISHED)
    refuse(fresh.results.exists(), "还没有结果，先传调查表。")
    fresh.published_by, fresh.published_at = by, clock.now()
    fresh.save()
    return fresh


@transaction.atomic
def discard(survey: Survey, *, by: User) -> None:
    """Throw a draft away."""
    refuse(survey.is_draft, PUBLISHED)
    refuse(writes_list(by) and survey.area_id == county_of(by), NOT_YOURS)
    fresh = locked(survey)
    refuse(fresh.is_draft, PUBLISHED)
    fresh.delete()
