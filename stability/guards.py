"""Why a step of a risk assessment may not be made yet. What a step lacks is said in stability/lacking.py."""

from typing import Any

from casework.workflow import Guard
from stability.dictionaries import GOING, Decision


def nothing_lacks(what: str) -> Guard:
    """All that this step rests on was entered."""

    def guard(matter: Any, by: Any) -> str:
        said: str = matter.own.lacks(what)
        return said

    return guard


def another_than_set_the_level(matter: Any, by: Any) -> str:
    """Whoever set the level does not look at it again, nor decide on it (RA-08, LG-04)."""
    return "风险等级是您定的，这一步要由另一个人来做。" if matter.own.level_by_id == by.pk else ""


def is_medium(matter: Any, by: Any) -> str:
    """Only what waits for its measures is looked at after them (RA-08)."""
    return "" if matter.own.level == "medium" else "中风险的，措施落实或者安排好了才再评估。"


def may_be_decided_anew(matter: Any, by: Any) -> str:
    """What was put off is decided again; what was decided is not."""
    own = matter.own
    if own.decision in {"", Decision.WAIT}:
        return ""
    return f"已经决定“{own.get_decision_display()}”。情况变了的，“调整方案”重新评估。"


def goes_ahead(matter: Any, by: Any) -> str:
    """Only what is carried out is tracked."""
    return "" if matter.own.decision in GOING else "没有决定实施，不用跟踪。暂缓的再“决策”，不实施的“办结”。"


def does_not_go_ahead(matter: Any, by: Any) -> str:
    """What is carried out is changed by a new signal alone, once it is tracked."""
    if matter.own.decision not in GOING:
        return ""
    return "已经决定实施。先“开始跟踪”，有新的风险再“重新评估”。"


def is_at_its_end(matter: Any, by: Any) -> str:
    """What is not carried out ends with the decision; the other once it was tracked."""
    own = matter.own
    if own.decision == Decision.WAIT:
        return "暂缓的还没有定：再“决策”，或者“调整方案”。"
    if own.decision in GOING and matter.status == "decided":
        return "决定实施的，先“开始跟踪”。"
    return "" if own.decision == Decision.NO else nothing_lacks("close")(matter, by)
