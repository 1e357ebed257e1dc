"""A handful of invented disputes of the demo's own township, each brought as far as it is by the services.

Nobody is real: every name says 演示, and no number could be anybody's.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from areas.models import Area
from casework.models import Matter
from demo.people import HOME_VILLAGE
from disputes import services
from disputes.models import Mediator
from security import clock

Step = Callable[[Matter, Mediator], Matter]
MEDIATED_BY = "tiaojie"


def quarrel() -> int:
    """Let them all come in, and go as far as each goes; how many there are. None where nobody mediates."""
    mediator = Mediator.objects.filter(user__username=MEDIATED_BY).select_related("user").first()
    area = Area.objects.filter(pk=HOME_VILLAGE).first()
    if mediator is None or area is None:
        return 0
    for facts, justice_type, names, steps in QUARRELS:
        dispute = register(facts, justice_type, names, area=area, by=mediator.user)
        for step in steps:
            dispute = step(dispute, mediator)
    return len(QUARRELS)


def register(
    facts: str, justice_type: str, names: tuple[str, str], *, area: Area, by: User, **more: Any
) -> Matter:
    """It comes to the committee, on the application of the first party where nothing else is said."""
    sides = ("applicant", "respondent")
    parties = [{"side": side, "name": f"演示{name}"} for side, name in zip(sides, names, strict=True)]
    return services.register(
        facts=facts,
        justice_type=justice_type,
        parties=parties,
        area=area,
        by=by,
        **{"source": "applied", **more},
    )


def accept(dispute: Matter, mediator: Mediator) -> Matter:
    return services.accept(dispute, mediator=mediator, selection="chosen", by=mediator.user)


def notify(dispute: Matter, mediator: Mediator) -> Matter:
    return services.notify(dispute, identified=True, by=mediator.user)


def meet(dispute: Matter, mediator: Mediator) -> Matter:
    said = "双方各说了经过。愿意再谈，先不争从前的话。"
    return services.meet(dispute, held_at=clock.now(), place="村委会调解室", notes=said, by=mediator.user)


def agree(dispute: Matter, mediator: Mediator) -> Matter:
    today = clock.today()
    owed: dict[str, Any] = {"text": "补偿对方损失", "amount": Decimal("1200.00")}
    return services.agree(
        dispute,
        form="written",
        facts=dispute.own.facts,
        duties="双方各有责任，后动手的一方责任大些。",
        content="恢复原状，补偿损失，今后不再为此事争执。",
        reached_on=today,
        items=[{**owed, "due_on": today + timedelta(days=10)}],
        by=mediator.user,
    )


def take_effect(dispute: Matter, mediator: Mediator) -> Matter:
    today = clock.today()
    days = {"parties_signed_on": today, "mediator_signed_on": today, "sealed_on": today}
    signed = services.sign(dispute, by=mediator.user, **days)
    return services.take_effect(signed, by=mediator.user)


def keep(dispute: Matter, mediator: Mediator) -> Matter:
    """All is paid and asked after, and the file put away."""
    by, today = mediator.user, clock.today()
    for item in dispute.items.all():
        dispute = services.pay(dispute, item=item, amount=item.amount, on=today, by=by)
    dispute = services.perform(dispute, by=by)
    dispute = services.visit(
        dispute,
        performance="whole",
        visited_on=today,
        applicant_says="satisfied",
        respondent_says="fair",
        notes="双方都说没有新的争执。",
        by=by,
    )
    return services.file(dispute, by=by)


def fail(dispute: Matter, mediator: Mediator) -> Matter:
    return services.fail(
        dispute, ending="no_agreement", note="差得太远，谈了两次没有谈拢。", by=mediator.user
    )


AT_TABLE: tuple[Step, ...] = (accept, notify, meet)
QUARRELS: tuple[tuple[str, str, tuple[str, str], tuple[Step, ...]], ...] = (
    ("两家为院子之间的通道怎么走吵了半个月。", "neighbour", ("甲某", "乙某"), ()),
    ("装修漏水，楼下天花板泡坏了，赔多少谈不拢。", "damage", ("丙某", "丁某"), (accept,)),
    ("承包地的边界往外挪了半米，双方都说是对方挪的。", "land", ("戊某", "己某"), AT_TABLE),
    ("干完了活，还有一个月的工钱没有结。", "wages", ("庚某", "装修队"), (*AT_TABLE, agree)),
    (
        "电瓶车碰了摊位，水果散了一地。",
        "damage",
        ("辛某", "壬某"),
        (*AT_TABLE, agree, take_effect),
    ),
    (
        "邻居养的鸡吃了菜苗，种了三回都没长成。",
        "neighbour",
        ("癸某", "子某"),
        (*AT_TABLE, agree, take_effect, keep),
    ),
    ("合伙买的农机怎么分，谈了两次没有结果。", "contract", ("丑某", "寅某"), (*AT_TABLE, fail)),
)
