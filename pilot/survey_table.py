"""A survey round as a page and a workbook show it: by town and question, against the round before."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from accounts.models import User
from pilot.models import Question, Survey, SurveyResult
from pilot.rates import Rate, TownRates, together
from security.spreadsheets import Book

ALL = "全县合计"
COLUMNS = {
    "镇（街道）": 20,
    "指标": 20,
    "满意数": 10,
    "样本数": 10,
    "率": 10,
    "和目标比": 30,
    "和上一轮比": 24,
}


def before(survey: Survey, user: User) -> Survey | None:
    """The published round before this one; None for the first."""
    seen = Survey.objects.visible_to(user).exclude(published_at=None).exclude(pk=survey.pk)
    rounds = [(one.year, one.number, one) for one in seen]
    earlier = [one for one in rounds if one[:2] < (survey.year, survey.number)]
    return max(earlier, key=lambda one: one[:2])[2] if earlier else None


def towns(survey: Survey, past: Survey | None) -> list[TownRates]:
    """Each town of the round in official order, then all of them together. Two queries at most."""
    known = {(one.area_id, one.question): one for one in past.results.all()} if past else {}
    found: dict[str, TownRates] = {}
    for one in survey.results.select_related("area"):
        earlier = known.get((one.area_id, one.question))
        rate = rate_of(one, survey, rate_of(earlier, survey) if earlier else None)
        town = found.setdefault(one.area_id, TownRates(one.area.name, {}))
        found[one.area_id] = TownRates(town.name, {**town.rates, one.question: rate})
    rows = [found[code] for code in sorted(found)]
    sums = {question: summed(rows, question, survey, known) for question in Question.values}
    return [*rows, TownRates(ALL, {name: rate for name, rate in sums.items() if rate})] if rows else []


def rate_of(result: SurveyResult, survey: Survey, past: Rate | None = None) -> Rate:
    return Rate(result.positive, result.asked, survey.target, past)


def summed(rows: Sequence[TownRates], question: str, survey: Survey, known: Any) -> Rate | None:
    """All towns of this round, against all towns of the round before, whichever they were."""
    now = together(row.rates[question] for row in rows if question in row.rates)
    past = together(rate_of(one, survey) for (_, asked), one in known.items() if asked == question)
    return Rate(now.positive, now.asked, now.target, past) if now else None


def lines(rows: Sequence[TownRates]) -> list[dict[str, Any]]:
    """A line for each town: its name and its three rates in order, None where it was not asked."""
    return [{"name": row.name, "rates": [row.rates.get(one) for one in Question.values]} for row in rows]


def chart(survey: Survey, rows: Sequence[TownRates]) -> dict[str, Any]:
    """Bars of the three rates by town, with the numbers beside them."""
    points = [
        {"label": row.name, "values": [point(row.rates.get(one)) for one in Question.values]} for row in rows
    ]
    return {
        "id": "survey-chart",
        "title": f"{survey}：各镇（街道）三项率",
        "kind": "bar",
        "unit": "%",
        "series": list(Question.labels),
        "note": f"目标 {survey.target}%；样本不到 30 人的不列",
        "rows": points,
    }


def point(rate: Rate | None) -> dict[str, Any]:
    return {"value": rate.value if rate else None}


def workbook(survey: Survey, rows: Sequence[TownRates]) -> bytes:
    """The same lines as on the page, one a rate."""
    file = BytesIO()
    book = Book(file)
    asked = f"{survey.agency}，{survey.get_method_display()}，{survey.began_on} 到 {survey.ended_on}"
    book.add("调查", COLUMNS, cells(rows), f"{survey}。{asked}。目标 {survey.target}%。")
    book.close()
    return file.getvalue()


def cells(rows: Sequence[TownRates]) -> Iterator[list[str]]:
    for row in rows:
        for question in Question:
            if rate := row.rates.get(question):
                shown = [str(rate.positive), str(rate.asked)] if rate.enough else ["——", str(rate.asked)]
                yield [row.name, str(question.label), *shown, rate.text, rate.verdict, rate.change]
