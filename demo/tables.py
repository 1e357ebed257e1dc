"""What is going on at the demo's own committee: a session planned in its room with a guest, an expert who is
asked, and what a resident applied for online. Nobody is real: every name says 演示.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.origins import Origin
from areas.models import Area
from casework.clocks import ONE_DAY
from casework.models import Matter
from demo.people import HOME_VILLAGE
from demo.quarrels import AT_TABLE, MEDIATED_BY, register
from disputes import services
from disputes.models import Mediator, Room
from disputes.services.applying import apply
from security import clock

SUBMISSION = UUID(int=1)  # the same application however often the data are loaded
ELSEWHERE = Origin("198.51.100.1")
PLANNED = "共用的水井谁来修、钱怎么出，谈了一次。"
INJURED = "在诊所打针以后手臂麻了，双方对是不是打针引起的说法不一。"
APPLIED = "演示：楼上半夜拖家具，说过几次没有用，想请人来调解。"


def set_tables() -> int:
    """Plan the session, ask the expert, let the resident apply; how many. None where nobody mediates."""
    mediator = Mediator.objects.filter(user__username=MEDIATED_BY).select_related("user", "body").first()
    area = Area.objects.filter(pk=HOME_VILLAGE).first()
    if mediator is None or area is None:
        return 0
    plan(at_table(PLANNED, "neighbour", ("巳某", "午某"), area, mediator), mediator)
    ask(at_table(INJURED, "medical", ("未某", "演示诊所"), area, mediator), mediator)
    let_apply(area)
    return 3


def at_table(facts: str, justice_type: str, names: tuple[str, str], area: Area, mediator: Mediator) -> Matter:
    """Taken, both told, and met once."""
    dispute = register(facts, justice_type, names, area=area, by=mediator.user)
    for step in AT_TABLE:
        dispute = step(dispute, mediator)
    return dispute


def plan(dispute: Matter, mediator: Mediator) -> None:
    """The next session: tomorrow at half past two, in the committee's room, with somebody both agreed to."""
    room, _ = Room.objects.get_or_create(body=mediator.body, name="演示一号调解室")
    start = (timezone.localtime(clock.now()) + ONE_DAY).replace(hour=14, minute=30, second=0, microsecond=0)
    services.plan(
        dispute,
        by=mediator.user,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        room=room,
        guests="演示村民小组长，懂水井的来历",
        consented=True,
    )


def ask(dispute: Matter, mediator: Mediator) -> None:
    """An expert is to say what caused it; meanwhile the time of a medical dispute stands still."""
    services.appraise(
        dispute,
        by=mediator.user,
        organ="演示司法鉴定所",
        subject="手臂麻木和打针有没有关系",
        entrusted_on=clock.today(),
    )


def let_apply(area: Area) -> None:
    """What somebody wrote at home, without an account."""
    apply(
        submission=SUBMISSION,
        tail="0000",
        origin=ELSEWHERE,
        justice_type="neighbour",
        area=area,
        parties=[
            {"side": "applicant", "name": "演示申某"},
            {"side": "respondent", "name": "演示酉某"},
        ],
        facts=APPLIED,
        request="晚上十点以后不要拖家具。",
    )
