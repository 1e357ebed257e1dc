"""What a walk, and a run of planted leaks, say at their end."""

from typing import Any

from tests.matrix.commanding import COMMANDS
from tests.matrix.expected import TASKS, addresses
from tests.matrix.seen import EVERYBODY, MATTERS


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [one for sort in ("passed", "failed") for one in terminalreporter.stats.get(sort, [])]
    told = [(name, value) for one in reports for name, value in one.user_properties]
    asked = [value for name, value in told if name == "asked"]
    leaks = sorted(value for name, value in told if name == "leak")
    write = terminalreporter.write_line
    if asked:
        terminalreporter.section("permission matrix")
        runs = f"{len(addresses())} addresses, {len(TASKS)} tasks, {len(COMMANDS)} commands"
        write(f"{runs}; {len(MATTERS)} matters")
        write(f"{len(asked)} of {len(EVERYBODY) + 1} walked, {sum(asked)} requests")
    if leaks:
        terminalreporter.section("planted leaks")
    for name, found, still, beyond in leaks:
        write(f"{name:58} found {found:4}  {f'past the database {still}: {beyond}' if still else 'stopped'}")
    if leaks:
        found = sum(bool(found) for _, found, _, _ in leaks)
        stopped = sum(not still for _, _, still, _ in leaks)
        write(f"found {found}/{len(leaks)}; stopped by the database alone {stopped}/{len(leaks)}")
