"""Each act of an invented petition, made by the portal's own services on the day of the story."""

from datetime import date, timedelta
from typing import Any

from casework.models import Matter
from demo.appeals import Tale
from demo.texts import petitions as texts
from petitions import services
from petitions.dictionaries import Rated
from petitions.services import residing

ORAL = ("phone", "visit")


def register(tale: Tale, today: date) -> Matter:
    given: dict[str, Any] = {"received_on": today, "read_back": tale.channel in ORAL, **tale.more}
    if tale.channel == "letter":
        given |= {"postmarked_on": today - timedelta(days=tale.rng.randint(1, 4))}
    return services.register(
        channel=tale.channel,
        request=tale.say(tale.plea.request),
        facts=tale.one_of(tale.plea.facts),
        area=tale.area,
        by=tale.by,
        petitioners=tale.people,
        **given,
    )


def classify(tale: Tale, today: date) -> Matter:
    given: dict[str, Any] = {"category": tale.category, "path": tale.path, "subject": tale.plea.subject}
    return services.classify(tale.petition, by=tale.hands.clerk, **given)


def route(tale: Tale, today: date) -> Matter:
    return services.route(tale.petition, to=tale.unit, by=tale.hands.clerk)


def assign_to_organ(tale: Tale, today: date) -> Matter:
    """交办: with a day by which to report."""
    given: dict[str, Any] = {"sending": "assign", "report_by": today + timedelta(days=75)}
    return services.route(tale.petition, to=tale.unit, by=tale.hands.clerk, **given)


def report_back(tale: Tale, today: date) -> Matter:
    return services.report_back(tale.petition, note="意见书已经出具并送达。", by=tale.hand)


def accept(tale: Tale, today: date) -> Matter:
    return services.accept(tale.petition, by=tale.hand)


def hand_over(tale: Tale, today: date) -> Matter:
    """The notice of acceptance reaches them."""
    proof: dict[str, Any] = {"way": "post", "delivered_on": today, "proof": "邮件签收记录（演示）"}
    return services.hand_over(tale.petition, by=tale.hand, document="acceptance", document_on=today, **proof)


def investigate(tale: Tale, today: date) -> Matter:
    return services.investigate(tale.petition, note=tale.one_of(texts.LOOKED), by=tale.hand)


def hear(tale: Tale, today: date) -> Matter:
    held: dict[str, Any] = {
        "noticed_on": today - timedelta(days=7),
        "held_from": today,
        "place": "县信访听证室",
    }
    return services.hear(tale.petition, by=tale.hand, **held)


def heard(tale: Tale, today: date) -> Matter:
    said: dict[str, Any] = {
        "minutes": "信访人、承办单位和三位听证员都说了话。",
        "note": "听证员认为办理方案可行。",
    }
    return services.heard(tale.petition, held_until=today, by=tale.hand, **said)


def recheck_hear(tale: Tale, today: date) -> Matter:
    held: dict[str, Any] = {
        "noticed_on": today - timedelta(days=5),
        "held_from": today,
        "place": "县信访听证室",
    }
    return services.recheck_hear(tale.petition, by=tale.hand, **held)


def recheck_heard(tale: Tale, today: date) -> Matter:
    said: dict[str, Any] = {"minutes": "双方各说了意见。", "note": "听证员多数认为应当维持。"}
    return services.recheck_heard(tale.petition, held_until=today, by=tale.hand, **said)


def opinion(tale: Tale, result: str, today: date) -> dict[str, Any]:
    """What stands in an opinion with this result."""
    plea = tale.plea
    said: dict[str, Any] = {"request": plea.request, "findings": plea.findings, "legal_basis": plea.basis}
    supported = result == "support"
    said["opinion"] = f"支持。{plea.task}。" if supported else plea.explained
    if supported:
        said["task"] = plea.task
    given: dict[str, Any] = {name: tale.say(text) for name, text in said.items()}
    return given | {"result": result} | ({"task_due_on": today + timedelta(days=25)} if supported else {})


def draft(tale: Tale, today: date) -> Matter:
    return services.draft(tale.petition, by=tale.hand, **opinion(tale, "explain", today))


def draft_support(tale: Tale, today: date) -> Matter:
    return services.draft(tale.petition, by=tale.hand, **opinion(tale, "support", today))


def draft_reject(tale: Tale, today: date) -> Matter:
    return services.draft(tale.petition, by=tale.hand, **opinion(tale, "reject", today))


def rework(tale: Tale, today: date) -> Matter:
    return services.rework(tale.petition, note="依据写到哪一条，再报。", by=tale.head)


def issue(tale: Tale, today: date) -> Matter:
    return services.issue(tale.petition, by=tale.head)


def handed(today: date) -> dict[str, Any]:
    return {"way": "signed", "delivered_on": today, "proof": "送达回证，本人签字（演示）"}


def deliver(tale: Tale, today: date) -> Matter:
    return services.deliver(tale.petition, by=tale.hand, **handed(today))


def executed(tale: Tale, today: date) -> Matter:
    return services.executed(tale.petition, done_on=today, note="已经做完，照片存档。", by=tale.hand)


def rate(tale: Tale, today: date) -> None:
    level, other = (tale.rng.choices(("good", "fair", "bad"), (5, 3, 2))[0] for _ in range(2))
    why = tale.one_of(texts.RATED[other])
    residing.rate(tale.petition, levels={Rated.OFFICE: level, Rated.ORGAN: other}, why=why)


def say_unsolved(tale: Tale, today: date) -> None:
    residing.say_unsolved(tale.petition, why=tale.one_of(texts.UNSOLVED))


def ask(tale: Tale, today: date) -> Matter:
    """They ask the organ above, by their code."""
    return residing.ask(tale.petition, why=tale.one_of(texts.ASKED))


def review_draft(tale: Tale, today: date) -> Matter:
    said = opinion(tale, "explain", today) | {"verdict": "upheld"}
    return services.review_draft(tale.petition, by=tale.hand, **said)


def review_issue(tale: Tale, today: date) -> Matter:
    return services.review_issue(tale.petition, by=tale.head)


def review_deliver(tale: Tale, today: date) -> Matter:
    return services.review_deliver(tale.petition, by=tale.hand, **handed(today))


def recheck_draft(tale: Tale, today: date) -> Matter:
    said = opinion(tale, "explain", today) | {"verdict": "upheld"}
    return services.recheck_draft(tale.petition, by=tale.hand, **said)


def recheck_issue(tale: Tale, today: date) -> Matter:
    return services.recheck_issue(tale.petition, by=tale.head)


def recheck_deliver(tale: Tale, today: date) -> Matter:
    return services.recheck_deliver(tale.petition, by=tale.hand, **handed(today))


def conclude(tale: Tale, today: date) -> Matter:
    return services.conclude(tale.petition, by=tale.hand)


def lapse(tale: Tale, today: date) -> Matter:
    return services.lapse(tale.petition, by=tale.hands.clerk)


def follow_up(tale: Tale, today: date) -> Matter:
    given: dict[str, Any] = {
        "label": "explained",
        "done_on": today,
        "note": "上门说明了一次，信访人表示理解。",
    }
    return services.follow_up(tale.petition, by=tale.hand, **given)


def reply(tale: Tale, today: date) -> Matter:
    adoption = tale.rng.choice(("whole", "part"))
    return services.reply(tale.petition, adoption=adoption, note=tale.say(tale.plea.explained), by=tale.hand)


def transfer_discipline(tale: Tale, today: date) -> Matter:
    given: dict[str, Any] = {"outside": "县纪委监委信访室", "by": tale.hands.clerk}
    return services.transfer_discipline(tale.petition, **given)


def send_out(tale: Tale, today: date) -> Matter:
    return services.send_out(tale.petition, outside="邻县信访局（演示）", by=tale.hands.clerk)


def guide(tale: Tale, today: date) -> Matter:
    way = next(one for one in texts.ELSEWHERE if one.path == tale.path)
    return services.guide(tale.petition, elsewhere=way.where, until=way.until, by=tale.hands.clerk)


def refuse(tale: Tale, today: date) -> Matter:
    reason, elsewhere = texts.REFUSED
    given: dict[str, Any] = {"ground": "n4", "note": reason, "elsewhere": elsewhere}
    return services.refuse(tale.petition, by=tale.hands.clerk, **given)


def confirm_refusal(tale: Tale, today: date) -> Matter:
    return services.confirm_refusal(tale.petition, by=tale.hands.colleague)


def object_(tale: Tale, today: date) -> Matter:
    return services.object(tale.petition, note=texts.OBJECTED, by=tale.hand)


def sustain(tale: Tale, today: date) -> Matter:
    return services.sustain(tale.petition, note="核实过，改派。", by=tale.hands.clerk)


def overrule(tale: Tale, today: date) -> Matter:
    return services.overrule(tale.petition, note="职责清单里写着，请受理。", by=tale.hands.clerk)


def withdraw(tale: Tale, today: date) -> Matter:
    return services.withdraw(tale.petition, note=texts.WITHDRAWN, by=tale.hand)


def mediate(tale: Tale, today: date) -> Matter:
    return services.mediate(tale.petition, settlement="settled", note=texts.SETTLED, by=tale.hand)


def mark_repeat(tale: Tale, today: date) -> Matter:
    assert tale.twin  # noqa: S101 - a repeat has what it repeats
    return services.mark_repeat(tale.petition, of=tale.twin.petition, by=tale.hands.clerk)


def merge(tale: Tale, today: date) -> Matter:
    """It goes along with the other, which is being handled."""
    assert tale.twin  # noqa: S101 - as above
    return services.merge(tale.petition, into=tale.twin.petition, by=tale.hands.clerk, note="同一件事")


def urge(tale: Tale, today: date) -> Matter:
    return services.urge(tale.petition, note="现场聚了三十多人，已请镇街到场。", by=tale.hands.clerk)
