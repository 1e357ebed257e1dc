"""The menu: which rooms this user's roles open. The rooms themselves check again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.administration import KEEPERS
from accounts.models import Role, User
from audit.models import AUDITOR
from casework.models import Message
from casework.selectors import todo
from casework.selectors.todo import Waiting
from casework.triage import senders
from disputes.workflow import CONCERNED
from petitions.workflow import CONCERNED as PETITIONS_CONCERN
from pilot.models.group import CONCERNED as PROGRAMME_CONCERNS
from pilot.workflow import CONCERNED as FORMS_CONCERN
from security import clock
from stability.workflow import CONCERNED as STABILITY_CONCERN

BOARD_READERS = {Role.TOWN, Role.CENTER, Role.OFFICE, Role.LEADING_GROUP}
ASSESSED = PROGRAMME_CONCERNS | {Role.TOWN, Role.CENTER, Role.VILLAGE}
REPORTERS = {Role.OFFICE, Role.LEADING_GROUP}


@dataclass(frozen=True)
class Room:
    """One entry of the menu. `count` is the number of actions that wait there, never of news."""

    label: str
    url: str
    icon: str
    active: bool
    count: int | None = None


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The `nav` of every page behind the login; and of all pages, whether their text is to be big."""
    context: dict[str, Any] = {"big_text": request.COOKIES.get(settings.TEXT_SIZE_COOKIE_NAME) == "big"}
    user = getattr(request, "user", None)
    if isinstance(user, User) and not request.path.startswith("/admin/"):
        context["nav"] = rooms(user, request.path, counted=not getattr(request, "failed", False))
    return context


def rooms(user: User, path: str, *, counted: bool = True) -> list[Room]:
    """The rooms of this user; on a phone the first five are the tabs. An error page counts nothing: where
    something fails, no more is asked of the database than must be.
    """
    if user.administers:
        return [room(*entry, path=path) for entry in administration(user)]
    count = waiting(user).count if counted else None
    found: list[tuple[str, str, str, int | None]] = [("待办", "casework:todo", "todo", count)]
    if user.logs:
        found.append(("记一件", "grids:new", "camera", None))
    if user.roles & senders():
        found.append(("受理分派", "casework:intake", "inbox", waiting(user).arrived if counted else None))
    found.append(("案件", "grids:list", "list", None))
    if user.roles & CONCERNED:
        found.append(("纠纷", "disputes:list", "people", None))
    if user.roles & PETITIONS_CONCERN:
        found.append(("信访", "petitions:list", "flag", None))
    if user.roles & PROGRAMME_CONCERNS:
        found.append(("任务", "pilot:list", "check", None))
        found.append(("季度报送", "progress:home", "upload", None))
        found.append(("结果运用", "outcomes:home", "flag", None))
        found.append(("领导小组", "pilot:group", "people", None))
    if user.roles & ASSESSED:
        found.append(("考核", "assessment:home", "check", None))
    if user.roles & FORMS_CONCERN:
        found.append(("表格准入", "admission:home", "inbox", None))
    if user.roles & STABILITY_CONCERN:
        found.append(("稳评", "stability:list", "shield", None))
    found.append(("台账", "activities:overview", "list", None))
    if user.roles & BOARD_READERS or user.units:
        found.append(("看板", "figures:board", "board", None))
    if user.roles & REPORTERS:
        found.append(("报告", "reports:list", "report", None))
    found.append(("期限日历", "casework:calendar", "calendar", None))
    found.append(("提醒", "casework:notices", "bell", None))
    found.append(("我的", "accounts:me", "me", None))
    return [room(*entry, path=path) for entry in found]


def administration(user: User) -> Iterator[tuple[str, str, str, int | None]]:
    """The rooms of who keeps the platform: nothing of the county's work."""
    if user.roles & KEEPERS:
        yield "平台管理", "admin:index", "settings", None
    if Role.SYSTEM_ADMIN in user.roles:
        parcels = Message.objects.stuck().values("parcel").distinct()
        yield "外发消息", "casework:outbox", "bell", parcels.count()
        yield "放假通知", "casework:notice_years", "calendar", None
        yield "文书模板", "disputes:templates", "report", None
    if AUDITOR in user.roles:
        yield "审计", "audit:list", "shield", None
    yield "我的", "accounts:me", "me", None


def waiting(user: User) -> Waiting:
    """How many actions wait; the to-do page has counted them already."""
    if user.waiting is None:
        user.waiting = todo.waiting(user=user, now=clock.now())
    found: Waiting = user.waiting
    return found


def room(label: str, name: str, icon: str, count: int | None, *, path: str) -> Room:
    url = reverse(name)
    inside = path.startswith(url) and not (name == "grids:list" and path == reverse("grids:new"))
    return Room(label, url, icon, inside, count)
