"""Many at once, and answers that are lost. Small ones run with the tests, whole ones with `make chaos`."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.db import connection

from accounts.models import User
from areas.models import Area
from casework.exceptions import IllegalMove
from casework.models import Event, Matter
from casework.services import import_matters
from chaos.posting import Browser
from chaos.proxy import LossyProxy
from chaos.verdict import Line
from grids import services
from grids.models import Case, Category, Source
from security import clock
from security.context import acting
from stack import ports
from stack.processes import Child

SHARE_LOST = 0.3
POSTERS = 4


def at_once(people: int, act: Callable[[int], Any]) -> list[Any]:
    """Do it from so many connections at once; what each answered."""

    def one(place: int) -> Any:
        try:
            return act(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def close_at_once(*, by: User, area: Area, people: int, matters: int) -> list[Line]:
    """So many people close so many cases, all of them each, at the same moment."""
    now = clock.asked()
    rows = {"category": Category.objects.all()[0], "source": Source.objects.all()[0], "text": "积水"}
    cases = import_matters(
        Case,
        (
            {
                **rows,
                "title": f"待结案{place}",
                "area": area,
                "created_by": by,
                "status": "checked",
                "registered_at": now,
            }
            for place in range(matters)
        ),
    )

    def close_all(place: int) -> Counter[str]:
        answers: Counter[str] = Counter()
        turned = cases[place * 7 % len(cases) :] + cases[: place * 7 % len(cases)]
        closer = User.objects.get(pk=by.pk)
        for case in cases if place % 2 else turned:
            with acting(by.pk):
                try:
                    answers[services.close(case, by=closer, seen=0).status] += 1
                except IllegalMove:
                    answers["refused"] += 1
        return answers

    answers: Counter[str] = sum(at_once(people, close_all), Counter())
    events = Counter(Event.objects.filter(matter__in=cases, move="close").values_list("matter", flat=True))
    return [
        Line(f"{people} 个人同时办结 {matters} 件", people * matters),
        Line("办结了两次的", sum(count - 1 for count in events.values()), wrong=True),
        Line("没有办结的", matters - len(events), wrong=True),
        Line("回答和结果对不上的", abs(answers["closed"] - matters), wrong=True),
    ]


def press_at_once(*, by: User, area: Area, times: int, presses: int) -> list[Line]:
    """Submissions, each posted so many times at the same moment."""
    category, source = Category.objects.all()[0], Source.objects.all()[0]
    before = Matter.objects.count()

    def press(key: UUID, place: int) -> str:
        with acting(by.pk):
            return services.register(
                text="路灯", category=category, source=source, area=area, by=by, submission=key
            ).number

    told = 0
    for _ in range(presses):
        told += len(set(at_once(times, partial(press, uuid4())))) - 1
    made = Matter.objects.count() - before
    return [
        Line(f"{presses} 次提交，每次同时发 {times} 遍，记下", made),
        Line("多记的", made - presses, wrong=True),
        Line("得到不同编号的", told, wrong=True),
    ]


def lose_answers(
    *, found: Mapping[str, str], log: Path, posts: int, username: str, password: str, category: str
) -> list[Line]:
    """Post cases through a web server whose database loses answers at COMMIT; each until it is answered."""
    before = Matter.objects.count()
    with served_badly(found, log) as (proxy, port):
        browsers = [Browser(port) for _ in range(POSTERS)]
        browsers[0].sign_in(username, password)
        for other in browsers[1:]:
            other.cookies = dict(browsers[0].cookies)
        proxy.lossy = True

        def post(place: int) -> int:
            return sum(browsers[place].log_until_answered(category) for _ in range(posts // POSTERS))

        with ThreadPoolExecutor(POSTERS) as pool:
            answered = sum(pool.map(post, range(POSTERS)))
    posted = posts // POSTERS * POSTERS
    made = Matter.objects.count() - before
    return [
        Line("提交", posted),
        Line("丢掉的数据库回答", proxy.lost),
        Line("重发", sum(browser.tries for browser in browsers) - posted),
        Line("记下", made),
        Line("没有回答的", posted - answered, wrong=True),
        Line("多记或少记的", abs(made - posted), wrong=True),
    ]


@contextmanager
def served_badly(found: Mapping[str, str], log: Path) -> Any:
    """A web server whose way to Postgres goes through the proxy: the proxy, and the server's port."""
    address = urlsplit(found["DATABASE_URL"])
    proxy = LossyProxy(address.hostname or "", address.port or 0, SHARE_LOST)
    through = address._replace(netloc=address.netloc.replace(f":{address.port}", f":{proxy.port}")).geturl()
    port = ports.free_port(None)
    words = ("gunicorn", "governance.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", str(POSTERS))
    web = Child(
        "网站", [sys.executable, "-m", *words, "--no-control-socket"], {**found, "DATABASE_URL": through}, log
    )
    web.start()
    try:
        web.wait_until(lambda: answers(port))
        yield proxy, port
    finally:
        web.stop()
        proxy.close()


def answers(port: int) -> bool:
    try:
        return Browser(port).ask("GET", "/healthz")[0] == 200
    except OSError:
        return False
