"""The decision on honours: who, in the order of the units, with what they are honoured for."""

from collections.abc import Callable, Sequence

from outcomes.models import HonourSort, Nomination, Roll
from papers.document.blocks import Heading
from papers.document.fields import said_day, seal_of
from papers.document.forms import Form, Grid, Line, Part, plain
from security import clock


def decision_form(roll: Roll, rows: Sequence[Nomination]) -> Callable[[str], Form]:
    """关于表彰……的决定, with the days for which it was put up."""

    def compose(number: str) -> Form:
        parts: list[Part] = [Line(number, "center")]
        parts += plain(
            f"依据{roll.basis}，经推荐，自{said_day(roll.shown_from)}至{said_day(roll.shown_until)}公示，"
            "决定对下列集体、个人予以表彰。名单按单位顺序，不分先后。"
        )
        for sort in HonourSort:
            named = [row for row in rows if row.sort == sort]
            if named:
                parts += [Heading(1, sort.label), table(named)]
        organ, today = str(roll.office), clock.today()
        return Form(f"关于表彰{roll}的决定", organ, today, (*parts, *seal_of(organ, today)))

    return compose


def table(rows: Sequence[Nomination]) -> Grid:
    """Unit, name where there is one, and the reasons as they were given."""
    heads = ("单位", "姓名", "事迹和理由")
    lines = [(str(row.unit), row.name or "——", " ".join(row.reasons.split())[:200]) for row in rows]
    return Grid((8, 5, 15), (heads, *lines), head=True)
