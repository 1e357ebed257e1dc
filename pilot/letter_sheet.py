"""The 督办函 put together from the task and its supervision: nothing of it is written for the paper alone."""

from datetime import date

from casework.models import Matter, Supervision
from papers.document.fields import said_day, seal_of
from papers.document.forms import Form, Letterhead, Line, Part, plain

DRAFT = "【稿】没有签发，不作凭据"


def compose(task: Matter, supervision: Supervision, *, organ: str, today: date, number: str = "") -> Form:
    """The letter: numbered where it is signed, else a draft that says so."""
    own = task.own
    parts: list[Part] = [] if number else [Line(DRAFT, "center")]
    parts.append(Line(f"{task.unit}："))
    parts += plain(
        f"“{task.title}”（编号{task.number}，{own.get_source_display()}）交你单位牵头，"
        f"应于{said_day(own.due_on)}以前完成，现在还没有办完。",
        f"任务要求：{own.text}",
        f"督办要求：{supervision.words}",
        f"请于{said_day(supervision.until)}以前办完，并提交佐证：{own.evidence}。办不完的，写明原因和下一步。",
    )
    end = seal_of(organ, today if number else None)
    letterhead = Letterhead(organ, number) if number else None
    return Form("督办函", organ, today, (*parts, *end), letterhead=letterhead)
