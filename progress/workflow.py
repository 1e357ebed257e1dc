"""The way of a return: 未开始 → 填报中 → 待审核 → （退回修改）→ 审核通过 → 已定稿. Pure."""

from dataclasses import dataclass

from django.db import models


class ReturnState(models.TextChoices):
    """Where a return stands. Overdue and missing are asked of the days, not kept as states."""

    NOT_STARTED = "not_started", "未开始"
    DRAFT = "draft", "填报中"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回修改"
    ACCEPTED = "accepted", "审核通过"
    LOCKED = "locked", "已定稿"


S = ReturnState
WITH_UNIT = (S.DRAFT, S.RETURNED)  # the unit may write in it
UNSIGNED = (S.NOT_STARTED, S.DRAFT)
UNIT, HEAD, OFFICE = "unit", "head", "office"


@dataclass(frozen=True)
class Step:
    """One move: from where to where, and whose it is."""

    label: str
    sources: tuple[str, ...]
    target: str
    who: str


MOVES: dict[str, Step] = {
    "start": Step("开始填报", (S.NOT_STARTED,), S.DRAFT, UNIT),
    "submit": Step("签报", WITH_UNIT, S.SUBMITTED, HEAD),
    "send_back": Step("退回修改", (S.SUBMITTED,), S.RETURNED, OFFICE),
    "accept": Step("审核通过", (S.SUBMITTED,), S.ACCEPTED, OFFICE),
    "lock": Step("定稿", (S.ACCEPTED,), S.LOCKED, OFFICE),
}
