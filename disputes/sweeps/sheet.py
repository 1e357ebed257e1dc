"""A plan's rows as a workbook: who reported what, and the disputes behind the numbers."""

from collections.abc import Iterator
from io import BytesIO

from django.utils import timezone

from accounts.models import User
from casework.models import Matter
from disputes.models import Sweep, SweepPlan
from disputes.sweeps.rows import sweeps_of
from security.spreadsheets import Book

COLUMNS = {
    "单位": 30,
    "这一期": 26,
    "哪天以前报": 14,
    "报了没有": 10,
    "发现几件": 10,
    "签报以后又登记": 14,
    "签报人": 12,
    "签报时间": 18,
    "催报时间": 18,
    "迟报漏报瞒报": 30,
}
FOUND = {"编号": 18, "单位": 30, "这一期": 26, "地方": 20, "标题": 50, "状态": 12}
AT_ONCE = 20_000


def workbook(plan: SweepPlan, user: User) -> bytes:
    """The plan as the user may see it."""
    place = BytesIO()
    rows = list(sweeps_of(user).filter(plan=plan)[:AT_ONCE])
    book = Book(place)
    words = f"{plan}（{plan.get_sort_display()}，{plan.area}，{plan.get_rhythm_display()}）"
    book.add("排查表", COLUMNS, (cells(row) for row in rows), words)
    book.add("排查出的纠纷", FOUND, disputes(plan, user), f"{words}，不含涉隐私的")
    book.close()
    return place.getvalue()


def cells(row: Sweep) -> list[str]:
    """A row, a text for each head."""
    return [
        str(row.unit),
        row.period,
        f"{row.due_on:%Y-%m-%d}",
        row.get_state_display(),
        str(vars(row)["found"]),
        str(vars(row)["later"]),
        row.signed_name,
        moment(row.signed_at),
        moment(row.chased_at),
        "；".join(f"{fault}：{fault.reason}" for fault in row.faults.all()),
    ]


def moment(at: object) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""  # type: ignore[arg-type]


def disputes(plan: SweepPlan, user: User) -> Iterator[list[str]]:
    """The disputes behind the numbers: those of them that the user may see."""
    rows = Sweep.objects.visible_to(user).filter(plan=plan)
    seen = Matter.objects.visible_to(user).filter(found__sweep__in=rows, confidential=False)
    for matter in seen.select_related("area", "found__sweep__unit").order_by("pk")[:AT_ONCE]:
        sweep = matter.found.sweep
        yield [
            matter.number,
            str(sweep.unit),
            sweep.period,
            str(matter.area),
            matter.title,
            matter.status_label,
        ]
