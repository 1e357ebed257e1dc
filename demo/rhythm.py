"""When things happen: office hours, the week, the seasons and the days of storm. Pure."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from casework.clocks import ONE_DAY, Calendar

OPENS, CLOSES = time(8, 30), time(17, 30)
OFFICE_DAY = 9 * 60  # minutes
STORM_MONTHS = (7, 7, 8, 9)  # a storm of some days in each


@dataclass(frozen=True)
class Office:
    """Time as offices count it: nine hours on each working day."""

    calendar: Calendar
    zone: tzinfo

    def later(self, moment: datetime, minutes: float) -> datetime:
        """So many office minutes after the moment."""
        local = moment.astimezone(self.zone)
        while True:
            begin, over = self.hours(local.date())
            start = max(local, begin)
            room = (over - start).total_seconds() / 60
            if self.calendar.works(local.date()) and room > 0:
                if minutes < room:
                    return start + timedelta(minutes=minutes)
                minutes -= room
            local = datetime.combine(local.date() + ONE_DAY, time.min, tzinfo=self.zone)

    def earlier(self, moment: datetime, minutes: float) -> datetime:
        """So many office minutes before the moment."""
        local = moment.astimezone(self.zone)
        while True:
            begin, over = self.hours(local.date())
            end = min(local, over)
            room = (end - begin).total_seconds() / 60
            if self.calendar.works(local.date()) and room > 0:
                if minutes < room:
                    return end - timedelta(minutes=minutes)
                minutes -= room
            local = datetime.combine(local.date() - ONE_DAY, time.max, tzinfo=self.zone)

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """When offices open and close that day."""
        return datetime.combine(day, OPENS, self.zone), datetime.combine(day, CLOSES, self.zone)


def storms(rng: random.Random, year: int) -> frozenset[date]:
    """The days of storm in a year: a few in a row, in the months that have typhoons."""
    days: set[date] = set()
    for month in STORM_MONTHS:
        first = date(year, month, rng.randint(2, 26))
        days.update(first + ONE_DAY * n for n in range(rng.randint(2, 4)))
    return frozenset(days)


def weight_of_day(day: date, calendar: Calendar, storm: bool) -> float:
    """How much is reported on such a day: fewer on rest days, more in storms."""
    base = 1.0 if calendar.works(day) else 0.38
    if day.weekday() == 0:
        base *= 1.12  # what the weekend left
    return base * (1.9 if storm else 1.0)


def moment_of_day(rng: random.Random, day: date, zone: tzinfo) -> datetime:
    """A moment when people are about: most between 8 and 18 o'clock, with a pause at noon."""
    chance = rng.random()
    if chance < 0.48:
        hour = rng.triangular(8.0, 12.0, 9.4)
    elif chance < 0.90:
        hour = rng.triangular(13.0, 18.0, 14.8)
    elif chance < 0.96:
        hour = rng.triangular(18.0, 22.5, 19.3)
    else:
        hour = rng.triangular(5.8, 8.0, 7.4)
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    return midnight + timedelta(seconds=int(hour * 3600))
