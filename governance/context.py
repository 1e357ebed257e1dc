"""Each request asks the database in the name of the one who made it."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from accounts.http import client_address
from security.context import acting

LONGEST_PATH = 200


def printable(path: str) -> str:
    """The path as the record can keep it: no character that Postgres has no place for."""
    return "".join(char if char.isprintable() else "?" for char in path[:LONGEST_PATH])


class ContextMiddleware:
    """Enter the user's context for the whole request. Stands right behind the one that knows the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user.pk if request.user.is_authenticated else None
        with acting(
            user,
            address=client_address(request),
            request=uuid4().hex,
            purpose=f"{request.method} {printable(request.path)}",
        ):
            return self.get_response(request)
