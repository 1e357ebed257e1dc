"""The tests, on servers of their own."""

import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from stack import checks, chromium, trial
from stack.console import Refusal, say
from stack.install import PYTHON
from stack.place import ROOT

TURNS = 420  # a multiple of all that requests are divided by: each of their parts has its day


def everything(arguments: Sequence[str]) -> int:
    """`make test`: the checks, then the whole suite, browser tests included.

    Three processes on two cores: browsers, clocks and kills are waited for.
    """
    browser = chromium.find_or_install()
    with trial.environment() as found:
        found["CHROMIUM"] = str(browser)
        checks.run(found)
        return pytest(["-n", "3", "--dist", "worksteal", *arguments], found)


def leaks(arguments: Sequence[str]) -> int:
    """`make test-leaks`: plant leaks one at a time, and walk as everybody around an accusation.

    Fails where a leak is missed, or anybody sees what is not theirs.
    """
    with trial.environment() as found:
        where = ["tests/matrix", "tests/petitions", "-m", "leaks"]
        how = ["-n", "2", "--dist", "worksteal", "--show-capture=no"]
        return pytest([*where, *how, *arguments], found)


def some(arguments: Sequence[str]) -> int:
    """`stack pytest …`: just these tests. Chromium is used when found, never installed."""
    browser = chromium.find()
    with trial.environment() as found:
        if browser:
            found["CHROMIUM"] = str(browser)
        else:
            say("没有找到 Chromium，浏览器测试会失败；运行 make test 会自动安装。")
        return pytest(arguments, found)


def turn_of(day: date) -> str:
    """The turn of a day: all that was written on one day is asked the same, what comes next the next part."""
    return str(day.toordinal() % TURNS)


def written_on() -> date:
    """The day of the commit that is tested; today where there is none, as in an unpacked archive."""
    command = ["git", "-C", str(ROOT), "show", "-s", "--format=%cs", "HEAD"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        return date.fromisoformat(told)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return datetime.now(UTC).date()


def pytest(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run pytest with these arguments; its exit code. Says which turn it is (tests/turn.py)."""
    turn = environment.get("TURN") or turn_of(written_on())
    if turn != "whole" and not (turn.isascii() and turn.isdigit()):
        raise Refusal(f"环境变量 TURN={turn} 应是一个数，或者 whole（全部都问）。")
    say(f"· 相同的请求轮流问，这次 TURN={turn}；同样再来一次请带上它，TURN=whole 全部都问。")
    command = [str(PYTHON), "-m", "pytest", *arguments]
    given = {**environment, "TURN": turn}
    return subprocess.run(command, cwd=ROOT, env=given, check=False).returncode
