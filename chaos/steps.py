"""What a writer does to one case, step by step, each tried until it is known to have happened."""

import logging
import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import Error, connection

from accounts.models import Unit, User
from areas.models import Area
from casework.exceptions import IllegalMove
from casework.models import Matter
from chaos.county import GRID, HANDLERS
from grids import services
from grids.models import Category, Source
from security import clock
from security.context import acting, everything

logger = logging.getLogger(__name__)

BETWEEN_TRIES = 0.2  # seconds
Acknowledged = Callable[..., None]


def until_done(act: Callable[[], Any]) -> Any:
    """Try until the database answers: it may be dead, starting up, or have died at COMMIT."""
    while True:
        try:
            return act()
        except (Error, OSError) as error:
            logger.warning("%s: %s", type(error).__name__, error)
            connection.close()
            time.sleep(BETWEEN_TRIES)


class Story:
    """The people of the county, and what they do."""

    def __init__(self, number: int, acknowledged: Acknowledged) -> None:
        self.chance = random.Random()  # noqa: S311 - which way a case goes is no secret
        self.number = number
        self.acknowledged = acknowledged

    def one_case(self, key: UUID) -> None:
        """From its registration to its end, or left with somebody, late."""
        pk, number = until_done(lambda: self.register(key))
        self.acknowledged(key=str(key), matter=pk, number=number)
        handler = f"handler{self.chance.randrange(HANDLERS)}"
        steps: list[tuple[str, str, Callable[[Matter, User], Any]]] = [
            ("dispatch", "officer", lambda case, by: services.dispatch(case, to=self.station(), by=by)),
            ("accept", handler, lambda case, by: services.accept(case, by=by)),
        ]
        if self.chance.random() < 0.6:
            steps += [
                ("finish", handler, lambda case, by: services.finish(case, result="好了", by=by)),
                ("check", "officer", lambda case, by: services.check(case, by=by)),
                ("close", "officer", lambda case, by: services.close(case, by=by)),
            ]
        for move, who, act in steps:
            until_done(partial(self.step, pk, move, who, act))
            self.acknowledged(matter=pk, move=move)
        if len(steps) == 2:
            until_done(lambda: fall_due(pk))

    def register(self, key: UUID) -> tuple[int, str]:
        by = person("worker")
        with acting(by.pk):
            case = services.register(
                text=f"第{self.number}号写的",
                category=Category.objects.get(),
                source=Source.objects.get(),
                area=Area.objects.get(code=GRID),
                by=by,
                submission=key,
            )
        return case.pk, case.number

    def step(self, pk: int, move: str, who: str, act: Callable[[Matter, User], Any]) -> None:
        """Make the move; where it was refused as out of turn, the try before it did it."""
        by = person(who)
        with acting(by.pk):
            case = Matter.objects.visible_to(by).get(pk=pk)
            try:
                act(case, by)
            except IllegalMove:
                with everything("chaos"):
                    if not Matter.objects.get(pk=pk).events.filter(move=move).exists():
                        raise

    @staticmethod
    def station() -> Unit:
        return Unit.objects.get(name="市政所")


def person(username: str) -> User:
    with everything("chaos"):
        return User.objects.get(username=username)


def fall_due(pk: int) -> None:
    """Let the limits of this case be over, so that the sweep has something to tell."""
    with everything("chaos"):
        now = clock.asked()
        Matter.objects.get(pk=pk).deadlines.filter(met_at=None).update(
            warn_at=now - timedelta(days=1), due_at=now
        )
