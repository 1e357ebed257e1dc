"""The way of a quarter's assessment: 打分中 → 征求意见 → 待审定 → 已审定 → 已公布. Pure."""

from dataclasses import dataclass

from django.db import models


class RunState(models.TextChoices):
    """Where it stands. From 已审定 on nothing in it is written again."""

    OPEN = "open", "打分中"
    NOTICED = "noticed", "征求意见"
    PROPOSED = "proposed", "待审定"
    DECIDED = "decided", "已审定"
    PUBLISHED = "published", "已公布"


S = RunState
OFFICE, LEADERS = "office", "leaders"
FINAL = (S.DECIDED, S.PUBLISHED)


@dataclass(frozen=True)
class Step:
    """One move: from where to where, whose it is, and what whoever makes it is told."""

    label: str
    sources: tuple[str, ...]
    target: str
    who: str
    done: str


MOVES: dict[str, Step] = {
    "notice": Step("征求意见", (S.OPEN,), S.NOTICED, OFFICE, "得分告诉各单位了，可以申诉。"),
    "propose": Step("报领导小组审定", (S.NOTICED,), S.PROPOSED, OFFICE, "报上去了，由领导小组审定。"),
    "send_back": Step("退回重打", (S.PROPOSED,), S.OPEN, LEADERS, "退回了，办公室接着办。"),
    "decide": Step("审定", (S.PROPOSED,), S.DECIDED, LEADERS, "审定了，这个季度定稿，以后只能更正。"),
    "publish": Step("公布", (S.DECIDED,), S.PUBLISHED, OFFICE, "公布了，各单位都看得到。"),
}
ORDER_SHOWN, COUNTED = "by_score", "count"  # logged beside the moves
LABELS = {ORDER_SHOWN: "按得分排着看", COUNTED: "重新计算", **{key: one.label for key, one in MOVES.items()}}
