"""A sweep of the world: a plan of the eastern office, and what one village signed."""

from typing import TYPE_CHECKING

from disputes.models import Fault, Found, Sweep, SweepPlan

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_sweep(world: "World") -> None:
    """A plan, and what one village has signed and was found wrong; it found one dispute of each sort."""
    office, village = world.people["office.east"], world.people["village.east"]
    days = {"starts_on": world.today, "ends_on": world.today}
    plan = SweepPlan.objects.create(
        name="排查",
        sort="regular",
        tier="village",
        rhythm="once",
        area=world.areas["east_town"],
        by=office,
        **days,
    )
    with world.canaries.of("sweep"):
        sweep = Sweep.objects.create(
            plan=plan,
            unit=world.units["east_committee"],
            area=world.areas["east_village"],
            due_on=world.today,
            state="reported",
            count=1,
            signer=village,
            signed_at=world.now,
            **days,
        )
        Fault.objects.create(sweep=sweep, code="late", reason="晚了", by=office)
    for name in ("dispute", "dispute_confidential", "dispute_accusing"):
        Found.objects.create(matter=world.disputes[name], sweep=sweep, by=village)
    world.things |= {"sweep_plan": plan, "sweep": sweep}
