"""What the demo's own people did just now, by everybody's services: one of each act that takes two.

The stream of invented cases knows the ordinary way alone. Here somebody asks for more time and nobody has
answered yet, a case is put off, one is supervised, one goes along with another, one was asked after.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from accounts.models import Duty, User
from areas.models import inside
from casework.models import Deadline, Matter
from casework.services import ask_extension, nudge, supervise
from demo.people import HOME
from grids import services
from grids.limits import HANDLE
from grids.models import Case
from security import clock

PLAYERS = ("chengban", "chuangkou", "fenpai", "jiedao")


def play() -> int:
    """Play all for which there is a case; how many that were. The head of the township decides from now on
    what was handed back twice.
    """
    people = {user.username: user for user in User.objects.filter(username__in=PLAYERS)}
    if len(people) < len(PLAYERS):
        return 0
    Duty.objects.filter(user=people["jiedao"], leads=True).update(last_resort=True)
    acts: tuple[Callable[..., bool], ...] = (put_off, wait_for_more_time, watch, ask_after)
    played = [act(case, **people) for act, case in zip(acts, in_hand(people["chengban"]), strict=False)]
    return sum(played) + join_two(**people)


def in_hand(user: User) -> Iterator[Matter]:
    """What this person has in hand, what ends last before all else."""
    mine = Matter.objects.of(Case).filter(holder=user, status="handling", confidential=False)
    yield from mine.order_by("-due_at", "pk")


def put_off(case: Matter, *, chengban: User, jiedao: User, **_: User) -> bool:
    """Asked for by the one, agreed to by the other."""
    until = clock.today() + timedelta(days=20)
    asked = services.postpone(case, until=until, note="牵涉好几家，要等大家都在才能到现场定", by=chengban)
    services.approve(asked, note="同意，这段时间有变化随时报", by=jiedao)
    return True


def wait_for_more_time(case: Matter, *, chengban: User, **_: User) -> bool:
    """Asked for; on the to-do list of whoever may answer."""
    limit = Deadline.objects.running().filter(matter=case, limit=HANDLE).first()
    if limit is None:
        return False
    ask_extension(limit, amount=2, reason="还要和当事人再约一次时间", by=chengban)
    return True


def watch(case: Matter, *, jiedao: User, **_: User) -> bool:
    supervise(case, until=clock.today() + timedelta(days=5), note="居民反映两次了", by=jiedao)
    return True


def ask_after(case: Matter, *, fenpai: User, **_: User) -> bool:
    nudge(case, by=fenpai)
    return True


def join_two(*, chuangkou: User, fenpai: User, **_: User) -> bool:
    """Somebody comes to the window about what is known already: the second goes along with the first."""
    waiting = Matter.objects.of(Case).filter(inside([HOME]), status="reported", confidential=False)
    first = waiting.order_by("-registered_at", "pk").first()
    if first is None:
        return False
    again = services.register(
        text=f"来窗口问的：{first.own.text}",
        category=first.own.category,
        source=first.own.source,
        area=first.area,
        by=chuangkou,
    )
    services.merge(again, into=first, by=fenpai, note="同一处，一起办")
    return True
