"""Forms with files that a script of ours sends, to show how far they are (static/field/upload.js)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.utils.http import url_has_allowed_host_and_scheme


class UploadMiddleware:
    """Tell such a script where to go, instead of sending it there.

    A script cannot see a redirect: it would be given the next page itself, whose message would then be shown
    to nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        asked = request.headers.get("X-Upload") == "true"
        if asked and isinstance(response, HttpResponseRedirectBase) and ours(response.url, request):
            told = HttpResponse(status=204, headers={"X-Goes-To": response.url})
            told.cookies = response.cookies
            return told
        return response


def ours(url: str, request: HttpRequest) -> bool:
    """Does the address stay in this house?"""
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
