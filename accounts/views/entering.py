"""Somebody on the way in: the password was right, and nobody is signed in yet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.http import STAY, note_confirmed, origin_of, remember_device
from accounts.models import User
from security.clock import now

ENTERING = "entering"  # the key of the session
PATIENCE = 10 * 60  # seconds from the password to the last step
BACKEND = "accounts.backends.DutyBackend"


@dataclass
class Entering:
    """Who is on the way in, what they have passed, and where they wanted to go."""

    user: User
    passed: frozenset[str]
    wanted: str

    def step(self) -> services.Step | None:
        return services.next_step(self.user, passed=self.passed)


def begin(request: HttpRequest, user: User, *, wanted: str) -> Entering:
    """The password was right. In a new, empty session: one that somebody planted is worth nothing."""
    logout(request)
    return keep(request, Entering(user, frozenset(), wanted))


def keep(request: HttpRequest, entering: Entering) -> Entering:
    """Remember how far they are."""
    started = request.session.get(ENTERING, {}).get("at")
    request.session[ENTERING] = {
        "user": entering.user.pk,
        "hash": entering.user.get_session_auth_hash(),
        "passed": sorted(entering.passed),
        "wanted": entering.wanted,
        "at": started or now().timestamp(),
    }
    return entering


def entering_of(request: HttpRequest) -> Entering | None:
    """Who is on the way in, unless it took too long, or the account was changed meanwhile."""
    kept = request.session.get(ENTERING)
    if not kept or now().timestamp() - kept["at"] > PATIENCE:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    return Entering(user, frozenset(kept["passed"]), kept["wanted"])


def onward(request: HttpRequest, entering: Entering) -> HttpResponse:
    """To the next step, or in."""
    if step := entering.step():
        return HttpResponseRedirect(reverse(f"accounts:{step}"))
    return come_in(request, entering, HttpResponseRedirect(entering.wanted))


def come_in(request: HttpRequest, entering: Entering, response: HttpResponse) -> HttpResponse:
    """Sign in, under a new key; from now on the user is known on this device."""
    request.session.pop(ENTERING, None)
    login(request, entering.user, backend=BACKEND)
    note_confirmed(request)
    secret = services.know_device(entering.user, origin=origin_of(request), stay=request.session[STAY])
    remember_device(request, response, secret)
    return response


def at_step(step: services.Step) -> Callable[..., Callable[..., HttpResponse]]:
    """A page on the way in, for those whose next step it is; the others begin at the beginning."""

    def decorate(view: Callable[[HttpRequest, Entering], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def stepping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            entering = entering_of(request)
            if entering is None or entering.step() != step:
                return HttpResponseRedirect(settings.LOGIN_URL)
            return view(request, entering)

        guarded = require_http_methods(["GET", "POST"])(sensitive_post_parameters()(never_cache(stepping)))
        return login_not_required(guarded)

    return decorate
