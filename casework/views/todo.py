from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from accounts.models import Role
from casework.selectors import todo as selectors
from security import clock

ROWS_ON_PAGE = 100
FIELD = {Role.GRID, Role.VILLAGE}


@require_safe
def todo(request: PortalRequest) -> HttpResponse:
    """All that waits for the user, of every kind, the most urgent first. The home page of every role."""
    now = clock.now()
    blocks, waiting = selectors.todo(user=request.user, now=now, limit=ROWS_ON_PAGE)
    request.user.waiting = waiting
    shown = sum(len(block.rows) + len(block.errands) for block in blocks)
    context = {
        "blocks": blocks,
        "count": waiting.count,
        "hidden": waiting.count - shown,
        "can_log": request.user.logs,
        "lately": selectors.done_lately(user=request.user, now=now) if request.user.roles & FIELD else [],
    }
    return render(request, "casework/todo.html", context)
