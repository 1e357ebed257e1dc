"""Each request of somebody signed in: does the stay go on, and is what they may do still what it was?"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts import services
from accounts.exceptions import Refusal
from accounts.http import AUTHORITY, STAY, answer, from_htmx, go
from accounts.models import Stay, User

API = "/api/"  # answers for itself: 403, where pages send to the login


class StayMiddleware:
    """Ends a stay that is over, and lets the person sign in again and come back to the same page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and (why := self.over(request, user)):
            logout(request)
            if not request.path.startswith(API):
                return go(request, "login", over=why)
        response = self.get_response(request)
        sent_away = isinstance(response, HttpResponseRedirect) and response.url.startswith(settings.LOGIN_URL)
        # Else the login would stand in the middle of the page that asked for a part of itself.
        return go(request, "login") if sent_away and from_htmx(request) else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Where a view did not say itself that a secret could not be looked at just now."""
        if isinstance(error, Refusal):
            return answer(request, "accounts/busy.html", {"words": str(error)}, error)
        return None

    def over(self, request: HttpRequest, user: User) -> str:
        """Why the stay is over; "" while it goes on."""
        stay = request.session.get(STAY, 0)
        # A page that asks for progress by itself is no sign of a person.
        active = request.META.get("HTTP_X_POLLING") != "true"
        if why := services.look_after(stay, user=user, active=active):
            return why
        if (may := services.authority(user)) != request.session.get(AUTHORITY):
            if services.is_required(user) and not services.is_bound(user):
                services.end(Stay.objects.filter(pk=stay), Stay.Ending.RAISED)
                return Stay.Ending.RAISED
            request.session.cycle_key()
            request.session[AUTHORITY] = may
        return ""
