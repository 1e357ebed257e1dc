"""Tasks in the matrix: what is asked of their pages and of the API."""

from collections.abc import Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.tasks_seen import REGISTRARS, TASK_MOVES, TASK_SEEN, may_task, tried_task
from tests.matrix.walk import Ask
from tests.matrix.world import World

TASKS_API = "/api/v1/tasks/"


def task_list(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/pilot/tasks/", signed(actor, 200), actor)


def task_new(world: World, actor: str) -> Iterator[Ask]:
    for page in ("new", "import"):
        yield Ask(f"/pilot/tasks/{page}/", allowed(actor, REGISTRARS, 200, 302))
        yield Ask(f"/pilot/tasks/{page}/", allowed(actor, REGISTRARS, 400, 302), "post", {"text": ""})


def task(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.tasks.items():
        url, status = f"/pilot/tasks/{matter.number}/", allowed(actor, TASK_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        yield from reading(f"{url}print/", status, actor)
    yield Ask("/pilot/tasks/no-such-number/", signed(actor, 404))
    yield Ask(f"/pilot/tasks/{world.disputes['dispute'].number}/", signed(actor, 404))  # that is no task


def task_move(world: World, actor: str) -> Iterator[Ask]:
    """The page that asks for what a move needs; where it may not be made, back to the task."""
    for name, matter in world.tasks.items():
        for step in tried_task(actor, name):
            open_ = 200 if may_task(actor, step, name) else 302
            yield Ask(f"/pilot/tasks/{matter.number}/{step}/", allowed(actor, TASK_SEEN[name], open_, 404))


def api_tasks(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(TASKS_API, signed(actor, 200, 403))
    for method in ("put", "patch", "delete", "options"):
        yield Ask(TASKS_API, signed(actor, WRONG_METHOD, 403), method)
    yield Ask(TASKS_API, signed(actor, 400 if actor in REGISTRARS else 403, 403), "post", {"text": ""})


def api_task(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.tasks.items():
        yield Ask(
            f"{TASKS_API}{matter.number}/", signed(actor, 200 if actor in TASK_SEEN[name] else 404, 403)
        )


def api_task_move(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone."""
    for step in TASK_MOVES.split():
        yield Ask(f"{TASKS_API}{world.tasks['task'].number}/{step}/", signed(actor, WRONG_METHOD, 403))


TASKING = {
    "task list": task_list,
    "task new": task_new,
    "task": task,
    "task move": task_move,
    "api tasks": api_tasks,
    "api task": api_task,
    "api task move": api_task_move,
}
