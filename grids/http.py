"""What one press on the form of a case leads to: a new one, one that is known, or a question first."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction

from accounts.http import PortalRequest
from accounts.models import User
from casework.exceptions import IllegalMove
from casework.forms import gives_pause
from casework.models import Matter
from casework.services import join
from casework.services.opening import submitted
from grids import services
from grids.forms import CaseForm
from grids.known import Known, joinable
from grids.models import CategoryBy
from grids.suggesting.forms import known_of
from security.uploads.checking import Checked

PATIENCE = 30 * 60  # seconds for which files wait for the answer to the question
GONE = "这件现在加不进去了。看看列表，或者点“提交”记成新的一件。"


class Press:
    """One press. It may join a case (就是这件), log one, or ask whether it is one of those (像是这几件)."""

    def __init__(self, request: PortalRequest, form: CaseForm) -> None:
        self.request, self.form = request, form
        self.asks: list[Known] = []

    def leads_to(self) -> Matter | None:
        """The case, new or joined; None where the form comes back. Call it with a valid form."""
        if gives_pause(self.form):
            self.keep_files()
            return None
        given = self.form.acts()
        given["files"] = given["files"] or self.kept_files
        if self.chosen:
            return self.join(given)
        self.asks = self.unseen()
        if self.asks:
            self.keep_files()
            return None
        matter = services.register(by=self.request.user, **given)
        messages.success(self.request, said(matter, given), extra_tags="case")
        return matter

    @property
    def chosen(self) -> str:
        """The number of the case that this is, where 就是这件 was pressed."""
        return str(self.form.data.get("join", ""))

    def join(self, given: dict[str, Any]) -> Matter | None:
        """Join the case that was chosen. Says on the form why, where that is not possible any more."""
        user, shared = self.request.user, {name: given[name] for name in ("submission", "files", "reporter")}
        number = self.chosen if self.chosen.isprintable() else ""
        matter = joinable(user).filter(number=number).first() or pressed_before(given["submission"], user)
        if matter is None:
            self.form.add_error(None, GONE)
            return None
        try:
            found = join(matter, by=user, note=given["text"], **shared)
        except IllegalMove as error:
            self.form.add_error(None, str(error))
            return None
        told = f"加进去了：{found.number} {found.title}。有进展会提醒"
        messages.success(self.request, told, extra_tags="case")
        return found

    def unseen(self) -> list[Known]:
        """Known cases that the user was not shown before the press; then they are asked about now."""
        given, user = self.form.cleaned_data, self.request.user
        numbers = [*given["shown"].split(), *str(self.form.data.get("none_of", "")).split()]
        found = known_of(given, user)
        if all(each.matter.number in numbers for each in found) or pressed_before(given["submission"], user):
            return []
        return found

    @property
    def shown(self) -> str:
        """What 都不是 answers: the numbers of those that are asked about."""
        return " ".join(each.matter.number for each in self.asks)

    def sees(self, matter: Matter) -> bool:
        """May the user open it? A second press may come after it went out of their sight."""
        return Matter.objects.visible_to(self.request.user).filter(pk=matter.pk).exists()

    def keep_files(self) -> None:
        """Let the files, looked at already, wait with their submission: no form sends them again."""
        files = self.form.cleaned_data["attachments"]
        if files and self.key:
            cache.set(self.key, files, PATIENCE)

    @cached_property
    def kept_files(self) -> tuple[Checked, ...]:
        """The files that wait from the press before."""
        return cache.get(self.key, ()) if self.key else ()

    @property
    def files_wait(self) -> bool:
        return bool(self.request.method == "POST" and self.key and cache.has_key(self.key))

    @property
    def key(self) -> str:
        """By person and submission, so that nobody reaches another's."""
        submission = getattr(self.form, "cleaned_data", {}).get("submission")
        return f"files:{self.request.user.pk}:{submission}" if submission else ""


@transaction.atomic
def pressed_before(submission: UUID | None, user: User) -> Matter | None:
    """The case that an earlier press of the same button made or joined, whose answer was lost."""
    return submitted(submission, user) if submission else None


def said(matter: Matter, given: dict[str, Any]) -> str:
    """What the page says of a case that was logged: also that nobody chose its category, where that is so."""
    told = f"记下了：{matter.number} {matter.title}"
    if given["category_by"] == CategoryBy.TEXT:
        told += f"。类别按文字记为“{given['category']}”，不对可以改"
    return told
