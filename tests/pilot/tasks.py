"""A task and its way, made by the services."""

from datetime import timedelta

from pilot import services
from security import clock
from security.uploads.checking import Checked

PROOF = Checked(
    "会议纪要.txt", "text/plain; charset=utf-8", "办了".encode(), b"", "办了".encode(), "0" * 64, 0
)


class Line:
    """The way of a task: who gives it, who does it, and each step of it."""

    ORDER = ("assign", "accept", "report", "submit", "confirm")

    def __init__(self, clerk, colleague, member, lead):
        self.clerk, self.colleague, self.member, self.lead = clerk, colleague, member, lead

    def register(self, **given):
        said = {
            "title": "排查欠薪",
            "text": "每个工地查一遍",
            "evidence": "排查表",
            "year": clock.today().year,
            "due_on": clock.today() + timedelta(days=30),
            "lead": self.lead,
        }
        return services.register(by=self.clerk, **(said | given))

    def given(self, move):
        """Who makes the step, and with what."""
        by_unit = {"accept", "hand_back", "report", "submit", "postpone", "ask_cancel", "resume"}
        by = self.member if move in by_unit else self.clerk
        said = {
            "submit": {"result": "查完了", "files": (PROOF,)},
            "postpone": {"until": clock.today() + timedelta(days=9), "note": "等验收"},
            "supervise": {"until": clock.today() + timedelta(days=9), "note": "月底以前办完"},
        }
        plain = {} if move in {"assign", "accept", "confirm"} else {"note": "说明"}
        return {"by": by, **said.get(move, plain)}

    def do(self, task, move, **instead):
        return getattr(services, move)(task, **(self.given(move) | instead))

    def to(self, move, **given):
        """A task that has come as far as this step."""
        task = self.register(**given)
        for step in self.ORDER[: self.ORDER.index(move) + 1]:
            task = self.do(task, step)
        return task


def tasks_of(line):
    """A task in every state."""
    asked = line.do(line.to("accept"), "postpone")
    return [
        line.register(),
        *(line.to(name) for name in line.ORDER if name != "report"),
        asked,
        line.do(line.do(line.to("accept"), "postpone"), "approve"),
        line.do(line.to("accept"), "ask_cancel"),
        line.do(line.do(line.to("accept"), "ask_cancel"), "cancel"),
        line.do(line.to("assign"), "supervise"),
    ]
