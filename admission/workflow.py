"""The way of a request for data: 起草 → 待审批 → 已准入 → 停用; where all is stored already, 直接取. Pure."""

from dataclasses import dataclass

from django.db import models


class RequestState(models.TextChoices):
    """Where a request stands. Over is asked of its end date, not kept as a state."""

    DRAFT = "draft", "起草"
    TAKEN = "taken", "直接取"
    SUBMITTED = "submitted", "待审批"
    APPROVED = "approved", "已准入"
    REFUSED = "refused", "没有准入"
    STOPPED = "stopped", "停用"
    DROPPED = "dropped", "作废"


class Rhythm(models.TextChoices):
    """How often it is asked."""

    ONCE = "once", "只填一次"
    MONTHLY = "monthly", "每月一次"
    QUARTERLY = "quarterly", "每季度一次"
    YEARLY = "yearly", "每年一次"


S = RequestState
ADMITTED = (S.APPROVED, S.STOPPED)  # everybody in the county knows of these
ASKER, OFFICE, EITHER = "asker", "office", "either"


@dataclass(frozen=True)
class Move:
    """One move: from where to where, and whose it is."""

    label: str
    sources: tuple[str, ...]
    target: str
    who: str


MOVES: dict[str, Move] = {
    "take": Move("都有了，直接取", (S.DRAFT,), S.TAKEN, ASKER),
    "submit": Move("送审批", (S.DRAFT,), S.SUBMITTED, ASKER),
    "approve": Move("准入", (S.SUBMITTED,), S.APPROVED, OFFICE),
    "refuse": Move("不准入", (S.SUBMITTED,), S.REFUSED, OFFICE),
    "redo": Move("收回来改", (S.SUBMITTED, S.REFUSED), S.DRAFT, ASKER),
    "stop": Move("停用", (S.APPROVED,), S.STOPPED, EITHER),
    "drop": Move("作废", (S.DRAFT,), S.DROPPED, ASKER),
}
WITH_WORDS = frozenset({"refuse", "stop"})  # moves that need a reason
