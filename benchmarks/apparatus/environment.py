"""Where a benchmark runs: a filled county, and servers on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.visits.visiting import Server
from stack import ports
from stack.install import PYTHON
from stack.processes import Child, Children

SETTINGS = "benchmarks.apparatus.settings"


@dataclass(frozen=True)
class Environment:
    """What `measure` is given: addresses of the filled database.

    `database` is as its owner, for whom no policy holds; this process is set up for it, so that models
    may be used at once. `web` is as the portal's own role; `bypassing` as one with the same rights for
    whom no policy holds.
    """

    rows: int
    database: str
    web: str
    bypassing: str
    variables: Mapping[str, str]
    children: Children

    def serve(self, name: str, database: str, settings: str = SETTINGS) -> Server:
        """Start a gunicorn with one worker on this database; it stops with the run."""
        port = ports.free_port()
        words = ["benchmarks.apparatus.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
        words += ["--no-control-socket", "--log-level", "warning", "--timeout", "120"]
        child = Child(
            f"网站（{name}）",
            [PYTHON, "-m", "gunicorn", *words],
            {**self.variables, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": settings},
            self.children.place.log / f"{name}.log",
        )
        self.children.start(child)
        server = Server(name, port)
        child.wait_until(server.answers)
        return server
