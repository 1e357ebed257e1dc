"""Signing in and out, by whichever door: each stay has its row."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import services
from accounts.http import AUTHORITY, STAY, origin_of
from accounts.models import Stay, User


@receiver(user_logged_in)
def begin_stay(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever is in has a row, with which the session stands and falls."""
    services.end(Stay.objects.filter(pk=request.session.get(STAY, 0)), Stay.Ending.LEFT)
    request.session[STAY] = services.open_stay(user, origin=origin_of(request)).pk
    request.session[AUTHORITY] = services.authority(user)


@receiver(user_logged_out)
def end_stay(request: HttpRequest, **kwargs: Any) -> None:
    """The user left; a stay that was over already keeps its own reason."""
    services.end(Stay.objects.filter(pk=request.session.get(STAY, 0)), Stay.Ending.LEFT)
