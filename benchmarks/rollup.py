"""The roll-up of all months beside the same two steps by hand, and a quarter read from the table."""

import time
from collections.abc import Callable
from datetime import date

from django.db import connection
from django.db.models import Min

from accounts.models import Role, User
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row
from casework.figures import figures
from casework.models import Matter
from figures import services
from figures.layout import layout
from figures.models import Cut, FigureNumbers
from figures.periods import Quarter, month_of, months_between
from figures.selectors import Question, ask_as
from security import clock

TIMES, SECONDS = 1.2, 0.25
TURNS = 5
MOMENTS = {
    "m.registered_at": (
        "count(*)", "count(*) FILTER (WHERE c.urgency = 'urgent')",
        "count(*) FILTER (WHERE m.status <> 'merged' AND (m.status NOT IN ('reported', 'incomplete')"
        " OR c.dispatched_at IS NOT NULL OR c.first_closed_at IS NOT NULL))",
        "count(*) FILTER (WHERE m.status <> 'merged' AND m.status <> 'declined' AND (m.status NOT IN"
        " ('reported', 'incomplete') OR c.dispatched_at IS NOT NULL OR c.first_closed_at IS NOT NULL))",
        "count(*) FILTER (WHERE c.on_time IS NOT NULL)", "count(*) FILTER (WHERE c.on_time)",
        "count(*) FILTER (WHERE c.settled)",
    ),
    "c.handle_due_at": tuple(
        f"count(*) FILTER (WHERE (c.handle_due_at <= now() OR c.finished_at IS NOT NULL) AND {which})"
        for which in (
            "m.status <> 'postponed'", "m.status <> 'postponed' AND c.finished_at IS NOT NULL",
            "m.status <> 'postponed' AND c.on_time", "m.status = 'closed'", "m.status = 'postponed'",
        )
    ),
    "m.closed_at": ("count(*) FILTER (WHERE m.status = 'closed')",),
    "c.finished_at": (
        "count(*)", "sum(round(extract(epoch FROM c.finished_at - m.registered_at)))::bigint",
        "count(*) FILTER (WHERE c.reworked > 0)",
    ),
    "c.dispatched_at": (
        "count(*)", "count(*) FILTER (WHERE c.dispatched_on_time IS NOT NULL)",
        "count(*) FILTER (WHERE c.dispatched_on_time)", "count(*) FILTER (WHERE c.returned = 0)",
    ),
    "c.checked_at": (
        "count(*) FILTER (WHERE c.checked_on_time IS NOT NULL)", "count(*) FILTER (WHERE c.checked_on_time)",
    ),
    "c.first_closed_at": ("count(*)", "count(*) FILTER (WHERE c.reopened > 0)"),
}  # fmt: skip
MONTH = "date_trunc('month', {0} AT TIME ZONE 'Asia/Shanghai')::date"
APART = "m.confidential OR EXISTS (SELECT 1 FROM casework_accusation a WHERE a.matter_id = m.id)"


def measure(environment: Environment) -> list[Row]:
    """Seconds of both ways over the same months, and of a quarter's figures by township."""
    first = Matter.objects.aggregate(first=Min("registered_at"))["first"]
    months = months_between(first.date(), clock.today())
    ours, hand = seconds(lambda: rolled(months)), seconds(by_hand)
    alike = of_table("FigureNumbers") == of_table("by_hand")
    cells: dict[str, Cell] = {"月": len(months), "秒": ours, "手写 秒": hand, "÷手写": ours / hand}
    cells |= {"行": FigureNumbers.objects.count(), "上报案件一样": "是" if alike else "不一样"}
    read = min(seconds(quarter) for _ in range(TURNS))
    return [
        Row(
            "全部月份汇总",
            cells,
            [Check("÷ 手写两步", ours / hand, TIMES), Check("不一样", float(not alike), 0, "个")],
        ),
        Row("读一个季度（各镇全部指标）", {"秒": read}, [Check("秒", read, SECONDS, "秒")]),
    ]


def rolled(months: list[date]) -> None:
    for some in services.together(months):
        services.roll_up(*some)


def by_hand() -> None:
    """Per grid and unit first, then along both cuts into a table with an index."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench.by_hand")
        cursor.execute(
            "CREATE TABLE bench.by_hand"
            " (start date, cut text, moment text, area text, unit bigint, apart boolean, numbers bigint[])"
        )
        for moment, sums in MOMENTS.items():
            cursor.execute(two_steps(moment, sums))
        cursor.execute("CREATE UNIQUE INDEX ON bench.by_hand (start, cut, moment, area, unit, apart)")


def two_steps(moment: str, sums: tuple[str, ...]) -> str:
    names = [f"n{place}" for place in range(len(sums))]
    added = ", ".join(f"sum({name})::bigint" for name in names)
    counted = ", ".join(f"{one} AS {name}" for one, name in zip(sums, names, strict=True))
    return f"""
        WITH counted AS MATERIALIZED (
            SELECT {MONTH.format(moment)} AS start, m.area_id, m.unit_id, ({APART}) AS apart, {counted}
            FROM casework_matter m JOIN grids_case c ON c.matter_id = m.id
            WHERE {moment} IS NOT NULL GROUP BY 1, 2, 3, 4
        )
        INSERT INTO bench.by_hand
        SELECT start, 'area', '{moment}', area_id, NULL, apart, ARRAY[{added}] FROM counted GROUP BY 1, 4, 6
        UNION ALL
        SELECT start, 'unit', '{moment}', left(area_id, 9), unit_id, apart, ARRAY[{added}]
        FROM counted GROUP BY 1, left(area_id, 9), 5, 6
    """  # nosec B608 - words of our own


def of_table(name: str) -> list[tuple[date, int]]:
    """Cases reported by month, as the table has them."""
    branch = layout().branch_of(figures()["cases.reported"]).number
    with connection.cursor() as cursor:
        if name == "by_hand":
            cursor.execute(
                "SELECT start, sum(numbers[1])::bigint FROM bench.by_hand"
                " WHERE moment = 'm.registered_at' AND cut = 'unit' GROUP BY 1 ORDER BY 1"
            )
        else:
            cursor.execute(
                "SELECT start, sum(numbers[1])::bigint FROM figures_figurenumbers"
                " WHERE branch = %s AND sort = 'month' AND cut = %s GROUP BY 1 ORDER BY 1",
                [branch, Cut.UNIT.value],
            )
        return [(start, n) for start, n in cursor.fetchall() if n]


def quarter() -> None:
    """All figures of cases that add up, by township, as the county's office asks for them."""
    office = User.objects.filter(duties__role=Role.OFFICE).order_by("pk")[0]
    asked = [one for one in figures().values() if one.kind == "case" and one.adds_up]
    last = Quarter.of(month_of(clock.today())).previous
    ask_as(office, "case", [Question(asked, (last.period,), "area")])


def seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
