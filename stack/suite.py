"""The tests, on servers of their own."""

import subprocess
from collections.abc import Mapping, Sequence

from stack import checks, chromium, trial
from stack.console import say
from stack.install import PYTHON
from stack.place import ROOT


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


def pytest(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run pytest with these arguments; its exit code."""
    command = [str(PYTHON), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=dict(environment), check=False).returncode
