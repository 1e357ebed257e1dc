"""The tasks of the world, and what hangs on each."""

from typing import TYPE_CHECKING

from casework.models import Event
from pilot.models import Milestone, Support
from tests.factories import TaskFactory
from tests.matrix.programme_world import add_letter
from tests.matrix.tasks_seen import TASKS

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_tasks(world: "World") -> None:
    for name in TASKS:
        with world.canaries.of(name):
            add_task(world, name)


def add_task(world: "World", name: str) -> None:
    """A task of the first quarter of 2020, with one of everything that hangs on it."""
    area, lead, status = TASKS[name]
    unit = world.units[lead]
    matter = TaskFactory(
        title="任务",
        text="查欠薪",
        area=world.areas[area],
        unit=None if status == "planned" else unit,
        lead=unit,
        status=status,
        year=2020,
        due_on="2020-03-31",
        created_by=world.people["stranger"],
    )
    world.tasks[name] = matter
    Event.objects.create(
        matter=matter, move="register", to_status="planned", note="说明", by=world.people["stranger"]
    )
    Milestone.objects.create(matter=matter, quarter=1)
    Support.objects.create(matter=matter, unit=world.units["bureau"])
    if name == "task":
        add_letter(world, matter)
