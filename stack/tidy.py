"""Throwing away: the demo's data, or all that was made."""

import shutil
from pathlib import Path

from stack import trial
from stack.console import Refusal, say
from stack.place import ROOT, RUN, VENV, Occupied, Place
from stack.processes import clear_up_after_a_killed_run

CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")


def reset_demo(arguments: list[str]) -> int:
    """Delete the demo's database, files and secrets. Raises Refusal while the demo runs."""
    _remove(RUN / "demo", "演示")
    say("演示数据已清空，运行 make demo 从头开始。")
    return 0


def reset_bench(arguments: list[str]) -> int:
    """Delete the counties of `make bench`. Raises Refusal while it runs."""
    _remove(RUN / "bench", "make bench")
    say("基准数据已清空，下次 make bench 重新装入。")
    return 0


def clean(arguments: list[str]) -> int:
    """Delete everything that the commands have made. Raises Refusal while something runs."""
    _remove(RUN / "demo", "演示")
    _remove(RUN / "dev", "make services")
    _remove(RUN / "bench", "make bench")
    trial.remove_dead_places()
    if list(RUN.glob("test-*")):
        raise Refusal("测试正在运行，请等它结束后再清理。")
    for folder in (RUN, VENV, *(ROOT / name for name in CACHES)):
        shutil.rmtree(folder, ignore_errors=True)
    say("已清理。")
    return 0


def _remove(folder: Path, name: str) -> None:
    if not folder.exists():
        return
    place = Place(folder)
    try:
        place.take()
    except Occupied as error:
        raise Refusal(f"{name}正在运行，请先在它的窗口按 Ctrl-C 停下，再重新执行。") from error
    clear_up_after_a_killed_run(place)
    place.remove()
