"""Each request of somebody signed in: does the stay go on, and is what they may do still what it was?"""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from accounts import services
from accounts.http import AUTHORITY, STAY, go
from accounts.models import SignIn, User

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
        return self.get_response(request)

    def over(self, request: HttpRequest, user: User) -> str:
        """Why the stay is over; "" while it goes on."""
        stay = request.session.get(STAY, 0)
        # A page that asks for progress by itself is no sign of a person.
        active = request.META.get("HTTP_X_POLLING") != "true"
        if why := services.look_after(stay, user=user, active=active):
            return why
        if (may := services.authority(user)) != request.session.get(AUTHORITY):
            if services.is_required(user) and not services.is_bound(user):
                services.end(SignIn.objects.filter(pk=stay), SignIn.Ending.RAISED)
                return SignIn.Ending.RAISED
            request.session.cycle_key()
            request.session[AUTHORITY] = may
        return ""
