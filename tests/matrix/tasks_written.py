"""What posts change of tasks, and the numbers on their lists: held against the table."""

from casework.models import Matter
from tests.matrix.counting import LISTED, hold, hold_number
from tests.matrix.expected import ANONYMOUS
from tests.matrix.tasking import TASKS_API
from tests.matrix.tasks_seen import REGISTRARS, STARTS, TASK_SEEN, TASKS, may_task, tried_task
from tests.matrix.walk import Ask, Walk
from tests.matrix.writing import forged, hold_unchanged, snapshot, undone

READY = frozenset({"assign", "accept"})  # these ask for nothing that is not there already


def post_tasks(walk: Walk) -> None:
    """Every move on every task by every door, with all that a forger would like to write: what is refused,
    and what lacks what the move needs, changes no table.
    """
    sent = {**forged(walk), "until": "x"}
    before = snapshot()
    for name, matter in walk.world.tasks.items():
        for step in tried_task(walk.actor, name):
            if step in READY and may_task(walk.actor, step, name):
                continue
            page, api = outcome(walk.actor, step, name)
            walk.ask(Ask(f"/pilot/tasks/{matter.number}/{step}/", page, "post", sent))
            walk.ask(Ask(f"{TASKS_API}{matter.number}/{step}/", api, "post", sent))
    hold_unchanged(walk, before, "posts on tasks")
    post_new(walk)


def outcome(actor: str, step: str, name: str) -> tuple[int, int]:
    """The status of a post that lacks what the move needs, on the page and in the API."""
    if actor == ANONYMOUS:
        return 302, 403
    if actor not in TASK_SEEN[name]:
        return 404, 404
    if step not in STARTS[TASKS[name][2]]:
        return 409, 409
    return (200, 400) if may_task(actor, step, name) else (403, 403)


def post_new(walk: Walk) -> None:
    """A task that was written down waits for the office, at its beginning."""
    stations = {"office.east": "east_station", "office.west": "west_station"}
    lead = walk.world.units[stations.get(walk.actor, "east_station")].pk
    own = {"title": "新的一件", "text": "新的一件", "evidence": "证明", "year": 2026, "source": "list"}
    given = {**forged(walk), **own, "lead": lead, "due_on": f"{walk.world.today}"}
    taken = walk.actor == "office.east"  # in the county next door there is no such unit
    for url, status, refused in (("/pilot/tasks/new/", 302, 302), (TASKS_API, 201, 403)):
        wanted = (status if taken else 400) if walk.actor in REGISTRARS else refused
        before = set(Matter.objects.values_list("pk", flat=True))
        with undone():
            walk.ask(Ask(url, wanted, "post", given))
            for matter in Matter.objects.select_related("task").exclude(pk__in=before):
                hold_new(walk, matter, url)


def hold_new(walk: Walk, matter: Matter, where: str) -> None:
    values = {**vars(matter), **vars(matter.task)}
    wrong = [name for name, value in values.items() if value in (32077, "evil", "999999-999999")]
    wrong += [name for name, value in values.items() if getattr(value, "year", None) == 2001]
    first = (matter.kind, matter.status, matter.version, matter.unit_id, matter.confidential)
    if walk.actor not in REGISTRARS or first != ("task", "planned", 0, None, False):
        wrong.append(str(first))
    elif matter.created_by_id != walk.world.people[walk.actor].pk:
        wrong.append("created_by")
    if wrong:
        walk.found("write", where, "、".join(wrong))


def count_tasks(walk: Walk) -> None:
    """The list of tasks under its filters, and the API's: the rows that the actor may see."""
    world, actor = walk.world, walk.actor
    seen = {name for name, who in TASK_SEEN.items() if actor in who}
    wanted = {
        "": seen,
        "status=all": seen,
        "status=done": set(),
        "q=查欠薪": seen,
        "quarter=2020Q1": seen,
        "quarter=2020Q2": set(),
        "source=meeting": set(),
        f"lead={world.units['east_station'].pk}": seen & {"task"},
    }
    known = world.canaries.known.items()
    texts = {canary.owner: word for word, canary in known if canary.column == "pilot.Task.text"}
    wanted |= {f"q={texts[name]}": seen & {name} for name in TASKS}
    for query, rows in wanted.items():
        _, page = walk.ask(Ask(f"/pilot/tasks/?{query}", 200))
        hold(walk, f"/pilot/tasks/?{query}", LISTED, page, len(rows), len(seen))
    told = walk.ask(Ask(TASKS_API, 200))[0].json()["count"]
    hold_number(walk, TASKS_API, told, len(seen), len(seen))
