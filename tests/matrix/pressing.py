"""What a press of 催办 does, and a decision about a message that may have left; and for whom."""

from casework.models import Message, Nudge
from tests.matrix.expected import ANONYMOUS
from tests.matrix.messaging import for_keeper
from tests.matrix.seen import SEEN, people
from tests.matrix.walk import Ask, Walk
from tests.matrix.writing import hold_unchanged, snapshot, undone

# Who may ask for a matter: those who oversee where it is, and have it not themselves.
NUDGERS = {
    "own_of_station": people("county.east town.east center.east"),
    "own_of_hall": people("county.east"),
    "held": people("county.east town.west center.west"),
    "accusing_sister": people("county.east town.east center.east"),
    "accusing_station": people("county.east town.east center.east"),
    "own": frozenset(),  # with nobody yet
    "closed": frozenset(),
    "foreign_of_station": people("county.east town.west center.west"),
}


def post_messaging(walk: Walk) -> None:
    """Ask for a matter of each class, and decide about a message that may have left."""
    for name, who in NUDGERS.items():
        post_nudge(walk, name, may=walk.actor in who)
    stuck: Message = walk.world.things["stuck"]
    for verdict in ("sent", "again"):
        before = snapshot()
        with undone():
            walk.ask(Ask(f"/messages/{stuck.parcel}/{verdict}/", for_keeper(walk.actor, 302), "post"))
            moved = Message.objects.filter(pk=stuck.pk).exclude(state=stuck.state).exists()
            if moved != (walk.actor == "system_admin"):
                walk.found("write", "/messages/", f"{verdict} by {walk.actor}")
        hold_unchanged(walk, before, "posts on messages")


def post_nudge(walk: Walk, name: str, *, may: bool) -> None:
    """One press, taken back afterwards."""
    matter, asked = walk.world.matters[name], Nudge.objects.count()
    status = 302 if walk.actor == ANONYMOUS or walk.actor in SEEN[name] else 404
    with undone():
        walk.ask(Ask(f"/matters/{matter.number}/nudge/", status, "post"))
        if (Nudge.objects.count() > asked) != may:
            walk.found("write", f"/matters/{name}/nudge/", "asked for" if not may else "refused")
