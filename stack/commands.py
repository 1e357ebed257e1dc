"""The commands of `python3 -m stack`, by name: each takes the rest of the line and gives an exit code."""

from collections.abc import Callable

from stack import audit, bench, chaos, checks, demo, dev, suite, tidy

Command = Callable[[list[str]], int]

WITHOUT_INSTALL = frozenset({"demo-reset", "bench-reset", "clean"})


def installed(arguments: list[str]) -> int:
    """Only install; that has happened before any command comes here."""
    return 0


ALL: dict[str, Command] = {
    "demo": demo.run,
    "demo-reset": tidy.reset_demo,
    "test": suite.everything,
    "test-leaks": suite.leaks,
    "pytest": suite.some,
    "check": checks.alone,
    "audit": audit.run,
    "bench": bench.run,
    "chaos": chaos.run,
    "bench-reset": tidy.reset_bench,
    "services": dev.services,
    "run": dev.run,
    "install": installed,
    "lock": dev.lock,
    "format": dev.reformat,
    "clean": tidy.clean,
}
