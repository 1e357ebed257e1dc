"""When nothing may leave the portal, and when the morning's digest goes (F19). Pure: its now is given."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from casework.clocks import Calendar


@dataclass(frozen=True)
class QuietHours:
    """From `begins` in the evening to `ends` in the morning nobody is written to, but for what is vital.

    Staff get what gathered meanwhile at `digest`, and where `rest_days` are quiet too, on the next working
    day. Residents asked for their answer themselves: it may come on a Sunday, at `ends` the earliest.
    """

    begins: time
    ends: time
    digest: time
    rest_days: bool = True

    @classmethod
    def read(cls, hours: str, digest: str, *, rest_days: bool) -> "QuietHours | None":
        """From the county's setting, as "20:00-08:00"; None where it has no quiet hours."""
        if not hours:
            return None
        begins, ends = (time.fromisoformat(part.strip()) for part in hours.split("-"))
        return cls(begins, ends, max(ends, time.fromisoformat(digest)), rest_days)

    def silent(self, now: datetime, calendar: Calendar, zone: tzinfo, *, staff: bool) -> bool:
        """Is this a moment at which only what is vital may go?"""
        local = now.astimezone(zone)
        if staff and self.rest_days and not calendar.works(local.date()):
            return True
        return not (self.digest if staff else self.ends) <= local.time() < self.begins

    def next_digest(self, now: datetime, calendar: Calendar, zone: tzinfo) -> datetime:
        """The next digest that is not over yet."""
        day = now.astimezone(zone).date()
        if now > datetime.combine(day, self.digest, tzinfo=zone):
            day += timedelta(days=1)
        if self.rest_days:
            day = calendar.roll_forward(day)
        return datetime.combine(day, self.digest, tzinfo=zone)
