"""Visits: one request to one of our servers in somebody's name, and what it cost."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.apparatus.meter import ASKING, CPU, SECONDS, SQL

TOKEN = "b" * 32  # the csrf token of all our visitors


@dataclass(frozen=True)
class Visit:
    """What an answer was, and what it cost."""

    status: int
    seconds: float
    cpu: float
    sql: int
    body: str
    asking: float = 0.0  # seconds that it waited for the database


@dataclass(frozen=True)
class Server:
    """A gunicorn of the bench."""

    name: str
    port: int

    def answers(self) -> bool:
        """Whether it takes connections."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def visit(self, path: str, cookie: str = "", given: Mapping[str, str] | None = None) -> Visit:
        """Ask for a page, or with `given` send a form."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            headers = {"Cookie": cookie, "Host": "127.0.0.1"}
            if given is None:
                connection.request("GET", path, headers=headers)
            else:
                form = urlencode({**given, "csrfmiddlewaretoken": TOKEN})
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                connection.request("POST", path, body=form, headers=headers)
            response = connection.getresponse()
            body = response.read().decode(errors="replace")
            cost = response.headers
            seconds, cpu, asking = (float(cost[name] or 0) for name in (SECONDS, CPU, ASKING))
            return Visit(response.status, seconds, cpu, int(cost[SQL] or 0), body, asking)
        finally:
            connection.close()
