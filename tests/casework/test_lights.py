from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.clocks import Calendar
from casework.lights import light

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(
    holidays=frozenset({date(2026, 10, day) for day in range(1, 8)}),
    makeup_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    published=frozenset({2026}),
)
NOW = datetime(2026, 9, 30, 9, tzinfo=ZONE)


def midnight(month, day):
    return datetime(2026, month, day, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due_at", "state", "words"),
    [
        (None, "done", "没有在走的期限"),
        (NOW, "late", "超 1 分钟"),
        (NOW - timedelta(minutes=59), "late", "超 59 分钟"),
        (NOW + timedelta(minutes=25), "today", "今天到期，剩 25 分钟"),
        (NOW - timedelta(hours=5), "late", "超 5 小时"),
        (NOW - timedelta(days=2, hours=3), "late", "超 2 天"),
        (midnight(10, 1), "today", "今天到期"),
        (NOW + timedelta(hours=6), "today", "今天到期，剩 6 小时"),
        (midnight(10, 9), "soon", "剩 1 个工作日"),
        (midnight(10, 10), "open", "剩 2 个工作日"),
        (midnight(10, 5), "soon", "剩 4 天（都是休息日）"),
    ],
)
def test_a_light_says_in_words_how_long_is_left(due_at, state, words):
    shown = light(due_at, NOW, CALENDAR, ZONE)
    assert (shown.state, shown.words) == (state, words)


def test_the_day_is_the_local_one():
    late_evening = datetime(2026, 9, 29, 17, tzinfo=UTC)  # the 30th, one in the morning
    assert light(midnight(10, 1), late_evening, CALENDAR, ZONE).state == "today"
