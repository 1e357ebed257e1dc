"""What belongs to no app: is the portal well, and what to say where a page is not."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from accounts.http import PortalRequest
from governance.navigation import rooms


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """To the first room of this user."""
    return HttpResponseRedirect(rooms(request.user, request.path)[0].url)


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 where database and Redis answer, else 503 and which of them does not."""
    well = {"database": database_answers(), "redis": redis_answers()}
    return JsonResponse(well, status=200 if all(well.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:  # also a connection that is already closed
        return False
    return True


def redis_answers() -> bool:
    try:
        cache.get("healthz")
    except (RedisError, OSError):
        return False
    return True
