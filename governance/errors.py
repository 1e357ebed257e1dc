"""What to say where Django itself has no words, or only English ones."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for what is too big to be read. Says nothing of the request: it may be a forged one."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with a menu that counts nothing."""
    return defaults.permission_denied(failed(request), exception)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with a menu that counts nothing."""
    return defaults.page_not_found(failed(request), exception)


def failed(request: HttpRequest) -> HttpRequest:
    """The request, marked as one whose page says no more than what went wrong."""
    request.failed = True  # type: ignore[attr-defined]
    return request


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing was done. The page says how to go on, and gives back what was typed."""
    context = {"again": page_of_form(request), "typed": typed(request)}
    return render(failed(request), "403_csrf.html", context, status=403)


def page_of_form(request: HttpRequest) -> str:
    """The page of ours that the form stood on: to be opened once more, with a fresh token."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else ""


def typed(request: HttpRequest) -> list[str]:
    """The words of the form, if it was one of ours: what another site put into it is not repeated."""
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return []
    given = (text for name, texts in request.POST.lists() if "password" not in name for text in texts)
    return [text for text in given if not text.isascii()]


class WordlessAnswersMiddleware:
    """A page for an answer that Django sends empty: an address that was opened the wrong way (405)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
            response.content = render_to_string("405.html", request=failed(request))
        return response
