"""The way of a measure (domain.md 5.4): 提出、同意、签发、整改、检查、解除或者延长、升级. Pure."""

from dataclasses import dataclass

from django.db import models

from accounts.models import Role


class Level(models.TextChoices):
    """The ladder, from its lowest step."""

    REMINDER = "reminder", "提示函"
    CRITICISM = "criticism", "通报批评"
    TALK = "talk", "约谈"
    LISTING = "listing", "挂牌督办"
    VETO = "veto", "一票否决建议"


LADDER = list(Level)
MENDED = frozenset(LADDER) - {Level.VETO}  # the unit mends; of a veto the competent organ decides
# Who approves and ends it. The office's head for what only reminds; the leading group for all.
DECIDERS = {level: frozenset({Role.LEADING_GROUP}) for level in LADDER} | {
    level: frozenset({Role.LEADING_GROUP, Role.OFFICE}) for level in (Level.REMINDER, Level.CRITICISM)
}


class Ground(models.TextChoices):
    """Why (domain.md 5.4, the triggers of Art. 28)."""

    CHAOS = "chaos", "措施不落实，秩序混乱"
    SERIES = "series", "短期内连续发生较大问题"
    MAJOR = "major", "发生重大、特别重大事件"
    FAILED = "failed", "考核不合格（不达标）"
    UNTREATED = "untreated", "重点地区、重点问题长期没有整治"
    OTHER = "other", "其他"


class MeasureState(models.TextChoices):
    """Where a measure stands. Late is asked of the days, not kept as a state."""

    PROPOSED = "proposed", "待批准"
    WITHDRAWN = "withdrawn", "已撤回"
    REFUSED = "refused", "没有同意"
    APPROVED = "approved", "待签发"
    ISSUED = "issued", "待报整改方案"
    RECTIFYING = "rectifying", "整改中"
    SUBMITTED = "submitted", "待检查"
    INSPECTED = "inspected", "待定结果"
    LIFTED = "lifted", "已解除"
    EXTENDED = "extended", "延长整改"
    ESCALATED = "escalated", "已升级"
    ANSWERED = "answered", "有权机关已决定"


S = MeasureState
UNISSUED = (S.PROPOSED, S.WITHDRAWN, S.REFUSED, S.APPROVED)  # its unit knows nothing of it
WITH_UNIT = (S.ISSUED, S.RECTIFYING, S.EXTENDED)
STANDING = (*WITH_UNIT, S.SUBMITTED, S.INSPECTED)
OFFICE, HEAD_OF_OFFICE, DECIDER, UNIT, HEAD_OF_UNIT = "office", "office_head", "decider", "unit", "unit_head"


@dataclass(frozen=True)
class Move:
    """One move: from where to where, whose it is, of which levels."""

    label: str
    sources: tuple[str, ...]
    target: str
    who: str
    levels: frozenset[Level] = MENDED


ALL = frozenset(LADDER)
MOVES: dict[str, Move] = {
    "withdraw": Move("撤回", (S.PROPOSED,), S.WITHDRAWN, OFFICE, ALL),
    "approve": Move("同意", (S.PROPOSED,), S.APPROVED, DECIDER, ALL),
    "decline": Move("不同意", (S.PROPOSED,), S.REFUSED, DECIDER, ALL),
    "issue": Move("签发", (S.APPROVED,), S.ISSUED, HEAD_OF_OFFICE, ALL),
    "plan": Move("报整改方案", (S.ISSUED,), S.RECTIFYING, UNIT),
    "report": Move("写整改进展", (S.RECTIFYING, S.EXTENDED), "", UNIT),
    "submit": Move("报整改报告", (S.RECTIFYING, S.EXTENDED), S.SUBMITTED, HEAD_OF_UNIT),
    "talk": Move("记约谈", WITH_UNIT, "", OFFICE, frozenset({Level.TALK})),
    "inspect": Move("检查验收", (S.SUBMITTED, *WITH_UNIT), S.INSPECTED, OFFICE),
    "lift": Move("解除", (S.INSPECTED,), S.LIFTED, DECIDER),
    "extend": Move("延长整改", (S.INSPECTED,), S.EXTENDED, DECIDER),
    "escalate": Move("升级", (S.INSPECTED,), S.ESCALATED, OFFICE),
    "record": Move("记有权机关的决定", (S.ISSUED,), S.ANSWERED, OFFICE, frozenset({Level.VETO})),
}


def next_level(level: str) -> Level:
    """The step of the ladder above this one; the last is its own."""
    return LADDER[min(LADDER.index(Level(level)) + 1, len(LADDER) - 1)]
