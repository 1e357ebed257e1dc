"""督办函: what the office writes to a unit whose task is under supervision, made from the task."""

from django.db import transaction

from accounts.models import Role, Unit, User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter, Supervision
from casework.services.signed import as_signed, next_of
from papers.document.forms import Form
from pilot.letter_sheet import compose
from pilot.models import Letter, LetterSeries
from pilot.models.group import writes_list
from pilot.services.telling import of_unit
from security import clock


def standing(task: Matter) -> Supervision | None:
    """The supervision that is not over; None without."""
    return task.supervisions.filter(ended_at=None).select_related("by").first()


def office_of(by: User) -> Unit | None:
    """The county's office that the user heads; None without."""
    heads = (duty.unit for duty in by.held if duty.role == Role.OFFICE and duty.leads and duty.unit)
    return next(heads, None)


def why_not(task: Matter, supervision: Supervision | None, by: User) -> str:
    """Why this user cannot sign a letter now; "" where they can."""
    if supervision is None:
        return "先督办这件任务，再签发督办函。"
    if Letter.objects.filter(supervision=supervision).exists():
        return "这次督办的函已经签发过了。"
    if task.unit_id is None:
        return "任务不在哪个单位手里，先交办。"
    return "" if writes_list(by) and office_of(by) else "督办函由县领导小组办公室的负责人签发。"


@transaction.atomic
def sign(task: Matter, *, by: User) -> Letter:
    """Give the letter the office's next number, keep it as it is, tell the unit. Raises MoveDenied."""
    matter = Matter.objects.select_related("task", "unit").get(pk=task.pk)
    supervision = standing(matter)
    office = office_of(by)
    if (reason := why_not(matter, supervision, by)) or supervision is None or office is None:
        raise MoveDenied(reason)
    today = clock.today()
    series = next_of(LetterSeries, office)
    if Letter.objects.filter(supervision=supervision).exists():
        raise MoveDenied("这次督办的函已经签发过了，刷新页面看看。")

    def form(number: str) -> Form:
        return compose(matter, supervision, organ=str(office), today=today, number=number)

    said = as_signed(series, number=f"督办函〔{today.year}〕{series.last}号", by=by, compose=form)
    letter = Letter.objects.create(matter=matter, supervision=supervision, **said)
    text, key = f"督办函：{letter.number}，{matter}", f"letter:{letter.pk}"
    casework.notify(of_unit(matter.unit), key=key, text=text, matter=matter, heading="督办函")
    return letter
