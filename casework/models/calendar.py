"""The working-day calendar (domain.md 9): what the State Council's yearly notices say, day by day."""

import time
from dataclasses import replace
from datetime import date
from functools import cache

import holidays
from django.db import models
from django.db.models.functions import Now
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from casework.clocks import Calendar
from casework.models.limits import OfficeTime
from security import clock
from security.custody import Custody, Export, for_good, open_to_all, recorded

YEARS_AHEAD = 3  # no limit is longer


class HolidayNotice(models.Model):
    """One year's notice, as imported. A year without days is one that is not published yet (CAL-08)."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    papers = models.JSONField("通知原文", default=list)
    version = models.PositiveSmallIntegerField("第几次导入", default=1)
    imported_at = models.DateTimeField("导入时间", db_default=Now())
    entered_by = models.CharField("谁上传的", max_length=60, blank=True)
    confirmed_by = models.CharField("谁核对的", max_length=60, blank=True)

    custody = Custody(
        open_to_all("国务院公布的放假安排", "system_admin"), for_good("期限的依据"), recorded(), Export.PUBLIC
    )

    class Meta:
        verbose_name = verbose_name_plural = "放假通知"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year} 年放假通知"


class SpecialDay(models.Model):
    """A holiday, or a weekend day declared worked instead (CAL-03).

    `year` is the title year of the notice: a file may hold days of the year before (CAL-04). A day
    that the county adds itself has no notice (CAL-09).
    """

    day = models.DateField("日期", unique=True)
    worked = models.BooleanField("上班", help_text="勾选是调休上班，不勾是放假。")
    name = models.CharField("名称", max_length=40, blank=True)
    notice = models.ForeignKey(
        HolidayNotice,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="days",
        verbose_name="来自哪年的通知",
    )

    custody = Custody(
        open_to_all("国务院公布的放假安排", "system_admin"),
        for_good("期限的依据"),
        recorded("name"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "放假和调休日"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.worked else '放假'}"

    @classmethod
    def calendar(cls) -> Calendar:
        """The calendar as it stands in the database. One query."""
        days = list(cls.objects.values_list("day", "worked", "notice"))
        published = frozenset(notice for _, _, notice in days if notice)
        latest = max({clock.today().year, *published})
        return Calendar(
            holidays=frozenset(day for day, worked, _ in days if not worked),
            makeup_days=frozenset(day for day, worked, _ in days if worked),
            published=published,
            statutory=statutory_days(range(latest - 20, latest + YEARS_AHEAD + 1)),
        )

    @classmethod
    def shown_calendar(cls) -> Calendar:
        """The calendar for what a page says of a limit, at most half a minute old; none is set by it.

        A notice comes once a year, and a page asks for the calendar each time.
        """
        global _shown
        today, moment, kept = clock.today(), time.monotonic(), _shown
        if kept is None or kept[0] != today or moment - kept[1] > STALE_AFTER:
            kept = _shown = today, moment, cls.calendar()
        return kept[2]  # another thread may have forgotten it meanwhile


STALE_AFTER = 30.0  # seconds
_shown: tuple[date, float, Calendar] | None = None


@receiver([post_save, post_delete], sender=SpecialDay)
def forget_shown_calendar(**_: object) -> None:
    """Let the next page of this process read the calendar anew."""
    global _shown
    _shown = None


@cache
def statutory_days(years: range) -> frozenset[date]:
    """The days that rest by 国令795 in these years, lunar dates computed (CAL-01, CAL-06).

    13 a year since 2025, a day less where two of them meet. Days that a notice gave in exchange for
    worked weekends are not among them, nor are Mondays after: before a notice nothing is made up for.
    """
    return frozenset(days_of_law(years))


def days_of_law(years: range) -> list[date]:
    """The library's public holidays without those moved to other days."""
    found = holidays.country_holidays("CN", years=years, observed=False, language="en_US")
    return [day for day, name in found.items() if not name.startswith("Day off")]


def full_calendar() -> Calendar:
    """The calendar with what a new limit needs besides the days: office hours, and which notices it rests on.

    Three queries, where a page that only shows limits does with one.
    """
    versions = tuple(HolidayNotice.objects.values_list("year", "version"))
    return replace(SpecialDay.calendar(), versions=versions, hours=OfficeTime.hours())
