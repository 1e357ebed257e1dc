"""The ledger of the programme's money: what was given, planned and used, by fund and plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from django.db.models import DecimalField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from pilot.models import Fund, Plan, Spending
from security.spreadsheets import Book

NOTHING, TENTH = Decimal(0), Decimal("0.1")
COLUMNS = {
    "资金": 24,
    "级别": 8,
    "下达（元）": 16,
    "下达文号": 20,
    "用款单位": 20,
    "用途": 24,
    "安排（元）": 16,
    "安排依据": 20,
    "支付日期": 12,
    "用在哪里": 24,
    "支出（元）": 16,
    "凭证": 20,
}


@dataclass(frozen=True)
class Standing:
    """A fund, a plan or a year: given (yuan), planned, used, and what follows from them."""

    what: Fund | None
    given: Decimal
    planned: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        """What is not planned yet."""
        return self.given - self.planned

    @property
    def share(self) -> str:
        """执行率: how much of what was given is used. Of nothing there is none."""
        if not self.given:
            return "——"
        return f"{(self.used * 100 / self.given).quantize(TENTH, ROUND_HALF_UP)}%"

    @property
    def percent(self) -> int:
        """The same for a bar, 0 to 100."""
        return int(self.used * 100 / self.given) if self.given else 0


def of_year(user: User, year: int, **only: int) -> list[Standing]:
    """The year's funds that the user sees. One query."""
    planned = Plan.objects.filter(fund=OuterRef("pk")).values("fund").annotate(sum=Sum("amount"))
    used = Spending.objects.filter(plan__fund=OuterRef("pk")).values("plan__fund").annotate(sum=Sum("amount"))
    found = Fund.objects.visible_to(user).filter(year=year, **only)
    rows = found.annotate(planned=total(planned), used=total(used)).order_by("level", "pk")
    return [Standing(one, one.amount, one.planned, one.used) for one in rows]


def total(rows: object) -> Coalesce:
    amount = DecimalField(max_digits=14, decimal_places=2)
    return Coalesce(Subquery(rows.values("sum")), NOTHING, output_field=amount)  # type: ignore[attr-defined]


def added(standings: Iterable[Standing]) -> Standing:
    """All of them as one."""
    known = list(standings)
    sums = (sum((getattr(one, name) for one in known), NOTHING) for name in ("given", "planned", "used"))
    return Standing(None, *sums)


@dataclass(frozen=True)
class Planned:
    """A plan with its payments."""

    plan: Plan
    lines: list[Spending]

    @property
    def used(self) -> Decimal:
        return sum((one.amount for one in self.lines), NOTHING)

    @property
    def left(self) -> Decimal:
        return self.plan.amount - self.used

    @property
    def percent(self) -> int:
        return int(self.used * 100 / self.plan.amount)


def plans_of(fund: Fund) -> list[Planned]:
    """Each plan with what was paid out of it, in two queries."""
    plans = fund.plans.select_related("unit").prefetch_related("spendings__undone")
    return [Planned(one, list(one.spendings.all())) for one in plans]


def workbook(user: User, year: int) -> bytes:
    """Every line of the year's ledger."""
    file = BytesIO()
    book = Book(file)
    known = of_year(user, year)
    sums = added(known)
    words = f"{year}年专项资金：下达 {sums.given} 元，安排 {sums.planned} 元，支出 {sums.used} 元。"
    book.add("专项资金", COLUMNS, (row for one in known if one.what for row in rows_of(one.what)), words)
    book.close()
    return file.getvalue()


def rows_of(fund: Fund) -> Iterator[Sequence[str]]:
    """A row for each payment; for a plan without one, and a fund without a plan, one as well."""
    head = [str(fund), fund.get_level_display(), str(fund.amount), fund.document]
    plans = plans_of(fund)
    if not plans:
        yield [*head, *[""] * 8]
    for one in plans:
        plan = [str(one.plan.unit), one.plan.purpose, str(one.plan.amount), one.plan.document]
        for line in one.lines:
            yield [*head, *plan, f"{line.on:%Y-%m-%d}", line.what, str(line.amount), line.document]
        if not one.lines:
            yield [*head, *plan, *[""] * 4]
