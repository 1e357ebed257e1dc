"""The summary for those who evaluate cadres: the facts of one unit's year in tables."""

from collections.abc import Callable, Sequence
from typing import Any

from accounts.models import Unit
from papers.document.blocks import Heading
from papers.document.fields import said_day, seal_of
from papers.document.forms import Form, Grid, Line, Part, plain
from security import clock

DRAFT = "【稿】没有签发，不作凭据"


def summary_form(unit: Unit, year: int, facts: Sequence[Any], organ: str) -> Callable[[str], Form]:
    """Facts under their heads, in the order in which they come."""

    def compose(number: str) -> Form:
        today = clock.today()
        parts: list[Part] = [Line(number or DRAFT, "center")]
        parts += plain(
            f"{unit}{year}年在平台上的有关情况如下，数取自平台，截至{said_day(today)}。",
            "只列事实，供有权机关在干部考核评价时参考；不打分、不排名，不涉及个人。",
        )
        for head in dict.fromkeys(fact.head for fact in facts):
            rows = [(fact.label, fact.value) for fact in facts if fact.head == head]
            parts += [Heading(1, head), Grid((16, 12), (("事项", "情况"), *rows), head=True)]
        day = today if number else None
        return Form(f"{unit}{year}年履行职责情况", organ, today, (*parts, *seal_of(organ, day)))

    return compose
