"""The run: a county, its crowd, the kills, the quiet afterwards, the races, and the verdict."""

import os
import random
import time
from collections.abc import Mapping, Sequence
from typing import Any

import django

from chaos.gateway import Gateway
from chaos.killing import Crowd, rage
from stack.console import Refusal, say, step
from stack.demo import manage
from stack.place import Place
from stack.processes import Children

SECONDS, BETWEEN = 75.0, 1.4
QUIET = 120.0  # seconds in which all must have been told
PARTS = ["kills", "races", "rollups"]
ROLL_UPS, KILLED, CASES_A_MONTH = 60, 20, 12
PEOPLE, MATTERS, PRESSES, POSTS = 8, 200, 40, 600


def run(arguments: Sequence[str], place: Place, children: Children, found: dict[str, str]) -> int:
    """The whole run, or with the word "kills" or "rollups" that part alone; the exit code."""
    seconds = float(next((word for word in arguments if word not in PARTS), SECONDS))
    wanted = [word for word in arguments if word in PARTS] or PARTS
    gateway = Gateway()
    found |= {"SMS_GATEWAY": gateway.url, "SMS_KNOWS_KEYS": "1"}
    os.environ.update(found)
    django.setup()
    with step("建立数据库"):
        manage(place, found, "prepare_database", "-v0")
    from security.context import everything

    with everything("chaos"):
        from chaos import county

        county.build()
        lines = survive(place, children, found, gateway, seconds) if "kills" in wanted else []
        lines += race(place, found) if "races" in wanted else []
        lines += roll_up(place, children, found) if "rollups" in wanted else []
    wrong = [line for line in lines if not line.good]
    say(f"\n{'没有问题。' if not wrong else f'有 {len(wrong)} 项不对。'}")
    return 1 if wrong else 0


def survive(
    place: Place, children: Children, found: Mapping[str, str], gateway: Gateway, seconds: float
) -> list[Any]:
    """Kill for so long, let everything come to rest, and count."""
    from chaos import verdict

    crowd = Crowd(place, children, found)
    with step("等大家写起来"):
        crowd.wait_until_writing()
    with step(f"边写边杀，{seconds:.0f} 秒"):
        rage(crowd, seconds, BETWEEN, random.Random())  # noqa: S311 - who dies is no secret
    crowd.stop_writers()
    with step("等它平静下来"):
        settle(crowd)
    told = verdict.acknowledged(crowd.acknowledged)
    lines = [verdict.Line(f"kill -9 {name}", count) for name, count in sorted(crowd.killed.items())]
    lines += [*verdict.of_writes(told), *verdict.of_messages(gateway), *verdict.of_record()]
    show("边写边杀", lines)
    for name in [name for name in crowd.all if name not in {"postgres", "valkey"}]:
        crowd.all.pop(name).stop()
    return lines


def settle(crowd: Crowd) -> None:
    """Wait until nothing is to be told or sent any more. Raises Refusal where that never comes."""
    from django.db import Error, connection

    from casework.models import Message
    from chaos.verdict import untold

    moving = [Message.State.WAITING, Message.State.CLAIMED]
    end = time.monotonic() + QUIET
    while time.monotonic() < end:
        crowd.revive()
        try:
            if not untold() and not Message.objects.filter(state__in=moving).exists():
                return
        except Error:
            connection.close()
        time.sleep(0.5)
    raise Refusal(f"{QUIET:.0f} 秒后还有没提醒、没发出的。")


def race(place: Place, found: Mapping[str, str]) -> list[Any]:
    """Many at once, and answers that are lost."""
    from accounts.models import User
    from areas.models import Area
    from chaos import county, races

    officer, worker = (User.objects.get(username=name) for name in ("officer", "worker"))
    area = Area.objects.get(code=county.GRID)
    with step("同时办结"):
        lines = races.close_at_once(by=officer, area=area, people=PEOPLE, matters=MATTERS)
    with step("同时提交"):
        lines += races.press_at_once(by=worker, area=area, times=PEOPLE, presses=PRESSES)
    with step("提交时丢掉数据库的回答"):
        lines += races.lose_answers(
            found=found,
            log=place.log / "web.log",
            posts=POSTS,
            username="worker",
            password=county.PASSWORD,
            category="101",
        )
    show("同时", lines)
    return lines


def roll_up(place: Place, children: Children, found: dict[str, str]) -> list[Any]:
    """Roll up while writers write, then kill roll-ups."""
    from accounts.models import User
    from areas.models import Area
    from chaos import county, rollups

    months = rollups.months()
    by, area = User.objects.get(username="worker"), Area.objects.get(code=county.GRID)
    rollups.live_through(months, by=by, area=area, each=CASES_A_MONTH)
    with (
        step(f"边写边汇总 {ROLL_UPS} 次，再不用快照汇总 {ROLL_UPS} 次"),
        rollups.writers(place, children, found),
    ):
        lines = rollups.under_writers(ROLL_UPS)
    with step(f"汇总到一半杀掉 {KILLED} 次"):
        lines += rollups.killed(KILLED, found, random.Random())  # noqa: S311 - when one dies is no secret
    show("汇总", lines)
    return lines


def show(title: str, lines: Sequence[Any]) -> None:
    """Print the counts."""
    say(f"\n== {title}")
    for line in lines:
        mark = "" if not line.wrong else "  好" if line.good else "  不对"
        say(f"  {line.name}：{line.count}{mark}")
