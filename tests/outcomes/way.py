"""A measure and its way, made by the services."""

from outcomes.models import Measure
from outcomes.services import measuring
from security import clock

TALK = {
    "place": "三楼会议室",
    "interviewer": "领导小组副组长",
    "attended": "局长",
    "problem": "欠薪没有查清。",
    "demand": "一个月查清。",
    "promise": "照办。",
    "signed": "双方已签字",
}
WAYS = {
    "approved": ["approve"],
    "issued": ["approve", "issue"],
    "rectifying": ["approve", "issue", "plan"],
    "submitted": ["approve", "issue", "plan", "submit"],
    "passed": ["approve", "issue", "plan", "submit", "pass"],
    "failed": ["approve", "issue", "plan", "submit", "fail"],
    "lifted": ["approve", "issue", "plan", "submit", "pass", "lift"],
}


class Way:
    """The way of one measure towards one unit."""

    def __init__(self, clerk, colleague, leader, member, chief, unit):
        self.clerk, self.colleague, self.leader = clerk, colleague, leader
        self.member, self.chief, self.unit = member, chief, unit

    def propose(self, level="listing", by=None, **said):
        given = {"ground": "untreated", "severe": False, "happened_on": clock.today()}
        given |= {"facts": "欠薪问题没有整治。", "basis": "测办〔2026〕9号", "demand": "查清欠薪。"}
        given |= {"criteria": "欠薪清零。"} | said
        return measuring.propose(by=by or self.colleague, unit=self.unit, level=level, **given)

    def do(self, measure, move):
        """One move, by whose it is."""
        note = {"note": "写一句"}
        acts = {
            "approve": lambda: measuring.approve(measure, by=self.leader),
            "issue": lambda: measuring.issue(measure, by=self.clerk),
            "talk": lambda: measuring.talk(measure, by=self.clerk, held_on=clock.today(), **TALK),
            "plan": lambda: measuring.plan(measure, by=self.member, **note),
            "submit": lambda: measuring.submit(measure, by=self.chief, **note),
            "pass": lambda: measuring.inspect(measure, by=self.clerk, passed=True, **note),
            "fail": lambda: measuring.inspect(measure, by=self.clerk, passed=False, **note),
            "lift": lambda: measuring.lift(measure, by=self.leader),
        }
        return acts[move]()

    def to(self, state, level="listing", **said):
        """A measure, as far as this state."""
        measure = self.propose(level, **said)
        for move in WAYS.get(state, []):
            measure = self.do(measure, move)
            if level == "talk" and move == "issue":
                measure = self.do(measure, "talk")
        return Measure.objects.get(pk=measure.pk)
