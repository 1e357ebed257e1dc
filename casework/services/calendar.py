"""Import of the State Council's yearly notice on holidays (CAL-07)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from casework.models import HolidayNotice, SpecialDay

YEARS = range(1949, 2200)
NAME_LENGTH = 40


class NoticeInvalid(ValueError):
    """The file is not a notice in the agreed form; the message says where."""


@dataclass(frozen=True)
class HolidayImport:
    """What an import did. An empty notice is a year that is not published yet."""

    year: int
    days: int
    changed: bool

    @property
    def published(self) -> bool:
        return self.days > 0


@transaction.atomic
def import_holidays(data: Any, *, entered_by: str = "", confirmed_by: str = "") -> HolidayImport:
    """Take a notice `{year, papers[], days[{name, date, isOffDay}]}`. The same notice twice changes nothing.

    Raises NoticeInvalid. A corrected notice replaces the days of the earlier one and counts as a new
    version; days that the county added itself stay. The names say who answers for it.
    """
    year, papers, days = parse_notice(data)
    if not days and (stored := SpecialDay.objects.filter(notice=year).count()):
        raise NoticeInvalid(f"{year} 年在库里已有 {stored} 天，这个文件却是空的，没有改动。")
    known = dict(SpecialDay.objects.filter(notice=year).values_list("day", "worked"))
    told = {day: worked for day, (worked, _) in days.items()}
    names = {"entered_by": entered_by, "confirmed_by": confirmed_by}
    notice, fresh = HolidayNotice.objects.get_or_create(year=year, defaults={"papers": papers, **names})
    if not fresh and known == told:
        return HolidayImport(year, len(days), changed=False)
    if not fresh:
        notice.version += 1
        notice.papers, notice.imported_at = papers, Now()
        notice.entered_by, notice.confirmed_by = entered_by, confirmed_by
        notice.save()
    SpecialDay.objects.filter(notice=year).delete()
    for day, (worked, name) in days.items():
        SpecialDay.objects.update_or_create(
            day=day, defaults={"worked": worked, "name": name, "notice": notice}
        )
    return HolidayImport(year, len(days), changed=True)


def parse_notice(data: Any) -> tuple[int, list[str], dict[date, tuple[bool, str]]]:
    """Year, papers and days (worked, name) of the file. Raises NoticeInvalid (CAL-07)."""
    if not isinstance(data, dict) or not isinstance(data.get("year"), int):
        raise NoticeInvalid("文件里没有“year”（年份）。请用国务院放假通知的 JSON 文件。")
    year: int = data["year"]
    if year not in YEARS:
        raise NoticeInvalid(f"年份是 {year}，应在 {YEARS.start} 和 {YEARS.stop - 1} 之间。")
    papers = data.get("papers", [])
    if not isinstance(papers, list):
        raise NoticeInvalid(f"{year} 年的“papers”应是通知网址的列表。")
    if not isinstance(data.get("days"), list):
        raise NoticeInvalid(f"{year} 年的文件里没有“days”（日期列表）。")
    days = dict(parse_day(row, place, year) for place, row in enumerate(data["days"], start=1))
    if len(days) < len(data["days"]):
        raise NoticeInvalid(f"{year} 年有一天写了两次，分不清是放假还是上班。")
    return year, [str(paper) for paper in papers], days


def parse_day(row: Any, place: int, year: int) -> tuple[date, tuple[bool, str]]:
    """One day of the notice: (day, (worked, name))."""
    try:
        day, off, name = date.fromisoformat(row["date"]), row["isOffDay"], str(row["name"])
    except (TypeError, KeyError, ValueError) as error:
        raise NoticeInvalid(f"{year} 年第 {place} 天写得不对：{row}。要有 name、date、isOffDay。") from error
    if not isinstance(off, bool) or day.year not in {year, year - 1}:
        raise NoticeInvalid(f"{year} 年第 {place} 天（{day}）不属于这份通知，或 isOffDay 不是 true/false。")
    if len(name) > NAME_LENGTH:
        raise NoticeInvalid(f"{year} 年的节日名称“{name[:20]}…”太长，最多 {NAME_LENGTH} 个字。")
    return day, (not off, name)
