"""Answers about quarterly returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Unit, User
from areas.models import Area
from casework.models import LimitRule, SpecialDay
from pilot.models.group import county_of
from pilot.quarters import Quarter
from pilot.selectors import member_units
from progress.limits import DUE
from progress.models import Amendment, Closing, Item, Return, Row
from progress.workflow import UNSIGNED
from security import clock

ONE_DAY = timedelta(days=1)
ENOUGH = 5  # a share of fewer says nothing (ux.md 7.5)
UNKNOWN = "——"


def due_on(quarter: Quarter) -> date:
    """The last day on which a return of the quarter is on time: so many working days after its end."""
    limit = LimitRule.objects.limit(DUE, categories=[], grade="", on=quarter.end)
    last = clock.day_begins(quarter.end - ONE_DAY)
    return limit.due(last, SpecialDay.calendar(), timezone.get_default_timezone()).legal_on


def last_quarter() -> Quarter:
    """The quarter that is reported on now: the last one that is over."""
    return Quarter.of(clock.today()).later(-1)


def asked_units(county: str, quarter: Quarter) -> list[Unit]:
    """The units that have to report of a quarter: the members on its last day."""
    return member_units(quarter.end - ONE_DAY, county)


def is_closed(county: str, quarter: Quarter) -> bool:
    return Closing.objects.filter(area=county, quarter=str(quarter)).exists()


def rows_of(sheet: Return, user: User) -> list[Row]:
    """The rows that the user sees, with what was amended. Two queries."""
    amended = Prefetch("amendments", Amendment.objects.select_related("by", "confirmed_by"))
    rows = sheet.rows.visible_to(user).select_related("item", "matter").prefetch_related(amended)
    return list(rows.order_by("pk"))


def returns_of(user: User, quarter: Quarter) -> list[Return]:
    """What the user sees of a quarter, in the order of the units."""
    seen = Return.objects.visible_to(user).of_quarter(quarter)
    return list(seen.select_related("unit").order_by("unit__area", "unit__name", "pk"))


def catalogue(user: User) -> list[Item]:
    """All items of the user's county, those that are still asked first."""
    items = Item.objects.filter(area=county_of(user)).prefetch_related("units__unit").select_related("by")
    return sorted(items, key=lambda item: (bool(item.until), item.pk))


def quarters_known(user: User) -> list[Quarter]:
    """Those of which there are returns that the user sees, and the one that is reported on; latest first."""
    seen = Return.objects.visible_to(user).values_list("quarter", flat=True).distinct()
    return sorted({last_quarter(), *map(Quarter.read, seen)}, reverse=True)


@dataclass(frozen=True)
class Count:
    """A number of the overview: what it is called, which returns it counts, and of how many it is a share."""

    key: str
    label: str
    number: int
    of: int | None = None

    @property
    def share(self) -> str:
        """In per cent, where it is one of enough; "——" where of too few."""
        if self.of is None:
            return ""
        return f"{100 * self.number / self.of:.1f}%" if self.of >= ENOUGH else UNKNOWN


def is_in(sheet: Return, key: str) -> bool:
    """Is the return one of those that this number counts?"""
    signed = sheet.state not in UNSIGNED
    found: dict[str, bool] = {
        "all": True,
        "signed": signed,
        "on_time": signed and sheet.late is False,
        "late": bool(sheet.late),
        "overdue": sheet.is_overdue and not sheet.missing,
        "missing": sheet.missing,
        "returned": sheet.state == "returned",
    }
    return found.get(key, True)


LABELS = {
    "all": "成员单位",
    "signed": "已报",
    "on_time": "按时",
    "late": "迟报",
    "overdue": "超期未报",
    "missing": "缺报",
    "returned": "退回修改",
}


def counts_of(sheets: Iterable[Return]) -> list[Count]:
    """报送率, 按时率 and the rest: each number is that of the returns which it opens."""
    sheets = list(sheets)
    numbers = {key: sum(is_in(sheet, key) for sheet in sheets) for key in LABELS}
    shares = {"signed": len(sheets), "on_time": numbers["signed"]}
    return [Count(key, label, numbers[key], shares.get(key)) for key, label in LABELS.items()]


def prefilled_of(sheets: Iterable[Return]) -> Count:
    """预填占比: how many rows stood filled before the unit said anything."""
    sheets = list(sheets)
    filled, rows = sum(one.prefilled for one in sheets), sum(one.total for one in sheets)
    return Count("prefilled", "预填的项", filled, rows)


def county_area(user: User) -> Area:
    return Area.objects.get(pk=county_of(user))
