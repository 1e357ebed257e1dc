"""The light of a matter: how long is left, in words; colour only repeats it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from casework.clocks import ONE_DAY, Calendar

SOON = 1  # working days left, or fewer
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Light:
    """`state` is late, today, soon, open or done; `words` say the same."""

    state: str
    words: str


def light(due_at: datetime | None, now: datetime, calendar: Calendar, zone: tzinfo) -> Light:
    """What a list shows of a limit that ends at `due_at`."""
    if due_at is None:
        return Light("done", "没有在走的期限")
    if due_at <= now:
        return Light("late", late_by(now - due_at))
    today, last = now.astimezone(zone).date(), (due_at - timedelta(microseconds=1)).astimezone(zone).date()
    if last == today:
        left = due_at - now
        whole_day = due_at.astimezone(zone).hour == 0
        return Light("today", "今天到期" if whole_day else f"今天到期，剩 {short(left)}")
    days = working_days(today, last, calendar)
    text = f"剩 {days} 个工作日" if days else f"剩 {(last - today).days} 天（都是休息日）"
    return Light("soon" if days <= SOON else "open", text)


def late_by(over: timedelta) -> str:
    """超 2 天, in hours within the first day, in minutes within the first hour."""
    return f"超 {over.days} 天" if over >= ONE_DAY else f"超 {short(over)}"


def short(span: timedelta) -> str:
    """A span of less than a day in words."""
    return f"{span // HOUR} 小时" if span >= HOUR else f"{max(1, span // MINUTE)} 分钟"


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """Working days after the first and up to the second date; no more than a year is counted."""
    days = (until - after).days
    return sum(calendar.works(after + ONE_DAY * n) for n in range(1, min(days, 366) + 1))
