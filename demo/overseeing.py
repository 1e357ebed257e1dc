"""More time for an invented petition, and what is done by those who watch over it, as acts of a story."""

from datetime import date
from typing import Any

from casework.models import Deadline, Extension, Matter
from casework.services import ask_extension, decide_extension
from demo.appeals import Tale
from petitions import services
from petitions.services import supervising


def ask_longer(tale: Tale, today: date) -> Matter:
    limit = Deadline.objects.running().get(matter=tale.petition, limit="xf.handle")
    ask_extension(limit, amount=30, reason="要等鉴定结果", by=tale.hand)
    return fresh(tale)


def grant(tale: Tale, today: date) -> Matter:
    asked = Extension.objects.waiting().get(matter=tale.petition)
    decide_extension(asked, granted=True, answer="同意，抓紧。", by=tale.head)
    return fresh(tale)


def announce(tale: Tale, today: date) -> Matter:
    return services.announce(tale.petition, note="鉴定结果还没有出来", by=tale.hand)


def recommend(tale: Tale, today: date) -> None:
    said: dict[str, Any] = {
        "ground": "notice",
        "kind": "work",
        "words": "请尽快告知是否受理，查一查为什么晚。",
    }
    supervising.recommend(tale.petition, by=tale.hands.clerk, **said)


def answer(tale: Tale, today: date) -> None:
    said: dict[str, Any] = {"answer": "taken", "feedback": "收发环节漏登，已经补上，专人每天看。"}
    supervising.answer(tale.petition.recommendations.get(), by=tale.hand, **said)


def measure(tale: Tale, today: date) -> None:
    said: dict[str, Any] = {
        "document": f"县联席办〔{today.year}〕演示号",
        "words": "约谈分管负责人，要求按期答复。",
    }
    supervising.measure(tale.petition, kind="talk", taken_on=today, by=tale.hands.clerk, **said)


def take_charge(tale: Tale, today: date) -> None:
    said: dict[str, Any] = {"next_step": "下周到现场，和信访人见一面。"}
    supervising.take_charge(tale.petition, leader=tale.head, by=tale.hands.clerk, **said)


def go_on(tale: Tale, today: date) -> None:
    charge = tale.petition.charges.get(ended_on=None)
    supervising.go_on(charge, result="见了面，说清了怎么办，信访人同意。", by=tale.head)


def fresh(tale: Tale) -> Matter:
    found: Matter = Matter.objects.get(pk=tale.petition.pk)
    return found
