"""The lists that a risk assessment chooses from (domain.md 6)."""

from django.db.models import TextChoices


class Scope(TextChoices):
    """What is to be assessed (713号令 3; RA-01)."""

    POLICY = "policy", "重大公共政策和措施"
    PLAN = "plan", "重要规划"
    RESOURCE = "resource", "重要资源的开发利用、保护"
    PROJECT = "project", "重大公共建设项目"
    OTHER = "other", "其他重大公共利益事项"


EMERGENCY = "emergency"
NOT_EMERGENCY = (
    "突发事件应急处置不做稳评（重大行政决策程序暂行条例 3），照突发事件应对法办。处置以后的长期安排另列一件。"
)


class Procedure(TextChoices):
    """By which steps (RA-06)."""

    NORMAL = "normal", "一般程序"
    SIMPLE = "simple", "简易程序"


class Method(TextChoices):
    """How people were heard (RA-03, RA-06)."""

    NOTICE = "notice", "公示"
    SURVEY = "survey", "问卷"
    VISIT = "visit", "走访"
    MEETING = "meeting", "座谈会"
    HEARING = "hearing", "听证会"
    MONITOR = "monitor", "舆情跟踪"
    DEPARTMENTS = "departments", "征求部门意见"


# Which of them ask people one by one, so that they can be counted.
COUNTED = frozenset({Method.SURVEY, Method.VISIT, Method.MEETING, Method.HEARING})


class Dimension(TextChoices):
    """From which four sides (RA-05)."""

    LEGAL = "legal", "合法性"
    REASONABLE = "reasonable", "合理性"
    FEASIBLE = "feasible", "可行性"
    CONTROLLABLE = "controllable", "可控性"


DIMENSION_HELP = {
    Dimension.LEGAL: "权限、内容、程序合不合法律法规和政策",
    Dimension.REASONABLE: "多数人的利益顾到没有，受影响的人补偿得公不公平",
    Dimension.FEASIBLE: "时机、人力、钱够不够，群众承受得住吗",
    Dimension.CONTROLLABLE: "会不会引发矛盾，有没有预防和应急的办法",
}


class Level(TextChoices):
    """How great the risk is (RA-07)."""

    HIGH = "high", "高风险"
    MEDIUM = "medium", "中风险"
    LOW = "low", "低风险"


LEVEL_HELP = {
    Level.HIGH: "多数人反对，反应特别强烈，可能引发大规模群体性事件",
    Level.MEDIUM: "部分人有意见、反应强烈，可能引发矛盾冲突",
    Level.LOW: "多数人理解支持，少数人有意见，能够化解",
}
# What follows from it (RA-08).
CONCLUSIONS = {
    Level.HIGH: "不实施；或者调整方案、降低风险以后重新评估。",
    Level.MEDIUM: "暂缓实施；采取有效措施、风险降下来以后再实施。",
    Level.LOW: "可以实施，做好解释说明，跟踪落实防范措施。",
}
PROJECT_CONCLUSION = "投资项目是高风险、中风险的不予批准；低风险并且有可靠的防范措施，才是批准的条件。"


class Decision(TextChoices):
    """What was decided on it."""

    GO = "go", "实施"
    PART = "part", "部分实施"
    WAIT = "wait", "暂缓"
    NO = "no", "不实施"


GOING = (Decision.GO, Decision.PART)


class Fault(TextChoices):
    """For what somebody may be called to account (713号令 38–41; RA-12): facts about a procedure."""

    SKIPPED = "skipped", "应评未评"
    FORMAL = "formal", "走形式"
    FALSE = "false", "数据不实、弄虚作假"
    AGAINST = "against", "不按结论决策"
    GRAVE = "grave", "决策严重失误，终身责任追究"


# Probability and impact, 1 to 5 each (domain.md 6, report outline).
CHANCES = [(1, "1 很小"), (2, "2 较小"), (3, "3 一般"), (4, "4 较大"), (5, "5 很大")]
IMPACTS = [(1, "1 很轻"), (2, "2 较轻"), (3, "3 一般"), (4, "4 较重"), (5, "5 很重")]
