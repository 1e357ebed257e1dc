"""What a run of planted leaks says at its end."""

from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table of `make test-leaks`: each leak, whether it was found, and what the database did."""
    reports = [one for sort in ("passed", "failed") for one in terminalreporter.stats.get(sort, [])]
    leaks = [(value, one.passed) for one in reports for name, value in one.user_properties if name == "leak"]
    if not leaks:
        return
    write = terminalreporter.write_line
    terminalreporter.section("planted leaks")
    for (name, found, still, beyond), _ in sorted(leaks):
        write(f"{name:58} found {found:4}  {f'past the database {still}: {beyond}' if still else 'stopped'}")
    found = sum(bool(found) for (_, found, _, _), _ in leaks)
    stopped = sum(not still for (_, _, still, _), _ in leaks)
    write(f"found {found}/{len(leaks)}; stopped by the database alone {stopped}/{len(leaks)}")
