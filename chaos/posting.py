"""A browser that posts a form until it gets an answer, as the draft in the page does."""

import re
import time
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

SERVER_TROUBLE = 500
TRIES = 60
ASKED = re.compile(r'name="none_of" value="([^"]+)"')


class Browser:
    """One person at one server of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.tries = 0
        self.read = ""  # the page that was answered last

    def sign_in(self, username: str, password: str) -> None:
        """Raises RuntimeError where the portal does not let them in."""
        self.ask("GET", "/login/")
        status, where = self.post("/login/", {"username": username, "password": password})
        if status != 302 or where.startswith("/login"):
            raise RuntimeError(f"not let in: {status} {where}")

    def log_until_answered(self, category: str) -> bool:
        """Log one case, under one key however often it takes; whether the portal said that it has it."""
        given = {"text": "路灯不亮", "category": category, "submission": str(uuid4())}
        for _ in range(TRIES):
            self.tries += 1
            try:
                status, where = self.post("/cases/new/", given)
                if question := ASKED.search(self.read):  # none of these; that is no loss
                    given["none_of"], self.tries = question[1], self.tries - 1
            except (OSError, HTTPException):
                status, where = SERVER_TROUBLE, ""
            if status == 302 and re.match(r"/cases/\d", where):
                return True
            time.sleep(0.02)
        return False

    def post(self, path: str, given: dict[str, str]) -> tuple[int, str]:
        token = self.cookies.get("csrftoken", "")
        return self.ask("POST", path, urlencode({**given, "csrfmiddlewaretoken": token}))

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """The status, and where it leads."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.read = ""
        try:
            headers: dict[str, Any] = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            if method == "POST":
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            self.read = response.read().decode("utf-8", "replace")
            for line in response.headers.get_all("Set-Cookie") or ():
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()
